package build

import (
	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Compare returns what changed between two specifications, which are named as load.Both
// reads them, and for those who compile against the Go that is made of them. Pkg is the
// package of all types, "" for one package for each service.
func Compare(ses *session.Session, o load.Options, names [2]string, pkg string) (compare.Report, error) {
	b := target{Output: Output{Package: pkg}}.backend()
	old, now, err := load.Both(ses, o, b.Neighbours, names)
	if err != nil {
		return compare.Report{}, err
	}
	before, found := declared(b, old)
	after, more := declared(b, now)
	if !ses.Add(append(found, more...)) {
		return compare.Report{}, session.ErrFailed
	}
	return compare.Specs(old, now, before, after), nil
}

// Check reads a specification and reports what of it cannot be generated. It returns the
// number of types. Names that collide are errors; they depend on the types that are
// selected.
func Check(ses *session.Session, o load.Options) (types int, err error) {
	b := target{}.backend()
	spec, err := load.Read(ses, o, b.Neighbours)
	if err != nil {
		return 0, err
	}
	ses.Add(b.Check(spec))
	return len(spec.Resources), nil
}

// declared returns the declarations of a specification without those of types that
// have faults. What cannot be declared becomes a fault of its type.
func declared(b backend.Backend, spec *model.Spec) ([]compare.Declaration, diag.List) {
	sound := &model.Spec{Neighbours: spec.Neighbours}
	for _, r := range spec.Resources {
		if len(r.Faults) == 0 {
			sound.Resources = append(sound.Resources, r)
		} else {
			sound.Neighbours = append(sound.Neighbours, r)
		}
	}
	list, found := b.Declarations(sound)
	errs := make(map[string]diag.List)
	for _, d := range found.Errors() {
		errs[d.Subject] = append(errs[d.Subject], d)
	}
	for _, r := range sound.Resources {
		r.Faults.Add(errs[r.TypeName]...)
	}
	return list, append(found.Others(), errs[""]...)
}

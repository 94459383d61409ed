package golang_test

import (
	"unicode"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// modulePath is the module that generated code is compiled in, cfnImport the
// support package's import path there.
const (
	modulePath = "example.com/golden"
	cfnImport  = modulePath + "/cfn"
)

// load goes the way of the command from documents to a corrected model. Where
// the list has errors, the model is not to be used.
func load(docs, overlays []source.Document, keep func(string) bool) (*model.Spec, diag.List) {
	x, wanted := frontend.NewIndex(docs, nil), map[string]bool{}
	for _, name := range x.Names() {
		if keep == nil || keep(name) {
			wanted[name] = true
		}
	}
	spec, found := x.Read(wanted, golang.Neighbours, nil)
	if found.Err() != nil {
		return spec, found
	}
	corrections, bad := overlay.Read(overlays)
	found.Add(bad...)
	found.Add(overlay.Apply(spec, corrections)...)
	found.Add(spec.Faults()...)
	return spec, found
}

// options are those of every run here; pkg is "" for a package per service.
func options(pkg string) golang.Options {
	return golang.Options{Package: pkg, CFNImport: cfnImport, Tool: "cfngen v0.0.0"}
}

// visible reports whether a character shows what it is: it is no control character,
// moves no text and ends no line.
func visible(r rune) bool {
	return !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) && !unicode.In(r, unicode.Zl, unicode.Zp)
}

package compare

import (
	"cmp"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
)

// Layer is whom a change concerns.
type Layer int

// The layers.
const (
	// Go is for those who compile against the generated code.
	Go Layer = iota
	// Templates is for templates that were valid.
	Templates
	// Deployments is for what is deployed already.
	Deployments
)

// Layers are all of them, in the order of the constants.
func Layers() []Layer { return []Layer{Go, Templates, Deployments} }

// String is the layer's name: "go", "templates" or "deployments".
func (l Layer) String() string {
	switch l {
	case Go:
		return "go"
	case Templates:
		return "templates"
	case Deployments:
		return "deployments"
	}
	return "unknown"
}

// Class is how bad a change is. A smaller one is worse.
type Class int

// The classes.
const (
	// Breaking makes something wrong that was right.
	Breaking Class = iota
	// Risky can do so.
	Risky
	// Safe does not.
	Safe
)

// Classes are all of them, the worst first.
func Classes() []Class { return []Class{Breaking, Risky, Safe} }

// String is the class's name: "breaking", "risky" or "safe".
func (c Class) String() string {
	switch c {
	case Breaking:
		return "breaking"
	case Risky:
		return "risky"
	case Safe:
		return "safe"
	}
	return "unknown"
}

// Change is one thing that changed.
type Change struct {
	Layer Layer
	Class Class
	// Resource is the name of the resource type.
	Resource string
	// Subject is what changed: the Go name with its package ("s3.Bucket.Tags"), or
	// for other layers a JSON pointer into the properties, with * for any item of a
	// list and any key of a map, "" for the resource type itself. Of an attribute it
	// is the name.
	Subject string
	// Kind is what happened, in a few words that many changes share, such as
	// "property removed".
	Kind string
	// Old and New are what changed in short, "" where there is nothing, or where
	// Kind is enough.
	Old, New string
	// Hint is a sentence on what keeps the old name, "" where nothing was renamed.
	Hint string
	// Follows is the subject of the change that this one comes with, "" where it
	// stands for itself: the constants go with their type, and what replaces a
	// resource does so with all that it holds. Where the resource type is gone, it is
	// the type's name.
	Follows string
	// Paths is how many paths lead to the subject, which is the shortest one: Many
	// for so many or more, 0 where there is one alone. Also are the others, where
	// there are few.
	Paths int
	Also  []string
	// OldPos and NewPos are its positions in the two specifications; zero in one that
	// does not have it.
	OldPos, NewPos diag.Position
}

// Report is what changed, sorted by resource type, layer, class, subject and kind.
type Report []Change

// sort brings a report into its order and takes out what occurs twice: two
// paths can lead to one site.
func (r Report) sort() Report {
	slices.SortStableFunc(r, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(a.Resource, b.Resource),
			cmp.Compare(a.Layer, b.Layer),
			cmp.Compare(a.Class, b.Class),
			cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Old, b.Old),
			cmp.Compare(a.New, b.New),
		)
	})
	return slices.CompactFunc(r, func(a, b Change) bool { return a.key() == b.key() })
}

// key is what identifies a change.
type key struct {
	layer                                          Layer
	class                                          Class
	resource, subject, kind, old, now, hint, cause string
	oldPos, newPos                                 diag.Position
}

func (c Change) key() key {
	return key{c.Layer, c.Class, c.Resource, c.Subject, c.Kind, c.Old, c.New, c.Hint, c.Follows, c.OldPos, c.NewPos}
}

// Count returns how many changes of a layer have a class.
func (r Report) Count(l Layer, c Class) int {
	n := 0
	for _, change := range r {
		if change.Layer == l && change.Class == c {
			n++
		}
	}
	return n
}

// Has reports whether there is a change of the class or a worse one.
func (r Report) Has(c Class) bool {
	return slices.ContainsFunc(r, func(change Change) bool { return change.Class <= c })
}

// Bump is the part of a version, by Semantic Versioning, that has to rise for the
// generated code: "major" where a change is breaking, "minor" where one is risky
// or adds to the Go code, "patch" where all others are safe and for what is no
// change here, such as descriptions.
func (r Report) Bump() string {
	switch {
	case r.Has(Breaking):
		return "major"
	case r.Has(Risky), r.Count(Go, Safe) > 0:
		return "minor"
	}
	return "patch"
}

package overlay

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// answer settles a warning or a fault by the overlay's reason. It names one by keyword and value, or all at a place by pointer.
type answer struct {
	node                    *jsondoc.Node
	keyword, value, pointer string
	// byPointer reports whether it names a place.
	byPointer bool
}

func (p *parser) answer(n *jsondoc.Node) answer {
	a := answer{node: n}
	if n.Get("pointer") != nil {
		p.known(n, "pointer")
		a.pointer, a.byPointer = p.pointer(n, "pointer"), true
		return a
	}
	p.known(n, "keyword", "value")
	a.keyword, a.value = p.text(n, "keyword"), p.text(n, "value")
	return a
}

// matches reports whether it is about a warning or a fault.
func (a answer) matches(d diag.Diagnostic) bool {
	if a.byPointer {
		return d.Pos.Pointer == a.pointer
	}
	return d.Keyword == a.keyword && strings.Contains(d.Message, strconv.Quote(a.value))
}

// String returns what it is about, in words.
func (a answer) String() string {
	if a.byPointer {
		return "at " + strconv.Quote(a.pointer)
	}
	return "about " + strconv.Quote(a.value)
}

// Answer returns what was found, with the warnings that overlays answer as notes
// that have the reason. So become the faults of resources, which have them no
// longer. An answer to nothing is a warning itself: the specification may have been
// corrected.
func Answer(spec *model.Spec, overlays []*Overlay, found diag.List) diag.List {
	out := slices.Clone(found)
	for _, o := range overlays {
		if !slices.ContainsFunc(spec.Resources, o.concerns) {
			continue
		}
		for _, a := range o.answers {
			settled := o.answerFaults(a, spec.Resources)
			if !o.answer(a, out) && settled == nil {
				out.Add(diag.Diagnostic{
					Pos: a.node.Pos(), Severity: diag.Warning, Subject: o.TypeName, Keyword: cmp.Or(a.keyword, "answers"),
					Message: "answers no warning " + a.String() + " of " + o.TypeName,
				})
			}
			out.Add(settled...)
		}
	}
	return out
}

// answer makes notes of the warnings that it is about, and says whether there are any.
func (o *Overlay) answer(a answer, found diag.List) bool {
	any := false
	for i := range found {
		d := &found[i]
		if d.Severity == diag.Warning && d.Subject == o.TypeName && a.matches(*d) {
			*d, any = o.note(*d), true
		}
	}
	return any
}

// answerFaults takes the faults that an answer is about from their resource, and
// returns them as notes.
func (o *Overlay) answerFaults(a answer, resources []*model.Resource) diag.List {
	var notes diag.List
	for _, r := range resources {
		if !o.concerns(r) {
			continue
		}
		var left diag.List
		for _, f := range r.Faults {
			if a.matches(f) {
				notes.Add(o.note(f))
			} else {
				left.Add(f)
			}
		}
		r.Faults = left
	}
	return notes
}

// note returns a diagnostic as a note that has the reason.
func (o *Overlay) note(d diag.Diagnostic) diag.Diagnostic {
	d.Severity = diag.Note
	d.Message += ". " + o.Reason
	return d
}

package overlay

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
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
	warnings := warningsOf(found)
	faults := make(map[*model.Resource]*answerable)
	for _, o := range overlays {
		if len(o.answers) == 0 {
			continue
		}
		concerned := slices.DeleteFunc(slices.Clone(spec.Resources), func(r *model.Resource) bool { return !o.concerns(r) })
		if len(concerned) == 0 {
			continue
		}
		for _, a := range o.answers {
			var notes diag.List
			for _, r := range concerned {
				if faults[r] == nil {
					faults[r] = newAnswerable(r.Faults)
				}
				for _, i := range faults[r].take(a) {
					notes.Add(o.note(r.Faults[i]))
				}
			}
			answered := warnings[o.TypeName].take(a)
			for _, i := range answered {
				out[i] = o.note(out[i])
			}
			if len(answered) == 0 && notes == nil {
				out.Add(diag.Diagnostic{
					Pos: a.node.Pos(), Severity: diag.Warning, Subject: o.TypeName, Keyword: cmp.Or(a.keyword, "answers"),
					Message: "answers no warning " + a.String() + " of " + o.TypeName,
				})
			}
			out.Add(notes...)
		}
	}
	for r, x := range faults {
		r.Faults = x.left(r.Faults)
	}
	return out
}

// note returns a diagnostic as a note that has the reason.
func (o *Overlay) note(d diag.Diagnostic) diag.Diagnostic {
	d.Severity = diag.Note
	d.Message += ". " + o.Reason
	return d
}

// answerable are diagnostics of a resource type that answers can be about, by their
// indexes in a list.
type answerable struct {
	// byText has them by keyword and each quoted text of the message, byPointer by
	// their pointers as they are printed: others can be as long as the document.
	byText    map[[2]string][]int
	byPointer map[string][]int
	answered  map[int]bool
}

// warningsOf returns the warnings of each resource type.
func warningsOf(found diag.List) map[string]*answerable {
	types := make(map[string]*answerable)
	for _, d := range found {
		if d.Severity == diag.Warning && types[d.Subject] == nil {
			types[d.Subject] = newAnswerable(nil)
		}
	}
	for i, d := range found {
		if d.Severity == diag.Warning {
			types[d.Subject].add(i, d)
		}
	}
	return types
}

func newAnswerable(list diag.List) *answerable {
	x := &answerable{byText: map[[2]string][]int{}, byPointer: map[string][]int{}, answered: map[int]bool{}}
	for i, d := range list {
		x.add(i, d)
	}
	return x
}

func (x *answerable) add(i int, d diag.Diagnostic) {
	at := d.Pos.Pointer.Printed()
	x.byPointer[at] = append(x.byPointer[at], i)
	seen := make(map[string]bool)
	for from := strings.IndexByte(d.Message, '"'); from >= 0 && from < len(d.Message); from++ {
		if d.Message[from] != '"' {
			continue
		}
		if text, err := strconv.QuotedPrefix(d.Message[from:]); err == nil && !seen[text] {
			seen[text] = true
			key := [2]string{d.Keyword, text}
			x.byText[key] = append(x.byText[key], i)
		}
	}
}

// take returns the indexes of those that an answer is about, which are answered
// then. A nil answerable has none.
func (x *answerable) take(a answer) []int {
	if x == nil {
		return nil
	}
	about := x.byText[[2]string{a.keyword, strconv.Quote(a.value)}]
	if a.byPointer {
		about = x.byPointer[diag.PointerTo(a.pointer).Printed()]
	}
	var out []int
	for _, i := range about {
		if !x.answered[i] {
			x.answered[i] = true
			out = append(out, i)
		}
	}
	return out
}

// left returns the diagnostics of a list that were not answered.
func (x *answerable) left(list diag.List) diag.List {
	var out diag.List
	for i, d := range list {
		if !x.answered[i] {
			out.Add(d)
		}
	}
	return out
}

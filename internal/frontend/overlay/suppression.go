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

// suppression settles warnings and faults by the overlay's reason: those that have all
// that it names.
type suppression struct {
	node *jsondoc.Node
	// old reports whether it is an entry of "answers", which has no code.
	old   bool
	names names
	key   key
}

// names are what a suppression names.
type names struct{ code, keyword, value, pointer bool }

// key is what diagnostics have of what a suppression names, "" for the rest. A value is
// an argument of the sentence. Pointers and values are as they are printed: others can
// be as long as the document.
type key struct {
	code                    diag.Code
	keyword, value, pointer string
}

func (p *parser) suppression(n *jsondoc.Node) suppression {
	p.known(n, "code", "pointer", "keyword", "value")
	s := p.readNames(n)
	s.names.code, s.key.code = true, diag.Code(p.text(n, "code"))
	return s
}

// readOld reads a suppression in the form that it had before there were codes: with
// a keyword and a value, or with a pointer.
func (p *parser) readOld(n *jsondoc.Node) suppression {
	if n.Get("pointer") != nil {
		p.known(n, "pointer")
	} else {
		p.known(n, "keyword", "value")
		for _, name := range []string{"keyword", "value"} {
			if n.Get(name) == nil {
				p.errorf(n, MissingMember, "%q is missing", name)
			}
		}
	}
	s := p.readNames(n)
	s.old = true
	return s
}

// readNames reads what a suppression of either form can name.
func (p *parser) readNames(n *jsondoc.Node) suppression {
	s := suppression{node: n, names: names{keyword: n.Get("keyword") != nil, value: n.Get("value") != nil, pointer: n.Get("pointer") != nil}}
	if s.names.keyword {
		s.key.keyword = p.text(n, "keyword")
	}
	if s.names.value {
		s.key.value = diag.Cut(p.text(n, "value"), diag.MaxText)
	}
	if s.names.pointer {
		s.key.pointer = diag.PointerTo(p.pointer(n, "pointer")).Printed()
	}
	return s
}

// String returns what it is about, in words.
func (s suppression) String() string {
	var words []string
	add := func(present bool, what, text string) {
		if present {
			words = append(words, what+" "+strconv.Quote(text))
		}
	}
	add(s.names.code, "with the code", string(s.key.code))
	add(s.names.value, "about", s.key.value)
	add(s.names.pointer, "at", s.key.pointer)
	return strings.Join(words, " ")
}

// Suppress returns what was found, with the warnings that overlays settle as notes
// that have the reason. So become the faults of resources, which have them no
// longer. A suppression of nothing is a warning itself: the specification may have been
// corrected.
func Suppress(spec *model.Spec, overlays []*Overlay, found diag.List) diag.List {
	out := slices.Clone(found)
	warnings := warningsOf(found, overlays)
	faults := make(map[*model.Resource]*suppressible)
	for _, o := range overlays {
		if len(o.suppressions) == 0 {
			continue
		}
		concerned := slices.DeleteFunc(slices.Clone(spec.Resources), func(r *model.Resource) bool { return !o.concerns(r) })
		if len(concerned) == 0 {
			continue
		}
		for _, s := range o.suppressions {
			var notes, settled diag.List
			for _, r := range concerned {
				if faults[r] == nil {
					faults[r] = newSuppressible(r.Faults)
				}
				for _, i := range faults[r].take(s) {
					settled.Add(r.Faults[i])
					notes.Add(o.note(r.Faults[i]))
				}
			}
			for _, i := range warnings[o.TypeName].take(s) {
				settled.Add(out[i])
				out[i] = o.note(out[i])
			}
			out.Add(notes...)
			out.Add(o.remarks(s, settled)...)
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
	return d.With(diag.Reason, o.Reason)
}

// remarks returns the diagnostics about a suppression itself, which settled some
// others.
func (o *Overlay) remarks(s suppression, settled diag.List) diag.List {
	var d diag.Diagnostic
	switch {
	case len(settled) == 0:
		d = diag.Warningf(s.node.Pos(), UnusedSuppression, "suppresses no warning %s of %s", s, o.TypeName).For(cmp.Or(s.key.keyword, "suppressions"))
	case s.old:
		d = diag.Notef(s.node.Pos(), OldSuppression, `"answers" is "suppressions" now, with the code: %s`, s.renewed(settled)).For("answers")
	default:
		return nil
	}
	d.Subject = o.TypeName
	return diag.List{d}
}

// renewed returns an old suppression as it is written now, one for each code of what it
// settled.
func (s suppression) renewed(settled diag.List) string {
	var codes []diag.Code
	for _, d := range settled {
		if !slices.Contains(codes, d.Code) {
			codes = append(codes, d.Code)
		}
	}
	entries := make([]string, len(codes))
	for i, code := range codes {
		text, _ := asWritten(struct { // strings can always be written
			Code    diag.Code `json:"code"`
			Pointer *string   `json:"pointer,omitempty"`
			Keyword string    `json:"keyword,omitempty"`
			Value   string    `json:"value,omitempty"`
		}{code, textOf(s.node.Get("pointer")), s.node.Get("keyword").Text(), s.node.Get("value").Text()})
		entries[i] = strings.TrimSpace(string(text))
	}
	return strings.Join(entries, ", ")
}

// textOf returns a string of a document, nil where there is none.
func textOf(n *jsondoc.Node) *string {
	if n == nil {
		return nil
	}
	text := n.Text()
	return &text
}

// suppressible are diagnostics of a resource type that suppressions can be about.
type suppressible struct {
	list diag.List
	// at are the indexes of those among the list.
	at []int
	// indexes has them by what suppressions name, made when the first one names it.
	indexes map[names]map[key][]int
	settled map[int]bool
}

func newSuppressible(list diag.List) *suppressible {
	x := &suppressible{list: list, indexes: map[names]map[key][]int{}, settled: map[int]bool{}}
	for i := range list {
		x.at = append(x.at, i)
	}
	return x
}

// warningsOf returns the warnings of each resource type that overlays suppress some of.
func warningsOf(found diag.List, overlays []*Overlay) map[string]*suppressible {
	types := make(map[string]*suppressible)
	for _, o := range overlays {
		if len(o.suppressions) > 0 && types[o.TypeName] == nil {
			types[o.TypeName] = newSuppressible(nil)
			types[o.TypeName].list = found
		}
	}
	for i, d := range found {
		if x := types[d.Subject]; x != nil && d.Severity == diag.Warning {
			x.at = append(x.at, i)
		}
	}
	return types
}

// index returns the diagnostics by what suppressions name.
func (x *suppressible) index(n names) map[key][]int {
	if known := x.indexes[n]; known != nil {
		return known
	}
	index := make(map[key][]int)
	for _, i := range x.at {
		for _, k := range keysOf(x.list[i], n) {
			index[k] = append(index[k], i)
		}
	}
	x.indexes[n] = index
	return index
}

// keysOf returns what a diagnostic has of what suppressions name, once for each value.
func keysOf(d diag.Diagnostic, n names) []key {
	var k key
	if n.code {
		k.code = d.Code
	}
	if n.keyword {
		k.keyword = d.Keyword
	}
	if n.pointer {
		k.pointer = d.Pos.Pointer.Printed()
	}
	if !n.value {
		return []key{k}
	}
	var keys []key
	for arg := range d.Arguments() {
		if text, ok := arg.(string); ok {
			if k.value = text; !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// take returns the indexes of those that a suppression is about, which are settled
// then. A nil suppressible has none.
func (x *suppressible) take(s suppression) []int {
	if x == nil {
		return nil
	}
	index := x.index(s.names)
	about := index[s.key]
	delete(index, s.key)
	var out []int
	for _, i := range about {
		if !x.settled[i] {
			x.settled[i] = true
			out = append(out, i)
		}
	}
	return out
}

// left returns the diagnostics of a list that were not settled.
func (x *suppressible) left(list diag.List) diag.List {
	var out diag.List
	for i, d := range list {
		if !x.settled[i] {
			out.Add(d)
		}
	}
	return out
}

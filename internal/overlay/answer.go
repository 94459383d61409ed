package overlay

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// answer says of a warning that the overlay's reason is all there is to say.
type answer struct {
	node           *jsondoc.Node
	keyword, value string
}

func (p *parser) answer(n *jsondoc.Node) answer {
	p.known(n, "keyword", "value")
	return answer{node: n, keyword: p.text(n, "keyword"), value: p.text(n, "value")}
}

// Answer gives what was found, with the warnings that overlays answer as notes
// that have the reason. An answer to nothing is a warning itself: the
// specification may have been corrected.
func Answer(spec *model.Spec, overlays []*Overlay, found diag.List) diag.List {
	out := slices.Clone(found)
	for _, o := range overlays {
		if !slices.ContainsFunc(spec.Resources, o.concerns) {
			continue
		}
		for _, a := range o.answers {
			if !o.answer(a, out) {
				out.Add(diag.Diagnostic{
					Pos: a.node.Pos(), Severity: diag.Warning, Subject: o.TypeName, Keyword: a.keyword,
					Message: "answers no warning about " + strconv.Quote(a.value) + " of " + o.TypeName,
				})
			}
		}
	}
	return out
}

// answer makes notes of the warnings that it is about, and says whether there are any.
func (o *Overlay) answer(a answer, found diag.List) bool {
	any := false
	for i := range found {
		d := &found[i]
		if d.Severity == diag.Warning && d.Subject == o.TypeName && d.Keyword == a.keyword &&
			strings.Contains(d.Message, strconv.Quote(a.value)) {
			d.Severity, any = diag.Note, true
			d.Message += ". " + o.Reason
		}
	}
	return any
}

package registry

import (
	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// unexpressed returns what a keyword demands that the model has no words for.
func (r *reader) unexpressed(keyword string, n *jsondoc.Node) model.Unexpressed {
	text, ok := r.lost[n]
	if !ok {
		text = cut(n.Canonical())
		r.lost[n] = text
	}
	return model.Unexpressed{Pos: n.Pos(), Keyword: keyword, Value: text}
}

// maxUnexpressed is how many bytes of a text are kept. The rest counts by its
// checksum, because any number of types can have the text.
const maxUnexpressed = 200

// cut returns a text that is no longer than most of those that people write, and
// that differs from those that other texts are cut to.
func cut(text string) string {
	if len(text) <= maxUnexpressed {
		return text
	}
	end := maxUnexpressed
	for text[end]&0xc0 == 0x80 { // within a character
		end--
	}
	return text[:end] + "… sha256:" + checksum.Of([]byte(text))[:16]
}

// operations reads what the resource provider can do with a resource as a whole.
// What a schema does not state is Unstated.
func (r *reader) operations(res *model.Resource) {
	if handlers := r.root.Get("handlers"); handlers.Is(jsondoc.Object) {
		res.Updates = model.StatedBool(handlers.Get("update") != nil)
	}
	if tagging := r.root.Get("tagging"); tagging.Is(jsondoc.Object) {
		// Both are true where they are absent.
		taggable, updatable := tagging.Get("taggable"), tagging.Get("tagUpdatable")
		res.TagUpdates = model.StatedBool((taggable == nil || taggable.True()) && (updatable == nil || updatable.True()))
	}
	res.DeletesFirst = model.StatedBool(r.root.Get("replacementStrategy").Text() == "delete_then_create")
}

package overlay

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// TestUnexpressed: an overlay keeps what it does not touch, also what the model has
// no words for and what it knows of the resource as a whole; it can take a
// constraint away.
func TestUnexpressed(t *testing.T) {
	at := func(line int) diag.Position { return diag.Position{File: "d.json", Line: line, Column: 1} }
	object := &model.Object{Pos: at(2), Unexpressed: []model.Unexpressed{{Pos: at(3), Keyword: "if", Value: "{}"}}}
	object.Properties = []*model.Property{{Pos: at(4), Name: "P", Type: &model.Type{Pos: at(5), Unexpressed: []model.Unexpressed{
		{Pos: at(6), Keyword: "not", Value: "{}"}, {Pos: at(7), Keyword: "contains", Value: `{"<":1}`},
	}}}}
	before := &model.Resource{
		Pos: at(1), TypeName: "A::B::C", Object: object, Updates: model.Yes, TagUpdates: model.No, DeletesFirst: model.Yes,
	}
	o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "r", "patch": [
		{"op": "add", "path": "/description", "value": "d"},
		{"op": "remove", "path": "/properties/P/type/unexpressed/0"}]}`))
	if o == nil {
		t.Fatal(found)
	}
	after, found := o.Apply(before)
	if len(found) > 0 {
		t.Fatal(found)
	}
	operation := diag.Position{File: "o.json", Line: 3, Column: 3, Pointer: diag.PointerTo("/patch/1")}
	want := *before
	want.Doc = "d"
	want.Object = &model.Object{Pos: at(2), Unexpressed: object.Unexpressed, Properties: []*model.Property{{
		Pos: at(4), Name: "P", Type: &model.Type{Pos: operation, Unexpressed: []model.Unexpressed{{Pos: operation, Keyword: "contains", Value: `{"<":1}`}}},
	}}}
	if diff := cmp.Diff(&want, after); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

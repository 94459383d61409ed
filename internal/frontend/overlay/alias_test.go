package overlay

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// order has the definitions Line and State, an object and an enum.
func order(t *testing.T) *model.Spec {
	t.Helper()
	read, found := frontend.Read([]source.Document{{Name: "order.json", Path: "order.json", Data: []byte(`{
		"typeName": "AWS::Shop::Order", "additionalProperties": false,
		"properties": {"Line": {"$ref": "#/definitions/Line"}},
		"definitions": {
			"Line": {"type": "object", "additionalProperties": false, "properties": {"State": {"$ref": "#/definitions/State"}}},
			"State": {"type": "string", "enum": ["OPEN"]}
		}
	}`)}}, nil)
	if found.Err() != nil {
		t.Fatal(found)
	}
	return read
}

const heading = `{"type": "AWS::Shop::Order", "reason": "It was renamed.", `

// applyAll applies overlays, each given without its heading.
func applyAll(t *testing.T, spec *model.Spec, texts ...string) diag.List {
	t.Helper()
	var overlays []*Overlay
	for _, text := range texts {
		o, found := Parse("o.json", []byte(heading+text))
		if o == nil {
			return found
		}
		overlays = append(overlays, o)
	}
	return Apply(spec, overlays)
}

func TestAliases(t *testing.T) {
	spec := order(t)
	found := applyAll(t, spec,
		`"aliases": {"Status": "State", "Item": "Line"}}`,
		// A patch keeps what an overlay before it has added, and can rename itself.
		`"patch": [
			{"op": "move", "from": "/definitions/Line", "path": "/definitions/OrderLine"},
			{"op": "replace", "path": "/properties/Line/type/object", "value": "OrderLine"}
		], "aliases": {"Line": "OrderLine"}}`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	var got []string
	for _, a := range spec.Resources[0].Aliases {
		if a.Pos.File != "o.json" || a.Pos.Line != 1 && a.Pos.Line != 4 || !strings.HasPrefix(a.Pos.Pointer.String(), "/aliases/") {
			t.Errorf("%s is at %s", a.Old, a.Pos)
		}
		got = append(got, a.Old+" = "+a.New)
	}
	if diff := cmp.Diff([]string{"Item = Line", "Line = OrderLine", "Status = State"}, got); diff != "" {
		t.Errorf("aliases (-want +got):\n%s", diff)
	}
}

func TestAliasErrors(t *testing.T) {
	tests := []struct{ overlay, want string }{
		{`"aliases": {"A": "Lane"}}`, `o.json:1:76: /aliases/A: AWS::Shop::Order has no definition "Lane" that "A" could be the former name of`},
		{`"aliases": {"State": "Line"}}`, `o.json:1:80: /aliases/State: AWS::Shop::Order has a definition "State": it is no former name`},
		{`"aliases": {"Line": "State"}}`, `o.json:1:79: /aliases/Line: AWS::Shop::Order has a definition "Line": it is no former name`},
		{`"aliases": {"A": "A"}}`, `o.json:1:76: /aliases/A: "A" is the former name of itself`},
		{`"aliases": {"A": ""}}`, `o.json:1:76: /aliases/A: "A" is empty`},
		{`"aliases": {"": "Line"}}`, `o.json:1:75: /aliases/: the former name is empty`},
		{`"aliases": {"A": 5}}`, `o.json:1:76: /aliases/A: must be a string, not a number`},
		{`"aliases": ["A"]}`, `o.json:1:70: /aliases: must be an object, not an array`},
		{`"alias": {}}`, `unknown member "alias"`},
	}
	for _, tt := range tests {
		t.Run(tt.overlay, func(t *testing.T) {
			spec := order(t)
			found := applyAll(t, spec, tt.overlay)
			if !strings.Contains(found.Error(), tt.want) || len(spec.Resources[0].Aliases) > 0 {
				t.Errorf("%s\n got %v\nwant %s", tt.overlay, found.Error(), tt.want)
			}
		})
	}
	// Of two overlays the second has the error, and the first stays.
	spec := order(t)
	found := applyAll(t, spec, `"aliases": {"A": "Line"}}`, `"aliases": {"A": "State"}}`)
	if want := `"A" is the former name of a definition of AWS::Shop::Order already`; len(found) != 1 || !strings.Contains(found.Error(), want) {
		t.Error(found)
	}
	if a := spec.Resources[0].Aliases; len(a) != 1 || a[0].New != "Line" {
		t.Errorf("%v", a)
	}
}

// TestAliasUndone: where a renaming was undone, the alias for it is left out, with
// one warning however many there are; the rest of the overlay applies.
func TestAliasUndone(t *testing.T) {
	tests := []struct{ name, overlay, want string }{
		{
			"one", `"aliases": {"Line": "OrderLine"}}`,
			`o.json:1:79: /aliases/Line: warning: AWS::Shop::Order has a definition "Line" and none "OrderLine": its former name is the present one, and the alias is left out`,
		},
		{
			"several", `"patch": [{"op": "add", "path": "/description", "value": "d"}], "aliases": {"Line": "OrderLine", "Item": "Line", "State": "Status"}}`,
			`o.json:1:143: /aliases/Line: warning: AWS::Shop::Order has a definition "Line" and none "OrderLine": its former name is the present one, and the alias is left out (and so 1 more)`,
		},
		{
			"followed back", `"aliases": {"Line": "OrderLine", "OrderLine": "Line"}}`,
			`o.json:1:79: /aliases/Line: warning: AWS::Shop::Order has a definition "Line" and none "OrderLine": its former name is the present one, and the alias is left out`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spec := order(t)
			if found := applyAll(t, spec, tt.overlay); found.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", found, tt.want)
			}
			var got []string
			for _, a := range spec.Resources[0].Aliases {
				got = append(got, a.Old+" = "+a.New)
			}
			want := map[string][]string{"several": {"Item = Line"}, "followed back": {"OrderLine = Line"}}[tt.name]
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("aliases (-want +got):\n%s", diff)
			}
			if described := spec.Resources[0].Doc == "d"; described != (tt.name == "several") {
				t.Errorf("the patch applies: %v", described)
			}
		})
	}
}

package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// raw are relations as they come.
const raw = `{
"A::B::D": {"ref": ["Id", "Name"], "stateful": true},
"A::B::C": {"arn": "arn:${Partition}:b:${Region}::c/${CId}/${Nr}", "references": {
  "/Items/*/Name": [{"type": "A::B::D", "property": "Name"}, {"type": "A::B::D", "property": "Port.Arn"}],
  "/Name": [{"type": "A::B::D", "property": "Id"}], "/Gone": [{"type": "A::B::D", "property": "Id"}]}},
"A::B::E": {"stateful": false}}`

// carriedRelations are the same as they are carried.
const carriedRelations = `{"source": "somebody's",
"types": {
"A::B::C": {"arn": "arn:${Partition}:b:${Region}::c/${CId}/${Nr}", "references": {
  "/Gone": ["A::B::D.Id"],
  "/Items/*/Name": ["A::B::D.Name", "A::B::D.Port.Arn"],
  "/Name": ["A::B::D.Id"]}},
"A::B::D": {"ref": ["Id", "Name"], "stateful": true}
}}
`

func relations(t *testing.T, text string) facts.Relations {
	t.Helper()
	root, err := jsondoc.Parse("r.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := facts.ReadRelations(root)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRelations(t *testing.T) {
	r := relations(t, raw)
	if d := cmp.Diff(carriedRelations, string(r.Encode("somebody's"))); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if d := cmp.Diff(r, relations(t, carriedRelations)); d != "" {
		t.Errorf("the text has others: -want +got\n%s", d)
	}
	for _, text := range []string{
		`{}`, `[]`, `{"A::B::C": {}}`, `{"A": {"ref": ["X"]}}`, `{"A::B::C": {"references": {"/X": []}}}`, `{"A::B::C": {"references": {"/X": [5]}}}`,
		`{"A::B::C": {"references": {"/X": ["A::B::C"]}}}`, `{"types": {"A::B::C": {"references": {"/X": ["A.Y"]}}}}`,
		`{"A::B::C": {"arn": "arn:x"}}`, `{"A::B::C": {"arn": "arn:a:b:c:d:${"}}`, `{"A::B::C": {"arn": "arn:a:b:c:d:${x y}"}}`, `{"A::B::C": {"arn": "arn:a:b:c:d:${}"}}`,
	} {
		t.Run(text, func(t *testing.T) {
			root, err := jsondoc.Parse("r.json", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := facts.ReadRelations(root); err == nil || !strings.HasPrefix(err.Error(), "r.json:1:") {
				t.Errorf("%s: got %v", text, err)
			}
		})
	}
}

// TestApplyRelations: what a schema says of itself comes first, and nothing is there twice.
func TestApplyRelations(t *testing.T) {
	spec := read(t, `{"typeName": "A::B::C", "additionalProperties": false, "properties": {
		"Name": {"type": "string", "relationshipRef": {"typeName": "A::B::X", "propertyPath": "/properties/Id"}},
		"Items": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"Name": {"type": "string"}}}}}}`,
		`{"typeName": "A::B::D", "additionalProperties": false, "properties": {"Id": {"type": "string"}}, "primaryIdentifier": ["/properties/Id"]}`)
	for range 2 {
		relations(t, carriedRelations).Apply(spec)
	}
	references, complete := spec.Resources[0].References()
	want := []model.Reference{
		{Pointer: "/Items/*/Name", Targets: []model.Target{{TypeName: "A::B::D", Property: "Name"}, {TypeName: "A::B::D", Property: "Port.Arn"}}},
		{Pointer: "/Name", Targets: []model.Target{{TypeName: "A::B::X", Property: "Id"}, {TypeName: "A::B::D", Property: "Id"}}},
	}
	if d := cmp.Diff(want, references); d != "" || !complete {
		t.Errorf("-want +got\n%s", d)
	}
	if d := cmp.Diff([]string{"Id", "Name"}, spec.Resources[1].RefReturns()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	// What is stated is not replaced.
	spec.Resources[1].Ref = []string{"Other"}
	relations(t, carriedRelations).Apply(spec)
	if d := cmp.Diff([]string{"Other"}, spec.Resources[1].Ref); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestChanged(t *testing.T) {
	now := relations(t, `{"A::B::C": {"references": {"/Name": ["A::B::D.Id", "A::B::E.Id"], "/New": ["A::B::D.Id"], "/Items/*/Name": ["A::B::D.Name", "A::B::D.Port.Arn"]}}}`)
	want := []string{
		"A::B::C: /Gone: gone: A::B::D.Id",
		"A::B::C: /Name: A::B::D.Id, A::B::E.Id, before A::B::D.Id",
		"A::B::C: /New: new: A::B::D.Id",
		"A::B::C: ARN: gone: arn:${Partition}:b:${Region}::c/${CId}/${Nr}",
		"A::B::D: Ref: gone: Id, Name",
		"A::B::D: stateful: gone: true",
	}
	if d := cmp.Diff(want, facts.Changed(relations(t, carriedRelations), now)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

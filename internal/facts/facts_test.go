package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// read reads documents that are given by their texts.
func read(t *testing.T, texts ...string) *model.Spec {
	t.Helper()
	var docs []source.Document
	for _, text := range texts {
		docs = append(docs, source.Document{Name: "d.json", Path: "d.json", Data: []byte(text)})
	}
	spec, diags := frontend.Read(docs, nil)
	if err := append(diags, spec.Faults()...).Err(); err != nil {
		t.Fatal(err)
	}
	return spec
}

// attributesOf returns the attributes of a resource type, as "Name kind".
func attributesOf(r *model.Resource) []string {
	var out []string
	for _, a := range r.Attributes {
		out = append(out, a.Name+" "+kindOf(a.Type))
	}
	return out
}

// kindOf returns the kinds of a type and of what it holds.
func kindOf(t *model.Type) string {
	name := t.Kind.String()
	if t.Elem != nil {
		name += " of " + kindOf(t.Elem)
	}
	for _, k := range t.Kinds {
		name += " " + k.String()
	}
	return name
}

const schema = `{"typeName": "A::B::C", "additionalProperties": false,
"properties": {"Arn": {"type": "string"}, "Port": {"type": "object", "additionalProperties": false, "properties": {"s": {"type": "integer"}}}, "Name": {"type": "string"}},
"readOnlyProperties": ["/properties/Arn", "/properties/Port"]}`

const other = `{"ResourceSpecificationVersion": "9.1.0", "PropertyTypes": {
"A::B::C.Item": {"Documentation": "https://example.com", "Properties": {"X": {"PrimitiveType": "String", "Required": true, "UpdateType": "Mutable"}}},
"A::B::C.Alias": {"Type": "List", "PrimitiveItemType": "Timestamp", "DuplicatesAllowed": true}, "A::B::C.Unused": {"Properties": {}}},
"ResourceTypes": {
"A::B::C": {"Documentation": "https://example.com", "Properties": {"Name": {"PrimitiveType": "String", "Required": true, "UpdateType": "Mutable"}}, "Attributes": {
  "Name": {"PrimitiveType": "String"}, "Items": {"Type":
    "List", "ItemType": "Item"}, "One": {"Type": "Item"}, "Times": {"Type": "Alias"}, "Arn": {"PrimitiveType": "Integer"}, "Ports": {"PrimitiveType": "String"}}},
"A::B::Gone": {"Attributes": {"X": {"PrimitiveType": "String"}}}}}`

func TestApply(t *testing.T) {
	all := []string{"Arn string", "Items list of free-form JSON object", "Name string", "One free-form JSON object", "Port free-form JSON object", "Port.s integer", "Times list of string"}
	cases := []struct {
		name string
		to   []string
		want []string
	}{
		{"schema alone", []string{schema}, all},
		{"both formats", []string{schema, `{"ResourceTypes": {"A::B::C": {"Attributes": {"Mine": {"PrimitiveType": "String"}}}}}`},
			[]string{"Arn string", "Mine string", "Port free-form JSON object", "Port.s integer"}},
		{"Resource Specification alone", []string{`{"ResourceTypes": {"A::B::C": {"Attributes": {"Mine": {"PrimitiveType": "String"}}}}}`}, []string{"Mine string"}},
		{"another type", []string{`{"typeName": "A::B::D", "additionalProperties": false, "properties": {}}`}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			spec, carried := read(t, c.to...), read(t, other)
			facts.Apply(spec, carried)
			facts.Apply(spec, carried) // Adds nothing the second time.
			if d := cmp.Diff(c.want, attributesOf(spec.Resources[0])); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// TestApplyOthers: a type that lends its names alone has the attributes, too, which
// are names.
func TestApplyOthers(t *testing.T) {
	spec := &model.Spec{Neighbours: read(t, schema).Resources}
	facts.Apply(spec, read(t, other))
	for _, a := range spec.Neighbours[0].Attributes {
		if a.Name == "Name" {
			if want := "The attribute is known from the resource specification 9.1.0; the registry schema does not have it."; a.Doc != want {
				t.Errorf("got %q, want %q", a.Doc, want)
			}
			return
		}
	}
	t.Error("nothing is added")
}

func TestExcerpt(t *testing.T) {
	root, err := jsondoc.Parse("d.json", []byte(other))
	if err != nil {
		t.Fatal(err)
	}
	lacking := facts.Lacking(read(t, schema), read(t, other))
	got := facts.Excerpt(root, lacking)
	want := `{
  "ResourceSpecificationVersion": "9.1.0",
  "PropertyTypes": {
    "A::B::C.Alias": {"Type": "List", "PrimitiveItemType": "Timestamp", "DuplicatesAllowed": true},
    "A::B::C.Item": {"Properties": {}}
  },
  "ResourceTypes": {
    "A::B::C": {"Attributes": {
      "Items": {"Type": "List", "ItemType": "Item"},
      "Name": {"PrimitiveType": "String"},
      "One": {"Type": "Item"},
      "Times": {"Type": "Alias"}
    }}
  }
}
`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	again := facts.Lacking(read(t, schema), read(t, string(got)))
	if d := cmp.Diff(lacking, again); d != "" {
		t.Errorf("the excerpt has other attributes: -want +got\n%s", d)
	}
}

func TestStale(t *testing.T) {
	carried := `{"ResourceTypes": {"A::B::C": {"Attributes": {
		"Arn": {"PrimitiveType": "String"}, "Name": {"PrimitiveType": "String"}, "No": {"PrimitiveType": "String"}, "Items": {"PrimitiveType": "Json"}}},
		"A::B::D": {"Attributes": {"X": {"PrimitiveType": "String"}}}, "A::B::Gone": {"Attributes": {"X": {"PrimitiveType": "String"}}}}}`
	schemaD := strings.ReplaceAll(schema, "A::B::C", "A::B::D")
	var got []string
	for _, c := range facts.Stale(read(t, carried), read(t, schema, schemaD), read(t, other)) {
		got = append(got, c.TypeName+"."+c.Name+": "+c.Reason)
	}
	want := []string{
		"A::B::C.Arn: the registry schema has it now",
		"A::B::C.No: the Resource Specification does not have it any more",
		"A::B::C.One: it is new",
		"A::B::C.Times: it is new",
		"A::B::D.X: the Resource Specification does not have the type any more",
		"A::B::Gone.X: there is no registry schema of the type any more",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

package resourcespec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

func read(t testing.TB, text string) (*model.Spec, diag.List) {
	t.Helper()
	root, err := jsondoc.Parse("s.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	spec, found := Read("s.json", root, nil)
	return spec, append(found, spec.Faults()...)
}

const shapes = `{"ResourceSpecificationVersion":"1.2.3","PropertyTypes":{
"Tag":{"Properties":{"Key":{"PrimitiveType":"String","Required":true}}},
"A::B::C.Rule":{"Properties":{"Next":{"Type":"Rule"}}},
"A::B::C.Rules":{"Type":"List","ItemType":"Rule"},
"A::B::C.Text":{"PrimitiveType":"String"},
"A::B::C.Unused":{"Properties":{}}},
"ResourceTypes":{"A::B::C":{"Documentation":"http://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/x.html","AdditionalProperties":true,
"Attributes":{"E.P":{"PrimitiveType":"Integer"},"R":{"Type":"Rules"}},
"Properties":{
"Tags":{"Type":"List","ItemType":"Tag","DuplicatesAllowed":false},
"Rules":{"Type":"Rules","UpdateType":"Conditional"},
"Text":{"Type":"Text","Required":true,"UpdateType":"Immutable"},
"When":{"PrimitiveType":"Timestamp"},"Long":{"PrimitiveType":"Long"},"Double":{"PrimitiveType":"Double"},
"Map":{"Type":"Map","PrimitiveItemType":"Boolean"},"Json":{"PrimitiveType":"Json"}}}}}`

func TestShapes(t *testing.T) {
	spec, diags := read(t, shapes)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	r := spec.Resources[0]
	if !r.Object.Open || r.Sources[0].Version != "1.2.3" || r.DocURL != "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/x.html" {
		t.Errorf("%+v", r)
	}
	var kinds []string
	for _, p := range r.Object.Properties {
		text := p.Name
		p.Type.Walk(func(v *model.Type) { text += " " + v.Kind.String() })
		kinds = append(kinds, text)
	}
	want := []string{"Double number", "Json free-form JSON", "Long integer", "Map map boolean", "Rules list object", "Tags list object", "Text string", "When string"}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Error(d)
	}
	var names []string
	for _, o := range r.Definitions {
		names = append(names, o.Name)
	}
	if d := cmp.Diff([]string{"Rule", "Tag"}, names); d != "" {
		t.Error(d)
	}
	if p := r.Object.Property("Text"); !p.Required || p.Update != model.UpdateImmutable || r.Object.Property("When").Type.Format != "date-time" {
		t.Errorf("%+v", p)
	}
	if a := r.Attributes; len(a) != 2 || a[0].Name != "E.P" || a[1].Type.Elem.Kind != model.JSON {
		t.Errorf("attributes %+v", a)
	}
	if d := r.Object.Property("Tags").Type.DuplicatesAllowed; d == nil || *d {
		t.Error("DuplicatesAllowed")
	}
}

// TestSingleType: AWS publishes each type in a file of its own too.
func TestSingleType(t *testing.T) {
	spec, diags := read(t, `{"ResourceType":{"A::B::C":{"Properties":{}}},"ResourceSpecificationVersion":"1"}`)
	if len(diags) > 0 || len(spec.Resources) != 1 {
		t.Errorf("%v %v", spec, diags)
	}
}

func TestDiagnostics(t *testing.T) {
	property := func(p string) string { return `{"ResourceTypes":{"A::B::C":{"Properties":{"P":` + p + `}}}}` }
	const at = "s.json:1:48: /ResourceTypes/A::B::C/Properties/P"
	for in, want := range map[string]string{
		property(`{"PrimitiveType":"Text"}`):                 `unknown primitive type "Text": it is String, Integer, Long, Double, Boolean, Json or Timestamp`,
		property(`{"Type":"Gone"}`):                          `/Type: warning: there is no property type "Gone" of A::B::C; the value is read as free-form JSON`,
		property(`{"Type":"List","ItemType":"Gone"}`):        `/ItemType: warning: there is no property type "Gone" of A::B::C; the value is read as free-form JSON`,
		property(`{"Type":"List"}`):                          at + `: a List needs ItemType or PrimitiveItemType`,
		property(`{}`):                                       at + `: neither Type nor PrimitiveType is given`,
		property(`{"Type":"X","PrimitiveType":"String"}`):    at + `: both Type and PrimitiveType are given`,
		property(`[]`):                                       at + `: must be an object, not an array`,
		property(`{"PrimitiveType":5}`):                      `/PrimitiveType: must be a string, not a number`,
		property(`{"PrimitiveType":"Json","Required":"no"}`): `/Required: must be a boolean, not a string`,
		property(`{"PrimitiveType":"Json","UpdateType":"x"}`): `/UpdateType: unknown update type "x": ` +
			`it is Mutable, Immutable or Conditional`,
		property(`{"PrimitiveTypes":["String"],"Types":["X"]}`):       `/Types/0: warning: there is no property type "X" of A::B::C; the value is read as free-form JSON`,
		property(`{"PrimitiveTypes":["Text"]}`):                       `/PrimitiveTypes/0: unknown primitive type "Text": it is String, Integer, Long, Double, Boolean, Json or Timestamp`,
		property(`{"PrimitiveItemTypes":[1,"String"]}`):               `/PrimitiveItemTypes/0: must be a string, not a number`,
		property(`{"ItemTypes":{},"PrimitiveType":"Json"}`):           `/ItemTypes: must be an array, not an object`,
		property(`{"InclusiveItemPattern":1,"PrimitiveType":"Json"}`): `/InclusiveItemPattern: must be a boolean, not a number`,
		property(`{"Types":[]}`):                                      at + `: neither Type nor PrimitiveType is given`,
		property(`{"Type":"List","ItemTypes":[]}`):                    at + `: a List needs ItemType or PrimitiveItemType`,
		property(`{"PrimitiveType":"Json","Color":1}`):                `/Color: warning: unknown member "Color": it has no effect`,
		`{"ResourceTypes":{"nonsense":{}}}`:                           `s.json:1:30: /ResourceTypes/nonsense: "nonsense" is not a resource type name such as AWS::Service::Resource`,
		`{"ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"L"}}}},"PropertyTypes":{"A::B::C.L":{"PrimitiveTypes":["String"],"Types":["L"]}}}`: `/PropertyTypes/A::B::C.L/Types/0: warning: property type "L" is an alias of itself; the value is read as free-form JSON`,
		`{"ResourceTypes":[]}`: `s.json:1:18: /ResourceTypes: must be an object, not an array`,
		`{"ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"L"}}}},"PropertyTypes":{"A::B::C.L":{"Type":"L"}}}`: `/PropertyTypes/A::B::C.L/Type: warning: property type "L" is an alias of itself; the value is read as free-form JSON`,
	} {
		t.Run(in, func(t *testing.T) {
			_, diags := read(t, in)
			if len(diags) != 1 || !strings.HasSuffix(diags[0].Error(), want) {
				t.Errorf("%s:\n%v\nwant %s", in, diags, want)
			}
		})
	}
}

const choicesDoc = `{"ResourceTypes":{"A::B::C":{"Attributes":{"R":{"PrimitiveTypes":["String"],"Types":["O"]}},"Properties":{
"Alias":{"Type":"Either"},
"Any":{"PrimitiveTypes":["String","Json"]},
"List":{"Type":"List","InclusiveItemTypes":["O"],"InclusivePrimitiveItemTypes":["String"],"InclusiveItemPattern":true},
"One":{"PrimitiveTypes":["Long"]},
"Some":{"PrimitiveTypes":["String"],"PrimitiveItemTypes":["Integer"],"ItemTypes":["O"],"Type":"Map","ItemType":"O"}}}},
"PropertyTypes":{"A::B::C.O":{"Properties":{}},"A::B::C.Either":{"Types":["O","Names"]},
"A::B::C.Names":{"Type":"List","PrimitiveItemType":"String"}}}`

// TestChoices: a value fits any of the types that are listed.
func TestChoices(t *testing.T) {
	spec, diags := read(t, choicesDoc)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	var got []string
	for _, p := range spec.Resources[0].Object.Properties {
		got = append(got, p.Name+": "+choiceText(p.Type))
	}
	want := []string{
		"Alias: any of [object|list of [string]] kinds [list object]",
		"Any: free-form JSON",
		"List: list of [any of [string|map of [object]] kinds [string object]]",
		"One: integer",
		"Some: any of [string|list of [integer]|list of [object]|map of [object]] kinds [string list object]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if a := spec.Resources[0].Attributes[0].Type; a.Kind != model.JSON || len(a.AnyOf) > 0 {
		t.Errorf("attribute %+v", a)
	}
	if len(spec.Resources[0].Definitions) != 1 {
		t.Error("the definition is not reached")
	}
}

func choiceText(t *model.Type) string {
	switch {
	case t.Elem != nil:
		return t.Kind.String() + " of [" + choiceText(t.Elem) + "]"
	case len(t.AnyOf) == 0:
		return t.Kind.String()
	}
	var all []string
	for _, a := range t.AnyOf {
		all = append(all, choiceText(a))
	}
	return "any of [" + strings.Join(all, "|") + "] kinds " + fmt.Sprint(t.Kinds)
}

// TestChoicesMultiply: aliases of choices that double at each step are refused
// before they fill the memory.
func TestChoicesMultiply(t *testing.T) {
	text := `{"ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"T0"}}}},"PropertyTypes":{`
	for i := range 60 {
		text += fmt.Sprintf(`"A::B::C.T%d":{"Types":["T%d","T%[2]d"]},`, i, i+1)
	}
	_, diags := read(t, text+`"A::B::C.T60":{"PrimitiveType":"String"}}}`)
	if err := diags.Err(); err == nil || !strings.Contains(err.Error(), "A::B::C has choices between more than 10000 types") {
		t.Errorf("%.200v", err)
	}
	if len(diags) > 200 {
		t.Errorf("%d diagnostics", len(diags))
	}
}

// FuzzRead: no document panics, and every diagnostic has a position.
func FuzzRead(f *testing.F) {
	f.Add([]byte(shapes))
	f.Add([]byte(choicesDoc))
	f.Add([]byte(`{"ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"L"}}}},"PropertyTypes":{"A::B::C.L":{"Type":"L"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := jsondoc.Parse("s.json", data)
		if err != nil {
			return
		}
		spec, diags := Read("s.json", root, nil)
		for _, d := range append(diags, spec.Faults()...) {
			if d.Pos.File == "" || d.Pos.Line == 0 {
				t.Fatalf("no position: %v", d)
			}
		}
	})
}

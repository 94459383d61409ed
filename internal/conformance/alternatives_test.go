package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
)

// alternativeBases are the types of a value that an alternative says more of.
var alternativeBases = []struct{ name, schema string }{
	{"String", `"type":"string"`},
	{"Integer", `"type":"integer"`},
	{"Number", `"type":"number"`},
	{"Boolean", `"type":"boolean"`},
	{"Strings", `"type":"array","items":{"type":"string"}`},
	{"Integers", `"type":"array","items":{"type":"integer"}`},
	{"Lists", `"type":"array","items":{"type":"array","items":{"type":"string"}}`},
	{"Structs", `"type":"array","items":{"$ref":"#/definitions/Pair"}`},
	{"Untold", `"type":"array"`},
	{"Texts", `"type":"object","patternProperties":{"^[a-z]$":{"type":"string"}},"additionalProperties":false`},
	{"Numbers", `"type":"object","patternProperties":{".*":{"type":"integer"}}`},
	{"Pairs", `"type":"object","patternProperties":{".*":{"$ref":"#/definitions/Pair"}}`},
	{"Struct", `"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"additionalProperties":false`},
	{"Open", `"type":"object","properties":{"a":{"type":"string"}}`},
	{"Object", `"type":"object"`},
	{"Several", `"type":["string","object","array"]`},
}

// alternativeSchemas are what an alternative can say: each keyword, those that are
// for one kind of value without and with a type beside them.
var alternativeSchemas = []string{
	`"description":"nothing"`,
	`"enum":["a","b"]`, `"enum":[1,2]`, `"enum":[1.5]`, `"enum":[true]`, `"enum":[["a"]]`, `"enum":[[1],[]]`, `"enum":[{"a":"x"}]`, `"enum":[{}]`,
	`"enum":["a",1,["a"]]`, `"enum":[[["a"]],[{"a":"x"}]]`,
	`"const":"a"`, `"const":1`, `"const":false`, `"const":["a"]`, `"const":{"a":"x"}`,
	`"type":"string","enum":["a"]`, `"type":"integer","enum":[1]`, `"type":"number","enum":[1,1.5]`, `"type":"boolean","enum":[true]`,
	`"type":"array","enum":[["a"]]`, `"type":"object","enum":[{"a":"x"}]`, `"type":["string","array"],"enum":["a",["a"]]`,
	`"type":"string"`, `"type":"integer"`, `"type":"number"`, `"type":"boolean"`, `"type":"array"`, `"type":"object"`,
	`"type":["string","object"]`, `"type":["integer","array"]`,
	`"minLength":2`, `"maxLength":1`, `"pattern":"^a"`, `"type":"string","pattern":"^a"`, `"type":"string","minLength":2`,
	`"minimum":2`, `"maximum":1`, `"exclusiveMinimum":1`, `"exclusiveMaximum":2`, `"multipleOf":2`, `"type":"integer","minimum":2`, `"type":"number","multipleOf":0.5`,
	`"minItems":2`, `"maxItems":1`, `"uniqueItems":true`, `"type":"array","maxItems":1`,
	`"items":{"enum":["a"]}`, `"items":{"enum":[1]}`, `"items":{"enum":[["a"]]}`, `"items":{"enum":[{"a":"x"}]}`, `"items":{"type":"integer"}`, `"items":{"pattern":"^a"}`,
	`"items":{"required":["a"]}`, `"items":{"type":"object","properties":{"a":{"type":"string","enum":["x"]}},"required":["a"]}`,
	`"items":{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}`,
	`"items":{"$ref":"#/definitions/Other"}`, `"items":{"type":"array","items":{"type":"string","enum":["a"]}}`, `"items":{"type":"array","minItems":2}`,
	`"items":{"anyOf":[{"enum":["a"]},{"enum":[1]}]}`,
	`"required":["a"]`, `"minProperties":2`, `"maxProperties":1`, `"type":"object","required":["b"]`, `"type":"object","maxProperties":1`,
	`"properties":{"a":{"enum":["x"]}}`, `"properties":{"a":{"type":"integer"}}`, `"type":"object","properties":{"a":{"type":"string","enum":["x"]}},"required":["a"]`,
	`"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false`,
	`"properties":{"a":{"enum":["x"]}},"additionalProperties":false`,
	`"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string","enum":["x"]}},"required":["b"]}}`,
	`"properties":{"a":{"properties":{"a":{"enum":["x"]}}}}`,
	`"type":"object","additionalProperties":false`, `"additionalProperties":false`, `"type":"object","additionalProperties":{"type":"string","enum":["x"]}`,
	`"patternProperties":{"^a":{"enum":["x"]}}`, `"type":"object","patternProperties":{"^a":{"type":"string"}},"additionalProperties":false`,
	`"type":"object","patternProperties":{".*":{"type":"integer"}}`, `"patternProperties":{".*":{"required":["a"]}}`,
	`"type":"object","properties":{"a":{"type":"string"}},"patternProperties":{"^b":{"type":"string","enum":["x"]}},"additionalProperties":false`,
	`"dependencies":{"a":["b"]}`, `"dependencies":{"a":{"required":["b"]}}`,
	`"dependencies":{"a":{"properties":{"a":{"enum":["x"]}}}}`,
	`"not":{"type":"object"}`, `"contains":{"enum":["a"]}`, `"contains":{}`, `"type":"array","contains":{"required":["a"]}`, `"contains":{"type":"array","contains":{"const":"a"}}`, `"contains":{"minimum":2}`, `"propertyNames":{"pattern":"^a"}`, `"if":{"required":["a"]},"then":{"required":["b"]}`,
	`"anyOf":[{"required":["a"]},{"required":["b"]}]`, `"oneOf":[{"required":["a"]},{"required":["b"]}]`, `"allOf":[{"required":["a"]},{"maxProperties":1}]`,
	`"anyOf":[{"enum":["a"]},{"enum":[["a"]]},{"enum":[{"a":"x"}]}]`, `"oneOf":[{"maxItems":1},{"uniqueItems":true}]`,
	`"$ref":"#/definitions/Other"`, `"$ref":"#/definitions/Letter"`, `"$ref":"#/definitions/Pair"`, `"$ref":"#/definitions/Tree"`,
}

// alternativePlaces are where an alternative can stand. In their schemas BASE is
// the type of the value and SAYS what the alternative says.
var alternativePlaces = []struct{ name, schema string }{
	{"AllOf", `"properties":{"V":{BASE,"allOf":[{SAYS}]},"W":{"type":"string"}}`},
	{"AnyOf", `"properties":{"V":{BASE,"anyOf":[{SAYS},{"type":"string","const":"none"}]},"W":{"type":"string"}}`},
	{"Nested", `"properties":{"V":{BASE,"anyOf":[{"allOf":[{SAYS},{"description":"all"}]},{"type":"boolean","const":false,"allOf":[{"enum":[true]}]}]},"W":{"type":"string"}}`},
	{"Member", `"properties":{"V":{BASE},"W":{"type":"string"}},"anyOf":[{"properties":{"V":{SAYS}}},{"required":["W"]}]`},
	{"Declared", `"properties":{"W":{"type":"string"}},"anyOf":[{"properties":{"V":{BASE}},"required":["V"]},{"properties":{"V":{SAYS}},"required":["W"]}]`},
	{"Then", `"properties":{"V":{BASE},"W":{"type":"string"}},"dependencies":{"V":{"properties":{"V":{SAYS}}}}`},
	{"Items", `"properties":{"V":{"type":"array","items":{BASE},"anyOf":[{"items":{SAYS}},{"minItems":9}]},"W":{"type":"string"}}`},
	{"Contains", `"properties":{"V":{"type":"array","items":{BASE},"contains":{SAYS}},"W":{"type":"string"}}`},
	{"MemberItems", `"properties":{"V":{"type":"array","items":{BASE}},"W":{"type":"string"}},"anyOf":[{"properties":{"V":{"items":{SAYS}}}},{"required":["W"]}]`},
	{"Keys", `"properties":{"V":{"type":"object","patternProperties":{"^[ab]$":{BASE},"^[bc]$":{SAYS}},"additionalProperties":false},"W":{"type":"string"}}`},
	{"MemberKeys", `"properties":{"V":{"type":"object","patternProperties":{"^[abc]$":{BASE}},"additionalProperties":false},"W":{"type":"string"}},` +
		`"anyOf":[{"properties":{"V":{"type":"object","patternProperties":{"b":{SAYS}}}}},{"required":["W"]}]`},
}

// alternativeDefinitions are what the schemas refer to.
const alternativeDefinitions = `"Pair":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"additionalProperties":false},
"Other":{"type":"object","properties":{"a":{"type":"string","enum":["x"]}},"required":["a"],"additionalProperties":false},
"Letter":{"type":"string","enum":["a","b"]},
"Tree":{"type":"object","properties":{"a":{"type":"string"},"b":{"$ref":"#/definitions/Tree"}},"additionalProperties":false}`

// alternativeValues are the values that are compared.
var alternativeValues = []string{
	`"a"`, `"b"`, `"c"`, `"ab"`, `""`, `1`, `2`, `1.5`, `true`, `false`,
	`[]`, `["a"]`, `["b"]`, `["a","b"]`, `["a","a"]`, `[1]`, `[2]`, `[1,2]`, `[1,1]`, `[["a"]]`, `[["b"]]`, `[["a","b"],["a"]]`, `[[]]`,
	`[{"a":"x"}]`, `[{"a":"y"}]`, `[{"b":"x"}]`, `[{"a":"x","b":"y"}]`, `[{}]`,
	`{}`, `{"a":"x"}`, `{"a":"y"}`, `{"b":"x"}`, `{"b":"y"}`, `{"a":"x","b":"y"}`, `{"a":1}`, `{"a":{"a":"x"}}`, `{"a":{"a":"y"}}`, `{"a":{"b":"x"}}`, `{"a":{}}`,
	`{"b":{"a":"x"}}`, `{"c":"x"}`,
}

// alternativeCase is one schema on a line of its own.
type alternativeCase struct {
	what, definition string
	// says is what the report says of the line, "" for nothing.
	says string
}

// TestAlternatives puts each keyword into each kind of alternative for a value of
// each type. What the generated code does not hold a value to, the report says.
func TestAlternatives(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	files := map[string][]*alternativeCase{}
	for _, p := range alternativePlaces {
		for _, b := range alternativeBases {
			for _, s := range alternativeSchemas {
				definition := strings.NewReplacer("BASE", b.schema, "SAYS", s).Replace(p.schema)
				files[p.name+b.name] = append(files[p.name+b.name], &alternativeCase{
					what:       p.name + " " + b.name + " " + s,
					definition: `{"type":"object",` + definition + `,"additionalProperties":false}`,
				})
			}
		}
	}
	folder := t.TempDir()
	var types []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		write(t, folder, name+".json", []byte(alternativeRoot(name, files[name])))
		types = append(types, "Suite::Alternatives::"+name)
	}
	dir, said, ok := generate(t, folder, nil)
	if !ok {
		t.Fatalf("%.4000s", said)
	}
	warned(t, folder, files)
	compareAlternatives(t, newChecker(t, dir, types), files)
}

// warned notes what the report warns of.
func warned(t *testing.T, folder string, files map[string][]*alternativeCase) {
	t.Helper()
	var stdout, stderr strings.Builder
	if code := cli.Do([]string{"report", "-spec", folder, "-format", "json"}, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" }); code != 0 {
		t.Fatalf("gen report: %.4000s", stderr.String())
	}
	for line := range strings.Lines(stdout.String()) {
		var f struct {
			Severity, Message, File string
			Line                    int
		}
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		cases := files[strings.TrimSuffix(path.Base(f.File), ".json")]
		if i := f.Line - alternativeLine; f.Severity == "warning" && i >= 0 && i < len(cases) {
			cases[i].says += f.Message + "; "
		}
	}
}

// alternativeLine is the line of the first case in a file.
const alternativeLine = 6

func alternativeRoot(name string, cases []*alternativeCase) string {
	var definitions, properties []string
	for i, c := range cases {
		definitions = append(definitions, fmt.Sprintf("%q:%s", "D"+strconv.Itoa(i), c.definition))
		properties = append(properties, fmt.Sprintf(`"P%d":{"$ref":"#/definitions/D%d"}`, i, i))
	}
	return `{"typeName":"Suite::Alternatives::` + name + `","additionalProperties":false,"definitions":{` + "\n" + alternativeDefinitions + ",\n" +
		strings.Join(definitions, ",\n") + "\n},\n\"properties\":{\n" + strings.Join(properties, ",\n") + "}}\n"
}

// compareAlternatives compares the verdicts on the values.
func compareAlternatives(t *testing.T, c *checker, files map[string][]*alternativeCase) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		o := alternativeOracle(t, name, files[name])
		// The first case says nothing: what does not fit there fits nowhere.
		var values []string
		for _, v := range placedValues(name) {
			if o.fitsConverted(t, 0, v) {
				values = append(values, v)
			}
		}
		for i, x := range files[name] {
			for j, found := range x.answers(t, c, "Suite::Alternatives::"+name, i, values) {
				ours, theirs := len(found) == 0, o.fits(t, i, values[j])
				switch {
				case ours == theirs, ours && x.says != "":
				case ours && (o.fitsConverted(t, i, values[j]) || keptAsJSON(name) && hasOther(values[j])):
				case ours:
					t.Errorf("%s: not checked, and the report does not say so: %s", x.what, values[j])
				default:
					t.Errorf("%s: refused: %s: %v; the report says %q", x.what, values[j], show(found), x.says)
				}
			}
		}
	}
}

// answers returns what is wrong with each value.
func (x *alternativeCase) answers(t *testing.T, c *checker, typeName string, i int, values []string) [][]finding {
	t.Helper()
	documents := make([]string, len(values))
	for j, v := range values {
		documents[j] = fmt.Sprintf(`{"P%d":{"V":%s}}`, i, v)
	}
	answers, err := c.check(typeName, documents)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

// placedValues returns the values for a place: by themselves, and inside a list or a
// map where the place has one around them.
func placedValues(name string) []string {
	values := slices.Clone(alternativeValues)
	for _, v := range alternativeValues {
		switch {
		case strings.Contains(name, "Items"):
			values = append(values, "["+v+"]")
		case strings.Contains(name, "Keys"):
			values = append(values, `{"a":`+v+`}`, `{"b":`+v+`}`, `{"c":`+v+`}`)
		}
	}
	return values
}

// keptAsJSON reports whether a value is free-form JSON, of which each alternative converts
// the scalars for itself.
func keptAsJSON(name string) bool {
	return strings.HasPrefix(name, "Keys") ||
		slices.ContainsFunc([]string{"Several", "Texts", "Numbers"}, func(base string) bool { return strings.HasSuffix(name, base) })
}

// hasOther reports whether a value has scalars that are no strings.
func hasOther(value string) bool {
	return strings.ContainsAny(value, "12") || strings.Contains(value, "true") || strings.Contains(value, "false")
}

// alternativeChecker is the oracle for the cases of a file.
type alternativeChecker struct{ *oracle }

func alternativeOracle(t *testing.T, name string, cases []*alternativeCase) alternativeChecker {
	t.Helper()
	parsed, err := parse(alternativeRoot(name, cases))
	if err != nil {
		t.Fatal(err)
	}
	root := parsed.(map[string]any)
	meant(root)
	for _, d := range root["definitions"].(map[string]any) {
		inferKinds(d)
	}
	o, err := newOracle(root)
	if err != nil {
		t.Fatal(err)
	}
	return alternativeChecker{o}
}

func (o alternativeChecker) fits(t *testing.T, i int, value string) bool {
	t.Helper()
	v, err := parse(value)
	if err != nil {
		t.Fatal(err)
	}
	return o.holds(fmt.Sprintf("/definitions/D%d", i), map[string]any{"V": v})
}

// fitsConverted reports whether a value fits, perhaps with two of its scalars converted.
func (o alternativeChecker) fitsConverted(t *testing.T, i int, value string) bool {
	t.Helper()
	v, err := parse(value)
	if err != nil {
		t.Fatal(err)
	}
	pointer := fmt.Sprintf("/definitions/D%d", i)
	is := func(x any) bool { return o.holds(pointer, map[string]any{"V": x}) }
	return is(v) || slices.ContainsFunc(converted(v), func(x any) bool {
		return is(x) || slices.ContainsFunc(converted(x), is)
	})
}

// inferKinds says of schemas with properties or items of what type the value is.
func inferKinds(v any) {
	eachSchema(v, func(node map[string]any) {
		if node["type"] != nil || node["$ref"] != nil {
			return
		}
		extra, _ := node["additionalProperties"].(map[string]any)
		switch {
		case node["properties"] != nil || node["patternProperties"] != nil || extra != nil:
			node["type"] = "object"
		case node["items"] != nil:
			node["type"] = "array"
		}
	})
}

package conformance

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// suiteGroup is a schema of the JSON Schema Test Suite with its tests.
type suiteGroup struct {
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        json.RawMessage
		Valid       bool
	}
	// file is the keyword that the group is about.
	file string
}

// suiteCase is a resource type that was made of a group's schema.
type suiteCase struct {
	typeName, description, keyword string
	schema                         map[string]any
	oracle                         *oracle
	tests                          []suiteTest
	// warning is what the command said that it cannot express, or its error.
	warning string
}

// suiteTest is a document and whether it is valid.
type suiteTest struct {
	description, document string
	instance              any
	valid                 bool
}

// TestSuite puts the schemas of the JSON Schema Test Suite into resource types,
// as the schema of a property and, where it is one of objects, as the resource's
// own, and counts the right verdicts by keyword.
func TestSuite(t *testing.T) {
	s := &suite{counts: newTally()}
	eachMember(t, corpus.SchemaSuite, func(name string, content []byte) {
		keyword, ok := strings.CutPrefix(name, "tests/draft7/")
		if keyword = strings.TrimSuffix(keyword, ".json"); !ok || !strings.HasSuffix(name, ".json") {
			return
		}
		var groups []suiteGroup
		if err := json.Unmarshal(content, &groups); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, g := range groups {
			g.file = keyword
			s.place(t, g)
		}
	})
	if len(s.cases) == 0 {
		t.Fatal("no case of the suite is in the form that the test knows")
	}
	c := s.generate(t)
	for _, x := range s.cases {
		s.judge(t, c, x)
	}
	s.counts.report(t, corpus.SchemaSuite)
	s.counts.hold(t, filepath.Join("testdata", "suite.txt"), corpus.SchemaSuite)
}

// suite collects the cases.
type suite struct {
	cases  []*suiteCase
	counts *tally
}

// place makes resource types of a group's schema, or says why not.
func (s *suite) place(t *testing.T, g suiteGroup) {
	leaveOut := func(why string, n int) {
		for range n {
			s.counts.note("left out: "+why+" ("+g.file+")", g.Description)
		}
	}
	schema, err := parse(string(g.Schema))
	if err != nil {
		t.Fatalf("%s: %s: %v", g.file, g.Description, err)
	}
	if why := unusable(g, schema); why != "" {
		leaveOut(why, len(g.Tests))
		return
	}
	for _, p := range placements {
		root, why := p.root(schema.(map[string]any))
		if why != "" {
			continue
		}
		root["typeName"] = fmt.Sprintf("Suite::Draft7::Case%04d", len(s.cases)+1)
		x := &suiteCase{
			typeName: root["typeName"].(string), keyword: g.file, schema: root,
			description: g.Description + ", as " + p.name,
		}
		if x.oracle, err = newOracle(copied(root).(map[string]any)); err != nil {
			t.Fatalf("%s: %s: %v", g.file, g.Description, err)
		}
		for _, test := range g.Tests {
			instance, err := parse(string(test.Data))
			if err != nil {
				t.Fatalf("%s: %s: %v", g.file, test.Description, err)
			}
			document, ok := p.document(instance)
			if !ok {
				continue
			}
			if valid := len(x.oracle.check(document)) == 0; valid != test.Valid {
				leaveOut("the instance is of another type than the keyword is about", 1)
				continue
			}
			x.tests = append(x.tests, suiteTest{test.Description, textOf(document), instance, test.Valid})
		}
		if len(x.tests) > 0 {
			s.cases = append(s.cases, x)
		}
	}
}

// placements are the ways to put a schema into a resource type.
var placements = []struct {
	name     string
	root     func(map[string]any) (map[string]any, string)
	document func(any) (any, bool)
}{
	{"a property", asProperty, func(instance any) (any, bool) { return map[string]any{"Value": instance}, true }},
	{"the resource", asResource, func(instance any) (any, bool) { m, ok := instance.(map[string]any); return m, ok }},
}

// asProperty makes the schema a definition, so that "#" can still refer to it.
func asProperty(schema map[string]any) (map[string]any, string) {
	value := copied(schema).(map[string]any)
	definitions, _ := value["definitions"].(map[string]any)
	if definitions == nil {
		definitions = map[string]any{}
	}
	delete(value, "definitions")
	delete(value, "$schema")
	definitions["Root"] = value
	typed(definitions["Root"])
	for _, d := range definitions {
		typed(d)
	}
	root := map[string]any{
		"additionalProperties": false,
		"properties":           map[string]any{"Value": map[string]any{"$ref": "#/definitions/Root"}},
		"definitions":          definitions,
	}
	rename(root, "#", "#/definitions/Root")
	return root, ""
}

// asResource takes a schema that declares properties as the resource's own.
func asResource(schema map[string]any) (map[string]any, string) {
	if _, ok := schema["properties"]; !ok {
		return nil, "no properties"
	}
	root := copied(schema).(map[string]any)
	delete(root, "$schema")
	root["type"] = "object"
	root["additionalProperties"] = false // as every resource has it
	typed(root)
	definitions, _ := root["definitions"].(map[string]any)
	for _, d := range definitions {
		typed(d)
	}
	if refers(root, "#") {
		return nil, "it refers to itself"
	}
	return root, ""
}

func copied(v any) any {
	c, err := parse(textOf(v))
	if err != nil {
		panic(err) // a test's mistake
	}
	return c
}

// rename changes where references lead.
func rename(v any, from, to string) {
	eachSchema(v, func(node map[string]any) {
		if node["$ref"] == from {
			node["$ref"] = to
		}
	})
}

func refers(v any, to string) (found bool) {
	eachSchema(v, func(node map[string]any) { found = found || node["$ref"] == to })
	return found
}

// eachSchema calls a function for every schema in a schema.
func eachSchema(v any, each func(map[string]any)) {
	node, ok := v.(map[string]any)
	if !ok {
		return
	}
	each(node)
	for _, word := range []string{"properties", "patternProperties", "definitions", "dependencies"} {
		schemas, _ := node[word].(map[string]any)
		for _, name := range sortedKeys(schemas) {
			eachSchema(schemas[name], each)
		}
	}
	eachSchema(node["items"], each)
	eachSchema(node["contains"], each)
	for _, word := range []string{"oneOf", "anyOf", "allOf"} {
		for _, x := range list(node[word]) {
			eachSchema(x, each)
		}
	}
}

// typed says of what type the value is that a schema's keywords are about: the
// registry's schemas always do.
func typed(v any) {
	node, ok := v.(map[string]any)
	if !ok || node["$ref"] != nil {
		return
	}
	if _, has := node["type"]; !has {
		if kind := kindOf(node); kind != "" {
			node["type"] = kind
		}
	}
	for _, word := range []string{"properties", "patternProperties"} {
		schemas, _ := node[word].(map[string]any)
		for _, x := range schemas {
			typed(x)
		}
	}
	typed(node["items"])
	typed(node["contains"])
}

// kindOf returns the type that the keywords of a schema are about.
func kindOf(node map[string]any) string {
	values := list(node["enum"])
	if x, ok := node["const"]; ok {
		values = append(values, x)
	}
	if len(values) > 0 {
		return commonType(values)
	}
	for _, words := range [][]string{
		{"string", "minLength", "maxLength", "pattern", "format"},
		{"number", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
		{"array", "items", "minItems", "maxItems", "uniqueItems", "contains"},
		{"object", "properties", "patternProperties", "required", "minProperties", "maxProperties", "additionalProperties", "dependencies"},
	} {
		for _, word := range words[1:] {
			if _, ok := node[word]; ok {
				return words[0]
			}
		}
	}
	return ""
}

// commonType is the type that all values have, "" where there is none.
func commonType(values []any) string {
	for _, kind := range []string{"string", "boolean", "integer", "number", "array", "object"} {
		if !slices.ContainsFunc(values, func(x any) bool {
			if n, ok := x.(json.Number); ok && kind == "integer" {
				return !rational(n).IsInt()
			}
			return x == nil || !isOf(x, kind)
		}) {
			return kind
		}
	}
	return ""
}

var identifier = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)

// unusable returns what of a group the registry's schemas never use, "" for nothing.
func unusable(g suiteGroup, schema any) string {
	if path.Dir(g.file) == "optional/format" && !slices.Contains([]string{"date-time", "uri", "unknown"}, path.Base(g.file)) {
		return "a format that the registry does not use"
	}
	why := ""
	var walk func(v any, what string)
	walk = func(v any, what string) {
		node, ok := v.(map[string]any)
		switch {
		case why != "":
		case !ok:
			why = "a boolean schema"
		default:
			why = foreign(node)
		}
		if why != "" {
			return
		}
		for _, word := range []string{"properties", "patternProperties", "definitions"} {
			schemas, _ := node[word].(map[string]any)
			for _, name := range sortedKeys(schemas) {
				if word != "patternProperties" && !identifier.MatchString(name) {
					why = "a name that is none in the registry"
					return
				}
				walk(schemas[name], word)
			}
		}
		dependencies, _ := node["dependencies"].(map[string]any)
		for _, name := range sortedKeys(dependencies) {
			if _, isList := dependencies[name].([]any); !isList {
				walk(dependencies[name], "dependencies")
			}
		}
		for _, word := range []string{"items", "contains"} {
			if inner, ok := node[word]; ok {
				walk(inner, word)
			}
		}
		for _, word := range []string{"oneOf", "anyOf", "allOf"} {
			for _, x := range list(node[word]) {
				walk(x, word)
			}
		}
	}
	walk(schema, "")
	return why
}

// foreign returns what of one schema the registry's never use.
func foreign(node map[string]any) string {
	for _, word := range sortedKeys(node) {
		switch word {
		case "not", "if", "then", "else", "propertyNames", "additionalItems", "$id", "contentMediaType", "contentEncoding":
			return word
		}
	}
	if extra, ok := node["additionalProperties"]; ok && extra != false {
		return "additionalProperties other than false"
	}
	if _, ok := node["items"].([]any); ok {
		return "tuples"
	}
	if ref, ok := node["$ref"].(string); ok && ref != "#" {
		name, ok := strings.CutPrefix(ref, "#/definitions/")
		if !ok || !identifier.MatchString(name) {
			return "a reference to elsewhere than a definition"
		}
	}
	if node["properties"] != nil && node["patternProperties"] != nil {
		return "properties beside patternProperties"
	}
	if node["type"] == "null" {
		return "the type null alone"
	}
	for _, name := range list(node["required"]) {
		if !identifier.MatchString(fmt.Sprint(name)) {
			return "a name that is none in the registry"
		}
	}
	for _, word := range []string{"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"} {
		if n, ok := node[word].(json.Number); ok && strings.Contains(string(n), ".") {
			return "a count with a decimal point"
		}
	}
	values := list(node["enum"])
	if x, ok := node["const"]; ok {
		values = append(values, x)
	}
	if len(values) == 0 {
		return ""
	}
	switch kind := commonType(values); kind {
	case "string", "integer", "number", "boolean":
	default:
		return "enum or const of anything but scalars of one type"
	}
	return ""
}

// generate runs the command for all cases. A case that the command refuses is
// left out of the program.
func (s *suite) generate(t *testing.T) *checker {
	t.Helper()
	folder := t.TempDir()
	for _, x := range s.cases {
		write(t, folder, fileOf(x), []byte(textOf(x.schema)))
	}
	for range 20 {
		dir, said, ok := generate(t, folder, nil)
		s.warnings(said, ok)
		if ok {
			var types []string
			for _, x := range s.cases {
				if _, err := os.Stat(filepath.Join(folder, fileOf(x))); err == nil {
					types = append(types, x.typeName)
				}
			}
			return newChecker(t, dir, types)
		}
		refused := 0
		for _, x := range s.cases {
			if strings.HasPrefix(x.warning, "refused") && os.Remove(filepath.Join(folder, fileOf(x))) == nil {
				refused++
			}
		}
		if refused == 0 {
			t.Fatalf("%.4000s", said)
		}
	}
	t.Fatal("the command finds new errors again and again")
	return nil
}

func fileOf(x *suiteCase) string {
	return path.Base(strings.ReplaceAll(x.typeName, "::", "/")) + ".json"
}

// warnings finds for each case what the command could not express.
func (s *suite) warnings(said string, ok bool) {
	for line := range strings.Lines(said) {
		for _, x := range s.cases {
			_, message, found := strings.Cut(line, "/"+fileOf(x)+":")
			switch {
			case !found:
			case strings.Contains(message, "warning: ") && strings.Contains(message, "not expressed"):
				x.warning = message
			case !strings.Contains(message, "warning: ") && !ok:
				x.warning = "refused: " + message
			}
		}
	}
}

// judge counts the verdicts on a case's documents.
func (s *suite) judge(t *testing.T, c *checker, x *suiteCase) {
	t.Helper()
	fail := func(d suiteTest, why string) {
		s.counts.note("failed "+x.keyword, fmt.Sprintf("%s: %s: %s %s: %s", x.typeName, x.description, d.description, d.document, strings.TrimSpace(why)))
	}
	if x.warning != "" {
		for _, d := range x.tests {
			fail(d, x.warning)
		}
		return
	}
	documents := make([]string, len(x.tests))
	for i, d := range x.tests {
		documents[i] = d.document
	}
	answers, err := c.check(x.typeName, documents)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range x.tests {
		why := byDesign(x, d, answers[i])
		switch {
		case (len(answers[i]) == 0) == d.valid:
			s.counts.counts["passed "+x.keyword]++
		case why != "":
			s.counts.note("by design: "+why+" ("+x.keyword+")", x.description+": "+d.description+" "+d.document)
		default:
			fail(d, show(answers[i]))
		}
	}
}

// byDesign returns the reason why a verdict may be another one than the suite's.
func byDesign(x *suiteCase, d suiteTest, ours []finding) string {
	switch {
	case d.valid && slices.ContainsFunc(ours, func(f finding) bool { return f.Rule == "null" }):
		return "null is refused"
	case d.valid && slices.ContainsFunc(ours, func(f finding) bool { return f.Rule == "type" }) && beyond64bits(d.instance):
		return "an integer has 64 bits"
	case !d.valid && len(ours) == 0 && x.oracle.acceptsConverted(d.document):
		return "scalars are converted"
	}
	return ""
}

func beyond64bits(v any) bool {
	n, ok := v.(json.Number)
	r := rational(n)
	return ok && r != nil && r.IsInt() && !r.Num().IsInt64()
}

package compare_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// TestSound makes pairs of schemas and values at random. Where the comparison finds
// nothing that is breaking or risky for templates, each value that the old schema
// allows is one that the new schema allows, too. What a schema allows is decided
// here on its text, without a model.
func TestSound(t *testing.T) {
	n := 4000
	if testing.Short() {
		n = 400
	}
	safe, stated := 0, 0
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 9))
		g := generator{r}
		old := g.schema(2)
		now := g.change(old)
		report, ok := compareSchemas(t, old, now)
		if !ok {
			continue
		}
		if report.Count(compare.Templates, compare.Breaking)+report.Count(compare.Templates, compare.Risky) > 0 {
			continue
		}
		safe++
		for _, c := range report {
			if strings.HasSuffix(c.Kind, " stated") {
				stated++
			}
		}
		for range 200 {
			value := g.value(2)
			if allows(old, value) && !allows(now, value) {
				text, _ := json.Marshal(value)
				t.Fatalf("seed %d: %s is allowed by\n%s\nand not by\n%s\n%v", seed, text, textOf(old), textOf(now), report)
			}
		}
	}
	if safe < n/5 || stated < n/100 {
		t.Errorf("%d of %d pairs are safe, %d changes state what held before: too few to say anything", safe, n, stated)
	}
}

func textOf(schema any) string {
	text, _ := json.Marshal(schema)
	return string(text)
}

// compareSchemas compares two schemas of one property; ok is false where one of
// them is not read as it stands, because it contradicts itself, say.
func compareSchemas(t *testing.T, old, now map[string]any) (compare.Report, bool) {
	t.Helper()
	var specs [2]*model.Spec
	for i, schema := range []map[string]any{old, now} {
		text := fmt.Sprintf(`{"typeName": "AWS::Shop::Thing", "additionalProperties": false, "properties": {"P": %s}}`, textOf(schema))
		read, found := frontend.Read([]source.Document{{Name: "r.json", Path: "r.json", Data: []byte(text)}}, nil)
		if len(found) > 0 || len(read.Faults()) > 0 {
			return nil, false
		}
		specs[i] = read
	}
	return compare.Specs(specs[0], specs[1], nil, nil), true
}

type generator struct{ *rand.Rand }

func (g generator) one(of ...any) any { return of[g.IntN(len(of))] }

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

// schema makes a schema of any type.
func (g generator) schema(depth int) map[string]any {
	s := map[string]any{}
	switch kind := g.IntN(6); {
	case kind < 2 || depth == 0:
		s["type"] = "string"
		g.text(s)
	case kind == 2:
		s["type"], s["items"] = "array", g.schema(depth-1)
		g.may(s, "maxItems", 1, 2)
		g.may(s, "minItems", 1)
		if g.chance(40) {
			s["contains"] = g.schema(depth - 1)
		}
	case kind == 3:
		s["type"] = "integer"
		g.may(s, "minimum", 0, 1)
		g.may(s, "maximum", 1, 2)
		g.may(s, "enum", []any{1.0, 2.0}, []any{1.0})
	default:
		g.object(s, depth)
	}
	if g.chance(15) {
		var alternatives []any
		for range 1 + g.IntN(2) {
			a := map[string]any{}
			if g.text(a); len(a) == 0 { // as if it were not there
				a["maxLength"] = 2
			}
			alternatives = append(alternatives, a)
		}
		if s["type"] == "string" {
			s[g.combinator()] = alternatives
		}
	}
	return s
}

func (g generator) combinator() string { return g.one("oneOf", "anyOf", "allOf").(string) }

// may adds a keyword with one of the values, or does not.
func (g generator) may(s map[string]any, keyword string, values ...any) {
	if g.chance(30) {
		s[keyword] = g.one(values...)
	}
}

func (g generator) text(s map[string]any) {
	g.may(s, "maxLength", 1, 2)
	g.may(s, "minLength", 1, 2)
	g.may(s, "pattern", "^a*$", "^[ab]*$", "a", "b*", "^[ab]{1,2}$", "^.*")
	g.may(s, "enum", []any{"a"}, []any{"a", "b"}, []any{"a", "bb", ""})
}

// object adds what a schema says of an object.
func (g generator) object(s map[string]any, depth int) {
	s["type"], s["additionalProperties"] = "object", false
	properties := map[string]any{}
	for _, name := range []string{"A", "B", "C"} {
		if g.chance(70) {
			properties[name] = g.schema(depth - 1)
		}
	}
	if len(properties) == 0 {
		properties["A"] = g.schema(depth - 1)
	}
	s["properties"] = properties
	g.rules(s, 2)
}

// rules adds which properties go together.
func (g generator) rules(s map[string]any, depth int) {
	g.may(s, "required", []any{"A"}, []any{"B"}, []any{"A", "B"})
	g.may(s, "dependencies", map[string]any{"A": []any{"B"}}, map[string]any{"B": []any{"C"}})
	g.may(s, "minProperties", 1)
	g.may(s, "maxProperties", 1, 2)
	if depth == 0 || !g.chance(50) {
		return
	}
	var alternatives []any
	for range 1 + g.IntN(3) {
		a := map[string]any{}
		g.rules(a, depth-1)
		if g.chance(25) {
			a["properties"] = map[string]any{"A": map[string]any{"enum": []any{g.one("a", "b")}}}
		}
		if len(a) == 0 {
			a["required"] = []any{g.one("A", "B", "C")}
		}
		alternatives = append(alternatives, a)
	}
	s[g.combinator()] = alternatives
}

// change makes another schema of one: some of it is as it was.
func (g generator) change(s map[string]any) map[string]any {
	other := g.schema(2)
	if g.chance(10) || other["type"] != s["type"] && g.chance(50) {
		return other
	}
	out := map[string]any{}
	for keyword, value := range s {
		switch v := value.(type) {
		case map[string]any:
			inner := map[string]any{}
			for name, part := range v {
				inner[name] = part
				if schema, ok := part.(map[string]any); ok && g.chance(20) {
					inner[name] = g.change(schema)
				}
			}
			out[keyword] = inner
		default:
			if !g.chance(25) || keyword == "type" || keyword == "items" || keyword == "additionalProperties" {
				out[keyword] = value
			}
		}
	}
	if properties, ok := out["properties"].(map[string]any); ok {
		if properties["C"] == nil && g.chance(60) {
			properties["C"] = g.schema(0)
		}
		if g.chance(60) {
			g.rules(out, 2)
		}
	} else if out["type"] == "string" && g.chance(60) {
		g.text(out)
	}
	return out
}

// value makes a value.
func (g generator) value(depth int) any {
	switch kind := g.IntN(8); {
	case kind < 3 || depth == 0:
		return g.one("", "a", "b", "ab", "bb", "aa", "abc", "\n")
	case kind == 3:
		return float64(g.IntN(4))
	case kind == 4:
		var list []any
		for range g.IntN(3) {
			list = append(list, g.value(depth-1))
		}
		return list
	}
	object := map[string]any{}
	for _, name := range []string{"A", "B", "C"} {
		if g.chance(45) {
			object[name] = g.value(depth - 1)
		}
	}
	return object
}

// allows reports whether a schema allows a value, by JSON Schema, where a number
// counts as a string as CloudFormation has it.
func allows(schema map[string]any, value any) bool {
	if number, ok := value.(float64); ok && schema["type"] == "string" {
		value = fmt.Sprint(number)
	}
	for keyword, want := range schema {
		if !satisfies(schema, keyword, want, value) {
			return false
		}
	}
	return true
}

func satisfies(schema map[string]any, keyword string, want, value any) bool {
	fits := 0
	for _, a := range listOf(want) {
		if a, ok := a.(map[string]any); ok && allows(a, value) {
			fits++
		}
	}
	switch keyword {
	case "allOf":
		return fits == len(listOf(want))
	case "anyOf":
		return fits > 0
	case "oneOf":
		return fits == 1
	case "enum":
		for _, v := range listOf(want) {
			if reflect.DeepEqual(v, value) {
				return true
			}
		}
		return false
	case "type":
		return typeOf(value) == want
	}
	switch value := value.(type) {
	case string:
		return textSatisfies(keyword, want, value)
	case float64:
		return (keyword != "minimum" || value >= float64(want.(int))) && (keyword != "maximum" || value <= float64(want.(int)))
	case []any:
		return listSatisfies(keyword, want, value)
	case map[string]any:
		return objectSatisfies(schema, keyword, want, value)
	}
	return true
}

func listOf(v any) []any {
	list, _ := v.([]any)
	return list
}

func typeOf(value any) string {
	switch value.(type) {
	case string:
		return "string"
	case float64:
		return "integer"
	case map[string]any:
		return "object"
	}
	return "array"
}

func textSatisfies(keyword string, want any, value string) bool {
	switch keyword {
	case "minLength":
		return len(value) >= want.(int)
	case "maxLength":
		return len(value) <= want.(int)
	case "pattern":
		return regexp.MustCompile(want.(string)).MatchString(value)
	}
	return true
}

func listSatisfies(keyword string, want any, value []any) bool {
	switch keyword {
	case "minItems":
		return len(value) >= want.(int)
	case "maxItems":
		return len(value) <= want.(int)
	case "contains":
		return slices.ContainsFunc(value, func(item any) bool { return allows(want.(map[string]any), item) })
	case "items":
		for _, item := range value {
			if !allows(want.(map[string]any), item) {
				return false
			}
		}
	}
	return true
}

func objectSatisfies(schema map[string]any, keyword string, want any, value map[string]any) bool {
	has := func(names any) bool {
		for _, name := range listOf(names) {
			if _, ok := value[name.(string)]; !ok {
				return false
			}
		}
		return true
	}
	properties, _ := schema["properties"].(map[string]any)
	switch keyword {
	case "required":
		return has(want)
	case "minProperties":
		return len(value) >= want.(int)
	case "maxProperties":
		return len(value) <= want.(int)
	case "dependencies":
		for name, names := range want.(map[string]any) {
			if has([]any{name}) && !has(names) {
				return false
			}
		}
	case "properties":
		for name, s := range properties {
			if v, ok := value[name]; ok && !allows(s.(map[string]any), v) {
				return false
			}
		}
	case "additionalProperties":
		for name := range value {
			if properties[name] == nil {
				return false
			}
		}
	}
	return true
}

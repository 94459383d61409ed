package registry

import (
	"fmt"
	"strings"
	"testing"
)

// Definitions that lead to the next one twice, or to themselves, are read in a
// time that does not double with each: the test would never end otherwise.
func TestEndlessAlternatives(t *testing.T) {
	const levels = 60
	chain := func(level func(next string) string, last string) string {
		var b strings.Builder
		for i := range levels {
			fmt.Fprintf(&b, `"D%d": %s, `, i, level(fmt.Sprintf(`{"$ref": "#/definitions/D%d"}`, i+1)))
		}
		return fmt.Sprintf(`%s"D%d": %s`, b.String(), levels, last)
	}
	named := func(letter string) string {
		objects := chain(func(next string) string {
			return `{"type": "object", "properties": {"A": ` + next + `, "B": ` + next + `}}`
		}, `{"type": "object", "properties": {"A": {"type": "string"}}}`)
		return strings.NewReplacer(`"D`, `"`+letter, "/D", "/"+letter).Replace(objects)
	}
	const tooMany = "alternatives and definitions in one another come to more than 65536 types"
	for _, test := range []struct{ name, definitions, want string }{
		{"of any kind", chain(func(next string) string { return `{"oneOf": [` + next + `, ` + next + `]}` }, `{"type": "string"}`), tooMany},
		{"lists", chain(func(next string) string {
			return `{"type": "array", "items": {"type": "string"}, "anyOf": [` + next + `, ` + next + `]}`
		}, `{"type": "array", "minItems": 1}`), tooMany},
		{"structs", chain(func(next string) string {
			return `{"type": "object", "properties": {"X": {"type": "string"}}, "anyOf": [` + next + `, ` + next + `]}`
		}, `{"type": "object", "required": ["X"]}`), tooMany},
		{"properties", chain(func(next string) string {
			return `{"type": ["object", "string"], "properties": {"A": ` + next + `, "B": ` + next + `}}`
		}, `{"type": "string"}`), tooMany},
		{"items", named("E") + ", " + named("F") + `, "D0": {"type": "array", "items": {"$ref": "#/definitions/E0"}, "anyOf": [{"items": {"$ref": "#/definitions/F0"}}]}`, tooMany},
		{"contains", chain(func(next string) string {
			return `{"type": "array", "items": {"type": "string"}, "contains": {"anyOf": [` + next + `, ` + next + `]}}`
		}, `{"type": "string"}`), tooMany},
		{"contains itself", `"D0": {"type": "array", "contains": {"$ref": "#/definitions/D0"}}`, `"D0" refers to itself`},
		{"itself", `"D0": {"allOf": [{"$ref": "#/definitions/D0"}, {"$ref": "#/definitions/D0"}]}`, `"D0" refers to itself`},
		{
			"a struct itself", `"D0": {"type": "object", "properties": {"X": {"type": "string"}}, "anyOf": [{"required": ["X"]}, {"$ref": "#/definitions/D0"}]}`,
			"/definitions/D0/anyOf/1: warning: the alternative refers to itself, which is not expressed: it fits any object",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := describe(t, []byte(`{"typeName": "Test::Shop::Order", "properties": {"A": {"$ref": "#/definitions/D0"}}, "definitions": {`+test.definitions+`}}`))
			if !strings.Contains(text, test.want) {
				t.Errorf("%s: %q is not in:\n%.2000s", test.name, test.want, text)
			}
		})
	}
}

package registry

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

const opening = `{"typeName": "Test::Shop::Order", "additionalProperties": false, `

// each joins what is made for 0 to n-1.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(format, "%", fmt.Sprint(i)))
	}
	return b.String()
}

// read reads a schema, and returns what that allocates.
func read(t *testing.T, text string) (*model.Resource, diag.List, uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	root, err := jsondoc.Parse("schema.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	spec, found := Read("schema.json", root, nil)
	runtime.ReadMemStats(&after)
	return spec.Resources[0], found, after.TotalAlloc - before.TotalAlloc
}

// TestLongNames: names of more than 255 bytes are refused, also those of objects in
// place, which are made of several. No message has them whole.
func TestLongNames(t *testing.T) {
	long, half := strings.Repeat("L", model.MaxName+1), strings.Repeat("H", 200)
	for name, c := range map[string]struct{ schema, want string }{
		"property":       {`"properties": {"` + long + `": {"type": "string"}}}`, "the name has 256 bytes, and at most 255 are allowed"},
		"nested":         {`"properties": {"A": {"type": "object", "properties": {"` + long + `": {}}}}}`, "the name has 256 bytes"},
		"definition":     {`"definitions": {"` + long + `": {}}, "properties": {}}`, "the name has 256 bytes"},
		"required":       {`"properties": {}, "required": ["` + long + `"]}`, "the name has 256 bytes"},
		"dependency":     {`"properties": {}, "dependencies": {"` + long + `": []}}`, "the name has 256 bytes"},
		"dependent":      {`"properties": {}, "dependencies": {"A": ["` + long + `"]}}`, "the name has 256 bytes"},
		"in place":       {`"properties": {"` + half + `": {"type": "object", "properties": {"` + half + `": {"type": "object", "properties": {"A": {}}}}}}}`, "which has more than 255 bytes"},
		"a title":        {`"properties": {"A": {"oneOf": [{"type": "string"}, {"type": "object", "title": "` + long + `", "properties": {"A": {}}}]}}}`, "which has more than 255 bytes"},
		"a reference":    {`"properties": {"A": {"$ref": "#/remote/x` + long + `"}}, "remote": {"x` + long + `": {"type": "object", "properties": {"A": {}}}}}`, "which has more than 255 bytes"},
		"the same names": {`"properties": {` + each(60, `"`+strings.Repeat("A", 61)+`%": {"oneOf": [`+each(2, `{"title": "T", "type": "object", "properties": {"A": {}}}`)+`, {"type": "string"}]}`) + `, ` + sameNames(60) + `}}`, "which has more than 255 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			res, found, _ := read(t, opening+c.schema)
			all := append(found, res.Faults...)
			if !strings.Contains(all.Error(), c.want) {
				t.Errorf("%q is not in %.500s", c.want, all.Error())
			}
			for _, d := range all {
				if len(d.Message()) > 400 {
					t.Errorf("%d bytes: %.200s", len(d.Message()), d.Message())
				}
			}
			for _, o := range append(res.Definitions, res.Object) {
				if len(o.Name) > model.MaxName+10 {
					t.Errorf("an object's name has %d bytes", len(o.Name))
				}
			}
		})
	}
	// An attribute that no template could name well is left out.
	res, found, _ := read(t, opening+`"properties": {"`+half+`": {"$ref": "#/definitions/D"}}, "definitions": {"D": {"type": "object", "properties": {"`+half+`": {"type": "string"}, "A": {"type": "string"}}}}, "readOnlyProperties": ["/properties/`+half+`"]}`)
	if len(res.Attributes) != 2 || len(res.Faults) > 0 || !strings.Contains(found.Error(), "its name has more than 255 bytes") {
		t.Errorf("%d attributes, %.500s, %v", len(res.Attributes), found.Error(), res.Faults)
	}
}

// sameNames makes n objects in place that are called alike: AA, A in AA, AA in A.
func sameNames(n int) string {
	var parts []string
	for i := 1; i < n; i++ {
		parts = append(parts, fmt.Sprintf(`"%s": {"type": "object", "properties": {"%s": {"type": "object", "properties": {"Z": {}}}}}`, strings.Repeat("B", i), strings.Repeat("B", n-i)))
	}
	return strings.Join(parts, ", ")
}

// TestManyFindings: as many warnings as a document has room for are told apart in one
// pass, and most of them only counted; so are errors. The test would never end
// otherwise.
func TestManyFindings(t *testing.T) {
	const n = 500_000
	_, found, _ := read(t, opening+`"properties": {}, "readOnlyProperties": [`+each(n, `"/*/X%"`)+`]}`)
	if len(found) != diag.MaxOthers+1 || found.Count() != n {
		t.Errorf("%d warnings for %d", len(found), found.Count())
	}
	res, _, _ := read(t, opening+`"properties": {`+each(n/10, `"P%": 5`)+`}}`)
	if len(res.Faults) != diag.MaxErrors+1 || res.Faults.Count() != n/10 {
		t.Errorf("%d faults for %d", len(res.Faults), res.Faults.Count())
	}
}

// hostile are schemas that grow with n, and in which something refers n times to what
// has n parts.
var hostile = map[string]func(n int) string{
	"closed alternatives": func(n int) string {
		return `"properties": {"A": {"oneOf": [` + each(n, `{"$ref": "#/definitions/D"}`) + `]}}, "definitions": {"D": {"type": "object", "additionalProperties": false, "properties": {` + each(n, `"P%": {}`) + `}}}}`
	},
	"closed alternatives of a struct": func(n int) string {
		return `"properties": {"X": {"type": "object", "properties": {"P1": {}}, "oneOf": [` + each(n, `{"$ref": "#/definitions/D"}`) + `]}}, "definitions": {"D": {"type": "object", "additionalProperties": false, "properties": {` + each(n, `"P%": {}`) + `}}}}`
	},
	"required": func(n int) string {
		return `"properties": {"A": {"type": ["object", "string"], "anyOf": [` + each(n, `{"$ref": "#/definitions/D"}`) + `]}}, "definitions": {"D": {"type": "object", "required": [` + each(n, `"P%"`) + `]}}}`
	},
	"enums": func(n int) string {
		return `"properties": {"A": {"type": ["string", "object"], "oneOf": [` + each(n, `{"$ref": "#/definitions/E"}`) + `]}}, "definitions": {"E": {"type": "string", "enum": [` + each(n, `"v%"`) + `]}}}`
	},
	"attributes": func(n int) string {
		return `"properties": {` + each(n, `"R%": {"$ref": "#/definitions/D"}`) + `}, "readOnlyProperties": [` + each(n, `"/properties/R%"`) + `], "definitions": {"D": {"type": "object", "properties": {` + each(n, `"P%": {}`) + `}}}}`
	},
	"a chain of alternatives": func(n int) string {
		return `"properties": {"A": {"$ref": "#/definitions/D0"}}, "definitions": {` + chain(n) + `}}`
	},
	"properties of alternatives": func(n int) string {
		return `"properties": {"A": {"$ref": "#/definitions/D0"}}, "definitions": {` + each(n, `"D%": {"type": "object", "properties": {"P%": {"$ref": "#/definitions/D%"}}, "anyOf": [{"$ref": "#/definitions/All"}]}`) +
			`, "All": {"anyOf": [` + each(n, `{"$ref": "#/definitions/D%"}`) + `]}}}`
	},
	"annotations": func(n int) string {
		return `"properties": {` + each(n, `"P%": {"$ref": "#/definitions/D"}`) + `}, "definitions": {"D": {"type": "string", "allOf": [` + each(n, `{"title": "t"}`) + `]}}}`
	},
	"relations": func(n int) string {
		return `"properties": {` + each(n, `"P%": {"$ref": "#/definitions/D"}`) + `}, "definitions": {"D": {"type": "string", "anyOf": [` + each(n, `{"relationshipRef": {"typeName": "A::B::C%", "propertyPath": "/properties/A"}}`) + `]}}}`
	},
	"relations in a chain": func(n int) string {
		var parts []string
		for i := range n {
			parts = append(parts, fmt.Sprintf(`"D%d": {"type": "string", "relationshipRef": {"typeName": "A::B::C%[1]d", "propertyPath": "/properties/A"}, "anyOf": [{"$ref": "#/definitions/D%d"}]}`, i, i+1))
		}
		return `"properties": {` + each(n, `"P%": {"$ref": "#/definitions/D%"}`) + `}, "definitions": {` + strings.Join(parts, ", ") + fmt.Sprintf(`, "D%d": {"type": "string"}}}`, n)
	},
	"defaults": func(n int) string {
		return `"properties": {` + each(n, `"P%": {"$ref": "#/definitions/D"}`) + `}, "definitions": {"D": {"type": "string", "default": "` + strings.Repeat("x", 20*n) + `"}}}`
	},
	"references to nothing": func(n int) string {
		return `"properties": {` + each(n, `"P%": {"$ref": "#/definitions/Gone"}`) + `}}`
	},
	"marks": func(n int) string {
		return `"properties": {"A": {"$ref": "#/definitions/D"}, "B": {"$ref": "#/definitions/D"}}, "createOnlyProperties": [` + each(n, `"/properties/A/P%"`) + `], "definitions": {"D": {"type": "object", "properties": {` + each(n, `"P%": {}`) + `}}}}`
	},
	"objects in place": func(n int) string {
		return `"properties": {` + each(n, `"P%": {"type": "object", "properties": {"A": {"type": "object", "properties": {"B": {}}}}}`) + `}}`
	},
	"errors below a long name": func(n int) string {
		return `"properties": {"A": {"type": "object", "properties": {"` + strings.Repeat("x", 200) + `": {"type": "object", "properties": {` + each(n, `"P%": {"type": 5}`) + `}}}}}}`
	},
	"values below a long pattern": func(n int) string {
		return `"properties": {"A": {"type": "object", "patternProperties": {"` + strings.Repeat("x", 10*n) + `": {"type": "object", "properties": {` + each(n, `"P%": {"novel": 1}`) + `}}}}}}`
	},
}

// chain makes objects that each have what the next one has.
func chain(n int) string {
	var parts []string
	for i := range n {
		parts = append(parts, fmt.Sprintf(`"D%d": {"type": "object", "properties": {"P%d": {}, "N": {"$ref": "#/definitions/D%d"}}, "anyOf": [{"$ref": "#/definitions/D%d"}]}`, i, i, i+1, i+1))
	}
	return strings.Join(parts, ", ") + fmt.Sprintf(`, "D%d": {"type": "object"}`, n)
}

// TestReadingIsLinear: what is twice as long costs twice as much, or no more than all
// types that a resource type may have.
func TestReadingIsLinear(t *testing.T) {
	const n, most = 4000, 192 << 20 // Go 1.27 takes more for JSON texts than 1.26
	for name, schema := range hostile {
		t.Run(name, func(t *testing.T) {
			_, _, once := read(t, opening+schema(n))
			_, _, twice := read(t, opening+schema(2*n))
			t.Log(once>>20, twice>>20)
			if once > most || twice > max(5*once/2, most) {
				t.Errorf("%d MiB allocated for %d KiB, %d MiB for twice as many", once>>20, len(schema(n))>>10, twice>>20)
			}
		})
	}
}

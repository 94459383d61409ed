package cli_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
)

var keep = flag.String("keep", "", "the folder in which TestGrowth keeps inputs of a megabyte each")

// hostile are inputs that can be made as large as is wanted, and commands that read them.
var hostile = map[string]struct {
	// make returns the files for a size in bytes, which all together have about.
	make func(size int) map[string]string
	args []string
}{
	"names":          {schemas(nested(3500)), generating},
	"short names":    {schemas(nested(20)), generating},
	"one name":       {schemas(underOneName(`"P#":{"type":"string"}`)), generating},
	"wrong":          {schemas(underOneName(`"P#":{"type":"strin"}`)), generating},
	"properties":     {schemas(inProperties(`"P#":{"type":"string"}`)), generating},
	"structs":        {schemas(inProperties(`"P#":{"type":"object","properties":{"A":{"type":"string"}},"additionalProperties":false}`)), generating},
	"ones":           {schemas(inProperties(`"P#":{"enum":["a"]}`)), generating},
	"definitions":    {schemas(part(`"properties":{"A":{"$ref":"#/definitions/D0"}},"definitions":{`, `"D#":{"type":"object","properties":{"N":{"$ref":"#/definitions/D@"}}}`, `}`)), generating},
	"references":     {schemas(part(`"properties":{"A":{"$ref":"#/definitions/D0"}},"definitions":{`, `"D#":{"$ref":"#/definitions/D@"}`, `}`)), generating},
	"required":       {schemas(part(`"required":[`, `"P#"`, `],"properties":{"A":{"type":"string"}}`)), generating},
	"read-only":      {schemas(part(`"properties":{"A":{"type":"string"}},"readOnlyProperties":[`, `"/*/X"`, `]`)), generating},
	"pointers":       {schemas(part(`"properties":{"A":{"type":"object","properties":{"B":{"type":"string"}}}},"readOnlyProperties":[`, `"/properties/A/P#"`, `]`)), generating},
	"enum":           {schemas(part(`"properties":{"A":{"type":"string","enum":[`, `"v#"`, `]}}`)), generating},
	"equal values":   {schemas(part(`"properties":{"A":{"type":"string","enum":[`, `"v"`, `]}}`)), generating},
	"integers":       {schemas(part(`"properties":{"A":{"type":"integer","enum":[`, `#`, `]}}`)), generating},
	"any values":     {schemas(part(`"properties":{"A":{"enum":[`, `[#]`, `]}}`)), generating},
	"long value":     {schemas(part(`"properties":{"A":{"type":"string","enum":["`, `x`, `"]}}`)), generating},
	"alternatives":   {schemas(part(`"properties":{"A":{"type":"object","properties":{"B":{"type":"string"}},"anyOf":[`, `{"required":["P#"]}`, `]}}`)), generating},
	"choices":        {schemas(part(`"properties":{"A":{"oneOf":[`, `{"type":"string","maxLength":#}`, `]}}`)), generating},
	"all of":         {schemas(part(`"properties":{"A":{"type":"string","allOf":[`, `{"minLength":#}`, `]}}`)), generating},
	"all of objects": {schemas(part(`"properties":{"A":{"type":"object","allOf":[`, `{"properties":{"P#":{"type":"string"}}}`, `]}}`)), generating},
	"dependencies":   {schemas(part(`"properties":{"A":{"type":"object","properties":{"B":{"type":"string"}},"dependencies":{`, `"P#":["B"]`, `}}}`)), generating},
	"patterns":       {schemas(part(`"properties":{"A":{"type":"object","patternProperties":{`, `"^p#$":{"type":"string"}`, `}}}`)), generating},
	"long pattern":   {schemas(part(`"properties":{"A":{"type":"string","pattern":"`, `(a|b)*`, `"}}`)), generating},
	"keywords":       {schemas(part(`"properties":{"A":{"type":"string",`, `"k#":0`, `}}`)), generating},
	"tags":           {schemas(part(`"properties":{"A":{"type":"string"}},"x":[`, `{}`, `]`)), generating},
	"description":    {schemas(part(`"description":"`, `<a>&lt; *b* [c](d) `, `","properties":{"A":{"type":"string"}}`)), generating},
	"blank lines":    {schemas(part(`"description":"`, `\n\n`, `","properties":{"A":{"type":"string"}}`)), generating},
	"lines":          {schemas(part(`"properties":{"A":{"type":"string"}},"x":[`, "\n0", `]`)), generating},
	"digits":         {schemas(part(`"properties":{"A":{"type":"number","maximum":1`, `0`, `}}`)), generating},
	"types": {func(size int) map[string]string {
		return map[string]string{"spec.json": `{"ResourceSpecificationVersion":"1","PropertyTypes":{},"ResourceTypes":{` +
			repeat(size, `"A::B::T#":{"Properties":{}}`) + `}}`}
	}, generating},
	"property types": {func(size int) map[string]string {
		return map[string]string{"spec.json": `{"ResourceSpecificationVersion":"1","ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"T0"}}}},"PropertyTypes":{` +
			repeat(size, `"A::B::C.T#":{"Properties":{"P":{"Type":"T@"}}}`) + `}}`}
	}, generating},
	"settings": {func(size int) map[string]string {
		return map[string]string{"cfngen.yaml": `{` + repeat(size, `k#: `) + `}`}
	}, nil},
	"anchors": {func(size int) map[string]string {
		return map[string]string{"cfngen.yaml": `{cfn: example.com/m/cfn, types: [` + repeat(size, `&a# x`) + `]}`}
	}, nil},
	"type patterns": {func(size int) map[string]string {
		files := schemas(inProperties(`"P#":{"type":"string"}`))(100)
		files["cfngen.yaml"] = "cfn: example.com/m/cfn\nspecs: [spec.json]\ntypes: [" + repeat(size, `"A::B::T#"`) + `]`
		return files
	}, nil},
	"overlay": {func(size int) map[string]string {
		files := schemas(inProperties(`"P#":{"type":"string"}`))(100)
		files["overlay.json"] = `{"type":"A::B::C","reason":"r","patch":[` + repeat(size, `{"op":"add","path":"/properties/P0/type/enum","value":["v#"]}`) + `]}`
		return files
	}, append(slices.Clone(generating), "-overlay", "overlay.json")},
	"diff of enums":        {pairs(part(`"properties":{"A":{"type":"string","enum":[`, `"v#"`, `]}}`), part(`"properties":{"A":{"type":"string","enum":[`, `"w#"`, `]}}`)), differing2},
	"diff of properties":   {pairs(inProperties(`"P#":{"type":"string"}`), inProperties(`"Q#":{"type":"string"}`)), differing2},
	"diff of types":        {pairs(inProperties(`"P#":{"type":"string"}`), inProperties(`"P#":{"type":"array","items":{"type":"integer"}}`)), differing2},
	"diff of alternatives": {pairs(part(`"properties":{"A":{"type":"string","anyOf":[`, `{"maxLength":#}`, `]}}`), part(`"properties":{"A":{"type":"string","anyOf":[`, `{"minLength":#}`, `]}}`)), differing2},
	"diff of structs": {pairs(
		part(`"properties":{"A":{"$ref":"#/definitions/D0"}},"definitions":{`, `"D#":{"type":"object","properties":{"N":{"$ref":"#/definitions/D@"},"M":{"type":"string"}}}`, `}`),
		part(`"properties":{"A":{"$ref":"#/definitions/D0"}},"definitions":{`, `"D#":{"type":"object","properties":{"N":{"$ref":"#/definitions/D@"},"L":{"type":"string"}}}`, `}`),
	), differing2},
}

var (
	generating = []string{"-spec", "spec.json", "-out", "out", "-cfn", "example.com/m/cfn"}
	differing2 = []string{"diff", "old.json", "spec.json"}
)

// repeat returns items of about so many bytes together. In an item, # stands for its
// number and @ for the next one.
func repeat(size int, item string) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		if i > 0 && !strings.ContainsAny(item[:1], `x0(<\`) { // which are parts of a text
			b.WriteByte(',')
		}
		b.WriteString(strings.NewReplacer("#", fmt.Sprint(i), "@", fmt.Sprint(i+1)).Replace(item))
	}
	return b.String()
}

func part(begin, item, end string) func(size int) string {
	// The # of a reference is no number.
	begin, item = strings.ReplaceAll(begin, "#/", "%/"), strings.ReplaceAll(item, "#/", "%/")
	return func(size int) string { return strings.ReplaceAll(begin+repeat(size, item)+end, "%/", "#/") }
}

func inProperties(item string) func(size int) string { return part(`"properties":{`, item, `}`) }

func underOneName(item string) func(size int) string {
	return func(size int) string {
		return `"properties":{"` + strings.Repeat("N", size/2) + `":{"type":"object","properties":{` + repeat(size/2, item) + `}}}`
	}
}

func nested(name int) func(size int) string {
	return func(size int) string {
		levels := min(size/(name+50), 240)
		open := `"properties":{"` + strings.Repeat("N", name) + `":{"type":"object",`
		return strings.Repeat(open, levels) + `"properties":{"A":{"type":"string"}}` + strings.Repeat(`}}`, levels)
	}
}

func schema(text string) string {
	return `{"typeName":"A::B::C",` + text + `,"additionalProperties":false}`
}

func schemas(text func(size int) string) func(size int) map[string]string {
	return func(size int) map[string]string { return map[string]string{"spec.json": schema(text(size))} }
}

func pairs(old, now func(size int) string) func(size int) map[string]string {
	return func(size int) map[string]string {
		return map[string]string{"old.json": schema(old(size / 2)), "spec.json": schema(now(size / 2))}
	}
}

// TestGrowth: what an input costs goes by its size, whatever is in it, and a run ends
// with a result or an error.
func TestGrowth(t *testing.T) {
	if *keep != "" {
		for name, h := range hostile {
			dir := filepath.Join(*keep, strings.ReplaceAll(name, " ", "-"))
			writeAll(t, dir, h.make(1_000_000))
			write(t, filepath.Join(dir, "args"), []byte(strings.Join(h.args, " ")))
		}
	}
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for name, h := range hostile {
		t.Run(name, func(t *testing.T) {
			cost := func(size int) float64 {
				dir := t.TempDir()
				writeAll(t, dir, h.make(size))
				t.Chdir(dir)
				var stdout, stderr strings.Builder
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				code := cli.Do(h.args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
				runtime.ReadMemStats(&after)
				if code != 0 && (code != 1 || stderr.Len() == 0) {
					t.Errorf("exit code %d: %.1000s", code, stderr.String())
				}
				if n := strings.Count(stderr.String(), "\n"); n > 2100 {
					t.Errorf("%d lines are printed", n)
				}
				t.Logf("%d bytes: exit code %d, %d MB allocated, %d bytes printed: %.200s", size, code, (after.TotalAlloc-before.TotalAlloc)>>20, stdout.Len()+stderr.Len(), stderr.String())
				return float64(after.TotalAlloc - before.TotalAlloc)
			}
			cost(1000) // what is made once
			const size, free = 40_000, 4 << 20
			if one, two := cost(size), cost(2*size); two > 2.5*one+free {
				t.Errorf("%.0f bytes are allocated for %d bytes, and %.0f for twice as many", one, size, two)
			}
		})
	}
}

func writeAll(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		write(t, filepath.Join(dir, name), []byte(text))
	}
}

package overlay

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// allocated returns how many bytes are allocated while f runs.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// repeat returns n texts with commas between, each made from its number.
func repeat(n int, format string) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strings.ReplaceAll(format, "#", fmt.Sprint(i))
	}
	return strings.Join(texts, ",")
}

// TestGrowth: what an overlay costs goes by its size.
func TestGrowth(t *testing.T) {
	patch := func(operations string) string { return `"patch": [` + operations + `]` }
	tests := []struct {
		name string
		make func(n int) string
	}{
		{"added properties", func(n int) string {
			return patch(repeat(n, `{"op": "add", "path": "/properties/P#", "value": {"type": {"kind": "string"}}}`))
		}},
		{"added definitions", func(n int) string {
			return patch(repeat(n, `{"op": "add", "path": "/definitions/D#", "value": {"properties": {}}}`))
		}},
		{"values at the end", func(n int) string {
			return patch(repeat(n, `{"op": "add", "path": "/definitions/O/properties/E/type/enum/-", "value": "v#"}`))
		}},
		{"values at the beginning", func(n int) string {
			return patch(repeat(n, `{"op": "add", "path": "/definitions/O/properties/E/type/enum/0", "value": "v#"}`))
		}},
		{"back and forth", func(n int) string {
			return patch(repeat(n, `{"op": "move", "from": "/definitions/O", "path": "/definitions/Q"}, {"op": "move", "from": "/definitions/Q", "path": "/definitions/O"}`))
		}},
		{"tests", func(n int) string {
			return patch(repeat(n, `{"op": "test", "path": "/properties/O/type/kind", "value": "object"}`))
		}},
		{"a large test", func(n int) string {
			return patch(`{"op": "test", "path": "/properties", "value": [` + repeat(n, `{"a": [#]}`) + `]}`)
		}},
		{"what changes nothing", func(n int) string {
			return patch(repeat(n, `{"op": "replace", "path": "/definitions/O/properties/E/type/enum/0", "value": "a"}`))
		}},
		{"copies", func(n int) string {
			return patch(repeat(n, `{"op": "copy", "from": "/definitions/O", "path": "/definitions/O#"}`))
		}},
		{"errors", func(n int) string {
			return patch(repeat(n, `{"op": "add", "path": "/properties/P#", "value": {"typ": {"kind": "strin"}}}`))
		}},
		{"aliases", func(n int) string { return `"aliases": {` + repeat(n, `"A#": "O"`) + `}` }},
		{"suppressions", func(n int) string { return `"suppressions": [` + repeat(n, `{"code": "c", "value": "v#"}`) + `]` }},
		{"answers", func(n int) string { return `"answers": [` + repeat(n, `{"keyword": "k#", "value": "v"}`) + `]` }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cost := func(n int) float64 {
				spec := growthSpec(t)
				text := tt.make(n)
				bytes := allocated(func() {
					o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "r", `+text+`}`))
					if o == nil {
						t.Fatal(found)
					}
					_ = Apply(spec, []*Overlay{o}) // errors are part of what is measured
					_ = Suppress(spec, []*Overlay{o}, nil)
				})
				return float64(bytes)
			}
			once, twice := cost(1000), cost(2000)
			if twice > 2.6*once {
				t.Errorf("%.0f bytes, and %.0f for twice as much", once, twice)
			}
		})
	}
}

func growthSpec(t *testing.T) *model.Spec {
	t.Helper()
	spec, found := frontend.Read([]source.Document{{Name: "d.json", Path: "d.json", Data: []byte(`{
		"typeName": "A::B::C", "additionalProperties": false, "properties": {"O": {"$ref": "#/definitions/O"}},
		"definitions": {"O": {"type": "object", "additionalProperties": false, "properties": {"E": {"type": "string", "enum": ["a"]}}}}
	}`)}}, nil)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return spec
}

// TestLimits: what would cost more than its size is an error.
func TestLimits(t *testing.T) {
	overlays := func(n int, text string) []*Overlay {
		var out []*Overlay
		for range n {
			o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "r", `+text+`}`))
			if o == nil {
				t.Fatal(found)
			}
			out = append(out, o)
		}
		return out
	}
	enum := func(properties, values int) *model.Spec {
		var all []*model.Property
		listed := strings.Split(repeat(values, "value#"), ",")
		for i := range properties {
			all = append(all, &model.Property{Name: fmt.Sprintf("P%06d", i), Type: &model.Type{EnumName: "E", Constraints: model.Constraints{Enum: listed}}})
		}
		r := &model.Resource{TypeName: "A::B::C", Object: &model.Object{Properties: all}}
		return &model.Spec{Resources: []*model.Resource{r}}
	}
	description := `"patch": [{"op": "add", "path": "/description", "value": "d"}]`
	tests := []struct {
		name     string
		spec     *model.Spec
		overlays []*Overlay
		want     string
	}{
		{"many overlays", enum(1, 1), overlays(64, description+`, "suppressions": []`), ""},
		{"too many overlays", enum(1, 1), overlays(70, description+`, "suppressions": []`), "A::B::C has too many overlays: one can hold all operations"},
		{"a large view", enum(10_000, 20_000), overlays(1, description), "A::B::C cannot be shown as JSON: it comes to more than 16 MB, because it has what is referred to wherever that is"},
		{"many former names", enum(1, 999), overlays(1, `"aliases": {`+repeat(10, `"A#": "E"`)+`}`), ""},
		{"too many former names", enum(1, 1000), overlays(1, `"aliases": {`+repeat(10, `"A#": "E"`)+`}`), "the former names of A::B::C, with those of constants, are more than 10000"},
		{"too deep", enum(1, 1), overlays(1, `"patch": [{"op": "add", "path": "/x", "value": {}}, `+deeper(600)+`]`), "A::B::C after the patch: nested deeper than 500 levels"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var found diag.List
			if bytes := allocated(func() { found = Apply(tt.spec, tt.overlays) }); bytes > 200<<20 {
				t.Errorf("%d bytes", bytes)
			}
			got := ""
			if errs := found.Errors(); len(errs) > 0 {
				got = errs[len(errs)-1].Message()
			}
			if got != tt.want || len(found.Errors()) > 1 {
				t.Errorf("%d errors: %s, want %s", len(found.Errors()), got, tt.want)
			}
		})
	}
}

// TestSpent: overlays of a large type are fewer.
func TestSpent(t *testing.T) {
	tests := []struct {
		spent spent
		most  bool
	}{
		{spent{}, false}, {spent{63, 63 * 1000}, false}, {spent{64, 64 * 1000}, true},
		{spent{4, 4 * viewLimit}, false}, {spent{5, 5 * viewLimit}, true},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.spent), func(t *testing.T) {
			if got := tt.spent.most(); got != tt.most {
				t.Errorf("no more: %v", got)
			}
		})
	}
}

// deeper returns operations that put a value into another one, over and over, by
// short pointers.
func deeper(n int) string {
	return repeat(n, `{"op": "add", "path": "/y", "value": {}}, {"op": "move", "from": "/x", "path": "/y/z"}, {"op": "move", "from": "/y", "path": "/x"}`)
}

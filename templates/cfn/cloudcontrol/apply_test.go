package cloudcontrol_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
)

// The paths of the house's properties as a reader of its table sees them.
var (
	writeOnly  = []string{"/Secret", "/Seed", "/Plot/Deed", "/Doors/*/Code", "/Doors/*/Lock/Code", "/Doors/*/Lock/Pin", "/Gates/*/Lock", "/Keys/*/Code", "/Safe/Code", "/Safe/Pin", "/Windows/*/Code"}
	readOnly   = []string{"/Arn", "/Rooms", "/Built", "/Height", "/Ids", "/Sizes", "/Gate", "/Address/Code", "/Doors/*/Serial", "/Windows/*/Serial", "/Gates/*/Serial", "/Keys/*/Serial", "/Keys/*/Width"}
	neverAdded = []string{"/Seed", "/Plot/Deed", "/Gates/*/Lock"}
	unordered  = []string{"/Pins", "/Tags", "/Windows"}
)

// without removes the values at paths, and objects of which nothing is left where keep is false.
func without(v any, path string, paths []string, keep bool) (any, bool) {
	if slices.Contains(paths, path) {
		return nil, false
	}
	left := false
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, x := range v {
			step := strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
			if path == "/Keys" {
				step = "*"
			}
			if x, ok := without(x, path+"/"+step, paths, keep); ok {
				out[key], left = x, true
			}
		}
		return out, left || len(v) == 0 || keep
	case []any:
		out := []any{}
		for _, x := range v {
			x, ok := without(x, path+"/*", paths, keep)
			if !ok {
				x = map[string]any{}
			}
			left = left || ok
			out = append(out, x)
		}
		return out, left || len(v) == 0 || keep
	}
	return v, true
}

// settled returns a state as it is compared: without what a patch does not have, without empty
// objects, and lists that have no order sorted.
func settled(v any, path string) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, x := range v {
			at := path + "/" + key
			if slices.Contains(readOnly, at) || slices.Contains(neverAdded, at) {
				continue
			}
			if path == "/Keys" {
				at = "/Keys/*"
			}
			if x = settled(x, at); !isNothing(x) {
				out[key] = x
			}
		}
		return out
	case []any:
		out := []any{}
		for _, x := range v {
			out = append(out, settled(x, path+"/*"))
		}
		if slices.Contains(unordered, path) {
			slices.SortFunc(out, func(a, b any) int { return strings.Compare(textOf(a), textOf(b)) })
		}
		return out
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return f
		}
	}
	return v
}

// isNothing reports whether a value is an object of nothing or a list of such: what is left of
// one that had write-only or read-only properties alone.
func isNothing(v any) bool {
	if m, ok := v.(map[string]any); ok {
		return len(m) == 0
	}
	list, ok := v.([]any)
	return ok && len(list) > 0 && !slices.ContainsFunc(list, func(x any) bool { return !isNothing(x) })
}

func textOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // a test's mistake
	}
	return string(text)
}

func decode(t testing.TB, text []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// shuffled returns a state in which lists that have no order have another one.
func shuffled(v any) any {
	m := v.(map[string]any)
	for _, path := range unordered {
		if list, ok := m[path[1:]].([]any); ok {
			list = slices.Clone(list)
			rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			m[path[1:]] = list
		}
	}
	return m
}

// checkPatch applies a patch to what the service has of the current state.
func checkPatch(t testing.TB, current, desired cfn.Properties) {
	t.Helper()
	p, err := cloudcontrol.Patch(current, desired)
	if replacement := (*cloudcontrol.ReplacementError)(nil); errors.As(err, &replacement) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	before, after := decode(t, []byte(cfn.JSONOf(current).String())), decode(t, []byte(cfn.JSONOf(desired).String()))
	if len(p) == 0 {
		a, _ := without(settled(before, ""), "", writeOnly, false)
		b, _ := without(settled(after, ""), "", writeOnly, false)
		if x, y := textOf(settled(a, "")), textOf(settled(b, "")); x != y {
			t.Fatalf("no patch from %s to %s", x, y)
		}
		return
	}
	for _, o := range p {
		if strings.Contains(o.Path+"/", "//") {
			return // the library does not find members whose key is empty
		}
	}
	operations, err := jsonpatch.DecodePatch([]byte(p.String()))
	if err != nil {
		t.Fatalf("%s: %v", p, err)
	}
	for _, keep := range []bool{false, true} {
		view, ok := without(before, "", writeOnly, keep)
		if !ok {
			view = map[string]any{}
		}
		result, err := operations.Apply([]byte(textOf(shuffled(view))))
		if err != nil {
			t.Fatalf("%s of %s: %v", p, textOf(view), err)
		}
		if got, want := textOf(settled(decode(t, result), "")), textOf(settled(after, "")); got != want {
			t.Fatalf("%s of %s: got\n%s\nwant\n%s", p, textOf(view), got, want)
		}
	}
}

// TestApply applies the patches of the other test with an independent implementation of RFC 6902.
func TestApply(t *testing.T) {
	for _, test := range patches {
		t.Run(test.name, func(t *testing.T) { checkPatch(t, read(t, test.current), read(t, test.desired)) })
	}
}

// FuzzPatch applies the patch between any two states.
func FuzzPatch(f *testing.F) {
	for _, test := range patches {
		f.Add(test.current, test.desired)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var current, desired house
		if cloudcontrol.Read(a, &current) != nil || cloudcontrol.Read(b, &desired) != nil {
			return
		}
		differences, err := cloudcontrol.Drift(&current, &desired)
		if err != nil {
			return // an intrinsic function, or text that cannot be written
		}
		checkPatch(t, &current, &desired)
		p, err := cloudcontrol.Converge(&current, &desired)
		if err == nil && (len(p) == 0) != (len(differences) == 0) {
			t.Fatalf("differences %v, patch %s", differences, p)
		}
		if again, err := cloudcontrol.Patch(&desired, &desired); err != nil || len(again) > 0 {
			t.Fatalf("a state to itself: %s, %v", again, err)
		}
		for _, d := range differences {
			_ = d.String()
		}
	})
}

// TestHostile: lists whose order makes no difference cost no more than their size, however few
// of their items can be told apart.
func TestHostile(t *testing.T) {
	list := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strings.ReplaceAll(format, "#", strconv.Itoa(i)))
		}
		return b.String()
	}
	const n = 5000
	for _, test := range []struct{ name, current, desired string }{
		{"told apart", `{"Label":"#","Width":1}`, `{"Label":"#"}`},
		{"one is in all", `{"Label":"a","Width":#}`, `{"Label":"a"}`},
		{"nothing fits", `{"Label":"a","Width":#}`, `{"Label":"a","Lock":{"Pin":#}}`},
		{"empty items", `{"Width":#}`, `{}`},
		{"in the way", `{"Label":"a","Width":#}`, `{"Label":"a","Serial":"#"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			current := read(t, `{"Windows":[`+list(n, test.current)+`]}`)
			desired := read(t, `{"Windows":[`+list(n, test.desired)+`]}`)
			all, left, err := cloudcontrol.Budget(current, desired)
			const slack = 10 * n // each item is looked at once more
			if err != nil || left < -slack {
				t.Errorf("%d of %d are left: %v", left, all, err)
			}
		})
	}
	current := read(t, `{"Windows":[`+list(n, `{"Label":"#","Width":1}`)+`]}`)
	desired := read(t, `{"Windows":[`+list(n, `{"Label":"#"}`)+`]}`)
	if differences, err := cloudcontrol.Drift(current, desired); err != nil || len(differences) > 0 {
		t.Errorf("items that can be told apart are found: %v, %v", len(differences), err)
	}
}

// TestLongPaths: a patch is no longer than the desired state, however deep what has changed.
func TestLongPaths(t *testing.T) {
	const depth, n = 2000, 2000
	state := func(x string) *house {
		members := make([]string, n)
		for i := range members {
			members[i] = `"k` + strconv.Itoa(i) + `":` + x
		}
		return read(t, `{"Any":`+strings.Repeat(`{"key":`, depth)+`{`+strings.Join(members, ",")+`}`+strings.Repeat(`}`, depth)+`}`)
	}
	current, desired := state("1"), state("2")
	p, err := cloudcontrol.Patch(current, desired)
	if size := len(cfn.JSONOf(desired).String()); err != nil || len(p) == 0 || len(p.String()) > size {
		t.Errorf("%d operations, %d bytes of %d: %v", len(p), len(p.String()), size, err)
	}
	checkPatch(t, current, desired)
}

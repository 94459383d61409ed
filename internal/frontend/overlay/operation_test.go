package overlay

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

// applyText applies operations to a document, and returns the new one and how many
// operations changed something.
func applyText(t testing.TB, document, operations string) (after *jsondoc.Node, changes int, err error) {
	t.Helper()
	o, found := Parse("o.json", []byte(`{"type": "A::B::C", "reason": "r", "patch": `+operations+`}`))
	if o == nil {
		t.Fatal(found)
	}
	doc, err := jsondoc.Parse("d.json", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	p := patch{root: valueOf(doc)}
	for _, op := range o.operations {
		changed, failed := p.apply(op)
		if failed != nil {
			return nil, changes, failed
		}
		if changed {
			changes++
		}
	}
	after, err = jsondoc.Parse("a.json", p.root.text(nil))
	if err != nil {
		t.Fatalf("%s: %v", p.root.text(nil), err)
	}
	return after, changes, nil
}

func TestOperations(t *testing.T) {
	const document = `{"a": {"b": [1, 2.50, {"<": "é"}], "c": 1e400}, "~/": null}`
	tests := []struct {
		name, operations, want string
		changes                int
	}{
		{"add", `[{"op": "add", "path": "/a/d", "value": {"x": [ 1 ]}}]`, `{"a": {"b": [1, 2.50, {"<": "é"}], "c": 1e400, "d": {"x": [1]}}, "~/": null}`, 1},
		{"add in place", `[{"op": "add", "path": "/a/c", "value": 1e400}, {"op": "add", "path": "/a/c", "value": 2}]`, `{"a": {"b": [1, 2.50, {"<": "é"}], "c": 2}, "~/": null}`, 1},
		{"add to an array", `[{"op": "add", "path": "/a/b/0", "value": 0}, {"op": "add", "path": "/a/b/-", "value": 9}, {"op": "add", "path": "/a/b/5", "value": 10}]`, `{"a": {"b": [0, 1, 2.50, {"<": "é"}, 9, 10], "c": 1e400}, "~/": null}`, 3},
		{"below what was added", `[{"op": "add", "path": "/d", "value": {}}, {"op": "add", "path": "/d/e", "value": []}, {"op": "add", "path": "/d/e/-", "value": true}]`, `{"a": {"b": [1, 2.50, {"<": "é"}], "c": 1e400}, "~/": null, "d": {"e": [true]}}`, 3},
		{"remove", `[{"op": "remove", "path": "/a/b/1"}, {"op": "remove", "path": "/~0~1"}]`, `{"a": {"b": [1, {"<": "é"}], "c": 1e400}}`, 2},
		{"replace", `[{"op": "replace", "path": "/a/b/2/<", "value": "x"}, {"op": "replace", "path": "/a/b/0", "value": 1}]`, `{"a": {"b": [1, 2.50, {"<": "x"}], "c": 1e400}, "~/": null}`, 1},
		{"move", `[{"op": "move", "from": "/a/b", "path": "/b"}, {"op": "move", "from": "/b/2", "path": "/b/0"}, {"op": "move", "from": "/b", "path": "/b"}]`, `{"a": {"c": 1e400}, "~/": null, "b": [{"<": "é"}, 1, 2.50]}`, 2},
		{"copy", `[{"op": "copy", "from": "/a", "path": "/a/d"}, {"op": "add", "path": "/a/d/b/2/<", "value": 0}, {"op": "copy", "from": "", "path": "/e"}, {"op": "remove", "path": "/e/a"}, {"op": "copy", "from": "/a/c", "path": "/a/c"}]`, `{"a": {"b": [1, 2.50, {"<": "é"}], "c": 1e400, "d": {"b": [1, 2.50, {"<": 0}], "c": 1e400}}, "~/": null, "e": {"~/": null}}`, 4},
		{"test", `[{"op": "test", "path": "/a", "value": {"c": 1e400, "b": [1, 2.50, {"<": "é"}]}}, {"op": "remove", "path": "/a/b"}, {"op": "test", "path": "/a", "value": {"c": 1e400}}, {"op": "test", "path": "", "value": {"a": {"c": 1e400}, "~/": null}}]`, `{"a": {"c": 1e400}, "~/": null}`, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after, changes, err := applyText(t, document, tt.operations)
			if err != nil {
				t.Fatal(err)
			}
			want, err := jsondoc.Parse("w.json", []byte(tt.want))
			if err != nil {
				t.Fatal(err)
			}
			if !jsondoc.Equal(want, after) || changes != tt.changes {
				t.Errorf("%d changes, want %d:\n%s\nwant\n%s", changes, tt.changes, after.Raw(), want.Raw())
			}
		})
	}
}

func TestOperationErrors(t *testing.T) {
	const document = `{"a": {"b": [1], "c": "text"}}`
	long := strings.Repeat("/x", 200_000)
	tests := []struct{ name, operation, want string }{
		{"no parent", `{"op": "add", "path": "/x/y", "value": 1}`, "add /x/y: there is no /x"},
		{"a parent that holds nothing", `{"op": "add", "path": "/a/c/x", "value": 1}`, "add /a/c/x: there is a string, which holds nothing"},
		{"beyond the end", `{"op": "add", "path": "/a/b/2", "value": 1}`, "add /a/b/2: 2 is no index of an array of 1"},
		{"an index with a zero before it", `{"op": "replace", "path": "/a/b/00", "value": 1}`, "replace: there is no /a/b/00"},
		{"a negative index", `{"op": "remove", "path": "/a/b/-1"}`, "remove: there is no /a/b/-1"},
		{"the end has no item", `{"op": "replace", "path": "/a/b/-", "value": 1}`, "replace: there is no /a/b/-"},
		{"no source", `{"op": "copy", "from": "/a/x", "path": "/a/y"}`, "copy: there is no /a/x"},
		{"into itself", `{"op": "move", "from": "/a", "path": "/a/x"}`, "move /a/x: it is inside of /a"},
		{"all into itself", `{"op": "move", "from": "", "path": "/a/x"}`, "move /a/x: it is inside of "},
		{"to where it was before", `{"op": "move", "from": "/a/b/0", "path": "/a/b/1"}`, "move /a/b/1: 1 is no index of an array of 0"},
		{"all", `{"op": "replace", "path": "", "value": {}}`, "replace: the resource as a whole cannot be replaced"},
		{"a long path", `{"op": "add", "path": "` + long + `", "value": 1}`, "add " + long[:80] + "…: there is no " + long[:80] + "…"},
		{"a long value", `{"op": "test", "path": "/a/c", "value": "` + long + `"}`, `the test fails: /a/c is "text", not "` + long[:79] + "…"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := applyText(t, document, "["+tt.operation+"]"); err == nil || !strings.HasSuffix(err.Error(), ": /patch/0: "+tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

// TestCopyLimit: copies of copies double at each operation, and stop.
func TestCopyLimit(t *testing.T) {
	var operations []string
	for i := range 40 {
		operations = append(operations, fmt.Sprintf(`{"op": "copy", "from": "/a", "path": "/a/%d"}`, i))
	}
	_, changes, err := applyText(t, `{"a": {"b": "0123456789"}}`, "["+strings.Join(operations, ",")+"]")
	if want := "the copies of an overlay come to more than 4 MB"; err == nil || !strings.HasSuffix(err.Error(), want) || changes > 20 {
		t.Errorf("%d operations: %v", changes, err)
	}
}

// TestAgreesWithJSONPatch applies operations at random, and has another
// implementation do the same.
func TestAgreesWithJSONPatch(t *testing.T) {
	n, failures := 3000, 0
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 1))
		pick := func(of ...string) string { return of[r.IntN(len(of))] }
		pointer := func() string {
			path := ""
			for range 1 + r.IntN(3) {
				path += "/" + pick("a", "b", "c", "0", "1", "-")
			}
			return path
		}
		value := func() string { return pick(`1`, `"x"`, `{}`, `{"a": 1}`, `[]`, `[{"b": []}]`, `{"b": {"c": [0]}}`) }
		var operations []string
		for range 1 + r.IntN(5) {
			path, from := pointer(), pointer()
			switch op := pick("add", "add", "add", "replace", "remove", "move", "copy"); op {
			case "remove":
				operations = append(operations, fmt.Sprintf(`{"op": "remove", "path": %q}`, path))
			case "move", "copy":
				if isWithin(path, from) || strings.HasSuffix(from, "-") { // where the other one does what nobody expects
					continue
				}
				operations = append(operations, fmt.Sprintf(`{"op": %q, "from": %q, "path": %q}`, op, from, path))
			default:
				operations = append(operations, fmt.Sprintf(`{"op": %q, "path": %q, "value": %s}`, op, path, value()))
			}
		}
		document, text := `{"a": {"b": [1, 2], "c": {}}, "b": [{"a": 1}, []], "0": "x"}`, "["+strings.Join(operations, ", ")+"]"
		after, _, err := applyText(t, document, text)
		other, otherErr := applyOther(document, text)
		if (err == nil) != (otherErr == nil) {
			t.Errorf("%s: %v, and the other one: %v", text, err, otherErr)
			continue
		}
		if err != nil {
			failures++
			continue
		}
		want, err := jsondoc.Parse("w.json", other)
		if err != nil {
			t.Fatal(err)
		}
		if !jsondoc.Equal(want, after) {
			t.Errorf("%s:\n%s\nand the other one\n%s", text, after.Raw(), other)
		}
	}
	if failures > n*9/10 {
		t.Errorf("%d of %d patches fail: too many to say anything", failures, n)
	}
}

func applyOther(document, operations string) ([]byte, error) {
	decoded, err := jsonpatch.DecodePatch([]byte(operations))
	if err != nil {
		return nil, err
	}
	options := jsonpatch.NewApplyOptions()
	options.SupportNegativeIndices = false
	return decoded.ApplyWithOptions([]byte(document), options)
}

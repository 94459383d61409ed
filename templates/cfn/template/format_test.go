package template_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// TestFormat edits the template of each archive testdata/edit/*.txtar and compares the text.
func TestFormat(t *testing.T) {
	edits := map[string]func(t *testing.T, x *template.Template){
		"nothing": func(*testing.T, *template.Template) {},
		"value": func(t *testing.T, x *template.Template) {
			find[*Topic](t, x, "T").DisplayName = cfn.Val("new")
		},
		"property": func(t *testing.T, x *template.Template) {
			find[*Topic](t, x, "T").Tags = cfn.MapVals(map[string]string{"a": "b", "c": "d"})
			x.Resource("A").DeletionPolicy = cfn.Val("Retain")
		},
		"removed": func(t *testing.T, x *template.Template) {
			find[*Topic](t, x, "T").DisplayName = cfn.Value[string]{}
			x.RemoveResource("A")
		},
		"resource": func(t *testing.T, x *template.Template) {
			x.AddResource("N", template.Resource{DependsOn: cfn.Vals[cfn.LogicalID]("T"), Properties: &Alarm{Metric: cfn.Val("m"), Actions: cfn.Vals("a", "b")}})
			x.AddOutput("O", template.Output{Value: TopicAttrArn.Of("N")})
		},
		"items": func(t *testing.T, x *template.Template) {
			a := find[*Alarm](t, x, "A")
			items, _ := cfn.Items(a.Actions)
			a.Actions = cfn.ListOf(cfn.Val("first"), items[1], cfn.Val("middle"), cfn.Val("last"))
		},
		"moved": func(t *testing.T, x *template.Template) {
			entries, _ := cfn.Entries(x.Resources)
			entries[0], entries[1] = entries[1], entries[0]
		},
	}
	files, err := filepath.Glob(filepath.Join("testdata", "edit", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := archive.Files[0].Data
		out := []txtar.File{archive.Files[0]}
		want := map[string]string{}
		for _, f := range archive.Files[1:] {
			want[f.Name] = string(f.Data)
		}
		for _, name := range []string{"nothing", "value", "property", "removed", "resource", "items", "moved"} {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				x, err := template.Read(text, cfn.Known(types()))
				if err != nil {
					t.Fatal(err)
				}
				edits[name](t, x)
				got, err := x.Format()
				if err != nil {
					t.Fatal(err)
				}
				again, err := template.Read(got, cfn.Known(types()))
				if err != nil || !again.Equal(x) {
					t.Errorf("what is read again is not the same: %v\n%s", err, cfn.Diff(again, x))
				}
				out = append(out, txtar.File{Name: name, Data: got})
				if name == "nothing" && !bytes.Equal(got, text) {
					t.Error("the text changed")
				}
				if w, ok := want[name]; !*update && (!ok || w != string(got)) {
					t.Errorf("got:\n%s\nwant:\n%s", got, w)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: out}), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

var seed = flag.Uint64("seed", 1, "of random edits")

// TestRandomEdits changes random values of a template in memory, and holds that the text that is
// written is that value again, and that unchanged lines stay.
func TestRandomEdits(t *testing.T) {
	const text = `{
  "Metadata": {"a": [1, 2, {"b": "c"}, [], {}], "d": {"e": {"f": [true, "x"]}}},
  "Resources": {
    "A": {
      "Type": "Custom::A",
      "Properties": {"x": [1, [2, 3], {"y": "z"}],
        "long": [
          "a",
          "b",
          {"k": "v", "l": {}},
          "c"
        ], "empty": {}, "none": [],
        "s": "t" }
    },
    "B": {"Type": "Custom::B", "Properties": {"p": {"Ref": "A"}, "q": {"Fn::Sub": "${A}"}}}
  }
}
`
	r := rand.New(rand.NewPCG(*seed, 2))
	for range 3000 {
		x, err := template.Read([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for range 1 + r.IntN(3) {
			id := []cfn.LogicalID{"A", "B"}[r.IntN(2)]
			var v any
			if err := json.Unmarshal([]byte(x.Resource(id).Properties.(cfn.JSON).String()), &v); err != nil {
				t.Fatal(err)
			}
			changed := mutate(r, v, 0)
			if _, ok := changed.(map[string]any); ok {
				x.Resource(id).Properties = cfn.JSONOf(changed)
			}
		}
		got, err := x.Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := template.Read(got)
		if err != nil || !again.Equal(x) {
			t.Fatalf("what is read again is not the same: %v\n%s\n%s", err, got, cfn.Diff(again, x))
		}
		if !strings.HasPrefix(string(got), text[:strings.Index(text, `"Properties"`)]) {
			t.Fatalf("lines before the first change are others:\n%s", got)
		}
	}
}

// mutate changes something at random in a value.
func mutate(r *rand.Rand, v any, depth int) any {
	switch v := v.(type) {
	case map[string]any:
		keys := reflect.ValueOf(v).MapKeys()
		switch n := r.IntN(6); {
		case n == 0 || len(v) == 0:
			v["n"+string(rune('a'+r.IntN(26)))] = fresh(r)
		case n == 1 && depth > 0:
			delete(v, keys[r.IntN(len(keys))].String())
		default:
			key := keys[r.IntN(len(keys))].String()
			v[key] = mutate(r, v[key], depth+1)
		}
		return v
	case []any:
		at := r.IntN(len(v) + 1)
		switch n := r.IntN(6); {
		case n == 0 || len(v) == 0:
			return append(v[:at:at], append([]any{fresh(r)}, v[at:]...)...)
		case n == 1:
			at = r.IntN(len(v))
			return append(v[:at:at], v[at+1:]...)
		default:
			at = r.IntN(len(v))
			v[at] = mutate(r, v[at], depth+1)
		}
		return v
	}
	return fresh(r)
}

func fresh(r *rand.Rand) any {
	return []any{"text", 7, true, []any{}, map[string]any{}, []any{1, "b"}, map[string]any{"k": map[string]any{"l": "m"}, "o": []any{1}}, "é \"quoted\": , x"}[r.IntN(8)]
}

// TestFormatEdges edits templates in which something stands where it rarely does.
func TestFormatEdges(t *testing.T) {
	tests := map[string]struct {
		text string
		edit func(x *template.Template)
		want string
	}{
		"looking changes nothing": {
			`{"Resources":{"A":{"Type":"AWS::Test::Topic"}}}`,
			func(x *template.Template) {
				for range template.All[*Topic](x) {
				}
			},
			`{"Resources":{"A":{"Type":"AWS::Test::Topic"}}}`,
		},
		"a member that stands twice is set": {
			`{"Description":"a","Description":"b","Resources":{"A":{"Type":"T"}}}`,
			func(x *template.Template) { x.Description = cfn.Val("c") },
			`{"Description":"a","Description":"c","Resources":{"A":{"Type":"T"}}}`,
		},
		"beside a macro that is all of the template": {
			`{"Fn::Transform":{"Name":"AWS::Include"}}`,
			func(x *template.Template) { x.AddOutput("O", template.Output{Value: cfn.Val("v")}) },
			`{"Outputs":{"O":{"Value":"v"}},"Fn::Transform":{"Name":"AWS::Include"}}`,
		},
		"beside a macro that is all of a resource": {
			`{"Resources":{"A":{"Fn::Transform":{"Name":"AWS::Include"}}}}`,
			func(x *template.Template) { x.Resource("A").DeletionPolicy = cfn.Val("Retain") },
			`{"Resources":{"A":{"DeletionPolicy":"Retain","Fn::Transform":{"Name":"AWS::Include"}}}}`,
		},
		"beside a macro that is all of a section": {
			`{"Resources":{"Fn::Transform":{"Name":"AWS::Include"}}}`,
			func(x *template.Template) { x.AddResource("A", template.Resource{Type: cfn.Val("T")}) },
			`{"Resources":{"Fn::Transform":{"Name":"AWS::Include"},"A":{"Type":"T"}}}`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x := readTemplate(t, test.text, cfn.AllowDuplicateKeys())
			test.edit(x)
			if got, err := x.Format(); err != nil || string(got) != test.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, test.want)
			}
		})
	}
}

// TestFormatWithMistakes holds that a template that was read with mistakes keeps its text, too.
func TestFormatWithMistakes(t *testing.T) {
	const text = `{"Resources": {"A": {"Type": "AWS::Test::Topic", "Properties": {"Fifo": "x", "DisplayName": "a"}}}}`
	x, err := template.Read([]byte(text), cfn.Known(types()))
	if err == nil || x == nil {
		t.Fatal("nothing is wrong, or nothing was read")
	}
	if got, err := x.Format(); err != nil || string(got) != text {
		t.Errorf("%v %s", err, got)
	}
	find[*Topic](t, x, "A").DisplayName = cfn.Val("b")
	if got, err := x.Format(); err != nil || string(got) != strings.Replace(text, `"a"`, `"b"`, 1) {
		t.Errorf("%v %s", err, got)
	}
}

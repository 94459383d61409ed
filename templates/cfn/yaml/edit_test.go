package yaml_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// TestRandomEdits changes one random place of each real template, in YAML and in JSON, at a time, and
// holds that what is
// written is read as what was meant, and that only the lines of the change differ.
func TestRandomEdits(t *testing.T) {
	const rounds = 15
	r := rand.New(rand.NewPCG(3, 4))
	n, whole := 0, 0
	templates := corpus.Members(t, corpus.Templates)
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		text := templates[name]
		if path.Base(name) == "LICENSE" {
			continue
		}
		for _, variant := range [][]byte{text, bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), bytes.TrimRight(text, "\n")} {
			x, err := yaml.Read(variant, cfn.KeepUnknown())
			if err != nil || x == nil {
				continue
			}
			if same, err := x.Format(); err != nil || !bytes.Equal(same, variant) {
				t.Fatalf("%s: an unchanged template changes: %v", name, err)
			}
			for range rounds {
				n++
				// An anchor that changes has its aliases expanded, and a block of text that
				// ends the file without a line break gets another header where something is
				// put behind it.
				forced := bytes.Contains(text, []byte(" &")) || !bytes.HasSuffix(variant, []byte("\n"))
				if !oneEdit(t, r, name, variant) && !forced {
					whole++
				}
			}
		}
	}
	t.Logf("%d edits, of which %d touched other lines", n, whole)
	if n < 1000 {
		t.Errorf("only %d edits", n)
	}
	if whole > 0 {
		t.Errorf("%d of %d edits touched other lines", whole, n)
	}
}

// oneEdit makes an edit and checks it. It reports whether other lines stay.
func oneEdit(t *testing.T, r *rand.Rand, name string, text []byte) bool {
	t.Helper()
	x, err := yaml.Read(text, cfn.KeepUnknown())
	if err != nil {
		t.Fatal(err)
	}
	var ids []cfn.LogicalID
	for id, resource := range x.AllResources() {
		if resource != nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return true
	}
	id := ids[r.IntN(len(ids))]
	resource := x.Resource(id)
	kind := []string{"change", "add", "remove", "add resource", "remove resource", "attribute"}[r.IntN(6)]
	switch kind {
	case "add resource":
		x.AddResource("Added", added())
	case "remove resource":
		x.RemoveResource(id)
	case "attribute":
		resource.DeletionPolicy = cfn.Val("Retain")
	default:
		p, ok := resource.Properties.(cfn.JSON)
		if !ok {
			return true
		}
		var v any
		dec := json.NewDecoder(strings.NewReader(p.String()))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if _, ok := v.(map[string]any); !ok {
			return true
		}
		if !change(r, v, kind, 0) {
			return true
		}
		resource.Properties = ordered(p.String(), v)
	}
	got, err := x.Format()
	if err != nil {
		t.Errorf("%s: %s of %s: %v\n%s", name, kind, id, err, resource)
		return false
	}
	again, err := yaml.Read(got, cfn.KeepUnknown())
	if err != nil || !again.Equal(x) {
		t.Errorf("%s: %s of %s: %v\n%s", name, kind, id, err, cfn.Diff(again, x))
		return false
	}
	return onlyLines(kind, string(text), string(got))
}

// ordered returns a changed value with the members in the order that they had.
func ordered(before string, v any) cfn.JSON {
	j := cfn.JSONOf(v)
	return cfn.MustParseJSON(reorder(before, j.String()))
}

// reorder returns JSON text with the members of objects in the order that they have in another one.
func reorder(before, now string) string {
	var a, b members
	if !strings.HasPrefix(now, "{") || json.Unmarshal([]byte(now), &b) != nil {
		var x, y []json.RawMessage
		if json.Unmarshal([]byte(now), &y) == nil && json.Unmarshal([]byte(before), &x) == nil {
			for i := range y {
				if i < len(x) {
					y[i] = json.RawMessage(reorder(string(x[i]), string(y[i])))
				}
			}
			text, _ := json.Marshal(y)
			return string(text)
		}
		return now
	}
	if strings.HasPrefix(before, "{") {
		_ = json.Unmarshal([]byte(before), &a)
	}
	index := func(key string) int {
		i := slices.IndexFunc(a, func(m memberText) bool { return m.key == key })
		if i < 0 {
			return len(a)
		}
		return i
	}
	sort.SliceStable(b, func(i, j int) bool { return index(b[i].key) < index(b[j].key) })
	var parts []string
	for _, m := range b {
		value := m.value
		if i := index(m.key); i < len(a) {
			value = reorder(a[i].value, value)
		}
		parts = append(parts, quote(m.key)+":"+value)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

type memberText struct{ key, value string }

type members []memberText

func (m *members) UnmarshalJSON(text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		*m = append(*m, memberText{key.(string), string(value)})
	}
	return nil
}

// change changes one random place below a value, and reports whether it did.
func change(r *rand.Rand, v any, kind string, depth int) bool {
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		if len(keys) == 1 && (keys[0] == "Ref" || strings.HasPrefix(keys[0], "Fn::")) && kind != "change" {
			return change(r, v[keys[0]], kind, depth+1) // beside it nothing can stand
		}
		if len(keys) == 0 || r.IntN(3) == 0 && kind == "add" {
			if kind == "add" {
				v["Added"+fmt.Sprint(r.IntN(9))] = value(r)
			}
			return kind == "add"
		}
		key := keys[r.IntN(len(keys))]
		if change(r, v[key], kind, depth+1) {
			return true
		}
		switch kind {
		case "change":
			v[key] = value(r)
		case "remove":
			delete(v, key)
		default:
			v["Added"] = value(r)
		}
		return true
	case []any:
		if len(v) == 0 {
			return false
		}
		i := r.IntN(len(v))
		if change(r, v[i], kind, depth+1) {
			return true
		}
		if kind == "change" {
			v[i] = value(r)
		}
		return kind == "change"
	}
	return false
}

func value(r *rand.Rand) any {
	return []any{"new", 7, true, "two\nlines\n", "", "yes", []any{"a", "b"}, map[string]any{"k": "v"}, map[string]any{"Ref": "A"}, []any{}, "it's: \"x\" #"}[r.IntN(11)]
}

// onlyLines reports whether lines were put in, taken out or changed in one place alone.
func onlyLines(kind, before, after string) bool {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	gone, added := len(a)-start-end, len(b)-start-end
	switch kind {
	case "add", "add resource", "attribute":
		return gone <= 1
	case "remove", "remove resource":
		return added <= 1
	}
	return added <= 6
}

func added() template.Resource {
	return template.Resource{Type: cfn.Val("Custom::Added"), Properties: cfn.JSONOf(map[string]any{"a": "b", "c": []any{map[string]any{"d": "e\nf\n"}}})}
}

// TestEditEdges edits texts in unusual forms, and reads what comes out.
func TestEditEdges(t *testing.T) {
	tests := map[string]struct {
		text string
		edit func(x *template.Template)
	}{
		"tag without a name":    {"Metadata:\n  x: [! \"a\", ! 12]\n", nil},
		"tag in angle brackets": {"Metadata:\n  x: [!<tag:yaml.org,2002:str> s]\n", nil},
		"other line breaks":     {"Metadata:\n  x: [a\u0085]\n  y: [b\u2028, c\u2029]\n", nil},
		"GetAtt as one string":  {"Outputs:\n  O:\n    Value: a\n", func(x *template.Template) { x.Output("O").Value = cfn.Fn[string]("Fn::GetAtt", cfn.JSONOf("A.B")) }},
		"exponents":             {"Resources:\n  A:\n    Type: Custom::A\n", func(x *template.Template) { x.Resource("A").Properties = cfn.MustParseJSON(`{"a":1e3,"b":1.5E-7}`) }},
		"the only section goes": {"Description: x\n", func(x *template.Template) { x.Description = cfn.Value[string]{} }},
		"deep":                  {"Metadata:\n  x: " + strings.Repeat("[", 300) + strings.Repeat("]", 300) + "\n", nil},
		"new, deep": {"Description: x\n", func(x *template.Template) {
			x.AddResource("A", template.Resource{Type: cfn.Val("T"), Properties: deep(300)})
		}},
		"a mapping with a merge": {"Metadata:\n  a: &a {x: 1}\nResources:\n  A:\n    <<: *a\n    Type: Custom::A\n", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x, err := yaml.Read([]byte(test.text), cfn.KeepUnknown())
			if err != nil {
				t.Fatal(err)
			}
			if test.edit != nil {
				test.edit(x)
			} else {
				x.Description = cfn.Val("new")
			}
			got, err := x.Format()
			if err != nil {
				if name == "other line breaks" {
					return // which is refused, not broken
				}
				t.Fatal(err)
			}
			again, err := yaml.Read(got, cfn.KeepUnknown())
			if err != nil || cfn.Diff(again, x) != "" && !strings.Contains(name, "exponents") {
				t.Errorf("%v\n%s\n%s", err, got, cfn.Diff(again, x))
			}
		})
	}
}

func deep(n int) cfn.JSON {
	return cfn.MustParseJSON(strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n))
}

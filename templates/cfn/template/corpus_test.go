package template_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// wrong is in how many places real templates are wrong: parts of others, which refer to what
// is not in them, and one without resources.
var wrong = map[string]int{
	"CloudWatchEventsSample.template": 1, "CodePipeline.template": 6, "EC2Conditions.template": 1, "IAM_Users_snippet.template": 4, "Metadata.template": 1,
}

// Real templates are written as they were read, and have no errors.
func TestRealTemplates(t *testing.T) {
	n := 0
	for name, text := range corpus.Members(t, corpus.Templates) {
		if len(text) == 0 || text[0] != '{' {
			continue // YAML, licences
		}
		n++
		t.Run(path.Base(name), func(t *testing.T) {
			x, err := template.Read(text)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(x.Check()); n != wrong[path.Base(name)] {
				t.Errorf("%d errors: %v", n, x.Check())
			}
			out, err := x.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cfn.Diff(meant(t, text), meant(t, out)); diff != "" {
				t.Error(diff)
			}
			again, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cfn.Diff(meant(t, out), meant(t, again)); diff != "" {
				t.Errorf("json.Marshal writes something else: %s", diff)
			}
		})
	}
	corpus.Snapshot(t, corpus.Templates)
	if n < 80 {
		t.Errorf("only %d JSON templates", n)
	}
}

// meant returns the value of a template's text: scalars as strings, because those of the
// sections are converted, and DependsOn as a list.
func meant(t *testing.T, text []byte) cfn.JSON {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return cfn.JSONOf(plain(v))
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			if id, ok := x.(string); ok && key == "DependsOn" {
				x = []any{id}
			}
			v[key] = plain(x)
		}
	case []any:
		for i, x := range v {
			v[i] = plain(x)
		}
	case json.Number, bool:
		return fmt.Sprint(v)
	}
	return v
}

package policy_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/policy"
)

// The policies of real templates are read, say the same when they are written, and are valid.
func TestRealPolicies(t *testing.T) {
	n := 0
	for name, text := range corpus.Members(t, corpus.Templates) {
		if len(text) == 0 || text[0] != '{' {
			continue // YAML, licences
		}
		for _, j := range policiesIn(t, text) {
			n++
			doc, err := policy.Parse(j)
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, j)
				continue
			}
			if err := doc.Validate(); err != nil {
				t.Errorf("%s: %v\n%s", name, err, j)
			}
			if was, is := meaning(t, []byte(j.String())), meaning(t, []byte(doc.JSON().String())); !reflect.DeepEqual(was, is) {
				t.Errorf("%s: says something else:\n%v\n%v", name, was, is)
			}
		}
	}
	corpus.Snapshot(t, corpus.Templates)
	if n < 30 {
		t.Errorf("only %d policies", n)
	}
}

// policiesIn returns the objects of a template that have a Statement.
func policiesIn(t *testing.T, text []byte) (found []cfn.JSON) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var template any
	if err := decoder.Decode(&template); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if v["Statement"] != nil {
				found = append(found, cfn.JSONOf(v))
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(template)
	return found
}

package cfn_test

import (
	"encoding/json"
	"path"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	. "github.com/cfngen/cfngen/templates/cfn"
)

func TestRealTemplates(t *testing.T) {
	n := 0
	for name, text := range corpus.Members(t, corpus.Templates) {
		if len(text) == 0 || text[0] != '{' {
			continue // YAML, licences
		}
		n++
		t.Run(path.Base(name), func(t *testing.T) {
			var tm Template
			if err := tm.UnmarshalJSON(text); err != nil {
				t.Fatal(err)
			}
			out, err := tm.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			sameValue(t, out, text)
			if err := tm.Validate(); err != nil {
				t.Error(err)
			}
			// The sections beside the resources, too, hold functions.
			for _, section := range []JSON{tm.Conditions, tm.Outputs, tm.Rules, tm.Mappings, tm.Parameters} {
				if section.String() != "" {
					if err := section.Validate(); err != nil {
						t.Error(err)
					}
				}
			}
			again, err := json.Marshal(&tm)
			if err != nil {
				t.Fatal(err)
			}
			sameValue(t, again, text)
		})
	}
	corpus.Snapshot(t, corpus.Templates)
	if n < 80 {
		t.Errorf("only %d JSON templates", n)
	}
}

package cfn_test

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// The suite knows duplicate keys as valid; here they are refused unless asked for.
var doubled = map[string]bool{
	"y_object_duplicated_key.json":           true,
	"y_object_duplicated_key_and_value.json": true,
}

func TestJSONParsingSuite(t *testing.T) {
	counts := map[byte]int{}
	for name, text := range corpus.Members(t, corpus.JSONSuite) {
		name = path.Base(name)
		if !strings.HasSuffix(name, ".json") {
			continue
		}
		counts[name[0]]++
		t.Run(name, func(t *testing.T) { suiteFile(t, name, text) })
	}
	corpus.Snapshot(t, corpus.JSONSuite)
	if counts['y'] != 95 || counts['n'] != 188 || counts['i'] != 35 {
		t.Errorf("the suite has changed: %d y_, %d n_, %d i_ files", counts['y'], counts['n'], counts['i'])
	}
}

func suiteFile(t *testing.T, name string, text []byte) {
	var j JSON
	alone := j.UnmarshalJSON(text)
	within := []byte(`{"Free": ` + string(text) + `}`)
	var x Shapes
	inside := Unmarshal(within, &x)
	var allowed Shapes
	lenient := Unmarshal(within, &allowed, AllowDuplicateKeys())
	switch {
	case doubled[name]:
		WantErrors(t, alone, RuleSyntax, "/a")
		WantErrors(t, inside, RuleSyntax, "/Free/a")
		if lenient != nil {
			t.Fatalf("refused with AllowDuplicateKeys: %v", lenient)
		}
		sameValue(t, []byte(allowed.Free.String()), text)
		if _, err := allowed.AppendJSON(nil); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	case name[0] == 'y':
		if alone != nil || strings.TrimSpace(string(text)) != j.String() {
			t.Fatalf("refused or changed: %v\n got %s\nwant %s", alone, j, text)
		}
		for _, e := range append(ErrorsOf(t, inside), ErrorsOf(t, lenient)...) {
			if e.Rule != RuleNull {
				t.Errorf("refused in a property: %v", e)
			}
		}
		sameValue(t, []byte(x.Free.String()), text)
		if out, err := x.AppendJSON(nil); err != nil || !bytes.Contains(out, []byte(j.String())) {
			t.Errorf("%s is not in %s, %v", j, out, err)
		}
	case name[0] == 'n':
		if alone == nil {
			t.Error("accepted")
		}
		// Text that closes the object around it makes another document.
		if inside == nil || lenient == nil {
			t.Error("accepted in a property")
		}
		ErrsOnly(t, alone)
		ErrsOnly(t, inside)
	default:
		if (alone == nil) != (j.Validate() == nil) && j.String() != "" {
			t.Errorf("reading and checking differ: %v", alone)
		}
	}
	if string(text) != "" && name[0] != 'i' && !doubled[name] && json.Valid(text) != (alone == nil) {
		t.Errorf("encoding/json decides otherwise than %v", alone)
	}
}

// sameValue compares two JSON texts by value, numbers by their text.
func sameValue(t *testing.T, got, want []byte) {
	t.Helper()
	a, b := parse(t, got), parse(t, want)
	if !bytes.Equal(a, b) {
		t.Errorf("\n got %.2000s\nwant %.2000s", a, b)
	}
}

// parse returns a JSON text with keys sorted and without white space.
func parse(t *testing.T, text []byte) []byte {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

package compare_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// TestHintsKeepNames: what the hints of a real update say, as overlays, keeps the
// names.
func TestHintsKeepNames(t *testing.T) {
	u := updates[1]
	old, now := read(t, u.old), read(t, u.now)
	overlays, renamed := hints(t, report(t, old, now))
	if len(overlays) < 5 {
		t.Errorf("%d hints are too few", len(overlays))
	}
	if found := overlay.Apply(now, overlays); len(found) > 0 {
		t.Error(found)
	}
	for _, c := range report(t, old, now) {
		if renamed[c.Subject] || renamed[c.Follows] {
			t.Errorf("%s: %s", c.Subject, c.Kind)
		}
	}
}

// hints returns the overlays that the hints of a comparison say, and the types that
// they are for.
func hints(t *testing.T, r compare.Report) ([]*overlay.Overlay, map[string]bool) {
	t.Helper()
	var overlays []*overlay.Overlay
	renamed := map[string]bool{}
	for _, c := range r {
		aliases := regexp.MustCompile(`^an overlay with ("aliases": \{[^}]*\}).* keeps the name$`).FindStringSubmatch(c.Hint)
		if aliases == nil || c.Kind != "type renamed" {
			continue
		}
		o, found := overlay.Parse("hint.json", fmt.Appendf(nil, `{"type": %q, "reason": "A hint.", %s}`, c.Resource, aliases[1]))
		if found.Err() != nil {
			t.Fatal(found)
		}
		overlays, renamed[c.Subject] = append(overlays, o), true
	}
	return overlays, renamed
}

// TestRenamedBack: a definition gets another name, the hint is followed, and it gets
// its first name back. There is a hint for that, too, and what keeps the first name
// stands in nobody's way.
func TestRenamedBack(t *testing.T) {
	version := func(object, enum string) *model.Spec {
		return load(t, []source.Document{{Name: "r.json", Path: "r.json", Data: fmt.Appendf(nil, `{
			"typeName": "AWS::Shop::Thing", "additionalProperties": false,
			"properties": {"Rules": {"type": "array", "items": {"$ref": "#/definitions/%[1]s"}}, "Phase": {"$ref": "#/definitions/%[2]s"}},
			"definitions": {
				"%[1]s": {"type": "object", "additionalProperties": false, "properties": {"Next": {"$ref": "#/definitions/%[1]s"}, "A": {"type": "string"}}},
				"%[2]s": {"type": "string", "enum": ["OPEN"]}
			}
		}`, object, enum)}}, nil)
	}
	breaking := func(r compare.Report) (out []string) {
		for _, c := range r {
			if c.Class == compare.Breaking {
				out = append(out, c.Subject+": "+c.Kind+": "+c.Hint)
			}
		}
		return out
	}
	first, second := version("Rule", "Phase"), version("Renamed", "State")
	followed, _ := hints(t, report(t, first, second))
	if found := overlay.Apply(second, followed); len(followed) != 2 || len(found) > 0 {
		t.Fatalf("%d hints: %v", len(followed), found)
	}
	if got := breaking(report(t, first, second)); len(got) > 0 {
		t.Errorf("the first hints do not help: %q", got)
	}
	third := version("Rule", "Phase")
	if found := overlay.Apply(third, followed); found.Err() != nil {
		t.Fatalf("the alias for the first renaming fails the run: %v", found)
	}
	back, _ := hints(t, report(t, second, third))
	if found := overlay.Apply(third, back); len(back) != 2 || len(found) > 0 {
		t.Fatalf("%d hints: %v, %q", len(back), found, breaking(report(t, second, third)))
	}
	if got := breaking(report(t, second, third)); len(got) > 0 {
		t.Errorf("the second hints do not help: %q", got)
	}
}

package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/overlay"
)

// TestHintsKeepNames: what the hints of a real update say, as overlays, keeps the
// names.
func TestHintsKeepNames(t *testing.T) {
	u := updates[1]
	old, now := read(t, u.old), read(t, u.now)
	var overlays []*overlay.Overlay
	renamed := map[string]bool{}
	for _, c := range report(t, old, now) {
		aliases, ok := strings.CutSuffix(strings.TrimPrefix(c.Hint, "an overlay with "), " keeps the name")
		if !ok || c.Kind != "type renamed" {
			continue
		}
		o, found := overlay.Parse("hint.json", fmt.Appendf(nil, `{"type": %q, "reason": "A hint.", %s}`, c.Resource, aliases))
		if found.Err() != nil {
			t.Fatal(found)
		}
		overlays, renamed[c.Subject] = append(overlays, o), true
	}
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

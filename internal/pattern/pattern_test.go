package pattern

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, ok := range []string{"", "^a$", `^(?!aws:)[\s\S]*$`, "\u2028", "`"} {
		if err := Check(ok); err != nil {
			t.Errorf("Check(%q): %v", ok, err)
		}
	}
	for bad, want := range map[string]string{
		"(":        "missing ) for the group at byte 0",
		`(a)\1`:    "at byte 3",
		"a**":      "nothing to repeat at byte 2",
		"b[z-a]":   "range out of order in the class at byte 2",
		"(?<a>x)(": "at byte 7",
	} {
		err := Check(bad)
		if err == nil || !strings.HasSuffix(err.Error(), want) || strings.HasPrefix(err.Error(), "pattern") {
			t.Errorf("Check(%q) = %v, want %q", bad, err, want)
		}
	}
}

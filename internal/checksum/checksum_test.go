package checksum_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/checksum"
)

func TestOf(t *testing.T) {
	const ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := checksum.Of(nil); got != ofNothing {
		t.Errorf("got %s", got)
	}
	for text, want := range map[string]bool{ofNothing: true, strings.ToUpper(ofNothing): true, ofNothing[1:]: false, ofNothing[2:]: false, "x" + ofNothing[1:]: false, "": false} {
		if checksum.Is(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}

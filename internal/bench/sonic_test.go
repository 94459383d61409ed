package bench

import (
	"testing"

	"github.com/bytedance/sonic"
)

// TestSonicKind notes whether sonic compiles at run time. On a Go version that
// it does not know it falls back on encoding/json, and its figures are that one's.
func TestSonicKind(t *testing.T) {
	if sonic.APIKind != sonic.UseSonicJSON {
		t.Log("sonic falls back on encoding/json on this version of Go")
	}
}

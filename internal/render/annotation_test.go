package render

import (
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
)

// TestAnnotation: whatever a file is called, its annotation is one line that shows
// what it is.
func TestAnnotation(t *testing.T) {
	got := new(Printer).annotation(diag.Warningf(diag.Position{File: "a\x1b[31m\n::error::b,é:%.go", Line: 1, Column: 2}, "", "100%%\n::error::x"))
	want := `::warning file=a\x1b[31m\n%3A%3Aerror%3A%3Ab%2Cé%3A%25.go,line=1,col=2,title=gen::100%25\n::error::x`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

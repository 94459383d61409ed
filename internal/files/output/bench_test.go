package output

import (
	"fmt"
	"path/filepath"
	"testing"
)

// BenchmarkWrite writes as many files as all of AWS's types make.
func BenchmarkWrite(b *testing.B) {
	files := map[string][]byte{}
	for i := range 1700 {
		files[fmt.Sprintf("service%d/type%d.go", i%250, i)] = append(goFile("package p\n"), make([]byte, 20_000)...)
	}
	n := 0
	for b.Loop() {
		n++
		if _, err := Write(filepath.Join(b.TempDir(), fmt.Sprint(n)), Set{Files: files}); err != nil {
			b.Fatal(err)
		}
	}
}

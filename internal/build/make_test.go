package build

import "testing"

func TestArchive(t *testing.T) {
	tests := []struct {
		files map[string][]byte
		want  string
	}{
		{map[string][]byte{"a/b.go": []byte("package a\n")}, "package a\n"},
		{map[string][]byte{"b.go": []byte("package b\n"), "a.go": []byte("package a\n")}, "-- a.go --\npackage a\n-- b.go --\npackage b\n"},
	}
	for _, tt := range tests {
		if got := archive(tt.files); got != tt.want {
			t.Errorf("archive(%v) = %q, want %q", tt.files, got, tt.want)
		}
	}
}

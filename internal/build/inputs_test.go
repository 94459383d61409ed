package build

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestBuildID: the build ID of a program is the one that the go command reads.
func TestBuildID(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("programs are no ELF files here")
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := buildID(f); got != strings.TrimSpace(string(want)) || got == "" {
		t.Errorf("got %q, want %q", got, want)
	}
	if id, err := executable(); err != nil || id != strings.TrimSpace(string(want)) {
		t.Errorf("the program is %q, %v", id, err)
	}
	if got := buildID(strings.NewReader("no program")); got != "" {
		t.Errorf("a text has the build ID %q", got)
	}
}

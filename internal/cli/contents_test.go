package cli_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// contents returns the checksums of the files in a folder, and "folder" for those
// in it; hidden reports whether those of cfngen's own are among them.
func contents(t *testing.T, dir string, hidden bool) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		switch {
		case d.IsDir():
			out[rel] = "folder"
		case hidden || !strings.HasPrefix(d.Name(), ".cfngen-"):
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(text)
			out[rel] = hex.EncodeToString(sum[:])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

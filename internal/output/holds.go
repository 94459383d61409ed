package output

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Holds says whether a folder has all files with the contents that they should
// have: sums are SHA-256 in hexadecimal, by slash-separated path. A link is no
// file, and nothing outside of the folder is looked at.
func Holds(dir string, sums map[string]string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for name, sum := range sums {
		reading.Go(func() error { return holds(root, filepath.FromSlash(name), sum) })
	}
	return reading.Wait() == nil
}

func holds(root *os.Root, name, sum string) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fs.ErrInvalid
	}
	content, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != sum {
		return fs.ErrInvalid
	}
	return nil
}

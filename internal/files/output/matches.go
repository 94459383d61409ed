package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/checksum"
)

// Matches reports whether a folder has all files with the contents that they should
// have: sums are SHA-256 in hexadecimal, by slash-separated path. A link is no
// file, and nothing outside of the folder is looked at.
func Matches(dir string, sums map[string]string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for name, sum := range sums {
		reading.Go(func() error {
			_, err := readMatching(root, name, sum)
			return err
		})
	}
	return reading.Wait() == nil
}

// Matching returns the contents of those files that Matches would find the same.
func Matching(dir string, sums map[string]string) map[string][]byte {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil
	}
	defer root.Close()
	var mu sync.Mutex
	out := make(map[string][]byte, len(sums))
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for name, sum := range sums {
		reading.Go(func() error {
			content, err := readMatching(root, name, sum)
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				out[name] = content
			}
			return nil
		})
	}
	_ = reading.Wait() // what cannot be read is not held
	return out
}

func readMatching(root *os.Root, name, sum string) ([]byte, error) {
	content, err := readRegular(root, name)
	if err != nil {
		return nil, err
	}
	if checksum.Of(content) != sum {
		return nil, fs.ErrInvalid
	}
	return content, nil
}

// Read returns the content of one file of a folder, by its slash-separated path.
// What is no regular file is an error, since a link can lead to anybody's files and
// reading a pipe waits for ever, and so is one of more than 64 MiB.
func Read(dir, name string) ([]byte, error) {
	root, err := openRoot(dir)
	switch {
	case err != nil:
		return nil, err
	case root == nil:
		return nil, fs.ErrNotExist
	}
	defer root.Close()
	return readRegular(root, name)
}

func readRegular(root *os.Root, name string) ([]byte, error) {
	name = filepath.FromSlash(name)
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrInvalid
	}
	if info.Size() > maxFile {
		return nil, errLarge
	}
	return root.ReadFile(name)
}

// maxFile is the size up to which a file is read. No generated one has a tenth of it;
// what is larger can be of any size.
const maxFile = 64 << 20

var errLarge = fmt.Errorf("is larger than %d MiB, which no generated file is", maxFile>>20)

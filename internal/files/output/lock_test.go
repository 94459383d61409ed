//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package output

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLock: the second of two locks waits for the first, whatever name the folder
// has for it, and finds the folder whether it is still there or not.
func TestLock(t *testing.T) {
	for _, tt := range []struct {
		name    string
		before  bool // the folder is there before both
		fill    bool // the first puts something into it
		create  bool // the second makes it where it is missing
		during  bool // it is there for the second
		after   bool // it is there after both
		through string
	}{
		{name: "there before", before: true, during: true, after: true},
		{name: "there before, to be made", before: true, create: true, during: true, after: true},
		{name: "filled", fill: true, create: true, during: true, after: true},
		{name: "left empty, made again", create: true, during: true},
		{name: "left empty, not made again"},
		{name: "by another name", fill: true, create: true, during: true, after: true, through: "link"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir, other := filepath.Join(parent, "a", "out"), filepath.Join(parent, "a", "out")
			if tt.before {
				fill(t, dir, map[string]string{"x": ""})
			}
			if tt.through != "" {
				other = filepath.Join(parent, tt.through)
				if err := os.Symlink(dir, other); err != nil {
					t.Skip(err)
				}
			}
			release := Lock(dir, true, func() { t.Error("the first waits") })
			waiting, has, done := make(chan bool), make(chan bool), make(chan bool)
			go func() {
				again := Lock(other, tt.create, func() { waiting <- true })
				has <- isFolder(system{}, dir)
				again()
				close(done)
			}()
			select {
			case <-waiting:
			case <-has:
				t.Fatal("both have the lock")
			}
			if tt.fill {
				fill(t, dir, map[string]string{"x": ""})
			}
			release()
			if during := <-has; during != tt.during {
				t.Errorf("the second finds the folder: %t", during)
			}
			<-done
			if isFolder(system{}, dir) != tt.after || isFolder(system{}, filepath.Dir(dir)) != tt.after {
				t.Errorf("afterwards the folder is there: %t", isFolder(system{}, dir))
			}
		})
	}
}

// TestNoLock: where nothing can be locked, nothing happens.
func TestNoLock(t *testing.T) {
	parent := t.TempDir()
	fill(t, parent, map[string]string{"file": ""})
	if err := os.Symlink("nowhere", filepath.Join(parent, "link")); err != nil {
		t.Skip(err)
	}
	before := snapshot(t, parent)
	for _, name := range []string{"file", "file/below", "link"} {
		for range 2 {
			Lock(filepath.Join(parent, name), true, func() { t.Errorf("%s: waits", name) })()
		}
	}
	Lock(filepath.Join(parent, "missing"), false, func() { t.Error("missing: waits") })()
	if after := snapshot(t, parent); len(after) != len(before) {
		t.Errorf("afterwards there is %v", after)
	}
}

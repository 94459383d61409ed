package cli

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/output"
)

// reserve decides where the product goes, and keeps other runs out of the module
// until release is called where the run is to make its support package: two runs must
// not make two.
func (c *command) reserve(o *options) (t target, release func(), err error) {
	t, err = o.target()
	if err != nil || !t.support.isNew || o.checkOnly || t.dir == stdoutName {
		return t, func() {}, err
	}
	m, err := gomod.Of(t.dir)
	if err != nil {
		return t, nil, err
	}
	release = c.alone(m.Folder("."), false)
	// Another run may have made it meanwhile.
	if t, err = o.target(); err != nil || !t.support.isNew {
		release()
		release = func() {}
	}
	return t, release, err
}

// alone keeps other runs out of a folder until free is called; see output.Lock.
func (c *command) alone(dir string, create bool) (free func()) {
	info, err := os.Stat(dir)
	if err == nil && slices.ContainsFunc(c.held, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
		return func() {} // this run has the lock, and would wait for itself
	}
	release := output.Lock(dir, create, func() {
		c.progress.Clear()
		c.printer.Say("another run is writing to %s; this one goes on after it", filepath.ToSlash(dir))
	})
	if info, err = os.Stat(dir); err == nil {
		c.held = append(c.held, info)
	}
	return func() {
		c.held = slices.DeleteFunc(c.held, func(other os.FileInfo) bool { return os.SameFile(info, other) })
		release()
	}
}

// aloneIn is alone for several folders, "" for none. Runs that need the same ones
// take them in the same order.
func (c *command) aloneIn(create bool, dirs ...string) (free func()) {
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Compare(absolute(a), absolute(b)) })
	var all []func()
	for _, dir := range dirs {
		if dir != "" {
			all = append(all, c.alone(dir, create))
		}
	}
	return func() {
		for _, release := range slices.Backward(all) {
			release()
		}
	}
}

func absolute(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	return abs
}

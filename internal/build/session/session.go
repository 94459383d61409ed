package session

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/output"
)

// ErrFailed ends a run whose errors are among what was found.
var ErrFailed = errors.New("failed")

// Session is one run of a command. The zero value has no standard input and shows no
// progress.
type Session struct {
	Stdin io.Reader
	// Found is what the steps found in what they read.
	Found diag.List
	// Notices are warnings about folders and files rather than about what is in a
	// specification. They are printed however the others are treated.
	Notices diag.List
	// Progress shows how far the run is, nil for nobody.
	Progress Progress
	// Waiting is called before the run waits for another one that writes to a folder; nil
	// does nothing.
	Waiting func(dir string)

	// locked are the folders that other runs are kept out of.
	locked []os.FileInfo
}

// Progress shows how far a run is.
type Progress interface {
	// Stage begins a stage of the run. The function that it returns shows how much of the
	// stage is done.
	Stage(name string) func(done, total int)
	// Clear removes what is shown.
	Clear()
}

// Add adds what a step found and reports whether the run can go on: none of it is an
// error.
func (s *Session) Add(found diag.List) bool {
	s.Found.Add(found...)
	return len(found.Errors()) == 0
}

// Sub returns a session whose findings are its own. It has no standard input.
func (s *Session) Sub() *Session { return &Session{Progress: s.Progress} }

// Stage begins a stage of the run, as Progress does.
func (s *Session) Stage(name string) func(done, total int) {
	if s.Progress == nil {
		return func(int, int) {}
	}
	return s.Progress.Stage(name)
}

// ClearProgress removes what is shown of the progress.
func (s *Session) ClearProgress() {
	if s.Progress != nil {
		s.Progress.Clear()
	}
}

// Lock keeps other runs out of a folder until release is called; see output.Lock. A folder
// that the session has locked already stays so.
func (s *Session) Lock(dir string, create bool) (release func()) {
	info, err := os.Stat(dir)
	if err == nil && slices.ContainsFunc(s.locked, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
		return func() {} // this run has the lock, and would wait for itself
	}
	unlock := output.Lock(dir, create, func() {
		s.ClearProgress()
		if s.Waiting != nil {
			s.Waiting(dir)
		}
	})
	if info, err = os.Stat(dir); err == nil {
		s.locked = append(s.locked, info)
	}
	return func() {
		s.locked = slices.DeleteFunc(s.locked, func(other os.FileInfo) bool { return os.SameFile(info, other) })
		unlock()
	}
}

// LockAll is Lock for several folders, "" for none. Runs that need the same ones lock them
// in the same order.
func (s *Session) LockAll(create bool, dirs ...string) (release func()) {
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Compare(absolute(a), absolute(b)) })
	var all []func()
	for _, dir := range dirs {
		if dir != "" {
			all = append(all, s.Lock(dir, create))
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

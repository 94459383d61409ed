package output

import (
	"errors"
	"io/fs"
	"runtime"
	"sync"
)

// errInjected is what a stopped operation fails with.
var errInjected = errors.New("injected")

// way is how a stopper stops.
type way int

const (
	// once lets one operation fail, as of a disk that was full for a moment.
	once way = iota
	// forever lets that operation and all after it fail, as of a disk that is gone.
	forever
	// kill ends the run in place of the operation: nothing runs after it.
	kill
)

func (w way) String() string { return [...]string{"once", "forever", "kill"}[w] }

// stopper is a disk that stops at its nth operation. A stopped write has written
// half of its bytes.
type stopper struct {
	disk
	n   int
	way way
	// noLinks makes a file system without hard links.
	noLinks bool

	mu   sync.Mutex
	done int
}

// run calls f and reports whether it came to its end.
func (s *stopper) run(f func()) (ended bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
		ended = true
	}()
	<-done
	return ended
}

// reached reports whether the stopper stopped anything.
func (s *stopper) reached() bool { return s.done >= s.n }

// next counts an operation. It does not return where that ends the run.
func (s *stopper) next(op, name string) error {
	s.mu.Lock()
	s.done++
	stop := s.done == s.n || s.done > s.n && s.way != once
	s.mu.Unlock()
	if !stop {
		return nil
	}
	if s.way == kill {
		runtime.Goexit()
	}
	return &fs.PathError{Op: op, Path: name, Err: errInjected}
}

func (s *stopper) Stat(name string) (fs.FileInfo, error) {
	if err := s.next("stat", name); err != nil {
		return nil, err
	}
	return s.disk.Stat(name)
}

func (s *stopper) Mkdir(name string, perm fs.FileMode) error {
	if err := s.next("mkdir", name); err != nil {
		return err
	}
	return s.disk.Mkdir(name, perm)
}

func (s *stopper) Remove(name string) error {
	if err := s.next("remove", name); err != nil {
		return err
	}
	return s.disk.Remove(name)
}

func (s *stopper) OpenRoot(name string) (folder, error) {
	if err := s.next("open", name); err != nil {
		return nil, err
	}
	f, err := s.disk.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &stoppedFolder{f, s}, nil
}

type stoppedFolder struct {
	folder
	stop *stopper
}

func (f *stoppedFolder) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	if err := f.stop.next("open", name); err != nil {
		return nil, err
	}
	opened, err := f.folder.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return &stoppedFile{opened, name, f.stop}, nil
}

func (f *stoppedFolder) ReadFile(name string) ([]byte, error) {
	if err := f.stop.next("read", name); err != nil {
		return nil, err
	}
	return f.folder.ReadFile(name)
}

func (f *stoppedFolder) Lstat(name string) (fs.FileInfo, error) {
	if err := f.stop.next("lstat", name); err != nil {
		return nil, err
	}
	return f.folder.Lstat(name)
}

func (f *stoppedFolder) Mkdir(name string, perm fs.FileMode) error {
	if err := f.stop.next("mkdir", name); err != nil {
		return err
	}
	return f.folder.Mkdir(name, perm)
}

func (f *stoppedFolder) Chmod(name string, perm fs.FileMode) error {
	if err := f.stop.next("chmod", name); err != nil {
		return err
	}
	return f.folder.Chmod(name, perm)
}

func (f *stoppedFolder) Link(oldname, newname string) error {
	if err := f.stop.next("link", newname); err != nil {
		return err
	}
	if f.stop.noLinks {
		return errors.ErrUnsupported
	}
	return f.folder.Link(oldname, newname)
}

func (f *stoppedFolder) Rename(oldname, newname string) error {
	if err := f.stop.next("rename", newname); err != nil {
		return err
	}
	return f.folder.Rename(oldname, newname)
}

func (f *stoppedFolder) Remove(name string) error {
	if err := f.stop.next("remove", name); err != nil {
		return err
	}
	return f.folder.Remove(name)
}

type stoppedFile struct {
	file
	name string
	stop *stopper
}

func (f *stoppedFile) Write(content []byte) (int, error) {
	half := true
	defer func() {
		if half {
			_, _ = f.file.Write(content[:len(content)/2])
			_ = f.file.Close()
		}
	}()
	if err := f.stop.next("write", f.name); err != nil {
		return 0, err
	}
	half = false
	return f.file.Write(content)
}

// Sync does not wait for the disk, since the test outlives the stop.
func (f *stoppedFile) Sync() error { return f.stop.next("sync", f.name) }

func (f *stoppedFile) Close() error {
	err := f.stop.next("close", f.name)
	return errors.Join(err, f.file.Close())
}

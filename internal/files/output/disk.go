package output

import (
	"io"
	"io/fs"
	"os"
)

// disk is all that writing needs of the operating system. Tests put one in its
// place that fails, or stops as if the process was killed, at any operation.
type disk interface {
	Stat(name string) (fs.FileInfo, error)
	Mkdir(name string, perm fs.FileMode) error
	Remove(name string) error
	// OpenRoot opens a folder, in which no name resolves to anything outside.
	OpenRoot(name string) (folder, error)
}

// folder is what writing needs of *os.Root.
type folder interface {
	OpenFile(name string, flag int, perm fs.FileMode) (file, error)
	ReadFile(name string) ([]byte, error)
	Lstat(name string) (fs.FileInfo, error)
	Mkdir(name string, perm fs.FileMode) error
	Chmod(name string, perm fs.FileMode) error
	Link(oldname, newname string) error
	Rename(oldname, newname string) error
	Remove(name string) error
	FS() fs.FS
	Close() error
}

// file is what writing needs of *os.File.
type file interface {
	io.WriteCloser
	Sync() error
}

// system is the operating system.
type system struct{}

func (system) Stat(name string) (fs.FileInfo, error)     { return os.Stat(name) }
func (system) Mkdir(name string, perm fs.FileMode) error { return os.Mkdir(name, perm) }
func (system) Remove(name string) error                  { return os.Remove(name) }

func (system) OpenRoot(name string) (folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return systemFolder{root}, nil
}

type systemFolder struct{ *os.Root }

// OpenFile opens a file.
func (f systemFolder) OpenFile(name string, flag int, perm fs.FileMode) (file, error) {
	opened, err := f.Root.OpenFile(name, flag, perm)
	if err != nil {
		return nil, err
	}
	return opened, nil
}

package output

import "os"

// Lock keeps other runs out of a folder until release is called. It is the
// operating system that holds the lock, on the folder itself: it ends with the
// process, however that ends, and no file stays of it. With create the folder is
// made where it is missing, and release takes it away again where it is empty
// still. waiting is called where another run has the lock.
//
// Where the folder cannot be made or opened, or its file system has no locks,
// nothing is locked: writing reports what is wrong better, or goes well without.
func Lock(dir string, create bool, waiting func()) (release func()) {
	for {
		var created []string
		if create {
			var err error
			if created, err = makeFolders(system{}, dir); err != nil {
				return func() {}
			}
		}
		f, err := openFolder(dir)
		if err != nil {
			return func() {}
		}
		if !flock(f, waiting) || isAt(f, dir) {
			return func() {
				_ = removeFolders(system{}, created) // they stay where something is in them
				_ = f.Close()
			}
		}
		// The run that had the lock took the folder away.
		_ = f.Close()
	}
}

// openFolder opens nothing but a folder: a pipe, for example, would make it wait.
func openFolder(dir string) (*os.File, error) {
	if !isFolder(system{}, dir) {
		return nil, os.ErrNotExist
	}
	return os.Open(dir)
}

func isAt(f *os.File, dir string) bool {
	is, err := f.Stat()
	there, err2 := os.Stat(dir)
	return err == nil && err2 == nil && os.SameFile(is, there)
}

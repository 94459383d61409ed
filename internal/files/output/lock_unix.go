//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package output

import (
	"errors"
	"os"
	"syscall"
)

// flock locks an open folder, and reports whether it could: not every file system
// has locks.
func flock(f *os.File, waiting func()) bool {
	err := flockOnce(f, syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		waiting()
		err = flockOnce(f, syscall.LOCK_EX)
	}
	return err == nil
}

// flockOnce asks again where a signal came in between.
func flockOnce(f *os.File, how int) error {
	for {
		if err := syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

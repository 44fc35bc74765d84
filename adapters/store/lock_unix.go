//go:build unix && !solaris && !aix

package store

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// lock lets one program at a time make, rename or migrate files in a folder. The lock is on
// the folder, since the file may be renamed, and a lock of its own file would lie around.
// The system lifts it when the program ends, however that happens.
func lock(ctx context.Context, dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return func() { f.Close() }, nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			f.Close()
			// A file system without locks can still be used by one program.
			return func() {}, nil
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			f.Close()
			return nil, errLocked
		}
	}
}

//go:build unix

package main

import "syscall"

// forOwner lets nobody else connect from the moment on that a socket is there. Where a
// socket without a path has no mode, the change of it afterwards has to do.
func forOwner(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) { _ = syscall.Fchmod(int(fd), 0o600) })
}

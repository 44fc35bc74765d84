//go:build unix

package discord_test

import (
	"syscall"
	"time"
)

// computing is how long this process has computed so far: other work of the machine does not
// count, as it does in the time that passes. Where there is no answer it is 0.
func computing() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

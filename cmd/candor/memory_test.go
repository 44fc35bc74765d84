package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

// TestRoomToBuild: while a base is built there is room for it, and there are threads for
// those who ask; afterwards all is as before.
func TestRoomToBuild(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	boundMemory()
	threads, bound := runtime.GOMAXPROCS(0), debug.SetMemoryLimit(-1)
	done := roomToBuild()
	if got := runtime.GOMAXPROCS(0); got != 2*threads {
		t.Errorf("while building %d threads, want %d", got, 2*threads)
	}
	if debug.SetMemoryLimit(-1) <= bound {
		t.Error("building is held to the bound")
	}
	done()
	if got := runtime.GOMAXPROCS(0); got != threads {
		t.Errorf("afterwards %d threads, want %d", got, threads)
	}
	if got := debug.SetMemoryLimit(-1); got > 2*bound {
		t.Errorf("afterwards the bound is %d bytes, before %d", got, bound)
	}
}

// TestRoomToBuildBounded: who sets a limit gets it at all times.
func TestRoomToBuildBounded(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "100MiB")
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(100 << 20))
	done := roomToBuild()
	during := debug.SetMemoryLimit(-1)
	if done(); during != 100<<20 || debug.SetMemoryLimit(-1) != 100<<20 {
		t.Errorf("the limit is %d while building and %d afterwards", during, debug.SetMemoryLimit(-1))
	}
}

package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

const (
	// usualGC is the garbage collector's percentage: with Go's own 100 a start takes 10 MiB
	// more, because reading a base leaves a lot behind.
	usualGC = 50
	// buildGC is that while a base is built to serve people from: a start then takes 62 MiB
	// at most instead of 70, and a sixth more processor time.
	buildGC = 20
	// spare is how much memory, in bytes, serving takes beside half as much again as is alive:
	// stacks, connections, and the people of late.
	spare = 8 << 20
)

// boundMemory is called when everything is loaded: it gives back what loading took, and
// makes the garbage collector keep the program near what it needs from now on. GOMEMLIMIT
// wins.
func boundMemory() {
	debug.SetGCPercent(usualGC)
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.FreeOSMemory()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	debug.SetMemoryLimit(int64(s.HeapAlloc)*3/2 + spare)
}

// roomToBuild lets the program take what building a base needs, beside the one in use, and
// no more than that. What it returns ends that: held to the bound meanwhile, the garbage
// collector ran all the time.
func roomToBuild() (done func()) {
	debug.SetGCPercent(buildGC)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(math.MaxInt64)
	}
	return boundMemory
}

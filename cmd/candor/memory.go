package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// spare is how much memory, in bytes, serving takes beside a garbage collector's usual
// twice of what is alive: stacks, connections, and the people of late.
const spare = 8 << 20

// boundMemory is called when everything is loaded: it gives back what loading took, and
// makes the garbage collector keep the program near what it needs from now on. With the
// shipped base, 100,000 questions at 1,000 a second then take 57 MiB throughout instead of
// up to 66. GOMEMLIMIT wins.
func boundMemory() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.FreeOSMemory()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	debug.SetMemoryLimit(2*int64(s.HeapAlloc) + spare)
}

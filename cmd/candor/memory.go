package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

const (
	// usualGC is the garbage collector's percentage: with Go's own 100 a start takes 10 MiB
	// more, because reading a base leaves a lot behind. With both processors busy besides, ten
	// thousand questions take 63 MiB at most, and 66 with 50.
	usualGC = 30
	// buildGC is that while a base is built to serve people from: a start then takes 62 MiB
	// at most instead of 70, and a sixth more processor time.
	buildGC = 20
	// startRoom is how much memory, in bytes, the start is held to: with the shipped base it then
	// takes 58 MiB at most, with what is mapped of the program's file, instead of 63, and a
	// twentieth more processor time. A base of which more is alive is read all the same, in up
	// to twice the time: nobody waits for an answer yet.
	startRoom = 34 << 20
	// spare is how much memory, in bytes, serving takes beside half as much again as is alive:
	// stacks, connections, and the people of late.
	spare = 5 << 20
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

// roomToStart is roomToBuild for the start. GOMEMLIMIT wins.
func roomToStart() (done func()) {
	done = roomToBuild()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(startRoom)
	}
	return done
}

// roomToBuild lets the program take what building a base needs, beside the one in use, and
// no more than that, until the function that it returns is called: held to the bound
// meanwhile, the garbage collector ran all the time. Building takes as many threads as there
// are processors, and with no more than those it was for Go's scheduler, which takes turns of
// 10 ms, to let somebody be answered; with twice as many it is for the system's, which is
// quicker.
func roomToBuild() (done func()) {
	threads := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(2 * threads)
	debug.SetGCPercent(buildGC)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(math.MaxInt64)
	}
	return func() {
		runtime.GOMAXPROCS(threads)
		boundMemory()
	}
}

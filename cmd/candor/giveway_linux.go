package main

import (
	"os"
	"strconv"
	"syscall"
)

// lowest is the lowest priority: setpriority(2).
const lowest = 19

// giveWay makes the program give way to all others. Linux keeps a priority for each thread,
// and a new one has that of its maker. Where it may not, it goes on as it is.
func giveWay() {
	threads, _ := os.ReadDir("/proc/self/task")
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, lowest)
		}
	}
}

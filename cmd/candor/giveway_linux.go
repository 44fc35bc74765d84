package main

import (
	"os"
	"strconv"
	"syscall"
)

const (
	// lower is how far the learning of a base is put behind those that are answered, of the
	// 19 steps that there are (setpriority(2)): they get nine times its share. With both
	// processors busy besides a reload takes half as long as with 19, and answers are not
	// later for it; with 5 it is a third faster still, but they get three times its share only.
	lower = 10
	// lowest is the lowest priority.
	lowest = 19
)

// giveWay makes the program give way to the one that started it. Linux keeps a priority for
// each thread, and a new one has that of its maker, so it is looked again until none was
// made meanwhile. Where it may not, it goes on as it is.
func giveWay() {
	behind := min(niceness(os.Getpid())+lower, lowest)
	for lowered := true; lowered; {
		lowered = false
		threads, _ := os.ReadDir("/proc/self/task")
		for _, t := range threads {
			id, err := strconv.Atoi(t.Name())
			if err == nil && niceness(id) < behind && syscall.Setpriority(syscall.PRIO_PROCESS, id, behind) == nil {
				lowered = true
			}
		}
	}
}

// niceness is a thread's priority, that of a program its first one's; lowest if it is gone.
// The system call counts the other way round, from 20 down (getpriority(2)).
func niceness(thread int) int {
	n, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread)
	if err != nil {
		return lowest
	}
	return 20 - n
}

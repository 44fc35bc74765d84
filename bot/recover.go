package bot

import (
	"context"
	"fmt"
	"runtime"
)

// Recover keeps a panic in next from ending the program: people get a reply that
// says something went wrong, the operator an error with the place. What was
// asked is in neither, so the panic's value is left out: it may quote it.
func Recover(next Handler) Handler {
	return HandlerFunc(func(ctx context.Context, m Message) (r Reply, err error) {
		defer func() {
			if v := recover(); v != nil {
				r, err = Reply{}, fmt.Errorf("panic (%T) in %s", v, panicPlace())
			}
		}()
		return next.Handle(ctx, m)
	})
}

// panicPlace names the function and line that panicked.
func panicPlace() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	panicked := false
	for {
		f, more := frames.Next()
		inRuntime := len(f.Function) > 8 && f.Function[:8] == "runtime."
		if panicked && !inRuntime {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		panicked = panicked || f.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}

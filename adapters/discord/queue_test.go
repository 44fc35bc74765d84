package discord

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestQueues: one limit's requests go in the order in which they came, others beside them,
// and nothing is left of a queue that is empty.
func TestQueues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q queues
		var order []int
		for i := range 5 {
			go func() {
				leave, err := q.enter(t.Context(), "a")
				if err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Second)
				order = append(order, i)
				leave()
			}()
			synctest.Wait() // it stands in the queue
		}
		began := time.Now()
		if leave, err := q.enter(t.Context(), "b"); err != nil || time.Since(began) != 0 {
			t.Errorf("another queue: %v after %v, want at once", err, time.Since(began))
		} else {
			leave()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := q.enter(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("enter = %v, want the context's end", err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		for i, got := range order {
			if got != i {
				t.Errorf("order %v, want the one in which they came", order)
				break
			}
		}
		if len(order) != 5 || len(q.all) != 0 {
			t.Errorf("%d had their turn, %d queues are left; want 5 and none", len(order), len(q.all))
		}
	})
}

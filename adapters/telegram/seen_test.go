package telegram

import (
	"sync"
	"testing"
)

func isDone(j *job) bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

func TestSeenKnowsWhatIsInHandAndDone(t *testing.T) {
	s := newSeen()
	j, fresh := s.begin(7)
	if !fresh || isDone(j) {
		t.Fatalf("begin: fresh %v, done %v, want a new job", fresh, isDone(j))
	}
	if again, fresh := s.begin(7); fresh || again != j {
		t.Error("an update in hand is not known by its job")
	}
	s.finish(j)
	if !isDone(j) {
		t.Error("a finished job is not done")
	}
	if again, fresh := s.begin(7); fresh || !isDone(again) {
		t.Error("a finished update is taken again")
	}
	if _, open := s.lowest(); open {
		t.Error("something is still in hand")
	}
}

func TestSeenWaitsForEveryPart(t *testing.T) {
	s := newSeen()
	j, _ := s.begin(7)
	s.also(j)
	s.finish(j)
	if _, open := s.lowest(); isDone(j) || !open {
		t.Error("done after one of two parts")
	}
	s.finish(j)
	if !isDone(j) {
		t.Error("not done after both parts")
	}
}

// TestSeenAbandoned: whoever waits for the job goes on, but its update stays unconfirmed.
func TestSeenAbandoned(t *testing.T) {
	s := newSeen()
	j, _ := s.begin(7)
	s.also(j)
	s.abandon(j)
	s.abandon(j) // each part does
	if id, open := s.lowest(); !isDone(j) || !open || id != 7 {
		t.Errorf("lowest = %d, %v, want the abandoned 7", id, open)
	}
	if _, fresh := s.begin(7); fresh {
		t.Error("an abandoned update is taken again before the next start")
	}
}

func TestSeenLowest(t *testing.T) {
	s := newSeen()
	jobs := map[int]*job{}
	for _, id := range []int{9, 4, 6} {
		jobs[id], _ = s.begin(id)
	}
	for _, step := range []struct{ finish, lowest int }{{9, 4}, {4, 6}} {
		s.finish(jobs[step.finish])
		if id, open := s.lowest(); !open || id != step.lowest {
			t.Errorf("after %d was done, lowest = %d, %v, want %d", step.finish, id, open, step.lowest)
		}
	}
}

// TestSeenIsBounded: however many updates there were, the last are known, and no more
// than twice as many.
func TestSeenIsBounded(t *testing.T) {
	s := newSeen()
	for id := range 5*mostSeen + 7 {
		j, fresh := s.begin(id)
		if !fresh {
			t.Fatalf("%d is known before it came", id)
		}
		s.finish(j)
		if n := len(s.young) + len(s.old); n > 2*mostSeen {
			t.Fatalf("%d updates are known, want at most %d", n, 2*mostSeen)
		}
		if last := id - mostSeen + 1; last >= 0 {
			if _, fresh := s.begin(last); fresh {
				t.Fatalf("after %d, %d is forgotten: the last %d should be known", id, last, mostSeen)
			}
		}
	}
}

// TestSeenOnce: of many deliveries of one update at once, one is taken.
func TestSeenOnce(t *testing.T) {
	s := newSeen()
	var taken sync.Map
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for id := range 500 {
				j, fresh := s.begin(id)
				if !fresh {
					continue
				}
				if _, twice := taken.LoadOrStore(id, true); twice {
					t.Errorf("%d was taken twice", id)
				}
				s.finish(j)
			}
		})
	}
	wg.Wait()
}

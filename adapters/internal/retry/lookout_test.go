package retry_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/internal/retry"
)

var (
	errRefused = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	errLater   = &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer")}
)

// street is a network with one address.
type street struct {
	mu     sync.Mutex
	up     bool
	hole   bool // while it is not up it says nothing, instead of no
	looks  int
	atOnce int // looks at this moment
	most   int // of those
	found  int
}

func (s *street) lookout() *retry.Lookout {
	return retry.Way{Dial: s.dial}.Lookout("https://platform.invalid/api", func() { s.found++ })
}

func (s *street) dial(ctx context.Context, _, address string) (net.Conn, error) {
	s.enter(1)
	defer s.enter(-1)
	if address != "platform.invalid:443" {
		return nil, fmt.Errorf("%s is looked at", address)
	}
	ours, theirs := net.Pipe()
	for !s.is() {
		if !s.hole {
			return nil, errRefused
		}
		if err := retry.Sleep(ctx, time.Second); err != nil { // systems ask again after that
			return nil, err
		}
	}
	return ours, theirs.Close()
}

func (s *street) enter(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks += max(0, n)
	s.atOnce += n
	s.most = max(s.most, s.atOnce)
}

func (s *street) is() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.up
}

func (s *street) comes() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.up = true
}

// TestLookout: whenever an address comes back, those who wait a minute for it hear of that
// within three seconds, by one look at a time.
func TestLookout(t *testing.T) {
	for name, hole := range map[string]bool{"refuses": false, "says nothing": true} {
		t.Run(name, func(t *testing.T) {
			for after := 500 * time.Millisecond; after < 50*time.Second; after += 1300 * time.Millisecond {
				synctest.Test(t, func(t *testing.T) { testLookout(t, &street{hole: hole}, after) })
			}
		})
	}
}

func testLookout(t *testing.T, s *street, after time.Duration) {
	l := s.lookout()
	var all sync.WaitGroup
	began := time.Now()
	for range 20 {
		all.Go(func() {
			if err := l.Sleep(t.Context(), time.Minute, errRefused); err != nil {
				t.Errorf("Sleep = %v", err)
			}
			if late := time.Since(began) - after; late < 0 || late > 3*time.Second {
				t.Errorf("that it is there after %v is noticed %v later, want three seconds at most", after, late)
			}
		})
	}
	time.Sleep(after)
	s.comes()
	all.Wait()
	if most := 2 + int(after/(1500*time.Millisecond)); s.looks > most || s.most > 1 || s.found != 1 {
		t.Errorf("%d looks in %v, %d at once, %d of them found it, want %d at most, one and one", s.looks, after, s.most, s.found, most)
	}
}

// TestNoLook: looks are for who could not reach the address; others wait as long as they must,
// and so do those who have no way to look.
func TestNoLook(t *testing.T) {
	blind := retry.WayOf(other{}).Lookout("https://platform.invalid", nil)
	var none *retry.Lookout
	none.Reached()
	for name, test := range map[string]struct {
		lookout func(*street) *retry.Lookout
		err     error
	}{
		"reached":             {(*street).lookout, errLater},
		"said something":      {(*street).lookout, errors.New("HTTP status 502")},
		"the proxy refuses":   {(*street).lookout, errors.New("Bad Gateway")},
		"another transport":   {func(*street) *retry.Lookout { return blind }, errRefused},
		"no lookout":          {func(*street) *retry.Lookout { return none }, errRefused},
		"no address":          {func(s *street) *retry.Lookout { return retry.Way{Dial: s.dial}.Lookout("%", nil) }, errRefused},
		"a scheme of its own": {func(s *street) *retry.Lookout { return retry.Way{Dial: s.dial}.Lookout("x://y", nil) }, errRefused},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &street{up: true}
				began := time.Now()
				if err := test.lookout(s).Sleep(t.Context(), time.Minute, test.err); err != nil || time.Since(began) != time.Minute || s.looks > 0 {
					t.Errorf("Sleep = %v after %v and %d looks, want nil after a minute and none", err, time.Since(began), s.looks)
				}
			})
		})
	}
}

// other is a transport that is not Go's own.
type other struct{}

// RoundTrip implements [http.RoundTripper].
func (other) RoundTrip(*http.Request) (*http.Response, error) { return nil, errRefused }

// TestLookoutEnds: with its context, with its time, and when a call succeeded elsewhere.
func TestLookoutEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := (&street{hole: true}).lookout()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		if err := l.Sleep(ctx, time.Minute, errRefused); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 10*time.Second {
			t.Errorf("Sleep = %v after %v, want the context's end after ten seconds", err, time.Since(began))
		}
		began = time.Now()
		if err := l.Sleep(t.Context(), time.Minute, errRefused); err != nil || time.Since(began) != time.Minute {
			t.Errorf("Sleep = %v after %v, want nil after a minute", err, time.Since(began))
		}
		began = time.Now()
		time.AfterFunc(20*time.Second, l.Reached)
		if err := l.Sleep(t.Context(), time.Minute, errRefused); err != nil || time.Since(began) > 22*time.Second {
			t.Errorf("Sleep = %v after %v, want nil once a call has succeeded", err, time.Since(began))
		}
	})
}

// TestLookoutIsDoubted: what takes the connections of looks and no others is called once a
// minute in the end; a call that succeeds makes looks count again.
func TestLookoutIsDoubted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &street{up: true}
		l := s.lookout()
		var back retry.Patience
		calls := 0
		for began := time.Now(); time.Since(began) < 10*time.Minute; calls++ {
			_ = l.Sleep(t.Context(), back.Next(errRefused), errRefused)
		}
		if calls > 20 { // five of them while the backoff grows
			t.Errorf("%d calls in ten minutes, want about one a minute in the end", calls)
		}
		l.Reached()
		began := time.Now()
		if _ = l.Sleep(t.Context(), time.Minute, errRefused); time.Since(began) > time.Second {
			t.Errorf("after a success a look is believed after %v, want a second at most", time.Since(began))
		}
	})
}

// TestOthersSucceed: while some calls succeed, by connections that stand, one that cannot make
// another is not tried each time.
func TestOthersSucceed(t *testing.T) {
	for name, way := range map[string]retry.Way{"looks": {Dial: (&street{}).dial}, "blind": retry.WayOf(other{})} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				testOthersSucceed(t, way.Lookout("https://platform.invalid", func() { t.Error("a look succeeds") }))
			})
		})
	}
}

func testOthersSucceed(t *testing.T, l *retry.Lookout) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	var others sync.WaitGroup
	defer others.Wait()
	others.Go(func() {
		for retry.Sleep(ctx, 20*time.Millisecond) == nil {
			l.Reached()
		}
	})
	calls := 0
	for ; l.Sleep(ctx, time.Minute, errRefused) == nil; calls++ {
	}
	if calls < 190 || calls > 201 {
		t.Errorf("%d calls in ten minutes, want one in three seconds", calls)
	}
}

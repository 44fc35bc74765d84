package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// What a platform of these tests ends by.
var (
	errRefusedToken = errors.New("the token is not valid")
	errPort         = errors.New("the port is taken")
)

// tokenFile is a file of a token, and a platform that takes one token.
type tokenFile struct {
	mu     sync.Mutex
	holds  secret
	fault  error
	valid  secret
	ended  error // what a bot with the valid token ends by, after a minute; nil is only with its context
	tried  []string
	hangup chan os.Signal
	log    *output
}

func (f *tokenFile) set(holds secret, fault error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.holds, f.fault = holds, fault
}

// tokenBot is one with a token. Each refuses a press.
type tokenBot struct {
	*tokenFile
	token secret
}

func (b tokenBot) Refused() int64 { return 1 }

func (b tokenBot) Run(ctx context.Context) error {
	if b.token != b.valid {
		return errRefusedToken
	}
	if b.ended != nil {
		time.Sleep(time.Minute)
		return b.ended
	}
	<-ctx.Done()
	return nil
}

// renewed is a bot that begins with the token that the file holds.
func (f *tokenFile) renewed(t *testing.T) *renewed {
	t.Helper()
	f.hangup, f.log = make(chan os.Signal, 1), newOutput()
	r := &renewed{
		platform: "there", log: zerolog.New(f.log),
		refused: func(err error) bool { return errors.Is(err, errRefusedToken) },
		hangups: func() (<-chan os.Signal, func()) { return f.hangup, func() {} },
		read: func() (secret, error) {
			f.mu.Lock()
			defer f.mu.Unlock()
			return f.holds, f.fault
		},
		make: func(token secret) (adapter, error) {
			f.tried = append(f.tried, string(token))
			if strings.Contains(string(token), " ") {
				return nil, errors.New("the token does not look like one")
			}
			return tokenBot{f, token}, nil
		},
	}
	if err := r.begin(f.holds); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestTokenIsRenewed (F17): after a refusal the file is read again, each minute and by a signal,
// and another token in it is tried; nothing else is, and no token is logged.
func TestTokenIsRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &tokenFile{holds: "old-token", valid: "new-token"}
		r := f.renewed(t)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- r.Run(ctx) }()
		time.Sleep(10 * time.Minute)
		tries := func(when string, want ...string) {
			t.Helper()
			synctest.Wait()
			if diff := cmp.Diff(want, f.tried); diff != "" {
				t.Errorf("%s these tokens were tried (-want +got):\n%s", when, diff)
			}
		}
		tries("while the file is as it was", "old-token")
		f.set("", errors.New("no such file"))
		time.Sleep(10 * time.Minute)
		f.set("other-token", nil)
		f.hangup <- os.Interrupt
		tries("after a signal", "old-token", "other-token")
		f.set("new-token", nil)
		time.Sleep(renewEvery)
		tries("after a minute", "old-token", "other-token", "new-token")
		f.set("later-token", nil)
		f.hangup <- os.Interrupt
		time.Sleep(10 * time.Minute)
		tries("while the token is good", "old-token", "other-token", "new-token")
		if n := r.Refused(); n != 3 {
			t.Errorf("%d presses were refused, want those of all three bots", n)
		}
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run = %v when it is told to end", err)
		}
		if log := f.log.String(); strings.Contains(log, "-token") || strings.Count(log, "platform is off") != 2 || strings.Count(log, "no such file") != 1 {
			t.Errorf("the log is\n%s\nwant two refusals, one fault of the file, and no token", log)
		}
	})
}

// TestRenewalEnds: by the end of its context, also while it waits, and by what no other token
// can help.
func TestRenewalEnds(t *testing.T) {
	for name, c := range map[string]struct {
		file *tokenFile
		want error
		took time.Duration // the context ends after an hour
	}{
		"while it is off": {&tokenFile{holds: "old-token", valid: "x"}, nil, time.Hour},
		"while it serves": {&tokenFile{holds: "old-token", valid: "old-token"}, nil, time.Hour},
		"another error":   {&tokenFile{holds: "old-token", valid: "old-token", ended: errPort}, errPort, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithTimeout(t.Context(), time.Hour)
				defer stop()
				r := c.file.renewed(t)
				began := time.Now()
				if err := r.Run(ctx); err != c.want || time.Since(began) != c.took {
					t.Errorf("Run = %v after %v, want %v after %v", err, time.Since(began), c.want, c.took)
				}
			})
		})
	}
}

// TestFileWithoutAToken: what is no token is not tried, and said once, or to whoever asks.
func TestFileWithoutAToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &tokenFile{holds: "old-token", valid: "new-token"}
		r := f.renewed(t)
		go func() { _ = r.Run(t.Context()) }()
		f.set("not a token", nil)
		time.Sleep(10*time.Minute + time.Second)
		if n := strings.Count(f.log.String(), "does not look like one"); n != 1 {
			t.Errorf("it is said %d times, want once", n)
		}
		f.hangup <- os.Interrupt
		synctest.Wait()
		if n := strings.Count(f.log.String(), "does not look like one"); n != 2 {
			t.Errorf("after a signal it was said %d times, want twice", n)
		}
		f.set("new-token", nil)
		time.Sleep(renewEvery)
		synctest.Wait()
		if !strings.Contains(f.log.String(), "trying another token") {
			t.Errorf("the log is\n%s\nwant that the token is tried", f.log)
		}
	})
}

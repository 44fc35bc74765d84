package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/store"

	"github.com/rs/zerolog"
)

// runnerFunc is a function that is a runner.
type runnerFunc func(ctx context.Context) error

func (f runnerFunc) Run(ctx context.Context) error { return f(ctx) }

// TestEndDoesNotWaitForADisk: what is stuck is left behind, and said so; what ends is waited
// for.
func TestEndDoesNotWaitForADisk(t *testing.T) {
	for name, stuck := range map[string]bool{"stuck": true, "slow": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log := newOutput()
				answers := make(chan struct{})
				end := runBeside(t.Context(), zerolog.New(log), runnerFunc(func(ctx context.Context) error {
					<-ctx.Done()
					if stuck {
						<-answers
						return nil
					}
					time.Sleep(stopTime)
					return nil
				}))
				began := time.Now()
				end()
				took := time.Since(began)
				if said := strings.Contains(log.String(), "stopping without what waits for a disk"); said != stuck || took < stopTime || took > stopTime+time.Second {
					t.Errorf("ended after %v with the log %q", took, log)
				}
				close(answers)
			})
		})
	}
}

// TestLogNamesTheDataSetting: of the store's trouble the log names the setting, and of no
// other.
func TestLogNamesTheDataSetting(t *testing.T) {
	for _, test := range []struct {
		err  error
		want bool
	}{
		{errors.Join(&store.Fault{Path: "/data/candor.db", What: "the disk does not answer"}), true},
		{errors.New("something else"), false},
	} {
		log := newOutput()
		z := zerolog.New(log)
		logFault(z.Error(), test.err).Msg("could not")
		if got := strings.Contains(log.String(), `"setting":"--data"`); got != test.want || !strings.Contains(log.String(), test.err.Error()) {
			t.Errorf("%v is logged as %s", test.err, log)
		}
	}
}

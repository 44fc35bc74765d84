package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"

	"github.com/rs/zerolog"
)

// TestReloadIsTriedAgain: what a store's trouble kept from coming into use does once that has
// passed; what is wrong with the files waits for another change.
func TestReloadIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir() + "/answers"
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		write := func(text string) { must(os.WriteFile(dir+"/entries/rising.md", []byte(text), 0o644)) }
		must(os.CopyFS(dir, os.DirFS("testdata/base")))
		store := bottest.NewTroubled(bottest.NewMemory())
		b, d, err := bot.Start(t.Context(), bot.DeskConfig{
			Embedded: os.DirFS("testdata/base"), Store: store,
			Folder: func() (fs.FS, error) { return os.DirFS(dir), nil },
		}, "1")
		must(err)
		ctx, stop := context.WithCancel(t.Context())
		hangup := make(chan os.Signal, 1)
		log := newOutput()
		ended := make(chan error, 1)
		go func() {
			ended <- (&reloader{desk: d, hangup: hangup, log: zerolog.New(log)}).Run(ctx)
		}()
		first := b.Version()
		store.Set(bottest.Fail(errors.New("the disk is full")))
		write(entry("rising", "After the trouble."))
		hangup <- os.Interrupt // any will do
		time.Sleep(90 * time.Second)
		store.Set(nil)
		if b.Version() != first || strings.Count(log.String(), "the disk is full") != 2 {
			t.Errorf("in 90 seconds it logs %s", log)
		}
		time.Sleep(time.Minute)
		if b.Version() == first {
			t.Errorf("the answers are not in use a minute after the trouble: %s", log)
		}
		write("---")
		hangup <- os.Interrupt
		time.Sleep(5 * time.Minute)
		if n := strings.Count(log.String(), "entries/rising.md"); n != 1 {
			t.Errorf("the fault is logged %d times, want once: %s", n, log)
		}
		stop()
		must(<-ended)
	})
}

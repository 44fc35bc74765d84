package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if part := os.Getenv(partVariable); part != "" {
		os.Exit(play(part))
	}
	goleak.VerifyTestMain(m)
}

func TestContract(t *testing.T) {
	bottest.TestStore(t, func(t *testing.T) bot.Store { return open(t, filepath.Join(t.TempDir(), "candor.db")) })
}

// TestContractFromScratch closes the file before each method, as if all were far apart.
func TestContractFromScratch(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	bottest.TestStore(t, func(t *testing.T) bot.Store {
		s := open(t, filepath.Join(t.TempDir(), "candor.db"))
		troubled := bottest.NewTroubled(s)
		troubled.Set(func(context.Context, string) error { s.Sleep(); return nil })
		return troubled
	})
}

// open returns a store that is closed when the test ends.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s := store.Open(path, store.Config{})
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

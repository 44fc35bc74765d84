package store_test

import (
	"path/filepath"
	"testing"

	"candor/adapters/store"
	"candor/bot"
	"candor/bot/bottest"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestContract(t *testing.T) {
	bottest.TestStore(t, func(t *testing.T) bot.Store { return open(t, filepath.Join(t.TempDir(), "candor.db")) })
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

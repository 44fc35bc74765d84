package store_test

import (
	"path/filepath"
	"testing"
)

// TestPragmas: SQLite ignores a PRAGMA with a slip in it, so what is in force is asked.
func TestPragmas(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "candor.db"))
	for _, round := range []string{"opened", "opened again"} {
		for name, want := range map[string]string{
			"busy_timeout": "2000", "journal_mode": "wal", "synchronous": "2", "secure_delete": "1", "temp_store": "2",
			"cache_size": "-256", "mmap_size": "0", "wal_autocheckpoint": "256", "journal_size_limit": "262144",
		} {
			got, err := s.Pragma(t.Context(), name)
			if err != nil || got != want {
				t.Errorf("%s: %s = %s, %v, want %s", round, name, got, err, want)
			}
		}
		s.Sleep()
	}
}

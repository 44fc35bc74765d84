package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rs/zerolog"
)

// TestLongestSocket: a path of 107 bytes is a socket's, and one of 108 is said to be too long.
func TestLongestSocket(t *testing.T) {
	for bytes, fits := range map[int]bool{107: true, 108: false} {
		dir := shortTempDir(t)
		path := filepath.Join(dir, strings.Repeat("x", bytes-len(dir)-len("//")-len(socketFile)), socketFile)
		if len(path) != bytes {
			t.Fatalf("the path has %d bytes, want %d", len(path), bytes)
		}
		l, _, err := (&control{path: path, log: zerolog.Nop()}).listen()
		if err == nil {
			l.Close()
		}
		if fits {
			if err != nil {
				t.Errorf("%d bytes: %v", bytes, err)
			}
			continue
		}
		want := path + " has 108 bytes, too many for a socket's path, of 107 at most: name a shorter folder by --data or CANDOR_DATA"
		if err == nil || err.Error() != want {
			t.Errorf("%d bytes: %v, want %s", bytes, err, want)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
}

package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/store"
)

// TestIdle: some time after the last call the file is closed, so that nothing lies beside
// it, and the next call finds all as it was.
func TestIdle(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "candor.db")
	synctest.Test(t, func(t *testing.T) {
		s := store.Open(path, store.Config{Idle: time.Minute})
		defer s.Close()
		wantWorking(t, s)
		time.Sleep(50 * time.Second)
		send(t, s, "still awake")
		time.Sleep(50 * time.Second)
		synctest.Wait()
		if n := len(filesIn(t, dir)); n != 3 {
			t.Errorf("%d files 50 seconds after the last call, want the log and its index beside the file", n)
		}
		time.Sleep(11 * time.Second)
		synctest.Wait()
		if n := len(filesIn(t, dir)); n != 1 {
			t.Errorf("%d files a minute after the last call, want one", n)
		}
		wantWorking(t, s)
		history, err := s.History(t.Context(), 10)
		if err != nil || len(history) != 2 {
			t.Errorf("History: %d lines, %v", len(history), err)
		}
	})
}

// TestChangedWhileAsleep: a file that is damaged while it is closed is found so.
func TestChangedWhileAsleep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s, sentences := told(t, path)
	wantWorking(t, s)
	send(t, s, "MARK")
	s.Sleep()
	data, err := os.ReadFile(path)
	must(t, err)
	// The page of the inbox, which no other method reads.
	data[bytes.Index(data, []byte("MARK"))/4096*4096] ^= 0x55
	must(t, os.WriteFile(path, data, 0o600))
	if _, err := s.History(t.Context(), 1); err == nil {
		t.Error("History of a damaged file: no error")
	}
	wantWorking(t, s)
	wantTold(t, *sentences, begun, "is now called", begun)
}

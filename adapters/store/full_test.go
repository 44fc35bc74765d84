package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"candor/adapters/store"
	"candor/bot"
)

// TestFull stops the file from growing, which needs no disk that is full.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "candor.db")
	s := open(t, path)
	wantWorking(t, s)
	s.Sleep()
	s.Extra("max_page_count(60)")
	large := make([]byte, 300_000)
	for i := range large {
		large[i] = byte(i >> 10) // no two parts of it are the same
	}
	err := s.Commit(t.Context(), bot.Change{Version: "big", Action: "load"}, bot.Write{
		Files: bot.Files{"a": large}, Notes: map[string]string{"n": "v"},
	})
	var fault *store.Fault
	if !errors.As(err, &fault) || fault.What != "the disk is full" {
		t.Errorf("Commit: %v", err)
	}
	history, err := s.History(t.Context(), 10)
	if err != nil || len(history) != 1 {
		t.Errorf("History: %d lines, %v", len(history), err)
	}
	notes, err := s.Notes(t.Context(), "")
	if err != nil || len(notes) != 0 {
		t.Errorf("Notes: %v, %v", notes, err)
	}
	if _, err := s.Files(t.Context(), "big"); err != bot.ErrNotStored {
		t.Errorf("Files: %v", err)
	}
	s.Sleep()
	s.Extra()
	wantWorking(t, s)
}

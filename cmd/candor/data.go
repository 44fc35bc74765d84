package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"candor/adapters/store"
)

// dataDir is the folder where what outlives the program is kept: the store, the socket for
// moderators, suggestions. Empty is the usual one.
type dataDir string

// The files of the folder.
const (
	storeFile      = "candor.db"
	socketFile     = "candor.sock"
	suggestionsDir = "suggestions"
)

// path is the folder. It need not be there.
func (d dataDir) path() (string, error) {
	if tokenForm.MatchString(string(d)) {
		return "", usageError{errors.New("--data holds a token and not a folder: see CANDOR_DATA")}
	}
	if d != "" {
		return string(d), nil
	}
	if state := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(state) { // specifications.freedesktop.org/basedir-spec
		return filepath.Join(state, "candor"), nil
	}
	if runtime.GOOS == "windows" {
		if config, err := os.UserConfigDir(); err == nil {
			return filepath.Join(config, "candor"), nil
		}
	}
	home, err := os.UserHomeDir()
	if err != nil || !filepath.IsAbs(home) {
		return "", usageError{errors.New("there is no home folder to keep data in: set --data or CANDOR_DATA")}
	}
	return filepath.Join(home, ".local", "state", "candor"), nil
}

// socket is where moderators' commands come in.
func (d dataDir) socket() (string, error) {
	dir, err := d.path()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, socketFile), nil
}

// open returns the store, which opens its file when it is first asked.
func (d *dataDir) open(told func(string)) (*store.Store, error) {
	dir, err := d.path()
	if err != nil {
		return nil, err
	}
	return store.Open(filepath.Join(dir, storeFile), store.Config{Told: told}), nil
}

// reopen is open for who only looks: it makes no store where there is none.
func (d *dataDir) reopen() (*store.Store, error) {
	dir, err := d.path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, storeFile)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("nothing is stored in the folder %s: name that of the service by --data", dir)
	}
	return d.open(nil)
}

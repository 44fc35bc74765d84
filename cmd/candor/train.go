package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"candor/faq"
)

type trainCmd struct {
	Dir knowledgeDir `arg:"" optional:"" help:"Folder of the knowledge base; that of --knowledge if not given."`
}

// Run learns a base and keeps what was learned beside its files, where the next
// start finds it.
func (c *trainCmd) Run(con *console, dir *knowledgeDir) error {
	if c.Dir != "" {
		dir = &c.Dir
	}
	if *dir == "" {
		return usageError{errors.New("train needs a folder: the built-in knowledge base comes trained")}
	}
	base, err := dir.loadBy(faq.LoadAnew)
	if err != nil {
		return err
	}
	learned := faq.NewMatcher(base).Learned()
	name := filepath.Join(string(*dir), faq.LearnedFile)
	if err := keep(name, learned); err != nil {
		return err
	}
	fmt.Fprintf(con.out, "%s: %d bytes, for version %s\n", name, len(learned), base.Version)
	return nil
}

// keep writes what was learned, if the next start would read it.
func keep(name string, learned []byte) error {
	if len(learned) > faq.MaxLearnedBytes {
		return fmt.Errorf("%s: what was learned is %d bytes long, of which at most %d would be read: it is not written", name, len(learned), faq.MaxLearnedBytes)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s: is a folder: remove it first", name)
	}
	return replaceFile(name, learned)
}

// replaceFile writes a file so that at no time a part of it is there.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".candor-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

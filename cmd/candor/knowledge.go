package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"
)

// knowledgeDir is the folder of a knowledge base; empty is the built-in one.
type knowledgeDir string

// String names the base for people.
func (d knowledgeDir) String() string {
	if d == "" {
		return "the built-in knowledge base"
	}
	return string(d)
}

// files opens the folder; where that has to be closed, it is an [io.Closer].
func (d knowledgeDir) files() (fs.FS, error) {
	if d == "" {
		return knowledge.Files, nil
	}
	if tokenForm.MatchString(string(d)) {
		return nil, usageError{errors.New("--knowledge holds a token and not a folder: see CANDOR_KNOWLEDGE")}
	}
	info, err := os.Stat(string(d))
	if err != nil {
		return nil, fmt.Errorf("knowledge base %s: %w", d, withoutPath(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("knowledge base %s: is not a folder", d)
	}
	f, err := openFolder(string(d))
	if err != nil {
		return nil, fmt.Errorf("knowledge base %s: %w", d, withoutPath(err))
	}
	return f, nil
}

// closeFiles closes what files has opened.
func closeFiles(files fs.FS) {
	if c, ok := files.(io.Closer); ok {
		_ = c.Close() // nothing was written
	}
}

// load reads and checks the base.
func (d knowledgeDir) load() (*faq.Base, error) { return d.loadBy(faq.Load) }

// loadBy is load with a way of loading of the caller's choice.
func (d knowledgeDir) loadBy(load func(fs.FS) (*faq.Base, error)) (*faq.Base, error) {
	files, err := d.files()
	if err != nil {
		return nil, err
	}
	defer closeFiles(files)
	base, err := load(files)
	var faults faq.Faults
	if err == nil && d != "" { // the built-in one is held to this by a test
		if faults, _ = bot.ReviewLanguage(base); len(faults) > 0 {
			err = faults
		}
	}
	switch {
	case err == nil:
		return base, nil
	case errors.As(err, &faults) && len(faults) > 1:
		return nil, fmt.Errorf("%s cannot be used: %w (the first of %d faults: see candor check)", d, faults[0], len(faults))
	}
	return nil, fmt.Errorf("%s cannot be used: %w", d, err)
}

// bot returns the core with the base.
func (d knowledgeDir) bot() (*bot.Bot, error) {
	var wg sync.WaitGroup
	wg.Go(bot.Prepare)
	defer wg.Wait()
	base, err := d.load()
	if err != nil {
		return nil, err
	}
	return bot.New(bot.NewSnapshot(base), readBuild().version), nil
}

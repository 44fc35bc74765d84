package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"candor/faq"
)

// source is a base as it was read, with the very bytes that it was read from.
type source struct {
	base  *faq.Base
	files Files
}

// readTime is how long reading a folder may take: one that hangs, such as a network drive,
// must not hold up moderators for ever.
const readTime = 10 * time.Second

// errChanging: somebody is saving files, or copies a folder there.
var errChanging = errors.New("the files are being changed while I read them: try again in a moment")

// errFault: a file that no check foresaw.
var errFault = errors.New("something went wrong while reading the files: the program has a fault there")

// read reads the folder. The error is [faq.Faults], or a sentence for the moderator.
func (d *Desk) read(ctx context.Context) (source, error) {
	type result struct {
		source
		err error
	}
	done := make(chan result, 1)
	go func() {
		r := result{err: errFault}
		defer func() { // a panic here ends no more than this reading
			if recover() != nil {
				r.err = errFault
			}
			done <- r
		}()
		r.source, r.err = d.readSteady()
	}()
	timer := time.NewTimer(readTime)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.source, r.err
	case <-timer.C:
		return source{}, fmt.Errorf("reading the folder takes longer than %d seconds", int(readTime.Seconds()))
	case <-ctx.Done():
		return source{}, errors.New("stopped while reading the folder")
	}
}

// readSteady reads the folder until it is the same twice, right or wrong.
func (d *Desk) readSteady() (source, error) {
	const tries = 4
	fsys, err := d.files()
	if err != nil {
		return source{}, err
	}
	before, errBefore := readBase(fsys)
	for range tries {
		now, err := readBase(fsys)
		switch {
		case err == nil && errBefore == nil && now.base.Version == before.base.Version:
			return now, nil
		case err != nil && errBefore != nil && err.Error() == errBefore.Error():
			return source{}, err
		}
		before, errBefore = now, err
	}
	return source{}, errChanging
}

// files opens what a reload reads.
func (d *Desk) files() (fs.FS, error) {
	if d.cfg.Folder == nil {
		return d.cfg.Embedded, nil
	}
	return d.cfg.Folder()
}

// readBase reads a base and keeps its files.
func readBase(fsys fs.FS) (source, error) {
	r := &recorder{FS: fsys, files: Files{}}
	base, err := faq.Load(r)
	if err != nil {
		return source{}, err
	}
	return source{base, r.files}, nil
}

// fsys gives the files as a file system.
func (f Files) fsys() fs.FS { return filesFS(f) }

// recorder is a file system that keeps what is read from it.
type recorder struct {
	fs.FS
	mu    sync.Mutex
	files Files
}

// Stat and ReadDir keep what they open out of the files that are read.
func (r *recorder) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(r.FS, name) }
func (r *recorder) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// Open keeps a file's bytes once it was read to its end.
func (r *recorder) Open(name string) (fs.File, error) {
	f, err := r.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return &recorded{File: f, recorder: r, name: name}, nil
}

type recorded struct {
	fs.File
	*recorder
	name string
	data bytes.Buffer
}

func (f *recorded) Stat() (fs.FileInfo, error) { return f.File.Stat() }

func (f *recorded) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.data.Write(p[:n])
	if err == io.EOF {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.files[f.name] = slices.Clone(f.data.Bytes())
	}
	return n, err
}

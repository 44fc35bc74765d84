package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
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
	const tries = 5
	var before error
	for range tries {
		s, steady, err := d.readOnce()
		switch {
		case err == nil && steady:
			return s, nil
		case err != nil && before != nil && err.Error() == before.Error():
			return source{}, err
		}
		before = err
	}
	return source{}, errChanging
}

// readOnce reads the folder, which may be another each time that it is opened, and reports
// whether it is the same at once afterwards.
func (d *Desk) readOnce() (s source, steady bool, err error) {
	fsys, err := d.files()
	if err != nil {
		return source{}, false, err
	}
	if open, ok := fsys.(io.Closer); ok {
		defer open.Close() // nothing was written
	}
	r := newRecorder(fsys)
	s, err = r.base()
	return s, err == nil && r.unchanged(), err
}

// files opens what a reload reads.
func (d *Desk) files() (fs.FS, error) {
	if d.cfg.Folder == nil {
		return d.cfg.Embedded, nil
	}
	return d.cfg.Folder()
}

// readBase reads a base and keeps its files.
func readBase(fsys fs.FS) (source, error) { return newRecorder(fsys).base() }

// fsys gives the files as a file system.
func (f Files) fsys() fs.FS { return filesFS(f) }

// recorder is a file system that keeps what is read from it.
type recorder struct {
	fs.FS
	mu      sync.Mutex
	files   Files
	lists   map[string][]string // the names in folders
	missing map[string]bool     // files that are not there
}

func newRecorder(fsys fs.FS) *recorder {
	return &recorder{FS: fsys, files: Files{}, lists: map[string][]string{}, missing: map[string]bool{}}
}

// base reads the base that is in the file system.
func (r *recorder) base() (source, error) {
	base, err := faq.Load(r)
	if err != nil {
		return source{}, err
	}
	return source{base, r.files}, nil
}

// unchanged reports whether all that was read reads the same now. What was learned may be
// another: it says nothing that is not in the rest.
func (r *recorder) unchanged() bool {
	for dir, names := range r.lists {
		if now, err := fs.ReadDir(r.FS, dir); err != nil || !slices.Equal(namesIn(now), names) {
			return false
		}
	}
	for name := range r.missing {
		if _, err := fs.Stat(r.FS, name); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	for name, data := range r.files {
		if name != LearnedFile && !r.holds(name, data) {
			return false
		}
	}
	return true
}

// holds reports whether a file is what it was. What is none any more is not opened: a pipe
// has no end.
func (r *recorder) holds(name string, data []byte) bool {
	info, err := fs.Stat(r.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	now, err := fs.ReadFile(r.FS, name)
	return err == nil && bytes.Equal(now, data)
}

// namesIn are those of a folder that are of the base.
func namesIn(list []fs.DirEntry) (names []string) {
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names
}

// Stat keeps what is not there, and what it opens out of the files that are read.
func (r *recorder) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(r.FS, name)
	if errors.Is(err, fs.ErrNotExist) && name != LearnedFile {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.missing[name] = true
	}
	return info, err
}

// ReadDir keeps a folder's names, and what it opens out of the files that are read.
func (r *recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(r.FS, name)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lists[name] = namesIn(list)
	return list, err
}

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

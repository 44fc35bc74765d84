package bot

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"time"
)

// filesFS gives files to those who read a base: each is regular, and a folder is what its
// files' paths say.
type filesFS Files

// Open opens a file.
func (f filesFS) Open(name string) (fs.File, error) {
	data, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{*bytes.NewReader(data), memoryInfo{path.Base(name), int64(len(data))}}, nil
}

// ReadDir lists a folder's files.
func (f filesFS) ReadDir(dir string) ([]fs.DirEntry, error) {
	var list []fs.DirEntry
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if path.Dir(name) == dir {
			list = append(list, fs.FileInfoToDirEntry(memoryInfo{path.Base(name), int64(len(f[name]))}))
		}
	}
	if len(list) == 0 {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: fs.ErrNotExist}
	}
	return list, nil
}

// memoryFile is an open file.
type memoryFile struct {
	bytes.Reader
	info memoryInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }

type memoryInfo struct {
	name string
	size int64
}

func (i memoryInfo) Name() string       { return i.name }
func (i memoryInfo) Size() int64        { return i.size }
func (i memoryInfo) Mode() fs.FileMode  { return 0o444 }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }

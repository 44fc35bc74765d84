package main

import (
	"errors"
	"io/fs"
	"os"
)

// folder is the files of a knowledge base. Links are followed as long as they stay in the
// folder, such as those that Kubernetes mounts a volume with: whoever may write there, or
// pack what is unpacked there, may not thereby have the program show other files of the
// machine. That the folder itself is reached by a link is the operator's doing.
type folder struct {
	root    *os.Root
	files   fs.FS
	outside error // what the root says of a way that leads out of it
}

// Those that a base is read by, without opening what is no file.
var (
	_ fs.StatFS     = (*folder)(nil)
	_ fs.ReadDirFS  = (*folder)(nil)
	_ fs.ReadFileFS = (*folder)(nil)
)

// errOutside takes the place of the words that package os has for it. A root follows no
// absolute link, wherever that leads.
var errOutside = errors.New("a link leads out of the folder, or does not say relative to itself where it leads")

// errNowhere takes the place of the words for a file that is not there.
var errNowhere = errors.New("a link leads to nothing")

// openFolder opens a folder, until Close.
func openFolder(dir string) (*folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	_, err = root.Lstat("..") // package os does not export this error
	return &folder{root, root.FS(), withoutPath(err)}, nil
}

// Close implements io.Closer.
func (f *folder) Close() error { return f.root.Close() }

// Open implements [fs.FS].
func (f *folder) Open(name string) (fs.File, error) {
	file, err := f.files.Open(name)
	return file, f.plain(name, err)
}

// Stat implements [fs.StatFS].
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(f.files, name)
	return info, f.plain(name, err)
}

// ReadDir implements [fs.ReadDirFS].
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(f.files, name)
	return list, f.plain(name, err)
}

// ReadFile implements [fs.ReadFileFS].
func (f *folder) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(f.files, name)
	return data, f.plain(name, err)
}

// plain says in plain words what is wrong with a link. One that leads to nothing is no missing
// file: somebody meant a file to be there.
func (f *folder) plain(name string, err error) error {
	var pe *fs.PathError
	switch {
	case !errors.As(err, &pe):
		return err
	case errors.Is(pe.Err, f.outside):
		return &fs.PathError{Op: pe.Op, Path: pe.Path, Err: errOutside}
	case errors.Is(pe.Err, fs.ErrNotExist):
		if info, failed := f.root.Lstat(name); failed == nil && info.Mode().Type() == fs.ModeSymlink {
			return &fs.PathError{Op: pe.Op, Path: pe.Path, Err: errNowhere}
		}
	}
	return err
}

// withoutPath is err without the path.
func withoutPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

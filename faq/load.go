package faq

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Caps of a knowledge base, checked before anything is parsed. They keep a
// mistaken or hostile folder from costing more than a moment: YAML parsers take
// seconds and gigabytes on some texts of 100 kB.
const (
	MaxFileBytes  = 64 << 10
	MaxTotalBytes = 32 << 20
	MaxEntries    = 20_000
	MaxID         = 40 // a Telegram button carries 64 bytes, and a signature beside the ID
)

// A base of up to allRead bytes, many times the size of the shipped one, is read
// to its end for all its faults. Of a larger one no more than readOn bytes are
// read after the first fault, so that a folder which is wrong from the start is
// refused within 100 ms, whatever its size.
const (
	allRead = 2 << 20
	readOn  = 256 << 10
)

// The files of a knowledge base.
const (
	baseFile     = "base.yaml"
	synonymsFile = "synonyms.yaml"
	goldenFile   = "golden.jsonl"
	entriesDir   = "entries"
)

// Load reads the knowledge base in fsys: base.yaml and entries/ID.md, and if
// they are there synonyms.yaml, golden.jsonl and learned.bin. The error, when there is one,
// is [Faults]: everything that is wrong, each with file and line; of learned.bin, which
// only saves time, see Base.LearnedFault. Other files at the top and files whose name
// starts with a dot are left alone.
func Load(fsys fs.FS) (*Base, error) {
	b, err := LoadAnew(fsys)
	if err != nil {
		return nil, err
	}
	b.Learned, b.LearnedFault = readLearned(fsys)
	return b, nil
}

// LoadAnew is Load for a matcher that is to learn anew: it leaves learned.bin alone.
func LoadAnew(fsys fs.FS) (*Base, error) {
	l := &loader{fsys: fsys, base: &Base{}, sum: sha256.New(), ids: map[ID]bool{}}
	files, ok := l.survey()
	if !ok {
		return nil, l.err()
	}
	l.parseAll(files)
	if l.worthMore() {
		l.crossCheck()
	}
	if err := l.err(); err != nil {
		return nil, err
	}
	l.base.Version = hex.EncodeToString(l.sum.Sum(nil))[:12]
	return l.base, nil
}

// parseAll reads the files until there are too many faults or, in a large base,
// until readOn bytes after the first.
func (l *loader) parseAll(files []string) {
	after := 0
	for _, name := range files {
		if l.full() || l.large && after > readOn {
			return
		}
		if src, ok := l.read(name); ok {
			l.parse(name, src)
		}
		if len(l.all) > 0 {
			after += l.raw.Len()
		}
	}
}

// worthMore reports whether the entries are to be held against each other, which
// takes as long as a third of the reading. Of a large base that is refused anyway
// it is left, and the faults say so.
func (l *loader) worthMore() bool {
	if l.full() {
		return false
	}
	l.cut = l.large && len(l.all) > 0
	return !l.cut
}

// loader is the state of one Load.
type loader struct {
	faults
	large      bool         // more than allRead bytes
	raw        bytes.Buffer // the file being read
	words      []string     // room for the words of one text
	fsys       fs.FS
	base       *Base
	hosts      []string    // that answers may link to
	hostsKnown bool        // false after faults that hide them
	ids        map[ID]bool // of every entry file, also of one that could not be read
	sum        hash.Hash
	published  []publishedText
}

// survey lists the base's files, base.yaml first because it says how the
// others are read, and checks their number and sizes without opening them. It
// is not ok when the rest cannot or should not be read.
func (l *loader) survey() (files []string, ok bool) {
	var total int64
	for _, name := range []string{baseFile, synonymsFile, goldenFile} {
		info, err := fs.Stat(l.fsys, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != baseFile:
		case errors.Is(err, fs.ErrNotExist):
			l.add(name, 0, "the file is missing")
		case err != nil:
			l.add(name, 0, "cannot be read: %v", cause(err))
		case l.fits(name, info):
			files = append(files, name)
			total += info.Size()
		}
	}
	entries, size := l.surveyEntries()
	if total += size; total > MaxTotalBytes {
		l.add(entriesDir, 0, "the base holds %d bytes, at most %d are allowed", total, MaxTotalBytes)
		return nil, false
	}
	l.large = total > allRead
	return append(files, entries...), slices.Contains(files, baseFile)
}

func (l *loader) surveyEntries() (files []string, total int64) {
	list, err := fs.ReadDir(l.fsys, entriesDir)
	if err != nil {
		l.add(entriesDir, 0, "the folder cannot be read: %v", cause(err))
		return nil, 0
	}
	for _, entry := range list {
		name := path.Join(entriesDir, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || l.full() {
			continue
		}
		if msg := badName(entry.Name()); msg != "" {
			l.add(name, 0, "%s", msg)
			continue
		}
		l.ids[entryID(name)] = true
		info, err := fs.Stat(l.fsys, name) // follows links: a mounted volume is made of them
		if err != nil {
			l.add(name, 0, "cannot be read: %v", cause(err))
		} else if l.fits(name, info) {
			files = append(files, name)
			total += info.Size()
		}
		if len(files) > MaxEntries {
			l.add(entriesDir, 0, "holds more than %d entries", MaxEntries)
			return nil, total
		}
	}
	if len(files) == 0 && len(l.all) == 0 {
		l.add(entriesDir, 0, "holds no entry")
	}
	return files, total
}

// fits reports whether the file is one to read, and says so if it is not. A
// pipe, for one, has no end.
func (l *loader) fits(name string, info fs.FileInfo) bool {
	switch {
	case !info.Mode().IsRegular():
		l.add(name, 0, "is not a regular file")
	case info.Size() > MaxFileBytes:
		l.add(name, 0, "is %d bytes long, at most %d are allowed", info.Size(), MaxFileBytes)
	default:
		return true
	}
	return false
}

// badName says what is wrong with the name of a file in entries/, "" if nothing.
func badName(name string) string {
	id, ok := strings.CutSuffix(name, ".md")
	switch {
	case !ok:
		return "is not named ID.md"
	case !validID(id):
		return fmt.Sprintf("the name must be at most %d of a-z, 0-9 and '-', then .md", MaxID)
	case ID(id) == None:
		return "an entry cannot be named none: that stands for no entry"
	}
	return ""
}

// File is the path of the entry's file in a base.
func (id ID) File() string { return path.Join(entriesDir, string(id)+".md") }

// entryID is the ID of the entry in that file.
func entryID(name string) ID { return ID(strings.TrimSuffix(path.Base(name), ".md")) }

func validID(id string) bool {
	if id == "" || len(id) > MaxID {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-')
	})
}

// read returns the file's text with line ends made '\n', false after a fault.
func (l *loader) read(name string) (string, bool) {
	f, err := l.fsys.Open(name)
	if err != nil {
		l.add(name, 0, "cannot be read: %v", cause(err))
		return "", false
	}
	defer f.Close()
	l.raw.Reset()
	if _, err := l.raw.ReadFrom(io.LimitReader(f, MaxFileBytes+1)); err != nil {
		l.add(name, 0, "cannot be read: %v", cause(err))
		return "", false
	}
	raw := l.raw.Bytes()
	if len(raw) > MaxFileBytes { // it grew since the survey
		l.add(name, 0, "is longer than %d bytes", MaxFileBytes)
		return "", false
	}
	fmt.Fprintf(l.sum, "%s %d\n", name, len(raw))
	l.sum.Write(raw)
	src := strings.TrimPrefix(string(raw), "\ufeff")
	src = strings.ReplaceAll(src, "\r\n", "\n")
	return src, l.cleanText(name, src)
}

func (l *loader) parse(name, src string) {
	switch name {
	case baseFile:
		l.parseBase(src)
	case synonymsFile:
		l.parseSynonyms(src)
	case goldenFile:
		l.parseGolden(src)
	default:
		l.parseEntry(name, src)
	}
}

// parseGolden reads golden.jsonl; what its lines want is checked at the end,
// when every entry is known.
func (l *loader) parseGolden(src string) {
	questions, faults := readQuestions(strings.NewReader(src), goldenFile)
	for _, f := range faults {
		l.add(f.File, f.Line, "%s", f.Msg)
	}
	l.base.Golden = questions
}

// cause is err without the path, which the fault already names.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// sortEntries puts the entries in the order of their IDs, which is not quite
// that of their files' names.
func sortEntries(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
}

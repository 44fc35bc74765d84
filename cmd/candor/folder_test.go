package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/faq"
)

// linked is the base of the tests in a folder, and a folder beside it.
type linked struct {
	*testing.T
	dir, beside string
}

func newLinked(t *testing.T) linked {
	t.Helper()
	l := linked{t, filepath.Join(t.TempDir(), "answers"), t.TempDir()}
	l.must(os.CopyFS(l.dir, os.DirFS("testdata/base")))
	l.must(os.CopyFS(l.beside, os.DirFS("testdata/base")))
	return l
}

func (l linked) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// link puts a link in the place of a file or a folder.
func (l linked) link(to, name string) {
	l.Helper()
	l.must(os.RemoveAll(filepath.Join(l.dir, name)))
	l.must(os.Symlink(to, filepath.Join(l.dir, name)))
}

// check runs candor check.
func (l linked) check(dir string) (code int, said string) {
	var out strings.Builder
	code = run([]string{"check", dir}, nil, &out, &out)
	return code, out.String()
}

const leadsOut = ": a link leads out of the folder, or does not say relative to itself where it leads\n"

// TestLinksToNothing are faults, also in the place of files that need not be there: their text
// is not read, and nobody misses it. One in the place of learned.bin, which only saves time, is
// warned of.
func TestLinksToNothing(t *testing.T) {
	for name, want := range map[string]string{
		"base.yaml":         "base.yaml: cannot be read",
		"synonyms.yaml":     "synonyms.yaml: cannot be read",
		"golden.jsonl":      "golden.jsonl: cannot be read",
		"learned.bin":       "learned.bin: cannot be read",
		"entries":           "entries: the folder cannot be read",
		"entries/rising.md": "entries/rising.md: cannot be read",
	} {
		for by, links := range map[string]map[string]string{
			"a link":    {name: "nowhere"},
			"two links": {name: strings.Repeat("../", strings.Count(name, "/")) + "second", "second": "nowhere"},
			"a folder":  {name: "nowhere/at/all"},
		} {
			t.Run(name+" by "+by, func(t *testing.T) {
				l := newLinked(t)
				for from, to := range links {
					l.link(to, from)
				}
				code, said := l.check(l.dir)
				if (code != 1) != (name == "learned.bin") || !strings.Contains(said, want+": a link leads to nothing") {
					t.Errorf("check exits %d, says\n%s\nwant %s", code, said, want)
				}
			})
		}
	}
}

// TestLinksOutOfTheFolder are refused by name, and nothing of what they lead to is shown.
func TestLinksOutOfTheFolder(t *testing.T) {
	rising := "entries/rising.md"
	tests := map[string]struct {
		make func(l linked)
		want string
	}{
		"an entry, absolute":        {func(l linked) { l.link("/etc/passwd", rising) }, rising + ": cannot be read" + leadsOut},
		"an entry, relative":        {func(l linked) { l.link("../../secret", rising) }, rising + ": cannot be read" + leadsOut},
		"an entry to an entry":      {func(l linked) { l.link(filepath.Join(l.beside, rising), rising) }, rising + ": cannot be read" + leadsOut},
		"an entry to nothing":       {func(l linked) { l.link("/nowhere/at/all", rising) }, rising + ": cannot be read" + leadsOut},
		"an entry to a device":      {func(l linked) { l.link("/dev/zero", rising) }, rising + ": cannot be read" + leadsOut},
		"base.yaml":                 {func(l linked) { l.link(l.beside+"/base.yaml", "base.yaml") }, "base.yaml: cannot be read" + leadsOut},
		"synonyms.yaml":             {func(l linked) { l.link(l.beside+"/synonyms.yaml", "synonyms.yaml") }, "synonyms.yaml: cannot be read" + leadsOut},
		"golden.jsonl":              {func(l linked) { l.link(l.beside+"/golden.jsonl", "golden.jsonl") }, "golden.jsonl: cannot be read" + leadsOut},
		"the folder of entries":     {func(l linked) { l.link(l.beside+"/entries", "entries") }, "entries: the folder cannot be read" + leadsOut},
		"the folder of all entries": {func(l linked) { l.link("../..", "entries") }, "entries: the folder cannot be read" + leadsOut},
		"by two links": {func(l linked) {
			l.link(l.beside, "..data")
			l.link("..data/entries", "entries")
		}, "entries: the folder cannot be read" + leadsOut},
		"by a link in the middle": {func(l linked) {
			l.link(l.beside, "..data")
			l.link("../..data/entries/rising.md", rising)
		}, rising + ": cannot be read" + leadsOut},
		"round about": {func(l linked) { l.link("rising.md", rising) }, rising + ": cannot be read: too many levels of symbolic links\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l := newLinked(t)
			l.must(os.WriteFile(filepath.Join(filepath.Dir(l.dir), "secret"), []byte("hush"), 0o600))
			test.make(l)
			code, said := l.check(l.dir)
			if code != 1 || !strings.Contains(said, test.want) {
				t.Errorf("check exits %d, says\n%s\nwant %s", code, said, test.want)
			}
			if strings.Contains(said, "hush") || strings.Contains(said, "root:") {
				t.Errorf("it shows what the link leads to:\n%s", said)
			}
			if _, err := knowledgeDir(l.dir).load(); err == nil || !strings.Contains(err.Error()+"\n", strings.TrimSuffix(test.want, "\n")) {
				t.Errorf("load = %v, want %s", err, test.want)
			}
		})
	}
}

// TestLearnedBehindALink: what only saves time is left out, and told of.
func TestLearnedBehindALink(t *testing.T) {
	l := newLinked(t)
	l.must(os.WriteFile(l.beside+"/learned.bin", []byte("candor learned 0\n"), 0o600))
	l.link(l.beside+"/learned.bin", faq.LearnedFile)
	if code, said := l.check(l.dir); code != 0 || !strings.Contains(said, "learned.bin: cannot be read"+strings.TrimSuffix(leadsOut, "\n")) {
		t.Errorf("check exits %d, says\n%s", code, said)
	}
}

// TestLinksWithinTheFolder are followed, and so is one to the folder.
func TestLinksWithinTheFolder(t *testing.T) {
	tests := map[string]func(l linked) (dir string){
		"an entry": func(l linked) string {
			l.must(os.Mkdir(l.dir+"/more", 0o700))
			l.must(os.Rename(l.dir+"/entries/rising.md", l.dir+"/more/rising.md"))
			l.link("../more/rising.md", "entries/rising.md")
			return l.dir
		},
		"a volume of Kubernetes": func(l linked) string {
			l.must(os.CopyFS(l.dir+"/..2026_11_27", os.DirFS("testdata/base")))
			l.link("..2026_11_27", "..data")
			for _, name := range []string{"base.yaml", "synonyms.yaml", "golden.jsonl", "entries"} {
				l.link("..data/"+name, name)
			}
			return l.dir
		},
		"a volume of files": func(l linked) string {
			l.must(os.CopyFS(l.dir+"/entries/..2026_11_27", os.DirFS("testdata/base/entries")))
			l.link("..2026_11_27", "entries/..data")
			l.link("..data/rising.md", "entries/rising.md")
			return l.dir
		},
		"the folder itself": func(l linked) string {
			l.must(os.Symlink(l.dir, l.beside+"/current"))
			return l.beside + "/current"
		},
		"the folder, by two links": func(l linked) string {
			l.must(os.Symlink(l.dir, l.beside+"/one"))
			l.must(os.Symlink("one", l.beside+"/two"))
			return l.beside + "/two/"
		},
	}
	want, err := knowledgeDir("testdata/base").load()
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			l := newLinked(t)
			base, err := knowledgeDir(make(l)).load()
			if err != nil || base.Version != want.Version {
				t.Errorf("load = %v, want the base as without links", err)
			}
		})
	}
}

// TestFolderIsClosed: a service that reloads for years keeps no folder open.
func TestFolderIsClosed(t *testing.T) {
	l := newLinked(t)
	var opened fs.FS
	if _, err := knowledgeDir(l.dir).loadBy(func(files fs.FS) (*faq.Base, error) {
		opened = files
		return faq.Load(files)
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.Stat(opened, "base.yaml"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("Stat after load = %v, want that it is closed", err)
	}
}

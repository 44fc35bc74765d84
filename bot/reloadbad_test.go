package bot_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// seed is a mistake in a folder of answers.
type seed struct {
	name string
	sow  func(t testing.TB, f *folder)
	says string // in the refusal: the file, the line and the reason
}

// change sows by changing a text in a file.
func change(name, file, old, text, says string) seed {
	return seed{name, func(t testing.TB, f *folder) { f.replace(t, file, old, text) }, says}
}

// add sows by writing a file.
func add(name, file, text, says string) seed {
	return seed{name, func(_ testing.TB, f *folder) { f.write(file, text) }, says}
}

const salt = "entries/salt.md"

// entry is an entry's file.
func entry(front, answer string) string {
	return "---\nquestion: Which seeds are good on top?\nasked: [poppy or sesame]\nsection: The Oven\nreviewed: 2026-01-02\n" + front + "---\n" + answer + "\n"
}

// seeds are what people get wrong, or do to harm.
var seeds = []seed{
	change("syntax", "base.yaml", "title: Bread", "title: [Bread", "base.yaml:1: the [ that opens here is not closed"),
	change("tab in front matter", salt, "  - amount of salt", "\t- amount of salt", salt+":4: begins with a tab"),
	change("unknown field", salt, "section: Before You Start", "section: Before You Start\nauthor: somebody", salt+":8: unknown key"),
	change("field twice", salt, "section: Before You Start", "section: Before You Start\nsection: The Oven", salt+":8: the key \"section\" stands here twice"),
	change("missing field", salt, "reviewed: 2026-01-02\n", "", salt+":2: the key \"reviewed\" is missing"),
	change("no such day", salt, "2026-01-02", "2026-02-30", salt+":8: reviewed must be a day"),
	add("ID in another case", "entries/Salt.md", entry("", "Sesame."), "entries/Salt.md: the name must be"),
	change("phrasing of another entry", salt, "  - amount of salt", "  - amount of salt\n  - amount of yeast", "amount of yeast"),
	change("empty answer", salt, "About 10 grams for 500 grams of flour.", "", salt+":10: the answer is empty"),
	change("over-long answer", salt, "About 10 grams", strings.Repeat("About 10 grams. ", 300), salt+":"),
	change("over-long title", salt, "How much salt", "How "+strings.Repeat("very ", 60)+"much salt", salt+":2: the question is"),
	add("over-long file", "entries/long.md", entry("", strings.Repeat("x ", 40_000)), "entries/long.md: is 80"),
	change("missing disclaimer", "base.yaml", "disclaimer: This is about bread in general. For your own kitchen, ask a baker.\n", "", "base.yaml:1: the key \"disclaimer\" is missing"),
	change("link to a foreign host", "entries/flour.md", "https://example.org/flour", "https://evil.example/flour", "entries/flour.md:12: the host \"evil.example\""),
	change("link that is no web page", "entries/flour.md", "https://example.org/flour", "javascript:alert(1)", "entries/flour.md:12:"),
	change("address without a scheme", salt, "About 10 grams", "See evil.example for 10 grams", salt+":10: the answer holds"),
	change("mention", salt, "About 10 grams", "@everyone: about 10 grams", salt+":10: the answer holds a mention"),
	change("promise", salt, "About 10 grams", "I promise that you will be fine: 10 grams", salt),
	change("banned phrase", salt, "About 10 grams", "Whoever committed suicide took 10 grams", salt+":10: says"),
	change("banned phrase in the disclaimer", "base.yaml", "ask a baker", "commit suicide", "base.yaml: the disclaimer says"),
	change("cry for help as a phrasing", salt, "  - amount of salt", "  - amount of salt\n  - I want to die", salt+":5: tells of danger (suicide)"),
	change("cry for help as a title", salt, "How much salt goes into bread?", "I want to kill myself", salt+":2: "),
	change("bad encoding", salt, "About 10 grams", "About \xff 10 grams", salt+":10: is not valid UTF-8"),
	change("UTF-16", salt, "---\nquestion", "\xff\xfe-\x00-\x00question", salt+":1: is not valid UTF-8"),
	change("mark in the middle", salt, "About 10 grams", "About \ufeff10 grams", salt+":10: holds an invisible character"),
	change("two marks at the start", salt, "---\nquestion", "\ufeff\ufeff---\nquestion", salt+":1: holds an invisible character"),
	change("right-to-left override", salt, "About 10 grams", "About \u202e10 grams", salt+":10: holds a bidirectional control character"),
	change("escaped override", salt, "  - amount of salt", "  - \"amount of \\u202esalt\"", salt+":4: "),
	change("NUL", salt, "About 10 grams", "About \x0010 grams", salt+":10: holds a control character"),
	change("anchor", "base.yaml", "title: Bread", "title: &a Bread", "base.yaml:1: a text that begins with &"),
	change("alias", "base.yaml", "title: Bread", "title: *a", "base.yaml:1: a text that begins with *"),
	change("tag", "base.yaml", "title: Bread", "title: !!binary QnJlYWQ=", "base.yaml:1: a text that begins with !"),
	change("two documents", "base.yaml", "title: Bread", "title: Bread\n---\ntitle: Other", "base.yaml:2: has \"---\""),
	change("decomposed letter", salt, "About 10 grams", "About the cafe\u0301 10 grams", salt+":10: is not in Unicode's composed form"),
	change("related to nowhere", "entries/flour.md", "related: [yeast, salt]", "related: [yeast, sugar]", "entries/flour.md:10: "),
	change("section that is none", salt, "section: Before You Start", "section: The End", salt+":7: "),
	change("synonym in two groups", "synonyms.yaml", "- [crust,", "- [proof, crust,", "synonyms.yaml:2: "),
	change("thresholds in the wrong order", "base.yaml", "answer: 0.6", "answer: 0.05", "base.yaml:14: the suggest threshold"),
	change("golden that is no JSON", "golden.jsonl", `{"question": "how many grams`, `{question: "how many grams`, "golden.jsonl:2: "),
	change("golden of an unknown entry", "golden.jsonl", `"want": "yeast"`, `"want": "sugar"`, "golden.jsonl:2: "),
	{"golden that breaks", breakGolden, `golden.jsonl:2: "how many grams of yeast" does not find yeast any more`},
	{"no base.yaml", func(_ testing.TB, f *folder) { f.write("base.yaml", "") }, "base.yaml: the file is missing"},
	add("empty base.yaml", "base.yaml", " ", "base.yaml:1: is empty"),
	{"no entries", func(_ testing.TB, f *folder) {
		for name := range f.files {
			if strings.HasPrefix(name, "entries/") {
				f.write(name, "")
			}
		}
	}, "entries: "},
	{"no files", func(_ testing.TB, f *folder) { f.files = fstest.MapFS{} }, "base.yaml: the file is missing"},
	{"zero bytes", func(_ testing.TB, f *folder) { f.files[salt] = &fstest.MapFile{} }, salt + ":1: must start with front matter"},
	add("cut off", salt, "---\nquestion: How much sa", salt+":"),
	{"a folder at a file's place", func(_ testing.TB, f *folder) { f.files[salt] = &fstest.MapFile{Mode: fs.ModeDir} }, salt + ": is not a regular file"},
	{"a pipe at a file's place", func(_ testing.TB, f *folder) { f.files[salt] = &fstest.MapFile{Mode: fs.ModeNamedPipe} }, salt + ": is not a regular file"},
	{"no folder", func(_ testing.TB, f *folder) { f.err = errors.New("knowledge: no such folder") }, "knowledge: no such folder"},
	add("name with a control character", "entries/a\x1b[2Jb.md", entry("", "Sesame."), "the name must be"),
}

// TestBadBases (F20): each of them is refused with file, line and reason, and not a byte of
// any answer changes.
func TestBadBases(t *testing.T) {
	oneAtATime(t)
	d := startDesk(t)
	d.folder.mark("11")
	d.reload(t, "1")
	files, before, lines := d.folder.files, d.allReplies(t), len(d.history(t))
	for _, s := range seeds {
		t.Run(s.name, func(t *testing.T) {
			d.folder.files, d.folder.err = cloned(breadFiles(t)), nil
			s.sow(t, d.folder)
			d.clock.t = d.clock.t.Add(reloadPause)
			start := time.Now()
			r := d.says(t, "1", "/reload")
			if took := time.Since(start); took > 2*time.Second*raceFactor {
				t.Errorf("the refusal took %v", took)
			}
			want(t, r, bot.KindRefused, notChanged, s.says, "the same as before")
			if strings.ContainsAny(r.Text(), "\x00\x1b\u202e") {
				t.Errorf("the refusal holds a control character: %q", r.Text())
			}
			if len(r.Choices()) > 0 {
				t.Errorf("a refusal offers %v", labels(r))
			}
			if _, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil {
				t.Error("a signal puts it in use")
			}
		})
	}
	if diff := cmp.Diff(before, d.allReplies(t)); diff != "" {
		t.Errorf("replies (-before +after):\n%s", diff)
	}
	if len(d.history(t)) != lines {
		t.Errorf("audit: %v", d.audit(t)[lines:])
	}
	d.folder.files, d.folder.err = files, nil
	d.clock.t = d.clock.t.Add(reloadPause)
	want(t, d.says(t, "1", "/reload"), bot.KindInfo, "As it was")
}

func cloned(files fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for name, file := range files {
		out[name] = &fstest.MapFile{Data: bytes.Clone(file.Data), Mode: file.Mode}
	}
	return out
}

// allReplies are the replies to all that the little base can be asked, in full.
func (d *desk) allReplies(t *testing.T) (all []string) {
	messages := []bot.Message{member("/topics"), member("/topics 2"), member("/about"), member("/help"), member("quarterly tax return"), member("bread yeast flour salt")}
	for text := range alarms {
		messages = append(messages, member(text))
	}
	for name, file := range breadFiles(t) {
		if id, ok := strings.CutPrefix(name, "entries/"); ok {
			messages = append(messages, pressed(strings.TrimSuffix(id, ".md")))
		}
		for line := range strings.Lines(string(file.Data)) {
			if asked, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
				messages = append(messages, member(asked))
			}
		}
	}
	for _, m := range messages {
		m.User, m.Chat = "", "" // nobody's: a card is whole each time
		r := d.gets(t, m)
		choices := r.Choices()
		if slices.Contains(labels(r), sendIt) { // its code is new each time
			choices = choices[:len(choices)-1]
		}
		all = append(all, fmt.Sprintf("%s: %s %s %q %q %q %q %v %v", m.Text+m.Choice, r.Kind(), r.Version(), r.Title(), r.Text(), r.Credit(), r.Disclaimer(), choices, r.Votes()))
	}
	slices.Sort(all)
	if len(all) < 50 {
		t.Fatalf("only %d replies", len(all))
	}
	return all
}

// TestBadFiles (F23): files that cannot be read are named, and nothing hangs.
func TestBadFiles(t *testing.T) {
	for name, test := range map[string]struct {
		do   func(t *testing.T, dir string)
		says string
	}{
		"missing":    {func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "base.yaml"))) }, "base.yaml: the file is missing"},
		"truncated":  {func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, salt), 20)) }, salt + ":"},
		"zero bytes": {func(t *testing.T, dir string) { must(t, os.Truncate(filepath.Join(dir, salt), 0)) }, salt + ":1: must start with front matter"},
		"a directory": {func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, salt)))
			must(t, os.Mkdir(filepath.Join(dir, salt), 0o755))
		}, salt + ": is not a regular file"},
		"links in a ring": {func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, salt)))
			must(t, os.Symlink("salt.md", filepath.Join(dir, salt)))
		}, salt + ": cannot be read: too many levels of symbolic links"},
		"a pipe": {func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, salt)))
			must(t, syscall.Mkfifo(filepath.Join(dir, salt), 0o600))
		}, salt + ": is not a regular file"},
		"a pipe for base.yaml": {func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, "base.yaml")))
			must(t, syscall.Mkfifo(filepath.Join(dir, "base.yaml"), 0o600))
		}, "base.yaml: is not a regular file"},
		"a file at the folder's place": {func(t *testing.T, dir string) {
			must(t, os.RemoveAll(filepath.Join(dir, "entries")))
			must(t, os.WriteFile(filepath.Join(dir, "entries"), nil, 0o600))
		}, "entries: the folder cannot be read"},
		"no folder at all": {func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) }, "base.yaml: the file is missing"},
		"forbidden": {func(t *testing.T, dir string) {
			if os.Geteuid() == 0 {
				t.Skip("root may read everything")
			}
			must(t, os.Chmod(filepath.Join(dir, salt), 0))
		}, salt + ": cannot be read: permission denied"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "knowledge")
			must(t, os.CopyFS(dir, breadFiles(t)))
			d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Folder = func() (fs.FS, error) { return os.DirFS(dir), nil } }).start(t)
			version := d.bot.Version()
			test.do(t, dir)
			want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, test.says)
			if d.bot.Version() != version {
				t.Error("other answers are in use")
			}
			if d.start(t).bot.Version() != version { // from the store
				t.Errorf("after a start version %s is in use, not %s", d.bot.Version(), version)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// changing is a folder that is another at each look: its files are being saved.
type changing struct {
	files fstest.MapFS
	looks *atomic.Int64
	until int64 // from this look on it stays
}

func (c changing) Open(name string) (fs.File, error) {
	if name == salt {
		n := min(c.looks.Add(1), c.until)
		files := cloned(c.files)
		files[salt] = file(strings.Replace(string(files[salt].Data), "About 10", fmt.Sprintf("About %d", 100+n), 1))
		return files.Open(name)
	}
	return c.files.Open(name)
}

// TestReplacedWhileRead: a folder that is being changed is read again until it is the same
// twice, or refused.
func TestReplacedWhileRead(t *testing.T) {
	d := startDesk(t)
	d.folder.mark("11")
	d.reload(t, "1")
	var looks atomic.Int64
	d.change = func(cfg *bot.DeskConfig) {
		cfg.Folder = func() (fs.FS, error) { return changing{breadFiles(t), &looks, 1 << 40}, nil }
	}
	version := d.bot.Version()
	d.start(t) // refused there, too
	if d.bot.Version() != version || !strings.Contains(d.told.String(), "being changed") {
		t.Errorf("version %s in use, not %s; told %s", d.bot.Version(), version, d.told)
	}
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "being changed")

	looks.Store(0)
	d.change = func(cfg *bot.DeskConfig) {
		cfg.Folder = func() (fs.FS, error) { return changing{breadFiles(t), &looks, 6}, nil }
	}
	d.start(t)
	if r := d.gets(t, pressed("salt")); !strings.Contains(r.Text(), "About 106") {
		t.Errorf("salt: %q", r.Text())
	}
}

// closing is a folder that counts how many of it are open.
type closing struct {
	fs.FS
	open *atomic.Int64
}

func (c closing) Close() error {
	c.open.Add(-1)
	return nil
}

// TestFolderIsClosed once it was read, whatever came of it.
func TestFolderIsClosed(t *testing.T) {
	var open, opened atomic.Int64
	files := breadFiles(t)
	d := newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Folder = func() (fs.FS, error) {
			open.Add(1)
			opened.Add(1)
			return closing{files, &open}, nil
		}
	}).start(t)
	want(t, d.says(t, "1", "/reload"), bot.KindInfo, "As it was")
	delete(files, "base.yaml")
	want(t, d.says(t, "2", "/reload"), bot.KindRefused, notChanged, "base.yaml: the file is missing")
	if open.Load() != 0 || opened.Load() < 3 {
		t.Errorf("%d of %d folders are still open", open.Load(), opened.Load())
	}
}

// panicking is a file system with a fault.
type panicking struct{}

func (panicking) Open(string) (fs.File, error) { panic("a fault in a file system") }

// TestFaultWhileReading: a fault of a parser, or below, is a reload that failed, not the
// end of the program.
func TestFaultWhileReading(t *testing.T) {
	d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Folder = func() (fs.FS, error) { return panicking{}, nil } }).start(t)
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "went wrong while reading")
	if r := d.gets(t, member("amount of salt")); r.Entry() != "salt" {
		t.Errorf("salt: %s %q", r.Kind(), r.Title())
	}
}

// breakGolden changes answers so that a golden question gets another one.
func breakGolden(t testing.TB, f *folder) {
	t.Helper()
	f.write("entries/levain.md", entry("", "Levain.")[:0]+"---\nquestion: How many grams of yeast?\nasked: [how many grams of it]\nsection: The Oven\nreviewed: 2026-01-02\n---\nNone.\n")
}

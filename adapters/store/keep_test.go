package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"candor/adapters/store"
	"candor/bot"
)

// kept is a program with moderators on a store in a file, wired as candor serve does.
type kept struct {
	*bot.Desk
	bot    *bot.Bot
	store  *store.Store
	path   string
	folder fstest.MapFS
	two    bool
}

// entryFile is an entry whose answer bears a mark.
func entryFile(mark string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\nquestion: How much salt goes into bread?\nasked: [amount of salt]\nsection: Dough\nreviewed: 2026-01-02\n---\nAbout " + mark + " grams.\n")}
}

func newKept(t *testing.T) *kept {
	t.Helper()
	return &kept{path: filepath.Join(t.TempDir(), "candor.db"), folder: fstest.MapFS{
		"base.yaml":       {Data: []byte("title: Bread\nlanguage: en\nsource:\n  title: A Book of Bread\ndisclaimer: See a baker.\n")},
		"entries/salt.md": entryFile("10"),
	}}
}

// start starts the program, for the first time or anew.
func (k *kept) start(t *testing.T) *kept {
	t.Helper()
	var serving *bot.Desk
	k.store = store.Open(k.path, store.Config{Told: func(string) {
		if serving != nil {
			serving.Keep()
		}
	}})
	var err error
	cfg := bot.DeskConfig{Folder: func() (fs.FS, error) { return k.folder, nil }, Embedded: k.folder, Store: k.store, TwoPerson: k.two}
	k.bot, k.Desk, err = bot.Start(t.Context(), cfg, "1")
	must(t, err)
	serving = k.Desk
	return k
}

// beside is another program on the same file and folder.
func (k *kept) beside(t *testing.T) *kept {
	t.Helper()
	return (&kept{path: k.path, folder: k.folder}).start(t)
}

// end ends the program as a service is ended.
func (k *kept) end(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	must(t, k.Run(ctx))
	must(t, k.store.Close())
}

func (k *kept) says(t *testing.T, text string) bot.Reply {
	t.Helper()
	r, err := k.bot.Handle(t.Context(), bot.Message{Platform: "discord", User: "1", Text: text, Private: true, Role: bot.RoleModerator})
	must(t, err)
	return r
}

// changes does all that a store keeps of moderators besides a reload, and goes back at the end.
func (k *kept) changes(t *testing.T) {
	t.Helper()
	for _, order := range []string{"/off salt", "/on salt", "/pause", "/rollback"} {
		k.says(t, order)
	}
}

// signal puts the folder in use with a mark.
func (k *kept) signal(t *testing.T, mark string) {
	t.Helper()
	k.folder["entries/salt.md"] = entryFile(mark)
	_, err := k.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"})
	must(t, err)
}

// wants looks which answers are in use.
func (k *kept) wants(t *testing.T, mark string) {
	t.Helper()
	r, err := k.bot.Handle(t.Context(), bot.Message{Platform: "telegram", User: "7", Choice: "salt", Private: true})
	must(t, err)
	if !strings.Contains(r.Text(), "About "+mark+" grams") {
		t.Errorf("in use is %q, want %s", r.Text(), mark)
	}
}

// losses are what befalls a file under a running program.
var losses = map[string]func(t *testing.T, path string){
	"deleted": func(t *testing.T, path string) {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + end)
		}
	},
	"its folder deleted": func(t *testing.T, path string) { must(t, os.RemoveAll(filepath.Dir(path))) },
	"in place damaged": func(t *testing.T, path string) {
		must(t, os.WriteFile(path, bytes.Repeat([]byte("no store "), 10_000), 0o600))
	},
	"in place emptied": func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) },
}

// TestLostUnderAProgram: whatever becomes of the file, after a start all is in use that was
// before: the answers, what was gone back from, what is switched off; and /rollback goes on.
func TestLostUnderAProgram(t *testing.T) {
	for name, lose := range losses {
		for _, rests := range []bool{false, true} {
			t.Run(name+map[bool]string{false: " while open", true: " while closed"}[rests], func(t *testing.T) {
				k := newKept(t).start(t)
				k.signal(t, "11")
				k.signal(t, "12")
				k.changes(t)
				if rests {
					k.store.Sleep()
				}
				lose(t, k.path)
				if strings.HasPrefix(name, "in place") {
					k.store.Sleep() // what is open is read from memory until then
				}
				k.end(t) // which nobody saw
				k.start(t)
				if text := k.says(t, "/versions").Text(); strings.Count(text, "\n- ") != 3 { // one of them is left
					t.Errorf("not everything is stored again once:\n%s", text)
				}
				if r := k.says(t, "amount of salt"); r.Title() != "Answers are paused" {
					t.Errorf("after a start: %q", r.Title())
				}
				k.says(t, "/resume")
				k.wants(t, "11")
				if said, err := k.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil {
					t.Errorf("a signal brings back what was gone back from: %s", said)
				}
				k.says(t, "/rollback")
				k.wants(t, "10")
				k.end(t)
			})
		}
	}
}

// TestLostUnderTwoPrograms: what one program went back from and switched off stays so after a
// start, also if it was the other that began the new file, or stored last what is in use there.
func TestLostUnderTwoPrograms(t *testing.T) {
	for name, lose := range losses {
		for _, rests := range []bool{false, true} {
			for _, reloaded := range []bool{false, true} {
				for _, last := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s closed %v, both reloaded %v, the other last %v", name, rests, reloaded, last), func(t *testing.T) {
						one := newKept(t).start(t)
						other := one.beside(t)
						if reloaded {
							one.signal(t, "11")
						}
						other.signal(t, "11")
						other.changes(t)
						if rests || strings.HasPrefix(name, "in place") {
							one.store.Sleep()
							other.store.Sleep()
						}
						lose(t, one.path)
						first, second := one, other
						if last {
							first, second = other, one
						}
						for _, k := range []*kept{first, second} {
							for range 3 { // one that is damaged is found out by an error
								k.says(t, "/versions")
							}
							k.end(t)
						}
						other.start(t)
						if r := other.says(t, "amount of salt"); r.Title() != "Answers are paused" {
							t.Errorf("after a start: %q", r.Title())
						}
						other.says(t, "/resume")
						other.wants(t, "10")
						if said, err := other.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil {
							t.Errorf("a signal brings back what was gone back from: %s", said)
						}
						other.end(t)
					})
				}
			}
		}
	}
}

// TestLostWithTwoPersons: a store that is lost gets nobody past the second moderator.
func TestLostWithTwoPersons(t *testing.T) {
	for name, lose := range losses {
		t.Run(name, func(t *testing.T) {
			k := newKept(t)
			k.two = true
			k.start(t)
			k.folder["entries/salt.md"] = entryFile("11")
			k.store.Sleep()
			lose(t, k.path)
			k.end(t)
			k.start(t).wants(t, "10")
			k.end(t)
		})
	}
}

// TestRollbackOnAFullFile: it works while nothing can be written, and is stored once it can.
func TestRollbackOnAFullFile(t *testing.T) {
	for name, pragma := range map[string]string{"full": "max_page_count(1)", "read-only": "query_only(ON)"} {
		t.Run(name, func(t *testing.T) {
			k := newKept(t).start(t)
			k.signal(t, "11")
			k.store.Sleep()
			k.store.Extra(pragma)
			for n := 0; !strings.Contains(k.says(t, "/pause").Text()+k.says(t, "/resume").Text(), "could not be stored"); n++ {
				if n == 1000 {
					t.Fatal("there is room for everything: the test is none")
				}
			}
			if r := k.says(t, "/rollback"); r.Title() != "In use now" || !strings.Contains(r.Text(), "could not be stored yet: "+k.path) {
				t.Errorf("%q: %q", r.Title(), r.Text())
			}
			k.wants(t, "10")
			if _, err := k.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil {
				t.Error("a signal brings back what was gone back from")
			}
			k.store.Sleep()
			k.store.Extra()
			k.end(t)
			k.start(t).wants(t, "10")
			k.end(t)
		})
	}
}

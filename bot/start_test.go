package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"candor/bot"
	"candor/bot/bottest"
)

// fail is trouble in some methods of the store.
func fail(methods ...string) bottest.Trouble { return bottest.Fail(errDisk).In(methods...) }

// hanging is a file system on which nothing ends until the test does.
type hanging struct{ done <-chan struct{} }

func (h hanging) Open(name string) (fs.File, error) {
	<-h.done
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("cut off")}
}

// slow is a file system that takes a moment for its first file.
type slow struct {
	fs.FS
	by time.Duration
}

func (s slow) Open(name string) (fs.File, error) {
	if name == "base.yaml" {
		time.Sleep(s.by)
	}
	return s.FS.Open(name)
}

// TestBootOrder: the folder, the version that was in use last, the embedded answers: the
// first that is sound. The store holds answers that say 12, the folder 13, the embedded 10.
func TestBootOrder(t *testing.T) {
	oneAtATime(t)
	const none, ok = "none", "ok"
	folders := map[string]string{none: "", ok: "13", "bad": "", "missing": "", "hanging": "", "slow": "13", "unreadable": ""}
	stores := map[string]string{ok: "12", "empty": "", "damaged": "", "of a bad version": "", "down": "", "hanging": "", "slow": "12", "without files": ""}
	for folder, ofFolder := range folders {
		for store, ofStore := range stores {
			t.Run("folder "+folder+", store "+store, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d := bootDesk(t, folder, store)
					start := time.Now()
					d.start(t)
					took := time.Since(start)
					want := ofFolder
					if folder == none { // the embedded are what the folder is elsewhere
						want = "10"
					}
					if want == "" {
						want = ofStore
					}
					if want == "" {
						want = "10"
					}
					if got := d.inUse(t); got != want {
						t.Errorf("answers of %s in use, want %s; told: %s", got, want, d.told)
					}
					if took > 30*time.Second {
						t.Errorf("the start took %v", took)
					}
					if r := d.gets(t, member("I want to die")); r.Kind() != bot.KindHelp {
						t.Errorf("a cry for help: %s %q", r.Kind(), r.Title())
					}
					if bad := ofFolder == "" && folder != none; bad && d.told.String() == "" {
						t.Error("the operator was told nothing")
					}
				})
			})
		}
	}
}

// bootDesk is a desk before its start.
func bootDesk(t *testing.T, folder, store string) *desk {
	t.Helper()
	d := newDesk(t, nil)
	files := breadFiles(t)
	files[salt] = file(strings.Replace(string(files[salt].Data), "About 10", "About 12", 1))
	version := mustVersion(t, files)
	stored := bot.Files{}
	for name, file := range files {
		stored[name] = file.Data
	}
	switch store {
	case "empty":
	case "of a bad version":
		stored["base.yaml"] = []byte("title: [")
		fallthrough
	default:
		must(t, d.memory.Commit(t.Context(), bot.Change{Action: "reload", Version: version}, bot.Write{Files: stored, Notes: map[string]string{"live": version}}))
	case "without files":
		must(t, d.memory.Commit(t.Context(), bot.Change{Action: "reload", Version: version}, bot.Write{Notes: map[string]string{"live": version}}))
	}
	d.store.Set(map[string]bottest.Trouble{"damaged": fail("Files"), "down": bottest.Fail(errDisk), "hanging": bottest.Hang, "slow": bottest.Slow(2 * time.Second)}[store])
	d.folder.mark("13")
	switch folder {
	case "none":
		d.change = func(cfg *bot.DeskConfig) { cfg.Folder = nil }
	case "bad":
		d.folder.write("base.yaml", "title: [")
	case "missing":
		d.folder.files = fstest.MapFS{}
	case "unreadable":
		d.folder.fail(errors.New("permission denied"))
	case "hanging":
		d.change = func(cfg *bot.DeskConfig) {
			cfg.Folder = func() (fs.FS, error) { return hanging{t.Context().Done()}, nil }
		}
	case "slow":
		d.change = func(cfg *bot.DeskConfig) {
			cfg.Folder = func() (fs.FS, error) { f, err := d.folder.open(); return slow{f, 2 * time.Second}, err }
		}
	}
	return d
}

// mustVersion is the version of some files.
func mustVersion(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	b, _, err := bot.Start(t.Context(), bot.DeskConfig{Embedded: files, Store: bottest.NewMemory()}, "1")
	if err != nil {
		t.Fatal(err)
	}
	return b.Version()
}

// TestStartNeedsSomething: without even embedded answers there is nothing to say.
func TestStartNeedsSomething(t *testing.T) {
	b, d, err := bot.Start(t.Context(), bot.DeskConfig{Embedded: fstest.MapFS{}, Store: bottest.NewMemory()}, "1")
	if err == nil || b != nil || d != nil || !strings.Contains(err.Error(), "base.yaml: the file is missing") {
		t.Errorf("Start = %v, %v, %v", b, d, err)
	}
}

// TestStartTellsTheStore: the audit says what came into use by a start, and a start that
// changes nothing leaves no line.
func TestStartTellsTheStore(t *testing.T) {
	d := startDesk(t)
	first := d.bot.Version()
	d.start(t)
	d.folder.mark("11")
	d.start(t)
	history := d.history(t)
	if got := fmt.Sprint(d.audit(t)); got != "[start start]" || history[0].Before != "" || history[1].Before != first || history[1].Version != d.bot.Version() {
		t.Errorf("audit: %+v", history)
	}
	if notes := d.notes(t); notes["live"] != d.bot.Version() {
		t.Errorf("notes: %v", notes)
	}
	if _, err := d.memory.Files(t.Context(), d.bot.Version()); err != nil {
		t.Errorf("files: %v", err)
	}
}

// TestStartReviews: a folder whose language is not that of help cards is no sound one.
func TestStartReviews(t *testing.T) {
	d := newDesk(t, nil)
	d.folder.replace(t, salt, "  - amount of salt", "  - amount of salt\n  - I want to die")
	d.start(t)
	if d.bot.Version() != mustVersion(t, breadFiles(t)) || !strings.Contains(d.told.String(), "tells of danger") {
		t.Errorf("version %s in use; told %s", d.bot.Version(), d.told)
	}
}

// TestUpgradeToOtherRules: answers that were in use before the program had the rules that
// they break are served from the store. The start tells what they break, and so does a
// reload, until the folder is changed.
func TestUpgradeToOtherRules(t *testing.T) {
	d := newDesk(t, nil)
	d.folder.replace(t, salt, "About 10 grams", "About 12 grams. Call 0800 123 4567")
	stored := bot.Files{}
	for name, file := range d.folder.files {
		stored[name] = file.Data
	}
	version := mustVersion(t, d.folder.files)
	must(t, d.memory.Commit(t.Context(), bot.Change{Action: "reload", Version: version}, bot.Write{Files: stored, Notes: map[string]string{"live": version}}))
	d.start(t)
	if got := d.inUse(t); got != "12" || d.bot.Version() != version || !strings.Contains(d.told.String(), "0800 123 4567") {
		t.Errorf("answers of %s in use, version %s; told %s", got, d.bot.Version(), d.told)
	}
	want(t, d.says(t, "1", "/reload"), bot.KindRefused, notChanged, "0800 123 4567")
	if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: "signal"}); err == nil || !strings.Contains(err.Error(), "0800 123 4567") {
		t.Errorf("a reload without a word: %q, %v", said, err)
	}
	d.folder.mark("13")
	d.clock.t = d.clock.t.Add(reloadPause)
	want(t, d.says(t, "1", "/reload"), bot.KindInfo, "Put this in use?")
}

// TestStartOfWhatHasChanged: what a reload refuses, a start does not put in use either.
func TestStartOfWhatHasChanged(t *testing.T) {
	for name, test := range map[string]struct {
		two    bool
		change func(*desk)
		want   string // what is in use then
		told   string
	}{
		"an answer":          {false, func(d *desk) { d.folder.mark("11") }, "11", ""},
		"a golden question":  {false, func(d *desk) { d.folder.mark("11"); breakGolden(t, d.folder) }, "10", "golden.jsonl:"},
		"nothing, for two":   {true, func(*desk) {}, "10", ""},
		"an answer, for two": {true, func(d *desk) { d.folder.mark("11") }, "10", "two moderators"},
		"an answer, the version before is lost": {false, func(d *desk) {
			d.folder.mark("11")
			d.store.Set(fail("Files"))
		}, "11", "read version"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.TwoPerson = test.two }).start(t)
			test.change(d)
			d.start(t)
			if got := d.inUse(t); got != test.want || (test.told == "") != (d.told.String() == "") || !strings.Contains(d.told.String(), test.told) {
				t.Errorf("%s is in use, want %s; told %q, want %q", got, test.want, d.told, test.told)
			}
		})
	}
}

// TestStartWhileStopping: a start that is called off does not hang.
func TestStartWhileStopping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) {
			cfg.Folder = func() (fs.FS, error) { return hanging{t.Context().Done()}, nil }
		})
		d.store.Set(bottest.Hang)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		start := time.Now()
		cfg := bot.DeskConfig{Embedded: d.embedded, Store: d.store}
		d.change(&cfg)
		if _, _, err := bot.Start(ctx, cfg, "1"); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("Start took %v", took)
		}
	})
}

// TestRestore: what the store knew is in use after it could not be read at the start, and
// what moderators did meanwhile goes before it.
func TestRestore(t *testing.T) {
	before := func(t *testing.T) *desk {
		d := startDesk(t)
		d.says(t, "1", "/off rising")
		d.says(t, "1", "/off water")
		d.gets(t, inGroup("/settings territory NZ"))
		d.gets(t, inGroup("/settings visibility public"))
		d.store.Set(bottest.Fail(errDisk))
		return d.start(t)
	}
	recover := func(t *testing.T, d *desk) {
		d.store.Set(nil)
		d.sync(t)
	}
	t.Run("nothing was done", func(t *testing.T) {
		d := before(t)
		if r := d.gets(t, pressed("rising")); r.Entry() != "rising" {
			t.Fatalf("%s %q: the store was read", r.Kind(), r.Title())
		}
		recover(t, d)
		want(t, d.gets(t, pressed("rising")), bot.KindNone, switchedOff)
		if s := d.Settings("telegram", "-5"); s.Territory != "NZ" || !s.Public {
			t.Errorf("settings: %+v", s)
		}
	})
	t.Run("answers were switched", func(t *testing.T) {
		d := before(t)
		want(t, d.says(t, "1", "/off salt"), bot.KindInfo, "Done", "could not be stored")
		want(t, d.says(t, "1", "/pause"), bot.KindInfo, "Done", "could not be stored")
		d.says(t, "1", "/on water") // nothing says so here that it is off
		recover(t, d)
		want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "2 answers", "- rising\n- salt")
		want(t, d.gets(t, pressed("yeast")), bot.KindRefused, paused)
		d.start(t)
		want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "2 answers", "- rising\n- salt")
		want(t, d.gets(t, pressed("yeast")), bot.KindRefused, paused)
	})
	t.Run("answers were given again", func(t *testing.T) {
		d := startDesk(t)
		d.says(t, "1", "/pause")
		d.store.Set(bottest.Fail(errDisk))
		d.start(t).says(t, "1", "/resume")
		recover(t, d)
		if r := d.gets(t, pressed("yeast")); r.Entry() != "yeast" {
			t.Errorf("%s %q: paused again", r.Kind(), r.Title())
		}
	})
	t.Run("settings are not lost to new ones", func(t *testing.T) {
		d := before(t)
		want(t, d.gets(t, inGroup("/settings visibility private")), bot.KindRefused, notChanged, errDisk.Error())
		d.store.Set(nil)
		want(t, d.gets(t, inGroup("/settings visibility private")), bot.KindInfo, "Settings", "Here holds: territory NZ; visibility private;")
	})
	t.Run("a rollback counts again", func(t *testing.T) {
		d := startDesk(t)
		d.reloaded(t, "11", "12")
		d.says(t, "1", "/rollback")
		d.store.Set(bottest.Fail(errDisk))
		d.start(t)
		recover(t, d)
		if d.inUse(t) != "11" {
			t.Errorf("after the store recovered the answers of %s are in use, want 11", d.inUse(t))
		}
		if d.start(t); d.inUse(t) != "11" {
			t.Errorf("after a start the answers of %s are in use, want 11", d.inUse(t))
		}
	})
	t.Run("the last good answers come back", func(t *testing.T) {
		d := startDesk(t)
		d.reloaded(t, "11")
		d.folder.write("base.yaml", "title: [")
		d.store.Set(bottest.Fail(errDisk))
		if d.start(t); d.inUse(t) != "10" {
			t.Fatalf("answers of %s in use, want the embedded", d.inUse(t))
		}
		recover(t, d)
		if d.inUse(t) != "11" {
			t.Errorf("after the store recovered the answers of %s are in use, want 11", d.inUse(t))
		}
	})
	t.Run("the audit knows what was before", func(t *testing.T) {
		d := startDesk(t)
		first := d.bot.Version()
		d.folder.mark("11")
		d.store.Set(bottest.Fail(errDisk))
		d.start(t)
		recover(t, d)
		if last := slices.Clone(d.history(t))[1]; last.Action != "start" || last.Before != first || last.Version != d.bot.Version() {
			t.Errorf("audit: %+v", last)
		}
		want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", first)
	})
}

// inGroup is what a manager writes in a group.
func inGroup(text string) bot.Message {
	return bot.Message{Platform: "telegram", Chat: "-5", User: "5", Text: text, Community: "-5", Role: bot.RoleManager}
}

// TestStartAndStopWithAStoreThatHangs (F12): the start goes on to the folder after three
// seconds and says why, and the end waits for two.
func TestStartAndStopWithAStoreThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Now = time.Now })
		d.folder.mark("13")
		d.store.Set(bottest.Hang)
		begun := time.Now()
		d.start(t)
		if took := time.Since(begun); d.inUse(t) != "13" || took > 3*time.Second {
			t.Errorf("answers of %s in use after %v, want the folder's within 3 s", d.inUse(t), took)
		}
		if !strings.Contains(d.told.String(), "read the store") {
			t.Errorf("the operator was told %q", d.told)
		}
		d.gets(t, member("amount of salt"))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		time.Sleep(20 * time.Second)
		cancel()
		begun = time.Now()
		if err := <-ended; err != nil || time.Since(begun) > 2*time.Second {
			t.Errorf("Run ended after %v: %v, want 2 s", time.Since(begun), err)
		}
	})
}

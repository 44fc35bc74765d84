package bot_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/bot/bottest"
	"candor/faq"
)

// This file holds what the tests of moderators' work have in common.

// breadGolden are golden questions that the little base finds.
const breadGolden = `{"question": "how long should my dough rise?", "want": "rising"}
{"question": "how many grams of yeast", "want": "yeast"}
{"question": "quarterly tax return", "want": "none"}
`

// breadFiles are the files of the little base, with golden questions, and with what was
// learned from them, so that only a test that changes them takes the time.
func breadFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	files, err := bread()
	if err != nil {
		t.Fatal(err)
	}
	return maps.Clone(files)
}

var bread = sync.OnceValues(func() (fstest.MapFS, error) {
	files := fstest.MapFS{"golden.jsonl": file(breadGolden)}
	dir := os.DirFS("testdata/base")
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		return nil, err
	}
	base, err := faq.Load(files)
	if err != nil {
		return nil, err
	}
	files[faq.LearnedFile] = &fstest.MapFile{Data: faq.NewMatcher(base).Learned()}
	return files, nil
})

// oneAtATime leaves out, under -short, what is long above all with the race detector, which
// has nothing to find there.
func oneAtATime(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("one thing at a time, and long")
	}
}

// folder is a folder of answers that people edit.
type folder struct {
	mu    sync.Mutex
	files fstest.MapFS
	err   error
	hangs <-chan struct{}
}

// hang lets nobody open the folder until done is closed.
func (f *folder) hang(done <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hangs = done
}

// open returns the folder as it is now.
func (f *folder) open() (fs.FS, error) {
	f.mu.Lock()
	hangs := f.hangs
	f.mu.Unlock()
	if hangs != nil {
		<-hangs
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return nil, f.err
	}
	return maps.Clone(f.files), nil
}

func (f *folder) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = err
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// write writes a file; without a text it is removed.
func (f *folder) write(name, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.files[name] = file(text); text == "" {
		delete(f.files, name)
	}
}

// replace changes a text of a file, which it must hold.
func (f *folder) replace(t testing.TB, name, old, text string) {
	t.Helper()
	f.mu.Lock()
	before, ok := f.files[name]
	f.mu.Unlock()
	if !ok || !strings.Contains(string(before.Data), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	f.write(name, strings.Replace(string(before.Data), old, text, 1))
}

// mark lets the answer on salt say n, which makes another version.
func (f *folder) mark(n string) {
	f.write("entries/salt.md", "---\nquestion: How much salt goes into bread?\nasked: [amount of salt, salt per loaf]\n"+
		"section: Before You Start\nreviewed: 2026-01-02\n---\nAbout "+n+" grams.\n")
}

// desk is a Desk with all that it works on.
type desk struct {
	*bot.Desk
	bot      *bot.Bot
	memory   *bottest.Memory
	store    *bottest.Troubled
	folder   *folder
	clock    *clock
	embedded fs.FS
	told     *told
	change   func(*bot.DeskConfig)
}

// told is what the operator was told.
type told struct {
	mu    sync.Mutex
	lines []string
}

func (f *told) add(what string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lines = append(f.lines, what+": "+err.Error())
}

func (f *told) String() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.lines, "\n")
}

// newDesk returns a desk that is not started; change may change its settings.
func newDesk(t testing.TB, change func(*bot.DeskConfig)) *desk {
	t.Helper()
	memory := bottest.NewMemory()
	return &desk{memory: memory, store: bottest.NewTroubled(memory), folder: &folder{files: breadFiles(t)},
		clock: newClock(), embedded: breadFiles(t), told: &told{}, change: change}
}

// start starts the program, for the first time or anew.
func (d *desk) start(t testing.TB) *desk {
	t.Helper()
	cfg := bot.DeskConfig{Folder: d.folder.open, Embedded: d.embedded, Store: d.store, Now: d.clock.now, Failed: d.told.add}
	if d.change != nil {
		d.change(&cfg)
	}
	var err error
	if d.bot, d.Desk, err = bot.Start(t.Context(), cfg, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	return d
}

// startDesk returns a desk over the little base.
func startDesk(t testing.TB) *desk {
	t.Helper()
	return newDesk(t, nil).start(t)
}

// sync lets Run do once what it does every now and then.
func (d *desk) sync(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Run(ctx); err != nil {
		t.Errorf("Run: %v", err)
	}
}

// moderator is what a moderator writes in private.
func moderator(user, text string) bot.Message {
	return bot.Message{Platform: "discord", Chat: "dm" + user, User: user, Text: text, Private: true, Role: bot.RoleModerator}
}

// says is the reply to a moderator.
func (d *desk) says(t testing.TB, user, text string) bot.Reply {
	t.Helper()
	return d.gets(t, moderator(user, text))
}

func (d *desk) gets(t testing.TB, m bot.Message) bot.Reply {
	t.Helper()
	r, err := d.bot.Handle(t.Context(), m)
	if err != nil {
		t.Fatalf("Handle = %v, want no error", err)
	}
	if r.Version() == "" || r.Disclaimer() == "" {
		t.Errorf("%q: version %q, disclaimer %q", r.Title(), r.Version(), r.Disclaimer())
	}
	return r
}

// presses is the reply to a choice of a reply that a moderator presses.
func (d *desk) presses(t testing.TB, user string, r bot.Reply, label string) bot.Reply {
	t.Helper()
	m := moderator(user, "")
	m.Choice = chosen(t, r, label)
	return d.gets(t, m)
}

// chosen is the ID of a reply's choice.
func chosen(t testing.TB, r bot.Reply, label string) string {
	t.Helper()
	for _, c := range r.Choices() {
		if c.Label == label {
			return c.ID
		}
	}
	t.Fatalf("%s %q offers %v, not %q:\n%s", r.Kind(), r.Title(), labels(r), label, r.Text())
	return ""
}

const putInUse, leaveIt = "Put it in use", "Leave it"

// reload reloads and confirms, and ten seconds pass.
func (d *desk) reload(t testing.TB, user string) bot.Reply {
	t.Helper()
	r := d.presses(t, user, d.says(t, user, "/reload"), putInUse)
	want(t, r, bot.KindInfo, "In use now")
	d.clock.t = d.clock.t.Add(reloadPause)
	return r
}

// want wants a kind, a title, and words of the text.
func want(t testing.TB, r bot.Reply, kind bot.Kind, title string, words ...string) {
	t.Helper()
	if r.Kind() != kind || r.Title() != title {
		t.Errorf("%s %q, want %s %q:\n%s", r.Kind(), r.Title(), kind, title, r.Text())
	}
	for _, w := range words {
		if !strings.Contains(r.Text(), w) {
			t.Errorf("%q lacks %q:\n%s", r.Title(), w, r.Text())
		}
	}
}

// audit is what happened to the answers, oldest first: "reload 1a2b".
func (d *desk) audit(t testing.TB) (lines []string) {
	t.Helper()
	for _, c := range d.history(t) {
		lines = append(lines, strings.TrimSpace(c.Action+" "+c.Detail))
	}
	return lines
}

func (d *desk) history(t testing.TB) []bot.Change {
	t.Helper()
	newest, err := d.memory.History(context.WithoutCancel(t.Context()), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	oldest := make([]bot.Change, len(newest))
	for i, c := range newest {
		oldest[len(newest)-1-i] = c
	}
	return oldest
}

func (d *desk) notes(t testing.TB) map[string]string {
	t.Helper()
	notes, err := d.memory.Notes(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

var errDisk = errors.New("candor.db: the disk is full")

// member is what anybody writes in private.
func member(text string) bot.Message {
	return bot.Message{Platform: "telegram", Chat: "7", User: "7", Text: text, Private: true}
}

// pressed is a choice that anybody presses.
func pressed(id string) bot.Message {
	m := member("")
	m.Choice = id
	return m
}

package bot_test

import (
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"candor/bot"
	"candor/faq"
)

// perSecond is how many questions arrive in a second while answers change (F21).
const perSecond = 200

// editor changes the folder all the time: each look at it finds another edition.
type editor struct{ editions atomic.Int64 }

func (e *editor) open() (fs.FS, error) { return edition(e.editions.Add(1)), nil }

// edition is the small base of [folder.markAll] with its number, and with a few entries more
// where there is time to learn them: 200 questions a second are many only if they come for
// seconds.
func edition(n int64) fstest.MapFS {
	f := &folder{files: fstest.MapFS{}}
	f.markAll(100 + int(n)) // "rising (16)" tells of somebody who is 16
	if !testing.Short() && raceFactor == 1 {
		for i, what := range strings.Fields("crust crumb flour yeast salt water oven steam heat knife") {
			f.write(fmt.Sprintf("entries/%s.md", what), fmt.Sprintf("---\nquestion: What is there to know of the %s?\nasked: [the %s of a loaf, is %s needed]\nsection: Shelf %d\nreviewed: 2026-01-02\n---\nThing %d.\n", what, what, what, i, i))
		}
	}
	return f.files
}

// turns counts who is at work on the answers at the same time.
type turns struct{ now, most, all atomic.Int64 }

func (c *turns) begin() (done func()) {
	c.all.Add(1)
	n := c.now.Add(1)
	for most := c.most.Load(); n > most && !c.most.CompareAndSwap(most, n); most = c.most.Load() {
	}
	return func() { c.now.Add(-1) }
}

// crowd asks, so many questions a second, and keeps each form of a reply once.
type crowd struct {
	desk  *desk
	asked int

	mu      sync.Mutex
	replies map[heard]int
}

// heard is a reply to a question, in full.
type heard struct {
	question         int
	version, replied string
}

var crowdQuestions = []bot.Message{{Text: "rising time"}, {Text: "/about"}, {Choice: "rising"}, {Text: "/topics"}, {Text: "quarterly tax return"}, {Text: "I want to die"}}

// ask asks until stop is closed, and waits for the replies. A question arrives when it is its
// time, whatever became of those before it.
func (c *crowd) ask(t *testing.T, stop <-chan struct{}) {
	ticker := time.NewTicker(time.Second / perSecond)
	defer ticker.Stop()
	var asking sync.WaitGroup
	defer asking.Wait()
	for start := time.Now(); ; {
		for due := int(time.Since(start) * perSecond / time.Second); c.asked < due; c.asked++ {
			question := c.asked % len(crowdQuestions)
			asking.Go(func() { c.one(t, question) })
		}
		select {
		case <-ticker.C:
		case <-stop:
			return
		}
	}
}

func (c *crowd) one(t *testing.T, question int) {
	r, err := c.desk.bot.Handle(t.Context(), crowdQuestions[question])
	if err != nil {
		t.Errorf("%q: %v", crowdQuestions[question].Text, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.replies[heard{question, r.Version(), inFull(r)}]++
}

// inFull is all that people see of a reply.
func inFull(r bot.Reply) string {
	return fmt.Sprintf("%s %s %s %.6f %q %q %q %q %q %q %v %v", r.Kind(), r.Version(), r.Best(), r.Confidence(), r.Title(), r.Text(), r.Source(), r.Section(), r.Credit(), r.Disclaimer(), r.Choices(), r.Votes())
}

// check wants each reply to be, byte for byte, what a program says that knows that edition
// alone, and returns how many replies and versions there were.
func (c *crowd) check(t *testing.T, editions int64) (replies, versions int) {
	want := map[string]*bot.Bot{} // by version
	for n := int64(0); n <= editions; n++ {
		base, err := faq.Load(edition(n))
		if err != nil {
			t.Fatal(err)
		}
		want[base.Version] = nil
		for h := range c.replies {
			if h.version == base.Version {
				want[base.Version] = bot.New(bot.NewSnapshot(base), "1.2.3")
				break
			}
		}
	}
	for h, n := range c.replies {
		replies += n
		if b := want[h.version]; b == nil {
			t.Errorf("a reply of version %q, which is no edition: %s", h.version, h.replied)
		} else if alone, _ := b.Handle(t.Context(), crowdQuestions[h.question]); inFull(alone) != h.replied {
			t.Errorf("a reply is\n%s\nwant that of its edition\n%s", h.replied, inFull(alone))
		}
	}
	maps.DeleteFunc(want, func(_ string, b *bot.Bot) bool { return b == nil })
	return replies, len(want)
}

// TestLoadOfReloads (F21): a hundred moderators of both platforms reload at once, the folder's
// watch and a signal do as well, and all the time 200 questions a second arrive. One change is
// made at a time, no question fails, each reply is wholly of one edition, and in use at the
// end is the one that came last.
func TestLoadOfReloads(t *testing.T) {
	var folder editor
	var busy turns
	d := newDesk(t, func(cfg *bot.DeskConfig) { cfg.Folder, cfg.Busy = folder.open, busy.begin })
	d.embedded = edition(0)
	d.start(t)
	people := &crowd{desk: d, replies: map[heard]int{}}
	stop := make(chan struct{})
	var asking sync.WaitGroup
	asking.Go(func() { people.ask(t, stop) })
	used := reloadAtOnce(t, d)
	close(stop)
	asking.Wait()

	last, err := faq.Load(edition(folder.editions.Load()))
	if err != nil || d.bot.Version() != last.Version {
		t.Errorf("version %s is in use, want the last edition's; %v", d.bot.Version(), err)
	}
	if busy.most.Load() != 1 || busy.all.Load() != folder.editions.Load()-1+used { // the start is none of them
		t.Errorf("%d times of work for %d editions and %d changes, and %d at the same time, want one after the other", busy.all.Load(), folder.editions.Load(), used, busy.most.Load())
	}
	checkAudit(t, d, int(used))
	replies, versions := people.check(t, folder.editions.Load())
	t.Logf("%d replies of %d of %d editions, %d of which came into use", replies, versions, folder.editions.Load(), used)
	if replies != people.asked || versions < 2 {
		t.Errorf("%d replies of %d editions to %d questions, want one to each, of several", replies, versions, people.asked)
	}
}

// reloadAtOnce lets all of them reload, and a last moderator when they are done, in whose way
// nobody is. It returns how often that put answers in use.
func reloadAtOnce(t *testing.T, d *desk) int64 {
	const moderators, reloads = 100, 20
	var used atomic.Int64
	var changing sync.WaitGroup
	for i := range moderators {
		changing.Go(func() { used.Add(reloadAndConfirm(t, d, i)) })
	}
	for _, platform := range []string{"signal", "watch"} {
		changing.Go(func() {
			for range reloads {
				if said, err := d.ReloadNow(t.Context(), bot.Moderator{Platform: platform}); err != nil || !strings.Contains(said, "is in use: ") {
					t.Errorf("ReloadNow = %q, %v", said, err)
				}
				used.Add(1)
			}
		})
	}
	changing.Wait()
	return used.Add(reloadAndConfirm(t, d, moderators))
}

// reloadAndConfirm is what the moderator of that number does. It returns 1 if that put the
// answers in use: another reload, or other answers, may have come between.
func reloadAndConfirm(t *testing.T, d *desk, number int) int64 {
	m := moderator(fmt.Sprint(number), "/reload")
	if number%2 > 0 {
		m.Platform = "telegram"
	}
	plan := d.gets(t, m)
	want(t, plan, bot.KindInfo, "Put this in use?")
	m.Text, m.Choice = "", chosen(t, plan, putInUse)
	r := d.gets(t, m)
	if r.Kind() == bot.KindRefused {
		want(t, r, bot.KindRefused, notChanged)
		return 0
	}
	want(t, r, bot.KindInfo, "In use now")
	return 1
}

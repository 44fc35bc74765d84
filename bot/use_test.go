package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"
)

// numberedSnapshot returns a snapshot every text of which bears n.
func numberedSnapshot(t *testing.T, n int) *bot.Snapshot {
	t.Helper()
	text := func(format string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(format, "N", fmt.Sprint(n)))}
	}
	base, err := faq.Load(fstest.MapFS{
		"base.yaml":          text("title: Book N\nlanguage: en\nsource:\n  title: Source N\ndisclaimer: Disclaimer N\n"),
		"entries/rising.md":  text("---\nquestion: How long does it rise (N)?\nasked: [rising time]\nsection: Dough N\nreviewed: 2026-01-02\nrelated: [storing]\n---\nAn hour, N.\n"),
		"entries/storing.md": text("---\nquestion: How is it stored (N)?\nasked: [storing it]\nsection: Shelf N\nreviewed: 2026-01-02\n---\nIn paper, N.\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return bot.NewSnapshot(base)
}

// TestUse swaps the answers while questions are asked: every reply is wholly of
// one version.
func TestUse(t *testing.T) {
	snapshots := []*bot.Snapshot{numberedSnapshot(t, 0), numberedSnapshot(t, 1)}
	b := bot.New(snapshots[0], "1.2.3")
	versions := map[string]string{ask(t, b, "/help").Version(): "0"}
	b.Use(snapshots[1])
	versions[ask(t, b, "/help").Version()] = "1"

	stop := make(chan struct{})
	var swapping, asking sync.WaitGroup
	swapping.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				b.Use(snapshots[i%2])
			}
		}
	})
	for range 4 {
		asking.Go(func() {
			for range 500 {
				for _, m := range []bot.Message{{Text: "rising time"}, {Text: "/about"}, {Choice: "rising"}, {Text: "/topics"}} {
					r, err := b.Handle(t.Context(), m)
					if err != nil {
						t.Errorf("Handle = %v, want no error", err)
					}
					ofOneVersion(t, r, versions[r.Version()])
				}
			}
		})
	}
	asking.Wait()
	close(stop)
	swapping.Wait()
}

// ofOneVersion reports texts that do not bear n.
func ofOneVersion(t *testing.T, r bot.Reply, n string) {
	t.Helper()
	texts := []string{r.Disclaimer()}
	if r.Kind() == bot.KindAnswer {
		texts = append(texts, r.Title(), r.Text(), r.Source(), r.Section())
	}
	for _, c := range r.Choices() {
		if !strings.HasPrefix(c.ID, "/") {
			texts = append(texts, c.Label)
		}
	}
	if strings.Contains(r.Text(), "rest on") { // /about
		texts = append(texts, strings.ReplaceAll(r.Text(), r.Version(), ""))
	}
	for _, text := range texts {
		if n == "" || !strings.Contains(text, n) {
			t.Errorf("a reply of version %q says %q", n, text)
		}
	}
}

package bot_test

import (
	"os"
	"strings"
	"testing"

	"candor/bot"
	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// TestAboutOffersProvenance: /about leads to the entry on the source where a base
// has one.
func TestAboutOffersProvenance(t *testing.T) {
	base, err := faq.Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	e, ok := base.Entry("about-this-information")
	if !ok {
		t.Skip("the shipped base has no such entry")
	}
	r := ask(t, bot.New(bot.NewSnapshot(base), "1.2.3"), "/about")
	if diff := cmp.Diff([]bot.Choice{{ID: string(e.ID), Label: e.Question}}, r.Choices()); diff != "" {
		t.Errorf("choices of /about (-want +got):\n%s", diff)
	}
}

// TestReviewedIsSaidOnce: only /about speaks of a review, to say that there was
// none by a clinician.
func TestReviewedIsSaidOnce(t *testing.T) {
	b := breadBot(t)
	for text, want := range map[string]int{"/about": 1, "/start": 0, "/help": 0, "quarterly tax return abroad": 0} {
		if got := strings.Count(ask(t, b, text).Text(), "review"); got != want {
			t.Errorf("Handle(%q) speaks of a review %d times, want %d", text, got, want)
		}
	}
}

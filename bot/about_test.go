package bot_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"candor/bot"
	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// TestAboutOffersProvenance: /about leads to the entry on the source where a base
// has one.
func TestAboutOffersProvenance(t *testing.T) {
	oneAtATime(t)
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

// reviewedBy finds the rows of REVIEW.md that name who reviewed something.
var reviewedBy = regexp.MustCompile(`(?m)^\|[^|\n]+\|[^|\n]*[^\s|-][^|\n]*\|`)

// TestAboutFollowsTheReview: /about and README.md say that no clinician has reviewed
// anything for as long as REVIEW.md names nobody, and no longer.
func TestAboutFollowsTheReview(t *testing.T) {
	read := func(name string) string {
		t.Helper()
		text, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(string(text)), " ")
	}
	review, err := os.ReadFile("../REVIEW.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := reviewedBy.FindAllString(string(review), -1)
	if len(rows) == 0 || !strings.HasPrefix(rows[0], "| What | Who") {
		t.Fatalf("REVIEW.md has no table | What | Who …: %q", rows)
	}
	reviewed := len(rows) > 1
	for name, text := range map[string]string{"/about": ask(t, breadBot(t), "/about").Text(), "README.md": read("README.md")} {
		denies := strings.Contains(text, "No clinician has reviewed") || strings.Contains(text, "has not been reviewed by a clinician")
		if denies == reviewed {
			t.Errorf("%s denies a review: %v, but REVIEW.md names one: %v", name, denies, reviewed)
		}
	}
}

// TestAboutIsPlain: /about says what Candor is, what it does when somebody is in danger,
// and what it cannot do.
func TestAboutIsPlain(t *testing.T) {
	about := ask(t, breadBot(t), "/about").Text()
	for _, words := range []string{
		"automated program", "No clinician has reviewed", "REVIEW.md", // what it is
		"where help is before anything else", "/crisis", "I call nobody and tell nobody", // what it does
		"I cannot judge", "only hint", "English", "on its own", "need none", // what it cannot
		"a person must confirm every number",
	} {
		if !strings.Contains(about, words) {
			t.Errorf("/about does not say %q:\n%s", words, about)
		}
	}
}

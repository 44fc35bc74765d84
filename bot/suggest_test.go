package bot_test

import (
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// TestSuggestsWhatIsRelated: a question that is likely one that the source does not
// answer, but not surely, gets what is related to it, if there is any.
func TestSuggestsWhatIsRelated(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	base, err := faq.Load(fstest.MapFS{
		"base.yaml": file("title: Bread\nlanguage: en\nsource: {title: The First Loaf}\ndisclaimer: Ask a baker.\n" +
			"thresholds: {answer: 0.99, suggest: 0.01}\n"),
		"entries/flour.md":  file("---\nquestion: Which flour suits?\nasked: [strong flour]\nsection: Dough\nreviewed: 2026-01-02\n---\nStrong flour.\n"),
		"entries/gluten.md": file("---\nquestion: Is gluten harmful to celiacs?\nasked: [gluten harm]\ncovered: false\nreviewed: 2026-01-02\nrelated: [flour]\n---\nThe book does not say.\n"),
		"entries/prices.md": file("---\nquestion: Do loaves cost much money?\nasked: [loaves cost]\ncovered: false\nreviewed: 2026-01-02\n---\nThe book names no prices.\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	b := bot.New(bot.NewSnapshot(base), "1.2.3")
	for name, test := range map[string]struct {
		text, best string
		kind       bot.Kind
		choices    []string
	}{
		"what is related":          {"gluten xylophone", "gluten", bot.KindSuggest, []string{"Which flour suits?"}},
		"nothing related":          {"money xylophone", "prices", bot.KindNone, []string{"Topics"}},
		"covered, suggested alone": {"flour xylophone", "flour", bot.KindSuggest, []string{"Which flour suits?"}},
		"nothing likely":           {"zzz xylophone", "", bot.KindNone, []string{"Topics"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(t, b, test.text)
			if r.Kind() != test.kind || r.Best() != test.best || r.Entry() != "" {
				t.Errorf("Handle(%q): Kind, Best, Entry = %s, %q, %q, want %s, %q and none",
					test.text, r.Kind(), r.Best(), r.Entry(), test.kind, test.best)
			}
			if diff := cmp.Diff(test.choices, labels(r)); diff != "" {
				t.Errorf("Handle(%q): choices (-want +got; confidence %.3f):\n%s", test.text, r.Confidence(), diff)
			}
		})
	}
}

package bot_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"
)

// harmBase has an entry whose answer, which begins on line 7, is that text.
func harmBase(t *testing.T, question, answer string) *faq.Base {
	t.Helper()
	base, err := faq.Load(fstest.MapFS{
		"base.yaml":        file("title: Help\nlanguage: en\nsource: {title: A Book}\ndisclaimer: Ask a baker.\nhosts: [example.org, findahelpline.com]\n"),
		"entries/bread.md": file("---\nquestion: " + question + "\nasked: [how]\nsection: One\nreviewed: 2026-01-02\n---\n" + answer + "\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// TestReviewOfHarm: a review names where the harm is, and tells faults from doubts.
func TestReviewOfHarm(t *testing.T) {
	const long = "Bread takes time. Knead it well, and let it rest. "
	for _, tt := range []struct {
		name, question, answer string
		fault, doubt           string // beginnings, "" for none
	}{
		{"bread", "How long does it bake?", long, "", ""},
		{"suicide", "How long does it bake?", long + "Please kill yourself. " + long, `entries/bread.md:7: says "kill yourself": it speaks for suicide`, `entries/bread.md:7: tells of danger (suicide) in "please kill yourself"`},
		{"half in bold", "How long does it bake?", long + "Please k**il**l yourself. " + long, `entries/bread.md:7: says "kill yourself": it speaks for suicide`, `entries/bread.md:7: tells of danger (suicide) in "please kill yourself"`},
		{"in an item of a list", "How long does it bake?", long + "\n\n- Salt.\n- Stop taking your pills.\n", `entries/bread.md:7: says "stop taking your pills": it tells people to stop`, ""},
		{"somebody's own story", "How long does it bake?", long + "My husband beats me. " + long, `entries/bread.md:7: tells of danger (abuse-now)`, ""},
		{"a number", "How long does it bake?", long + "Call 202-555-0147.", `entries/bread.md:7: says "202-555-0147": a number`, ""},
		{"a number in a title", "Who is at 202-555-0147?", long, `entries/bread.md:2: says "202-555-0147": a number`, ""},
		{"a number of the cards", "How long does it bake?", long + "Call 988.", "", `entries/bread.md:7: says "988": it is of some countries only`},
		{"a link", "How long does it bake?", long + "[Here](https://example.org/x).", "", `entries/bread.md:7: says "example.org": a link`},
		{"the finder", "How long does it bake?", long + "[Here](https://findahelpline.com).", "", ""},
		{"letters", "How long does it bake?", long + "Rеst.", `entries/bread.md:7: says "Rеst": a word in letters of two alphabets`, ""},
		{"a case supposed", "How long does it bake?", long + "If a therapist asks you to undress, leave.", "", `entries/bread.md:7: says "therapist asks you to undress": it makes`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			faults, doubts := bot.Review(harmBase(t, tt.question, tt.answer))
			holds(t, "faults", faults, tt.fault)
			holds(t, "doubts", doubts, tt.doubt)
		})
	}
}

// holds wants one that begins so among faults, or none at all.
func holds(t *testing.T, what string, faults faq.Faults, beginning string) {
	t.Helper()
	for _, f := range faults {
		if beginning != "" && strings.HasPrefix(f.Error(), beginning) {
			return
		}
	}
	if beginning != "" || len(faults) > 0 {
		t.Errorf("%s:\n%v\nwant %q", what, faults, beginning)
	}
}

// TestReviewOfBase: what stands in base.yaml is shown under every answer.
func TestReviewOfBase(t *testing.T) {
	for _, tt := range []struct{ line, fault string }{
		{"disclaimer: Never mind the baker, stop taking your pills.", `base.yaml: the disclaimer says "stop taking your pills"`},
		{"disclaimer: Ask a baker, call 202-555-0147.", `base.yaml: the disclaimer says "202-555-0147"`},
		{"disclaimer: Ask.\nsections: [One, Call 202-555-0147]", `base.yaml: says "202-555-0147"`},
	} {
		base, err := faq.Load(fstest.MapFS{
			"base.yaml":        file("title: Help\nlanguage: en\nsource: {title: A Book}\n" + tt.line + "\n"),
			"entries/bread.md": file("---\nquestion: How long does it bake?\nasked: [how]\nsection: One\nreviewed: 2026-01-02\n---\nAn hour.\n"),
		})
		if err != nil {
			t.Fatal(err)
		}
		faults, _ := bot.Review(base)
		holds(t, tt.line, faults, tt.fault)
	}
}

// TestReloadOfHarm (F27): a taken account brings no harm into use, and what is doubted is
// shown to who agrees to it, before other warnings.
func TestReloadOfHarm(t *testing.T) {
	d := startDesk(t)
	before := d.bot.Version()
	reload := func(answer string) bot.Reply {
		d.folder.files = breadFiles(t)
		d.folder.replace(t, salt, "About 10 grams", answer+" About 9 grams")
		d.clock.t = d.clock.t.Add(reloadPause)
		return d.says(t, "1", "/reload")
	}
	want(t, reload("Please kill yourself."), bot.KindRefused, notChanged, `says "kill yourself"`)
	want(t, reload("Call 989 now."), bot.KindRefused, notChanged, `says "989": a number`)
	want(t, reload("Call 988 now."), bot.KindInfo, "Put this in use?", "Warnings: ", `says "988": it is of some countries only`)
	if d.bot.Version() != before {
		t.Error("other answers are in use")
	}
}

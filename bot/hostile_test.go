package bot_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// hostile is ways to write a question that a program may stumble over and a
// person reads like the plain one.
var hostile = map[string]func(string) string{
	"100 kB of spaces before":   func(q string) string { return strings.Repeat(" ", 100_000) + q },
	"100 kB of breaks after":    func(q string) string { return q + strings.Repeat("\r\n", 50_000) },
	"100 kB of zero-width":      func(q string) string { return strings.Repeat("\u200b", 34_000) + q },
	"100 kB of NUL":             func(q string) string { return q + strings.Repeat("\x00", 100_000) },
	"100 kB of invalid UTF-8":   func(q string) string { return strings.Repeat("\xff", 100_000) + q },
	"100 kB of marks":           func(q string) string { return q + strings.Repeat("\u0316", 50_000) },
	"NUL between letters":       func(q string) string { return between(q, "\x00") },
	"invalid UTF-8 for spaces":  func(q string) string { return strings.ReplaceAll(q, " ", "\xc3") },
	"cut off inside a letter":   func(q string) string { return q + " \xe2\x82" },
	"zalgo":                     func(q string) string { return between(q, "\u0300\u0316\u0338\u035c\u0363\u0489") },
	"right-to-left override":    func(q string) string { return "\u202e" + q + "\u202c" },
	"bidirectional isolates":    func(q string) string { return between(q, "\u2067\u2069") },
	"full-width":                fullWidth,
	"mathematical bold":         mathBold,
	"zero-width between":        func(q string) string { return between(q, "\u200b\u200d\ufeff") },
	"soft hyphens":              func(q string) string { return between(q, "\u00ad") },
	"5,000 marks on a letter":   func(q string) string { return q[:1] + strings.Repeat("\u0301", 5000) + q[1:] },
	"5,000 enclosing marks":     func(q string) string { return q + strings.Repeat("\u20dd", 5000) },
	"5,000 marks before":        func(q string) string { return strings.Repeat("\u0301", 5000) + q },
	"strange spaces":            func(q string) string { return strings.ReplaceAll(q, " ", "\u3000\u2003\u00a0\u1680") },
	"shouted":                   strings.ToUpper,
	"escape sequences around":   func(q string) string { return "\x1b\x1b\x07" + q + "\x1b\x08" },
	"variation selectors, tags": func(q string) string { return between(q, "\ufe0f\U000e0061") },
}

// between puts s after every letter of q.
func between(q, s string) string {
	var b strings.Builder
	for _, r := range q {
		b.WriteRune(r)
		b.WriteString(s)
	}
	return b.String()
}

func fullWidth(q string) string {
	return strings.Map(func(r rune) rune {
		if '!' <= r && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, q)
}

func mathBold(q string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + '𝐚'
		}
		return r
	}, q)
}

// seen is everything of a reply that an adapter can see.
type seen struct {
	Kind                                                           bot.Kind
	Title, Text, Source, Section, Disclaimer, Version, Entry, Best string
	Choices                                                        []bot.Choice
	Confidence                                                     float64
	Tier, Class                                                    string
	Private                                                        bool
}

func look(r bot.Reply) seen {
	return seen{r.Kind(), r.Title(), r.Text(), r.Source(), r.Section(), r.Disclaimer(), r.Version(),
		r.Entry(), r.Best(), r.Choices(), r.Confidence(), r.Tier(), r.Class(), r.Private()}
}

// slowest is a ceiling for slow and busy machines, to find what is quadratic: danger is
// looked for in all of a text, which takes up to 20 ms for 100 kB on a machine that has
// nothing else to do, and ten times that on one that has.
// BenchmarkHostile has the figures.
const slowest = 400 * time.Millisecond * raceFactor

// inTime puts a message to the bot and complains if that takes too long, thrice
// in a row because the machine may have been busy with something else.
func inTime(t *testing.T, h bot.Handler, m bot.Message) bot.Reply {
	t.Helper()
	var took time.Duration
	for range 3 {
		start := time.Now()
		reply, err := h.Handle(t.Context(), m)
		took = time.Since(start)
		if err != nil {
			t.Fatalf("Handle = %v, want no error", err)
		}
		if took <= slowest {
			return reply
		}
	}
	t.Errorf("took %v, want at most %v", took, slowest)
	return bot.Reply{}
}

// TestHostile: a text gets the reply of its clean form, within the time that a
// clean one takes.
func TestHostile(t *testing.T) {
	b := breadBot(t)
	for _, question := range []string{
		"how long should my dough rise", // answered
		"how long",                      // suggested
		"is it free of gluten",          // not covered
		"quarterly tax return abroad",   // nothing
		"hello",                         // greeted
		"/topics",
	} {
		want := look(ask(t, b, question))
		for name, spell := range hostile {
			t.Run(question+", "+name, func(t *testing.T) {
				got := inTime(t, b, bot.Message{Text: spell(question)})
				if diff := cmp.Diff(want, look(got)); diff != "" {
					t.Errorf("the reply differs from that of the clean form (-clean +got):\n%s", diff)
				}
			})
		}
	}
}

// TestWalls: texts that have no clean form are answered in time, too.
func TestWalls(t *testing.T) {
	oneAtATime(t)
	b := breadBot(t)
	for name, text := range walls() {
		t.Run(name, func(t *testing.T) {
			inTime(t, b, bot.Message{Text: text})
			inTime(t, b, bot.Message{Text: "/ask " + text})
			inTime(t, b, bot.Message{Text: "/start " + text})
			inTime(t, b, bot.Message{Choice: text})
		})
	}
}

func walls() map[string]string {
	const size = 100_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"one letter":         fill("a"),
		"words":              fill("dough "),
		"near misses":        fill("kneadnig dogh yeats crsut "),
		"joined words":       fill("breadyeastflour"),
		"slashes":            fill("/"),
		"apostrophes":        fill("a'"),
		"marks alone":        fill("\u0301"),
		"letters with marks": fill("e\u0301\u0316"),
		"ligatures":          fill("\ufdfa"), // one character that unfolds into eighteen
		"Hangul":             fill("각"),
		"emoji":              fill("👩\u200d🍳"),
		"NUL":                fill("\x00"),
		"broken UTF-8":       fill("\xf0\x9f"),
		"overrides":          fill("\u202e\u2066a"),
		"digits":             fill("1234567890 "),
	}
}

// BenchmarkHostile reports what the tests above only bound: the time of the
// slowest texts.
func BenchmarkHostile(b *testing.B) {
	h := breadBot(b)
	const question = "how long should my dough rise"
	run := func(name, text string) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				ask(b, h, text)
			}
		})
	}
	run("clean", question)
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		run(name, hostile[name](question))
	}
	all := walls()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		run("wall of "+name, all[name])
	}
}

package bot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"candor/bot"
	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// TestTalk plays the conversations of testdata/*.txt. The top of each says how
// it is read; whoever writes answers can write one.
func TestTalk(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			turns := readTalk(t, file)
			p := person{handler: breadBot(t)}
			for _, turn := range turns {
				if got := p.says(t, turn.says); !turn.fits(t, got) {
					t.Errorf("%s:%d: > %s\nthe reply was\n%s", file, turn.line, turn.says, show(got))
				}
			}
		})
	}
}

// breadBot answers from the little base that the conversations are about.
func breadBot(t testing.TB) *bot.Bot {
	t.Helper()
	base, err := faq.Load(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return bot.OnToday(bot.New(bot.NewSnapshot(base), "1.2.3"))
}

// person talks, and picks from the choices last offered.
type person struct {
	handler bot.Handler
	offered []bot.Choice
}

func (p *person) says(t *testing.T, words string) bot.Reply {
	t.Helper()
	m := bot.Message{Platform: "test", Text: words}
	if n, err := strconv.Atoi(words); err == nil && 1 <= n && n <= len(p.offered) {
		m.Choice = p.offered[n-1].ID
	} else if id, ok := strings.CutPrefix(words, "["); ok {
		m.Choice = strings.TrimSuffix(id, "]")
	}
	reply, err := p.handler.Handle(t.Context(), m)
	if err != nil {
		t.Errorf("Handle(%q) = %v, want no error", words, err)
	}
	p.offered = reply.Choices()
	return reply
}

// turn is what somebody says and what the reply has to be.
type turn struct {
	line        int
	says        string
	kind, title string
	words       []string
	choices     []string // labels
	noChoices   bool
	source      bool
}

var numbered = regexp.MustCompile(`^[1-9][0-9]? +(\S.*)$`)

func readTalk(t *testing.T, file string) []turn {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var turns []turn
	for i, line := range strings.Split(string(text), "\n") {
		bad := func() { t.Helper(); t.Fatalf("%s:%d: cannot read %q: see the top of the file", file, i+1, line) }
		switch {
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, ">"):
			turns = append(turns, turn{line: i + 1, says: strings.TrimPrefix(line[1:], " ")})
		case len(turns) == 0 || !turns[len(turns)-1].expect(line):
			bad()
		}
	}
	for _, turn := range turns {
		if turn.kind == "" {
			t.Fatalf("%s:%d: no reply follows", file, turn.line)
		}
	}
	return turns
}

// expect reads a line of what the reply has to be, and reports whether it can.
func (u *turn) expect(line string) bool {
	if reply, ok := strings.CutPrefix(line, "< "); ok {
		u.kind, u.title, ok = strings.Cut(reply, ": ")
		return ok
	}
	line, ok := strings.CutPrefix(line, "  ")
	if !ok || u.kind == "" {
		return false
	}
	switch choice := numbered.FindStringSubmatch(line); {
	case line == "source":
		u.source = true
	case line == "no choices":
		u.noChoices = true
	case choice != nil:
		u.choices = append(u.choices, choice[1])
	default:
		u.words = append(u.words, line)
	}
	return true
}

// fits reports whether the reply is as it has to be, and says what is not.
func (u turn) fits(t *testing.T, r bot.Reply) bool {
	t.Helper()
	ok := true
	wrong := func(format string, args ...any) { t.Helper(); t.Errorf(format, args...); ok = false }
	if got := string(r.Kind()); got != u.kind {
		wrong("kind = %q, want %q", got, u.kind)
	}
	if r.Title() != u.title {
		wrong("title = %q, want %q", r.Title(), u.title)
	}
	for _, words := range u.words {
		if !strings.Contains(r.Text(), words) {
			wrong("the text lacks %q", words)
		}
	}
	if diff := cmp.Diff(u.choices, labels(r)); diff != "" && (u.choices != nil || u.noChoices) {
		wrong("choices (-want +got):\n%s", diff)
	}
	if u.source && (r.Source() == "" || r.Section() == "") {
		wrong("no source is named")
	}
	if r.Kind() == bot.KindHelp && !r.Private() {
		wrong("a help card is not private")
	}
	if r.Kind() != bot.KindAnswer && r.Source() != "" {
		wrong("the source %q is named for what is no answer", r.Source())
	}
	if want := "This is about bread in general. For your own kitchen, ask a baker. Urgent help: /crisis"; r.Disclaimer() != want {
		wrong("disclaimer = %q, want %q", r.Disclaimer(), want)
	}
	return ok
}

func labels(r bot.Reply) []string {
	var out []string
	for _, c := range r.Choices() {
		out = append(out, c.Label)
	}
	return out
}

// show writes a reply as a conversation file would.
func show(r bot.Reply) string {
	var b strings.Builder
	fmt.Fprintf(&b, "< %s: %s\n", r.Kind(), r.Title())
	for line := range strings.Lines(r.Text() + "\n") {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	if r.Source() != "" {
		b.WriteString("  source\n")
	}
	for i, label := range labels(r) {
		fmt.Fprintf(&b, "  %d %s\n", i+1, label)
	}
	return b.String()
}

// TestTalkCoversEveryKind keeps the conversations complete.
func TestTalkCoversEveryKind(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	var kinds []string
	for _, file := range files {
		for _, turn := range readTalk(t, file) {
			kinds = append(kinds, turn.kind)
		}
	}
	slices.Sort(kinds)
	// Refusals are RateLimit's: they need a clock, and have tests of their own.
	want := []string{"answer", "help", "info", "none", "suggest"}
	if diff := cmp.Diff(want, slices.Compact(kinds)); diff != "" {
		t.Errorf("kinds in the conversations (-want +got):\n%s", diff)
	}
}

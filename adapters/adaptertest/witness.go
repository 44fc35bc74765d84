package adaptertest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"candor/bot"
)

// Witness hears what a handler is asked and says, so that a test can tell whether what
// people see comes from there.
type Witness struct {
	next bot.Handler

	mu     sync.Mutex
	asked  []bot.Message
	given  []bot.Reply
	lines  map[string]bool // of all replies as they may be shown
	public map[string]bool // those that others may read along
}

var _ bot.Handler = (*Witness)(nil)

// Watch returns a witness of next.
func Watch(next bot.Handler) *Witness {
	w := &Witness{next: next, lines: map[string]bool{}, public: map[string]bool{}}
	w.Hear(bot.Reply{}) // what an adapter says when it fails itself
	return w
}

// Handle implements [bot.Handler].
func (w *Witness) Handle(ctx context.Context, m bot.Message) (bot.Reply, error) {
	w.mu.Lock()
	w.asked = append(w.asked, m)
	w.mu.Unlock()
	r, err := w.next.Handle(ctx, m)
	w.Hear(r)
	return r, err
}

// Hear takes in a reply that comes by another way.
func (w *Witness) Hear(r bot.Reply) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.given = append(w.given, r)
	for _, line := range lines(r) {
		w.lines[line] = true
	}
	for _, line := range lines(r.Public()) {
		w.lines[line], w.public[line] = true, true
	}
}

// Asked returns the messages that came.
func (w *Witness) Asked() []bot.Message {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

// Given returns the replies to them, in the order in which they were given.
func (w *Witness) Given() []bot.Reply {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.given[1:])
}

// Foreign returns the lines of a text that no reply holds, whole or in part.
func (w *Witness) Foreign(text string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(shownLines(text), func(line string) bool { return within(line, w.lines) })
}

// Secret returns the lines of a text that only private replies hold.
func (w *Witness) Secret(text string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(shownLines(text), func(line string) bool { return !w.lines[line] || w.public[line] })
}

// within reports whether a line is one of those known, or a part of one.
func within(line string, known map[string]bool) bool {
	if known[line] {
		return true
	}
	line = strings.TrimSuffix(line, "…")
	for k := range known {
		if strings.Contains(k, line) {
			return true
		}
	}
	return false
}

// lines are those of a reply, as far as people may see them.
func lines(r bot.Reply) []string {
	texts := []string{r.Title(), r.Credit(), r.Disclaimer(), r.Link().Label}
	for _, b := range r.Body() {
		texts = append(texts, blockText(b, false), blockText(b, true))
	}
	for _, c := range append(r.Choices(), r.Votes()...) {
		texts = append(texts, c.Label)
	}
	return shownLines(strings.Join(texts, "\n"))
}

// blockText is a block as people read it, with the addresses of its links or without.
func blockText(b bot.Block, addresses bool) string {
	var out strings.Builder
	for _, s := range b.Spans {
		out.WriteString(s.Text)
		if addresses && s.URL != "" {
			out.WriteString(" (" + s.URL + ")")
		}
	}
	return out.String()
}

// shownLines are the lines of a text without the marks before them.
func shownLines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(strings.TrimLeft(line, "•-*# "))
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// Whole is all that people read of a reply, with single spaces: a platform may break it
// where it likes.
func Whole(r bot.Reply) string {
	texts := []string{r.Title()}
	for _, b := range r.Body() {
		texts = append(texts, blockText(b, false))
	}
	return Squeeze(strings.Join(append(texts, r.Credit(), r.Disclaimer()), "\n"))
}

// Squeeze makes a space of whatever parts the words, and leaves out bullets.
func Squeeze(text string) string {
	return strings.Join(strings.Fields(strings.Join(shownLines(text), " ")), " ")
}

// all are the replies given, and the apology.
func (w *Witness) all() []bot.Reply {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.given)
}

package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/bot"
)

const (
	switchedOff = "That answer is switched off"
	paused      = "Answers are paused"
)

// ways are all ways to an answer, taken before it is switched off: what they lead to.
type ways struct {
	messages []bot.Message
	searches []string
}

// waysTo finds the ways to an entry of the little base. Question is one that finds it.
func waysTo(t *testing.T, d *desk, id, question string) ways {
	t.Helper()
	w := ways{
		messages: []bot.Message{member(question), member("/ask " + question), member("/start " + id), pressed(id), pressed("/start " + id), member("/topics"), member("/topics 2")},
		searches: []string{question, id},
	}
	// A link to a reply with lines of support.
	tierB := member("I was abused as a child. " + question)
	tierB.Private = false
	if r := d.gets(t, tierB); r.Tier() != "B" || r.Entry() != id {
		t.Fatalf("with lines of support: tier %s, %q", r.Tier(), r.Title())
	} else {
		w.messages = append(w.messages, tierB, member("/start "+r.Public().Link().ID))
	}
	// The way past a card.
	card := d.gets(t, member("I want to die. "+question))
	way := card.Choices()[len(card.Choices())-1].ID
	if !strings.HasPrefix(way, "not-that ") || d.gets(t, pressed(way)).Entry() != id {
		t.Fatalf("the way past a card, %q, does not lead to %s", way, id)
	}
	w.messages = append(w.messages, pressed(way), member("/start "+way))
	return w
}

// shows reports whether any of a reply is of an entry, and where.
func shows(r bot.Reply, id, answer, title string) string {
	switch {
	case r.Entry() == id || slices.Contains(r.Also(), id):
		return "as its entry"
	case strings.Contains(r.Text(), answer):
		return "in its text"
	case r.Title() == title:
		return "as its title"
	case slices.ContainsFunc(r.Choices(), func(c bot.Choice) bool { return c.ID == id || c.Label == title }):
		return "as a choice"
	}
	return ""
}

// TestOffHides: an answer that is switched off is shown nowhere, and again everywhere once
// it is switched on.
func TestOffHides(t *testing.T) {
	const id, question, answer, title = "storing", "how long does bread keep", "In paper or a bread bin", "How do I store bread?"
	d := startDesk(t)
	w := waysTo(t, d, id, question)
	w.messages = append(w.messages,
		member("How do I get a crisp crust? And how do I store bread?"), // a second question
		member("storing or freezing"), pressed("freezing"), pressed("rising"),
	)
	seen := func() (where []string) {
		for _, m := range w.messages {
			if how := shows(d.gets(t, m), id, answer, title); how != "" {
				where = append(where, fmt.Sprintf("%q %s", m.Text+m.Choice, how))
			}
		}
		for _, typed := range append(w.searches, "how do I st") {
			found, _ := d.bot.Search(member(typed), 10)
			for _, r := range found {
				if how := shows(r, id, answer, title); how != "" {
					where = append(where, fmt.Sprintf("search %q %s", typed, how))
				}
			}
			for _, c := range d.bot.Complete(typed, 10) {
				if c.ID == id {
					where = append(where, fmt.Sprintf("completion of %q", typed))
				}
			}
		}
		return where
	}
	before := seen()
	if len(before) < len(w.messages)-3 {
		t.Fatalf("before, only these show it: %q", before)
	}
	d.says(t, "1", "/off "+id)
	if after := seen(); len(after) > 0 {
		t.Errorf("switched off, these show it:\n%s", strings.Join(after, "\n"))
	}
	want(t, d.gets(t, pressed(id)), bot.KindNone, switchedOff, "licensed professional")
	want(t, d.gets(t, member("/topics")), bot.KindInfo, "Topics", "to 10 questions")
	d.says(t, "1", "/on "+id)
	if after := seen(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("switched on again, these show it:\n%s\nbefore it was\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}
}

// TestOffFirstOfTwo: what else a message asks is answered still.
func TestOffFirstOfTwo(t *testing.T) {
	d := startDesk(t)
	const both = "How do I get a crisp crust? And how do I store bread?"
	r := d.gets(t, member(both))
	first, second := r.Entry(), strings.Join(r.Also(), " ")
	if first == "" || second == "" || strings.Contains(second, " ") {
		t.Fatalf("two questions find %q and %q", first, second)
	}
	d.says(t, "1", "/off "+first)
	if r := d.gets(t, member(both)); r.Entry() != second || len(r.Also()) > 0 || r.Kind() != bot.KindAnswer || len(r.Votes()) != 2 {
		t.Errorf("the first off: %s %q, also %v", r.Kind(), r.Entry(), r.Also())
	}
	d.says(t, "1", "/off "+second)
	want(t, d.gets(t, member(both)), bot.KindNone, switchedOff)
	d.says(t, "1", "/on "+first)
	if r := d.gets(t, member(both)); r.Entry() != first || len(r.Also()) > 0 {
		t.Errorf("the second off: %s %q, also %v", r.Kind(), r.Entry(), r.Also())
	}
}

// TestOffSuggestions: choices are offered without it; if none is left, nothing is found.
func TestOffSuggestions(t *testing.T) {
	d := startDesk(t)
	const vague = "bread yeast flour salt"
	r := d.gets(t, member(vague))
	if r.Kind() != bot.KindSuggest || len(r.Choices()) < 2 {
		t.Skipf("%q finds %s %v: another question is needed here", vague, r.Kind(), labels(r))
	}
	all := r.Choices()
	for i, c := range all {
		d.says(t, "1", "/off "+c.ID)
		r := d.gets(t, member(vague))
		if i+1 < len(all) && (r.Kind() != bot.KindSuggest || len(r.Choices()) != len(all)-i-1) {
			t.Errorf("%d off: %s %v", i+1, r.Kind(), labels(r))
		}
	}
	want(t, d.gets(t, member(vague)), bot.KindNone, "I have no answer to that")
}

// TestPauseHides: nothing of the base is shown while answers are paused; where help is
// always is.
func TestPauseHides(t *testing.T) {
	d := startDesk(t)
	w := waysTo(t, d, "storing", "how long does bread keep")
	w.messages = append(w.messages, member("quarterly tax return"), member("bread yeast flour salt"), pressed("/topics 2"))
	for _, said := range []string{"quarterly tax return", "bread yeast flour salt"} { // past a card, to nothing and to suggestions
		choices := d.gets(t, member("I want to die. "+said)).Choices()
		w.messages = append(w.messages, pressed(choices[len(choices)-1].ID))
	}
	texts := map[string]bool{}
	for _, file := range d.folder.files {
		for line := range strings.Lines(string(file.Data)) {
			if line = strings.TrimSpace(line); len(line) > 30 {
				texts[line] = true
			}
		}
	}
	d.says(t, "1", "/pause")
	for _, m := range w.messages {
		r := d.gets(t, m)
		if r.Kind() != bot.KindRefused || r.Title() != paused || r.Entry() != "" {
			t.Errorf("%q: %s %q", m.Text+m.Choice, r.Kind(), r.Title())
		}
		for text := range texts {
			if strings.Contains(r.Text(), text) {
				t.Errorf("%q shows %q", m.Text+m.Choice, text)
			}
		}
	}
	for _, typed := range w.searches {
		if found, _ := d.bot.Search(member(typed), 10); len(found) > 0 {
			t.Errorf("search %q finds %d answers", typed, len(found))
		}
		if found := d.bot.Complete(typed, 10); len(found) > 0 {
			t.Errorf("completion of %q offers %v", typed, found)
		}
	}
	for text := range alarms {
		if r := d.gets(t, member(text)); r.Kind() != bot.KindHelp {
			t.Errorf("%q: %s %q, want a card", text, r.Kind(), r.Title())
		}
	}
	for _, text := range []string{"/crisis", "/crisis gb suicide", "/start help", "/start help-1"} {
		if r := d.gets(t, member(text)); r.Kind() != bot.KindHelp {
			t.Errorf("%q: %s %q, want a card", text, r.Kind(), r.Title())
		}
	}
	if r := d.gets(t, member("I was abused as a child. how long does bread keep")); r.Tier() != "B" || !strings.Contains(r.Text(), "/crisis") {
		t.Errorf("tier %s %q, want lines of support", r.Tier(), r.Text())
	}
	for _, text := range []string{"/help", "/privacy", "/about", "/version", "hello", "thanks"} {
		if r := d.gets(t, member(text)); r.Kind() != bot.KindInfo {
			t.Errorf("%q: %s %q", text, r.Kind(), r.Title())
		}
	}
}

// TestOffKeepsHelp: no command of a moderator reaches a card or a line of support.
func TestOffKeepsHelp(t *testing.T) {
	d := startDesk(t)
	for _, e := range []string{"crisis", "help", "none"} {
		want(t, d.says(t, "1", "/off "+e), bot.KindRefused, "No such entry")
	}
	d.says(t, "1", "/off storing")
	if r := d.gets(t, member("I was abused as a child. how long does bread keep")); r.Tier() != "B" || r.Title() != switchedOff || !r.Private() {
		t.Errorf("tier %s %q, want lines of support around what says that it is off", r.Tier(), r.Title())
	}
}

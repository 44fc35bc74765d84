package bot

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// TestQuestionBesideDanger: past its card a message gets the answer to the question that
// stands in it before or behind what alarms, with a full stop between or not (C15).
func TestQuestionBesideDanger(t *testing.T) {
	b := New(shipped(t), "1.2.3")
	for text, want := range map[string]string{
		"I want to die but first: how long does sex therapy take?":                          "duration",
		"I want to die. How long does sex therapy take?":                                    "duration",
		"how long does sex therapy take? I want to die":                                     "duration",
		"I want to die how long does sex therapy take":                                      "duration",
		"how long does sex therapy take I want to die":                                      "duration",
		"/ask how long does sex therapy take I want to die":                                 "duration",
		"will the therapist judge me for it. i cut my arms most nights":                     "being-judged",
		"my stepdad rapes me. am I too old for sex therapy at 45":                           "aging",
		"he locks me in the house and takes my phone can I do therapy by video call":        "online-or-in-person",
		"is everything confidential that i tell them i am thinking about suicide every day": "confidentiality",
	} {
		if r := says(t, b, Message{Choice: pastCard(t, says(t, b, Message{Text: text}))}); r.Entry() != want {
			t.Errorf("past the card of %q: %s %q, want the entry %s", text, r.Kind(), r.Entry(), want)
		}
	}
}

// TestNoQuestionFound: who told of danger and asked nothing that is found reads how to ask
// it, and is not told that nothing is known of that.
func TestNoQuestionFound(t *testing.T) {
	b := New(shipped(t), "1.2.3")
	for _, text := range []string{"I want to die", "my husband beats me", "he will kill me and what do I do now"} {
		r := says(t, b, Message{Choice: pastCard(t, says(t, b, Message{Text: text}))})
		if r.Kind() != KindNone || r.Title() != textUnfoundTitle || !slices.Contains(r.Choices(), topicsChoice) {
			t.Errorf("past the card of %q: %s %q with %v, want how to ask, and the topics", text, r.Kind(), r.Title(), r.Choices())
		}
	}
	b.pause(true)
	if r := says(t, b, Message{Choice: pastCard(t, says(t, b, Message{Text: "I want to die"}))}); r.Title() == textUnfoundTitle {
		t.Errorf("while nothing is answered: %q, want that", r.Title())
	}
}

// pastAll counts what questions get past a card.
type pastAll struct{ right, wrong, offered, of int }

func (p *pastAll) count(t turn, q faq.Question) {
	r := t.found(text.Normalize(q.Text))
	wanted := func(id faq.ID) bool { return slices.Contains(q.Want, id) }
	p.of++
	switch {
	case slices.ContainsFunc(q.Want, func(id faq.ID) bool { return answers(r, id) }):
		p.right++
	case r.Verdict == faq.Answer:
		p.wrong++
	case r.Verdict == faq.Suggest && slices.ContainsFunc(t.matcher.Suggestions(r), wanted):
		p.offered++
	}
}

// TestBeside holds how many questions are found beside what alarms, and how many are made of
// what asks nothing: -v shows what is reached.
func TestBeside(t *testing.T) {
	b := New(shipped(t), "1.2.3")
	tn := turn{live: b.live.Load(), bot: b}
	f, err := os.Open("testdata/mixed.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	written, err := faq.ReadQuestions(f, "mixed.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name        string
		questions   []faq.Question
		right, most int // answered rightly at least, wrongly at most
	}{
		{"written", written, 39, 0},
		{"danger. question", besideDanger(tn, func(q, danger string) string { return danger + ". " + q }), 99, 4},
		{"danger question", besideDanger(tn, func(q, danger string) string { return danger + " " + unsigned(q) }), 78, 2},
		{"question? danger", besideDanger(tn, func(q, danger string) string { return unsigned(q) + "? " + danger }), 103, 3},
		{"question danger", besideDanger(tn, func(q, danger string) string { return unsigned(q) + " " + danger }), 86, 1},
	} {
		var got pastAll
		for _, q := range set.questions {
			got.count(tn, q)
		}
		t.Logf("%s: of %d right %d, wrong %d, offered %d", set.name, got.of, got.right, got.wrong, got.offered)
		if got.right < set.right || got.wrong > set.most {
			t.Errorf("%s: %d right, %d wrong, want %d and more, %d and fewer", set.name, got.right, got.wrong, set.right, set.most)
		}
	}
	if testing.Short() {
		return
	}
	answered := 0
	for _, said := range alarming(t) {
		if tn.found(text.Normalize(said)).Verdict == faq.Answer {
			answered++
		}
	}
	if t.Logf("messages of danger alone: %d answered", answered); answered > 100 {
		t.Errorf("%d messages of danger are answered, want at most 100", answered)
	}
}

func unsigned(question string) string { return strings.TrimRight(question, "?.! ") }

// besideDanger are every second golden question that is answered, put together with a
// sentence of danger.
func besideDanger(t turn, with func(question, danger string) string) (out []faq.Question) {
	dangers := []string{"i want to die", "my husband beats me", "I am going to kill myself tonight", "my therapist kissed me",
		"i was raped last night", "my friend wants to end her life", "I cut myself every day", "he will kill me"}
	n := 0
	for _, q := range t.base.Golden {
		if !q.InScope() || len(strings.Fields(q.Text)) > 25 || t.alarms(q.Text) || t.matcher.Match(q.Text).Verdict != faq.Answer {
			continue
		}
		if n++; n%2 == 1 {
			q.Text = with(q.Text, dangers[n/2%len(dangers)])
			out = append(out, q)
		}
	}
	return out
}

// alarming are the messages of the safety lane's development set that get a card.
func alarming(t *testing.T) (out []string) {
	t.Helper()
	lines, err := os.ReadFile("safety/testdata/development.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(lines)) {
		var m struct{ Text, Tier string }
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		if m.Tier == "A" && safety.Detect(m.Text).Tier == safety.TierA {
			out = append(out, m.Text)
		}
	}
	return out
}

// TestBesideInTime: no message, however long, makes its card late.
func TestBesideInTime(t *testing.T) {
	b := New(shipped(t), "1.2.3")
	tn := turn{live: b.live.Load(), bot: b}
	for _, said := range []string{strings.Repeat("how can i die ", 5000), strings.Repeat("how, i want to die. ", 5000), strings.Repeat("and ", 50_000) + "I want to die"} {
		start := time.Now()
		tn.found(text.Normalize(said))
		if took := time.Since(start); took > time.Second {
			t.Errorf("%.20q…: %s, want at most a second", said, took)
		}
	}
}

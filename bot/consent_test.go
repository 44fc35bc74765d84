package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

const (
	sendIt     = "Send this question to the moderators"
	sendItNow  = "Send it"
	leaveThat  = "Do not send it"
	unanswered = "Is a sourdough starter called Herbert lucky?"
)

// asks is what somebody asks in private.
func asks(user, text string) bot.Message {
	m := member(text)
	m.User, m.Chat = user, user
	return m
}

// pick is a choice that somebody presses.
func pick(user, choice string) bot.Message {
	m := asks(user, "")
	m.Choice = choice
	return m
}

// sends lets somebody ask and send a question, and returns the last reply.
func (d *desk) sends(t testing.TB, user, text string) bot.Reply {
	t.Helper()
	shown := d.gets(t, pick(user, chosen(t, d.gets(t, asks(user, text)), sendIt)))
	return d.gets(t, pick(user, chosen(t, shown, sendItNow)))
}

func (d *desk) inbox(t testing.TB) (texts []string) {
	t.Helper()
	sent, err := d.memory.Inbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sent {
		texts = append(texts, s.Text)
	}
	return texts
}

// TestConsent is the whole way: nothing is stored before the writer has seen it and agreed.
func TestConsent(t *testing.T) {
	d := startDesk(t)
	found := d.gets(t, asks("77", "  Is a \u202esourdough\tstarter\ncalled\x00 Herbert lucky? "))
	want(t, found, bot.KindNone, "I have no answer to that")
	shown := d.gets(t, pick("77", chosen(t, found, sendIt)))
	want(t, shown, bot.KindInfo, "Send this to the moderators?", unanswered, "not told who you are", "30 days")
	if !shown.Private() || len(d.inbox(t)) > 0 {
		t.Errorf("private %v, stored %q", shown.Private(), d.inbox(t))
	}
	sent := d.gets(t, pick("77", chosen(t, shown, sendItNow)))
	want(t, sent, bot.KindInfo, "Sent")
	if diff := cmp.Diff([]string{unanswered}, d.inbox(t)); diff != "" || !sent.Private() || sent.Place() != bot.PlaceSame {
		t.Errorf("place %v, stored (-want +got):\n%s", sent.Place(), diff)
	}
	all, _ := d.memory.Inbox(t.Context())
	if diff := cmp.Diff([]bot.Sent{{N: 1, Day: "2026-01-02", Text: unanswered}}, all); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if strings.Contains(d.told.String(), "Herbert") || strings.Contains(fmt.Sprint(d.history(t)), "77") {
		t.Error("who or what stands in the audit or was told")
	}
	for _, again := range []string{chosen(t, found, sendIt), chosen(t, shown, sendItNow), chosen(t, shown, leaveThat)} {
		want(t, d.gets(t, pick("77", again)), bot.KindInfo, "There is no such choice")
	}
	if len(d.inbox(t)) != 1 {
		t.Error("it was stored twice")
	}
}

// TestConsentOffered: only what found nothing can be sent, in private, by somebody, and
// never what tells of danger.
func TestConsentOffered(t *testing.T) {
	private := func(text string) bot.Message { return asks("77", text) }
	for name, test := range map[string]struct {
		m     bot.Message
		offer bool
	}{
		"nothing found":            {private(unanswered), true},
		"behind a command":         {private("/ask " + unanswered), true},
		"in a group":               {bot.Message{Platform: "discord", User: "77", Chat: "1", Text: unanswered}, false},
		"of nobody":                {bot.Message{Platform: "telegram", Chat: "1", Private: true, Text: unanswered}, false},
		"an answer":                {private("amount of salt"), false},
		"suggestions":              {private("bread yeast flour salt"), false},
		"what the book leaves out": {private("gluten free"), false},
		"a card":                   {private("I want to die, " + unanswered), false},
		"lines of support":         {private("I was abused as a child. " + unanswered), false},
		"a command":                {private("/bake"), false},
		"small talk":               {private("why"), false},
		"no word":                  {private("?!"), false},
		"a choice":                 {pick("77", "gone"), false},
		"past a card":              {pick("77", "not-that x n"), false},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			r := d.gets(t, test.m)
			if got := strings.Contains(strings.Join(labels(r), "\n"), sendIt); got != test.offer {
				t.Errorf("%s %q offers it: %v, want %v", r.Kind(), r.Title(), got, test.offer)
			}
			if r.Title() == "I have no answer to that" && labels(r)[0] != "Topics" {
				t.Errorf("choices: %q", labels(r))
			}
		})
	}
	d := startDesk(t)
	d.says(t, "1", "/pause")
	if r := d.gets(t, asks("77", unanswered)); len(labels(r)) != 1 {
		t.Errorf("while paused: %q", labels(r))
	}
}

// TestConsentIsBound: to the one who asked, who has seen it, for ten minutes; no is no.
func TestConsentIsBound(t *testing.T) {
	for name, do := range map[string]func(d *desk, ask string) bot.Reply{
		"another person": func(d *desk, ask string) bot.Reply { return d.gets(t, pick("78", ask)) },
		"another person's yes": func(d *desk, ask string) bot.Reply {
			d.gets(t, pick("77", ask))
			return d.gets(t, pick("78", ask+" yes"))
		},
		"another person's no": func(d *desk, ask string) bot.Reply {
			d.gets(t, pick("77", ask))
			return d.gets(t, pick("78", ask+" no"))
		},
		"on another platform": func(d *desk, ask string) bot.Reply { m := pick("77", ask); m.Platform = "discord"; return d.gets(t, m) },
		"unseen":              func(d *desk, ask string) bot.Reply { return d.gets(t, pick("77", ask+" yes")) },
		"too late": func(d *desk, ask string) bot.Reply {
			d.clock.t = d.clock.t.Add(10 * time.Minute)
			return d.gets(t, pick("77", ask))
		},
		"yes, too late": func(d *desk, ask string) bot.Reply {
			d.gets(t, pick("77", ask))
			d.clock.t = d.clock.t.Add(10 * time.Minute)
			return d.gets(t, pick("77", ask+" yes"))
		},
		"after no": func(d *desk, ask string) bot.Reply {
			d.gets(t, pick("77", ask))
			d.gets(t, pick("77", ask+" no"))
			return d.gets(t, pick("77", ask+" yes"))
		},
		"a code that there is not": func(d *desk, _ string) bot.Reply { return d.gets(t, pick("77", "/send 0123456789abcdef")) },
		"no code":                  func(d *desk, _ string) bot.Reply { return d.gets(t, pick("77", "/send")) },
		"after a start": func(d *desk, ask string) bot.Reply {
			d.gets(t, pick("77", ask))
			return d.start(t).gets(t, pick("77", ask+" yes"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			r := do(d, chosen(t, d.gets(t, asks("77", unanswered)), sendIt))
			want(t, r, bot.KindInfo, "There is no such choice", "ten minutes")
			if len(d.inbox(t)) > 0 || strings.Contains(r.Text(), "Herbert") {
				t.Errorf("stored %q, shown %q", d.inbox(t), r.Text())
			}
		})
	}
	d := startDesk(t)
	shown := d.gets(t, pick("77", chosen(t, d.gets(t, asks("77", unanswered)), sendIt)))
	want(t, d.gets(t, pick("77", chosen(t, shown, leaveThat))), bot.KindInfo, "Not sent", "Nothing was stored")
}

func TestConsentLimit(t *testing.T) {
	d := startDesk(t)
	for range 3 {
		want(t, d.sends(t, "77", unanswered), bot.KindInfo, "Sent")
	}
	want(t, d.sends(t, "77", unanswered), bot.KindRefused, "Not sent", "as many questions as I take")
	want(t, d.sends(t, "78", unanswered), bot.KindInfo, "Sent")
	d.clock.t = d.clock.t.Add(24*time.Hour - time.Second)
	want(t, d.sends(t, "77", unanswered), bot.KindRefused, "Not sent")
	d.clock.t = d.clock.t.Add(time.Second)
	want(t, d.sends(t, "77", unanswered), bot.KindInfo, "Sent")
	if n := len(d.inbox(t)); n != 5 {
		t.Errorf("%d stored, want 5", n)
	}
}

// TestConsentAtOnce: however often and fast yes is pressed, it is stored once.
func TestConsentAtOnce(t *testing.T) {
	d := startDesk(t)
	shown := d.gets(t, pick("77", chosen(t, d.gets(t, asks("77", unanswered)), sendIt)))
	yes := chosen(t, shown, sendItNow)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { d.gets(t, pick("77", yes)) })
	}
	all.Wait()
	if n := len(d.inbox(t)); n != 1 {
		t.Errorf("%d stored, want 1", n)
	}
}

// TestConsentFails: a store that fails is told, nothing counts, and yes can be said again.
func TestConsentFails(t *testing.T) {
	d := startDesk(t)
	for range 5 {
		d.store.Set(fail("Send"))
		shown := d.gets(t, pick("77", chosen(t, d.gets(t, asks("77", unanswered)), sendIt)))
		yes := chosen(t, shown, sendItNow)
		want(t, d.gets(t, pick("77", yes)), bot.KindRefused, "Not sent", "nothing was sent")
		if len(d.inbox(t)) > 2 {
			t.Errorf("stored %q", d.inbox(t))
		}
		d.store.Set(nil)
		if len(d.inbox(t)) < 2 {
			want(t, d.gets(t, pick("77", yes)), bot.KindInfo, "Sent")
		}
	}
	if strings.Contains(d.told.String(), "Herbert") || !strings.Contains(d.told.String(), "disk is full") {
		t.Errorf("told: %s", d.told)
	}
}

// TestConsentIsShort: no more of a text is sent than a moderator reads.
func TestConsentIsShort(t *testing.T) {
	d := startDesk(t)
	d.sends(t, "77", "Is Herbert lucky? "+strings.Repeat("qzxvq ", 600))
	if got := d.inbox(t); len(got) != 1 || len([]rune(got[0])) > 501 || !strings.HasSuffix(got[0], "…") {
		t.Errorf("stored %q", got)
	}
}

// questionDesk is a desk with three questions, whose suggestions are kept.
func questionDesk(t *testing.T) (d *desk, kept *[]bot.Suggestion) {
	kept = new([]bot.Suggestion)
	d = newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Suggest = func(s bot.Suggestion) (string, error) {
			*kept = append(*kept, s)
			return "suggestions.md", nil
		}
	}).start(t)
	for i, text := range []string{unanswered, `Does "Herbert" bite?`, "Who is Gundula, please?"} {
		want(t, d.sends(t, fmt.Sprint(i), text), bot.KindInfo, "Sent")
	}
	return d, kept
}

func TestQuestions(t *testing.T) {
	d, kept := questionDesk(t)
	r := d.says(t, "1", "/questions")
	want(t, r, bot.KindInfo, "Questions", "3 questions", "- 1 (2026-01-02): "+unanswered, "- 3 (2026-01-02): Who is Gundula, please?")
	if !r.Private() {
		t.Error("they are shown where others read along")
	}
	public := moderator("1", "/questions")
	public.Private = false
	want(t, d.gets(t, public), bot.KindRefused, "Questions", "ask me in private")
	for _, bad := range []string{"accept", "accept 1", "accept 1 as", "accept 1 to salt", "accept 1 as salt please", "accept x as salt", "accept 99 as salt",
		"accept -1 as salt", "accept 1.0 as salt", "accept 9999999999999999999999 as salt", "drop", "drop x", "drop 1 2", "1", "keep 1", "accept 1 as as salt"} {
		want(t, d.says(t, "1", "/questions "+bad), bot.KindRefused, "Questions", "Write one of these")
	}
	want(t, d.says(t, "1", "/questions accept 1 as sal"), bot.KindRefused, "No such entry", "salt")
	want(t, d.says(t, "1", "/questions accept 1 as ../../etc/passwd"), bot.KindRefused, "No such entry")
	if len(*kept) > 0 || len(d.inbox(t)) != 3 {
		t.Fatalf("refused commands kept %v, left %q", *kept, d.inbox(t))
	}
	want(t, d.says(t, "1", "/questions accept 2 as SALT"), bot.KindInfo, "Questions", "accepted as salt", "suggestions.md")
	want(t, d.says(t, "1", "/questions accept 1 as none"), bot.KindInfo, "Questions", "accepted as none")
	want(t, d.says(t, "1", "/questions drop 3"), bot.KindInfo, "Questions", "dropped")
	want(t, d.says(t, "1", "/questions drop 3"), bot.KindRefused, "Questions")
	want(t, d.says(t, "1", "/questions"), bot.KindInfo, "Questions", "Nobody has sent a question")
	wantKept := []bot.Suggestion{{Question: `Does "Herbert" bite?`, Entry: "salt"}, {Question: unanswered, Entry: "none"}}
	if diff := cmp.Diff(wantKept, *kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	if got := fmt.Sprint(d.audit(t)[1:]); got != "[questions 2 accepted as salt questions 1 accepted as none questions 3 dropped]" {
		t.Errorf("audit: %s", got)
	}
	if d.folder.files[salt] == nil || strings.Contains(string(d.folder.files[salt].Data), "Herbert") {
		t.Error("the folder was changed")
	}
}

// TestSuggestionFits: what is suggested can be put into the files as it is.
func TestSuggestionFits(t *testing.T) {
	for _, text := range []string{`Does "Herbert" \ bite: #1?`, "- 'Gundula' [a]: {b}", "é 🧂 & <b> ü", "a\u0301 decomposed letter, Herbert?"} {
		d, kept := questionDesk(t)
		want(t, d.sends(t, "9", text), bot.KindInfo, "Sent")
		want(t, d.says(t, "1", "/questions accept 4 as salt"), bot.KindInfo, "Questions")
		s := (*kept)[0]
		d.folder.replace(t, salt, "  - amount of salt\n", "  - amount of salt\n"+s.Phrasing()+"\n")
		d.folder.write("golden.jsonl", breadGolden+s.Golden()+"\n")
		want(t, d.says(t, "1", "/reload"), bot.KindInfo, "Put this in use?", "phrasings: 1 added", "Golden questions gained: 1")
	}
	if got := (bot.Suggestion{Question: "a", Entry: "none"}).Phrasing(); got != "" {
		t.Errorf("a phrasing of no entry: %q", got)
	}
}

// TestQuestionsFail: nothing is lost where something fails.
func TestQuestionsFail(t *testing.T) {
	d, kept := questionDesk(t)
	d.store.Set(fail("Drop"))
	want(t, d.says(t, "1", "/questions drop 1"), bot.KindRefused, "The store does not answer", errDisk.Error())
	d.store.Set(fail("Commit"))
	want(t, d.says(t, "1", "/questions drop 1"), bot.KindInfo, "Questions", "dropped")
	d.store.Set(nil)
	d.sync(t)
	if got := fmt.Sprint(d.audit(t)[1:]); got != "[questions 1 dropped]" {
		t.Errorf("audit: %s", got)
	}
	d.change = func(cfg *bot.DeskConfig) {
		cfg.Suggest = func(bot.Suggestion) (string, error) { return "", errors.New("disk full") }
	}
	d.start(t)
	want(t, d.says(t, "1", "/questions accept 2 as salt"), bot.KindRefused, "Questions", "disk full")
	d.change = nil
	d.start(t)
	want(t, d.says(t, "1", "/questions accept 2 as salt"), bot.KindRefused, "Questions", "Nothing is set up")
	if len(d.inbox(t)) != 2 || len(*kept) > 0 {
		t.Errorf("left %q, kept %v", d.inbox(t), *kept)
	}
}

// TestQuestionsAtOnce: of two moderators who accept a question one does.
func TestQuestionsAtOnce(t *testing.T) {
	var mu sync.Mutex
	d, kept := questionDesk(t)
	d.change = func(cfg *bot.DeskConfig) {
		cfg.Suggest = func(s bot.Suggestion) (string, error) {
			mu.Lock()
			defer mu.Unlock()
			*kept = append(*kept, s)
			return "suggestions.md", nil
		}
	}
	d.start(t)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() { d.says(t, fmt.Sprint(i), "/questions accept 1 as salt") })
	}
	all.Wait()
	if len(*kept) != 1 {
		t.Errorf("kept %d times", len(*kept))
	}
}

// TestQuestionsGrowOld: after 30 days nobody sees a question, and then it is gone.
func TestQuestionsGrowOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := questionDesk(t)
		d.clock.t = d.clock.t.Add(29 * 24 * time.Hour)
		want(t, d.says(t, "1", "/questions"), bot.KindInfo, "Questions", "3 questions")
		d.clock.t = d.clock.t.Add(24 * time.Hour)
		want(t, d.says(t, "1", "/questions"), bot.KindInfo, "Questions", "Nobody has sent")
		want(t, d.says(t, "1", "/questions accept 1 as salt"), bot.KindRefused, "Questions")
		d.store.Set(fail("Forget"))
		go d.Run(t.Context())
		synctest.Wait()
		d.store.Set(nil)
		time.Sleep(30 * time.Second) // it is tried again
		synctest.Wait()
		if got := d.inbox(t); len(got) > 0 {
			t.Errorf("still stored: %q", got)
		}
	})
}

// TestStoreKnowsNobody: of those who ask the store gets numbers, and of what they ask only
// what they agreed to send.
func TestStoreKnowsNobody(t *testing.T) {
	const id, words = "31337424242", "qzxvaskedtext"
	d := startDesk(t)
	for _, m := range everyday() {
		m.User, m.Chat, m.ID, m.Community, m.Channel = id, id, id, id, id
		if m.Text != "" {
			m.Text += " " + words
		}
		d.gets(t, m)
	}
	want(t, d.sends(t, id, unanswered+" "+words), bot.KindInfo, "Sent")
	d.gets(t, pick(id, chosen(t, d.gets(t, asks(id, words+" again")), sendIt)))
	want(t, d.says(t, "1", "/questions accept 1 as salt"), bot.KindRefused, "Questions") // nothing is set up
	d.says(t, "1", "/test "+words)
	d.sync(t)
	history, inbox := d.history(t), d.inbox(t)
	counts, _ := d.memory.Counts(t.Context(), "")
	for what, stored := range map[string]string{"audit": fmt.Sprintf("%+v", history), "counts": fmt.Sprintf("%+v", counts), "notes": fmt.Sprint(d.notes(t)), "told": d.told.String()} {
		if strings.Contains(stored, id) || strings.Contains(stored, words) {
			t.Errorf("%s: %s", what, stored)
		}
	}
	if len(counts) == 0 || len(inbox) != 1 || strings.Contains(inbox[0], id) {
		t.Errorf("counts %v, inbox %q", counts, inbox)
	}
}

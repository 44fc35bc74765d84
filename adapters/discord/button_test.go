package discord_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// acknowledged waits for the first response to a press, which must show nothing.
func (s *stage) acknowledged(interaction, why string) {
	s.tb.Helper()
	s.until(why+" is acknowledged", func() bool { _, ok := s.Answer(interaction); return ok })
	if a, _ := s.Answer(interaction); a.Type != 6 {
		s.tb.Errorf("%s: response of type %d, want 6, which shows nothing", why, a.Type)
	}
}

// TestForeignButtonsDoNothing: those of others, of other places, and those made up.
func TestForeignButtonsDoNothing(t *testing.T) { simulated(t, testForeignButtonsDoNothing) }

func testForeignButtonsDoNothing(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Question, "public": true}}))
	vote, _ := m.Button("This helped")
	related, _ := m.Button(adaptertest.Related)
	dismiss, _ := m.Button(bot.LabelDismiss)
	for _, c := range []struct {
		why string
		in  discordtest.Click
	}{
		{"a stranger's vote", discordtest.Click{User: stranger, Message: m.ID, CustomID: vote.CustomID}},
		{"a stranger's dismissal", discordtest.Click{User: stranger, Message: m.ID, CustomID: dismiss.CustomID}},
		{"a made up button", discordtest.Click{User: asker, Message: m.ID, CustomID: strings.Replace(related.CustomID, "kneading", "storing", 1)}},
		{"another version's", discordtest.Click{User: asker, Message: m.ID, CustomID: "2" + related.CustomID[1:]}},
		{"an empty one", discordtest.Click{User: asker, Message: m.ID, CustomID: "x"}},
		{"a long one", discordtest.Click{User: asker, Message: m.ID, CustomID: related.CustomID + strings.Repeat("x", 200)}},
		{"another channel's", discordtest.Click{User: asker, Guild: server, Channel: "4711", CustomID: related.CustomID}},
	} {
		s.acknowledged(s.Click(c.in), c.why)
	}
	s.stop()
	if got, _ := s.Message(m.ID); got.Deleted || got.Edited > 0 || s.SentCount() != 1 || len(s.core.Asked()) != 1 {
		t.Errorf("%d messages, the core was asked %d times: %+v", s.SentCount(), len(s.core.Asked()), got)
	}
}

// TestVotesCountOnce: however often the button is pressed.
func TestVotesCountOnce(t *testing.T) { simulated(t, testVotesCountOnce) }

func testVotesCountOnce(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.ask(adaptertest.Question))
	for range 3 {
		id := s.press(asker, m, "This helped")
		if thanks := s.answered(id); title(thanks) != "Thank you" || !thanks.Ephemeral {
			t.Errorf("the vote shows %q, for one %v", title(thanks), thanks.Ephemeral)
		}
	}
	votes := s.bot.Votes()
	if len(votes) != 1 || votes["rising"].Helpful != 1 {
		t.Errorf("votes %+v, want one", votes)
	}
}

// TestShowToTheChannel: who asked alone shows the answer to all; these can ask for it alone.
func TestShowToTheChannel(t *testing.T) { simulated(t, testShowToTheChannel) }

func testShowToTheChannel(t *testing.T) {
	s := start(t, setup{})
	m := s.answered(s.ask(adaptertest.Question))
	shown := s.answered(s.press(asker, m, bot.LabelShow))
	if shown.Ephemeral || title(shown) != adaptertest.Question {
		t.Fatalf("shown: %q, for one %v", title(shown), shown.Ephemeral)
	}
	if _, ok := shown.Button(bot.LabelShow); ok {
		t.Error("what is public can be shown to the channel once more")
	}
	private := s.answered(s.press(stranger, shown, bot.LabelPrivately))
	if !private.Ephemeral || private.For != stranger || title(private) != adaptertest.Question {
		t.Errorf("privately: %q, for %q", title(private), private.For)
	}
	if _, ok := private.Button("This helped"); !ok {
		t.Error("the stranger cannot vote on an answer of their own")
	}
}

// TestShowSeveral: an answer to two questions is shown whole, and whole to who asks for it
// alone.
func TestShowSeveral(t *testing.T) { simulated(t, testShowSeveral) }

func testShowSeveral(t *testing.T) {
	s := start(t, setup{})
	whole := func(ephemeral bool) (all []discordtest.Message) {
		s.until("the last part is there", func() bool {
			all = slices.DeleteFunc(s.Sent(), func(m discordtest.Message) bool { return m.Ephemeral != ephemeral })
			return len(all) > 1 && all[len(all)-1].Embeds[0].Footer != nil
		})
		return all
	}
	text := func(all []discordtest.Message) (text string) {
		for _, m := range all {
			text += plain(m.Text())
		}
		return adaptertest.Squeeze(text)
	}
	s.ask(adaptertest.Longer)
	private := whole(true)
	s.press(asker, private[len(private)-1], bot.LabelShow)
	public := whole(false)
	if text(public) != text(private) {
		t.Errorf("everybody sees %d bytes of %d", len(text(public)), len(text(private)))
	}
	s.press(stranger, public[len(public)-1], bot.LabelPrivately)
	s.until("the stranger has it, too", func() bool { return s.SentCount() == 3*len(public) })
	for _, m := range s.Sent()[2*len(public):] {
		if m.For != stranger {
			t.Errorf("a part is for %q", m.For)
		}
	}
}

// TestPrivateIsNotShown: what is for the person alone has no button that shows it to others.
func TestPrivateIsNotShown(t *testing.T) { simulated(t, testPrivateIsNotShown) }

func testPrivateIsNotShown(t *testing.T) {
	s := start(t, setup{})
	for _, said := range []string{inDanger, inTrouble} {
		m := s.answered(s.ask(said))
		if _, ok := m.Button(bot.LabelShow); ok || !m.Ephemeral {
			t.Errorf("%q: %q can be shown to the channel", said, title(m))
		}
	}
}

// TestDismiss takes the message away: an answer for one, for all, and the reply to a mention.
func TestDismiss(t *testing.T) { simulated(t, testDismiss) }

func testDismiss(t *testing.T) {
	s := start(t, setup{})
	s.ask(adaptertest.Question)
	s.sent(1)
	s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Question, "public": true}})
	s.sent(2)
	s.inServer(adaptertest.Question)
	s.sent(3)
	for _, m := range s.Sent() {
		s.press(asker, m, bot.LabelDismiss)
		s.until("it is gone", func() bool { m, _ = s.Message(m.ID); return m.Deleted })
	}
}

// TestDismissAllParts: a long answer goes as a whole, wherever it is, and however late it came.
func TestDismissAllParts(t *testing.T) { simulated(t, testDismissAllParts) }

func testDismissAllParts(t *testing.T) {
	for name, core := range map[string]bot.Handler{"at once": nil, "late": slow(2 * time.Second)} {
		s := start(t, setup{handler: core})
		options := map[string]any{"question": adaptertest.Longer}
		for way, say := range map[string]func(){
			"alone": func() { s.command(discordtest.Command{Guild: server, Name: "ask", Options: options}) },
			"public": func() {
				options["public"] = true
				s.command(discordtest.Command{Guild: server, Name: "ask", Options: options})
			},
			"mentions": func() { s.inServer(adaptertest.Longer) },
		} {
			seen := s.SentCount()
			say()
			var all []discordtest.Message
			s.until("the last part is there", func() bool {
				all = s.Sent()[seen:]
				return len(all) > 1 && all[len(all)-1].Embeds[0].Footer != nil
			})
			s.press(asker, all[len(all)-1], bot.LabelDismiss)
			for i, m := range all {
				s.until(fmt.Sprint(name, ", ", way, ": part ", i, " is gone"), func() bool { m, _ = s.Message(m.ID); return m.Deleted })
			}
			delete(options, "public")
		}
		s.stop()
	}
}

// TestRelatedForAnybody: what is related opens for who presses, alone, and leaves the answer
// as it is.
func TestRelatedForAnybody(t *testing.T) { simulated(t, testRelatedForAnybody) }

func testRelatedForAnybody(t *testing.T) {
	s := start(t, setup{})
	s.inServer(adaptertest.Question)
	m := s.sent(1)
	got := s.answered(s.press(stranger, m, adaptertest.Related))
	if title(got) != adaptertest.Related || !got.Ephemeral || got.For != stranger {
		t.Errorf("related: %q for %q", title(got), got.For)
	}
	if m, _ = s.Message(m.ID); m.Edited != 0 {
		t.Error("the answer was changed")
	}
}

// TestLongAnswers: whole, in parts, in each way; the last ends with the disclaimer.
func TestLongAnswers(t *testing.T) { simulated(t, testLongAnswers) }

func testLongAnswers(t *testing.T) {
	s := start(t, setup{})
	seen := 0
	want := func(alone bool) {
		t.Helper()
		var all []discordtest.Message
		s.until("the last part is there", func() bool {
			all = s.Sent()[seen:]
			return len(all) > 1 && all[len(all)-1].Embeds[0].Footer != nil
		})
		seen += len(all)
		var texts []string
		for _, m := range all {
			texts = append(texts, plain(m.Text()))
			if m.Ephemeral != alone {
				t.Errorf("a part is for one: %v", m.Ephemeral)
			}
		}
		given := s.core.Given()
		if got, want := adaptertest.Squeeze(strings.Join(texts, "\n")), adaptertest.Whole(given[len(given)-1]); got != want {
			t.Errorf("the parts together are\n%s\nwant\n%s", got, want)
		}
		if f := all[len(all)-1].Embeds[0].Footer; f == nil || !strings.Contains(f.Text, "ask a baker") {
			t.Error("the last part has no disclaimer")
		}
	}
	s.ask(adaptertest.Longer)
	want(true)
	s.inServer(adaptertest.Longer)
	want(false)
	s.command(discordtest.Command{Guild: server, Name: "ask", Options: map[string]any{"question": adaptertest.Longer, "public": true}})
	want(false)
}

// TestNobodyIsPinged: whatever names a question holds, no answer does.
func TestNobodyIsPinged(t *testing.T) { simulated(t, testNobodyIsPinged) }

func testNobodyIsPinged(t *testing.T) {
	s := start(t, setup{})
	for _, name := range []string{"@everyone", "@here", "<@" + stranger + ">", "<@!" + stranger + ">", "<@&77>", "<#99>", "[x](https://evil.example)", "||x||", "\u202ex", "```x"} {
		n := s.SentCount()
		s.inServer(name + " " + adaptertest.Question)
		m := s.sent(n + 1)
		a := s.answered(s.ask(name + " " + adaptertest.Question))
		for _, m := range []discordtest.Message{m, a} {
			if strings.Contains(m.Text(), name) {
				t.Errorf("%q is echoed", name)
			}
		}
	}
}

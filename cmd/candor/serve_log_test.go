package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// TestServeSays: the log says what runs, as whom, and when it has stopped, in lines for
// other programs. All requests are what the Bot API allows.
func TestServeSays(t *testing.T) {
	s := telegramtest.New(t, telegramtest.As(telegramtest.Bot{Username: "dough_bot"}))
	p := launch(t, []string{"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + telegramtest.Checked(t, s)})
	p.ready()
	people(s, firstPerson)
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	p.stop()
	p.ends(0, 10*time.Second)
	var said []string
	for line := range strings.Lines(p.out.String()) {
		var l struct{ Level, Time, Message, Platform, Bot, Mode, Version, Knowledge string }
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.Level == "" || l.Time == "" || l.Message == "" {
			t.Errorf("a line of the log is not what programs read: %v: %s", err, line)
		}
		if l.Message == "starting" && (l.Version == "" || len(l.Knowledge) != 12) {
			t.Errorf("%s must tell both versions", line)
		}
		if strings.HasSuffix(l.Message, "candor.db: a new store has begun") {
			l.Message = "new store"
		}
		said = append(said, strings.Join(strings.Fields(l.Platform+" "+l.Bot+" "+l.Mode+" "+l.Message), " "))
	}
	want := "new store|starting|telegram @dough_bot telegram knows the token|telegram polling running|telegram update passed over|so far|stopped"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("the log says %s, want %s", got, want)
	}
}

// TestServeWrongToken: as the only platform's, it ends the program, with one sentence.
func TestServeWrongToken(t *testing.T) {
	s := telegramtest.New(t)
	s.SetToken("1:another")
	p := serve(t, s)
	p.ends(1, 10*time.Second)
	p.sentence("telegram: the token is not valid: Telegram does not know it (see CANDOR_TELEGRAM_TOKEN, or ask @BotFather)")
}

// sentence wants the sentence to be all that is said but for the log.
func (p *program) sentence(want string) {
	p.Helper()
	var said []string
	for line := range strings.Lines(p.out.String()) {
		if !strings.HasPrefix(line, "{") {
			said = append(said, line)
		}
	}
	if got := strings.Join(said, ""); got != "candor: "+want+"\n" {
		p.Errorf("it says %q, want %q", got, "candor: "+want+"\n")
	}
}

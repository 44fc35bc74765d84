package bot_test

import (
	"strconv"
	"strings"
	"testing"

	"candor/bot"
	"candor/bot/safety"
)

// TestHelpLink: the link that a group gets instead of a card leads to the card of what the
// message told of, and says nothing of it.
func TestHelpLink(t *testing.T) {
	b := breadBot(t)
	private, _ := b.Handle(t.Context(), bot.Message{Text: "my erection has not gone away for 5 hours", User: "1", Chat: "g"})
	if private.Class() != safety.MedicalEmergency.String() {
		t.Fatalf("class %s, want a medical emergency", private.Class())
	}
	link := private.Public().Link()
	if strings.Contains(link.ID, "medical") || !strings.HasPrefix(link.ID, "help-") {
		t.Errorf("link %q, want help- and a number", link.ID)
	}
	opened, _ := b.Handle(t.Context(), bot.Message{Text: "/start " + link.ID, User: "1", Chat: "1", Private: true})
	if opened.Kind() != bot.KindHelp || opened.Title() != private.Title() {
		t.Errorf("the link leads to %s %q, want %q", opened.Kind(), opened.Title(), private.Title())
	}
	for n := range safety.Classes + 2 {
		r, _ := b.Handle(t.Context(), bot.Message{Text: "/start help-" + strconv.Itoa(n), User: strconv.Itoa(n), Private: true})
		if r.Kind() != bot.KindHelp {
			t.Errorf("/start help-%d is %s %q, want a card", n, r.Kind(), r.Title())
		}
	}
}

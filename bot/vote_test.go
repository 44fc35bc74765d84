package bot_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

func TestVotesAreOffered(t *testing.T) {
	_, b := shippedBot(t)
	for name, test := range map[string]struct {
		m    bot.Message
		want bool
	}{
		"for an answer":             {bot.Message{Text: "how long does sex therapy take"}, true},
		"for an answer by a choice": {bot.Message{Choice: "duration"}, true},
		"not for several answers":   {bot.Message{Text: "how long does sex therapy take? Does sex therapy involve sex?"}, false},
		"not for a card":            {bot.Message{Text: "I want to die"}, false},
		"not for a command":         {bot.Message{Text: "/help"}, false},
		"not for nothing":           {bot.Message{Text: "quarterly tax return"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := b.Handle(t.Context(), test.m)
			if err != nil {
				t.Fatal(err)
			}
			votes := r.Votes()
			if !test.want {
				if votes != nil {
					t.Errorf("Votes = %+v, want none", votes)
				}
				return
			}
			if len(votes) != 2 || votes[0].ID != vote("+", r) || votes[1].ID != vote("-", r) || votes[0].Label == "" || votes[0].Label == votes[1].Label {
				t.Errorf("Votes of %s %q = %+v, want for and against", r.Kind(), r.Entry(), votes)
			}
		})
	}
	if v := (bot.Reply{}).Votes(); v != nil {
		t.Errorf("Reply{}.Votes() = %+v, want none", v)
	}
}

// vote is the ID of a vote on an answer: its version is in the button.
func vote(prefix string, r bot.Reply) string {
	digits, err := hex.DecodeString(r.Version())
	if err != nil || len(digits) != 6 {
		return "a version of 12 digits, not " + r.Version()
	}
	return prefix + base64.RawURLEncoding.EncodeToString(digits) + "." + r.Entry()
}

func TestVotesAreCounted(t *testing.T) {
	by := func(user, choice string) bot.Message {
		return bot.Message{Platform: "telegram", User: user, Choice: choice}
	}
	elsewhere := bot.Message{Platform: "discord", User: "1", Choice: "+rising"}
	for name, test := range map[string]struct {
		votes []bot.Message
		want  map[string]bot.Votes
	}{
		"none":                          {nil, map[string]bot.Votes{}},
		"for and against":               {[]bot.Message{by("1", "+rising"), by("2", "-rising"), by("3", "-rising")}, map[string]bot.Votes{"rising": {Helpful: 1, Unhelpful: 2}}},
		"one a person":                  {[]bot.Message{by("1", "+rising"), by("1", "+rising"), by("1", "-rising")}, map[string]bot.Votes{"rising": {Helpful: 1}}},
		"one a person and answer":       {[]bot.Message{by("1", "+rising"), by("1", "+storing")}, map[string]bot.Votes{"rising": {Helpful: 1}, "storing": {Helpful: 1}}},
		"people of two platforms":       {[]bot.Message{by("1", "+rising"), elsewhere}, map[string]bot.Votes{"rising": {Helpful: 2}}},
		"not for what is no entry":      {[]bot.Message{by("1", "+gone"), by("1", "+"), by("1", "-"), by("1", "+/help")}, map[string]bot.Votes{}},
		"on another version":            {[]bot.Message{by("1", "+AAAAAAAA.rising"), by("2", "-AAAAAAAA.rising"), by("1", "-AAAAAAAA.rising")}, map[string]bot.Votes{"rising": {Helpful: 1, Unhelpful: 1}}},
		"one a person and version":      {[]bot.Message{by("1", "+rising"), by("1", "+AAAAAAAA.rising"), by("1", "+AAAAAAAB.rising")}, map[string]bot.Votes{"rising": {Helpful: 3}}},
		"on what is gone since":         {[]bot.Message{by("1", "+AAAAAAAA.gone")}, map[string]bot.Votes{"gone": {Helpful: 1}}},
		"not on what is no version":     {[]bot.Message{by("1", "+AAAAAAA.rising"), by("2", "+AAAAAAAAAA.rising"), by("3", "+.rising"), by("4", "-AAAA*AAA.rising")}, map[string]bot.Votes{}},
		"not on what cannot be":         {[]bot.Message{by("1", "+AAAAAAAA."), by("1", "+AAAAAAAA.Rising"), by("1", "+AAAAAAAA.a b"), by("1", "+AAAAAAAA."+strings.Repeat("x", 41)), by("1", "+AAAAAAAA.AAAAAAAA.rising")}, map[string]bot.Votes{}},
		"not both at once":              {[]bot.Message{by("1", "+-rising"), by("1", "-+rising"), by("1", "--rising"), by("1", "++rising")}, map[string]bot.Votes{}},
		"not what is typed":             {[]bot.Message{{User: "1", Text: "+rising"}}, map[string]bot.Votes{}},
		"not an answer that was picked": {[]bot.Message{by("1", "rising")}, map[string]bot.Votes{}},
	} {
		t.Run(name, func(t *testing.T) {
			b := breadBot(t)
			for _, m := range test.votes {
				if _, err := b.Handle(t.Context(), m); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(test.want, b.Votes()); diff != "" {
				t.Errorf("Votes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestVotesAreThankedAlike: nobody is told whether the vote was a first one.
func TestVotesAreThankedAlike(t *testing.T) {
	b := breadBot(t)
	var texts []string
	for _, choice := range []string{"+rising", "+rising", "-rising"} {
		r, err := b.Handle(t.Context(), bot.Message{User: "1", Choice: choice})
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, fmt.Sprint(r.Kind(), r.Title(), r.Text(), r.Place()))
	}
	if texts[0] != texts[1] || texts[1] != texts[2] {
		t.Errorf("votes are thanked differently: %q", texts)
	}
}

// TestVotesAreACopy: who reads them changes nothing.
func TestVotesAreACopy(t *testing.T) {
	b := breadBot(t)
	b.Votes()["rising"] = bot.Votes{Helpful: 99}
	if v := b.Votes(); len(v) != 0 {
		t.Errorf("Votes = %v, want none", v)
	}
}

// TestVotesFitAButton: Telegram's button has 51 bytes beside its signature, and an ID may
// have 40.
func TestVotesFitAButton(t *testing.T) {
	d := newDesk(t, nil)
	id := strings.Repeat("x", 40)
	d.folder.write("entries/"+id+".md", "---\nquestion: Is bread frozen with its crust?\nasked: [frozen crust]\nsection: Before You Start\nreviewed: 2026-01-02\n---\nYes.\n")
	d.start(t)
	r := d.gets(t, pressed(id))
	if votes := r.Votes(); len(votes) != 2 || len(votes[0].ID) > 50 || len(votes[1].ID) > 50 {
		t.Errorf("votes %+v of %q, want two of at most 50 bytes; told: %v", votes, r.Title(), d.told)
	}
}

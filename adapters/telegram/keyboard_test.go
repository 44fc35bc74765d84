package telegram

import (
	"candor/adapters/internal/sign"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	"github.com/google/go-cmp/cmp"
)

const (
	aChat  int64 = -1001234567890123
	aUser  int64 = 7777777777
	aEntry       = "how-long-does-it-take"
)

func TestChoice(t *testing.T) {
	s := newSigner(testToken)
	long := strings.Repeat("x", maxData-sign.Length-len(dataVersion))
	mine, open := s.data(aChat, aUser, aEntry), s.data(aChat, 0, aEntry)
	for name, test := range map[string]struct {
		chat, presser int64
		data, want    string
	}{
		"accepted from the asker":                    {aChat, aUser, mine, aEntry},
		"accepted from anybody if it is for anybody": {aChat, 5, open, aEntry},
		"accepted at the longest":                    {aChat, aUser, s.data(aChat, aUser, long), long},
		"accepted with extreme numbers":              {math.MinInt64, math.MaxInt64, s.data(math.MinInt64, math.MaxInt64, "+a"), "+a"},
		"refused from somebody else":                 {aChat, aUser + 1, mine, ""},
		"refused from nobody":                        {aChat, 0, mine, ""},
		"refused in another chat":                    {aChat + 1, aUser, mine, ""},
		"refused for anybody in another chat":        {1, 5, open, ""},
		"refused with chat and asker exchanged":      {aUser, aChat, mine, ""},
		"refused of another token":                   {aChat, aUser, newSigner("1:other").data(aChat, aUser, aEntry), ""},
		"refused of another version":                 {aChat, aUser, "2" + mine[1:], ""},
		"refused one byte too long":                  {aChat, aUser, s.data(aChat, aUser, long+"x"), ""},
		"refused with an empty choice":               {aChat, aUser, s.data(aChat, aUser, ""), ""},
		"refused if empty":                           {aChat, aUser, "", ""},
		"refused if it does nothing":                 {aChat, aUser, noData, ""},
		"refused with another choice":                {aChat, aUser, mine[:1+sign.Length] + "other", ""},
		"refused cut short":                          {aChat, aUser, mine[:len(mine)-1], ""},
		"refused with more behind":                   {aChat, aUser, mine + "s", ""},
		"refused unsigned":                           {aChat, aUser, "1" + strings.Repeat("A", sign.Length) + aEntry, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := s.choice(test.chat, test.presser, test.data)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("choice(%d, %d, %q) = %q, %v, want %q", test.chat, test.presser, test.data, got, ok, test.want)
			}
		})
	}
}

// TestCodeIsLong: 72 bits, of which nobody tries enough.
func TestCodeIsLong(t *testing.T) {
	s := newSigner(testToken)
	if got := len(s.data(aChat, aUser, aEntry)) - len(aEntry); got != 1+12 {
		t.Errorf("version and code take %d bytes, want 1 and 12", got)
	}
	codes := map[string]bool{}
	for chat := range int64(20_000) {
		codes[s.key.Code(number(chat), number(aUser), aEntry)] = true
	}
	if len(codes) != 20_000 {
		t.Errorf("20,000 chats have %d codes", len(codes))
	}
}

// TestKeysDiffer: what one key of the token signs is of no use for another purpose.
func TestKeysDiffer(t *testing.T) {
	keys := map[string]string{}
	for _, k := range [][2]string{{"1:a", "x"}, {"1:a", "y"}, {"1:b", "x"}} {
		key := string(sign.Derive(k[0], k[1]))
		if other, there := keys[key]; there {
			t.Errorf("sign.Derive(%q) is the key of %s", k, other)
		}
		keys[key] = k[0] + k[1]
	}
}

// TestChoiceTampered: of many changes to signed data, none is taken.
func TestChoiceTampered(t *testing.T) {
	n := 1_000_000
	if testing.Short() || raceEnabled {
		n = 100_000
	}
	s := newSigner(testToken)
	signed := s.data(aChat, aUser, aEntry)
	rnd := rand.New(rand.NewPCG(1, 2))
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for range n {
		data := []byte(signed)
		for range 1 + rnd.IntN(4) {
			data[rnd.IntN(len(data))] = letters[rnd.IntN(len(letters))]
		}
		if string(data) == signed {
			continue
		}
		if choice, ok := s.choice(aChat, aUser, string(data)); ok {
			t.Fatalf("%q was accepted as %q", data, choice)
		}
	}
}

// FuzzChoice: nothing is taken but what was signed for that chat and asker.
func FuzzChoice(f *testing.F) {
	s := newSigner(testToken)
	f.Add(aChat, aUser, aChat, aUser, aEntry, "")
	f.Add(aChat, int64(0), aChat, aUser, "/topics 2", "x")
	f.Add(aChat, aUser, aChat, aUser+1, "+a", s.data(1, 2, "a"))
	f.Add(int64(1), int64(2), int64(2), int64(1), "not-that 0123456789ab a 0 1", noData)
	f.Add(int64(-1), int64(-2), int64(-1), int64(0), "\xff", "\x00")
	f.Fuzz(func(t *testing.T, chat, asker, inChat, presser int64, choice, data string) {
		signed := s.data(chat, asker, choice)
		fits := choice != "" && len(signed) <= maxData && inChat == chat && (asker == presser || asker == 0)
		half := min(len(data), len(signed)/2)
		for _, try := range []string{signed, data, signed + data, data + signed, data[:half] + signed[half:], signed[:half] + data} {
			got, ok := s.choice(inChat, presser, try)
			if want := fits && try == signed; ok != want || ok && got != choice || !ok && got != "" {
				t.Errorf("choice(%d, %d, %q) = %q, %v, want %v: signed for %d, %d was %q", inChat, presser, try, got, ok, want, chat, asker, signed)
			}
		}
	})
}

// TestKeyboard: choices stand one a row, votes side by side, and each button leads back
// to its choice.
func TestKeyboard(t *testing.T) {
	a := newTest(t, breadBot())
	r := reply(t, breadBot(), bot.Message{Text: "rising time", Private: true})
	votes := r.Votes()
	var got [][]string
	for _, row := range a.keyboard(r, aChat, aUser) {
		var cells []string
		for _, b := range row {
			choice, ok := a.signer.choice(aChat, aUser, *b.CallbackData)
			if !ok || len(*b.CallbackData) > 64 {
				t.Errorf("the button %q does not lead back, or is too long", *b.CallbackData)
			}
			cells = append(cells, b.Text+" = "+choice)
		}
		got = append(got, cells)
	}
	want := [][]string{{"How is bread stored? = storing"}, {"This helped = " + votes[0].ID, "This did not help = " + votes[1].ID}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("buttons (-want +got):\n%s", diff)
	}
}

// TestKeyboardLinks: what must not be said in a group links to the private chat.
func TestKeyboardLinks(t *testing.T) {
	a := newTest(t, breadBot())
	r := reply(t, breadBot(), bot.Message{Text: "I want to die"}).Public()
	rows := a.keyboard(r, aChat, aUser)
	if len(rows) != 1 || len(rows[0]) != 1 || rows[0][0].URL == nil || *rows[0][0].URL != "https://t.me/candor_bot?start="+r.Link().ID {
		t.Errorf("keyboard = %+v, want one link to t.me/candor_bot?start=%s", rows, r.Link().ID)
	}
	a.me = me{}
	if rows := a.keyboard(r, aChat, aUser); rows != nil {
		t.Errorf("keyboard of a bot without a name = %+v, want none", rows)
	}
	if rows := a.keyboard(bot.Reply{}, aChat, aUser); rows != nil {
		t.Errorf("keyboard of a reply without choices = %+v, want nil: Telegram refuses an empty one", rows)
	}
}

// TestRowsLeaveOutWhatDoesNotFit: Telegram would refuse the whole message.
func TestRowsLeaveOutWhatDoesNotFit(t *testing.T) {
	a := newTest(t, silent)
	rows := a.addRow(nil, aChat, aUser, bot.Choice{ID: strings.Repeat("x", 52), Label: "too long"})
	if rows != nil {
		t.Errorf("addRow of 65 bytes = %+v, want no row", rows)
	}
	rows = a.addRow(nil, aChat, aUser, bot.Choice{ID: strings.Repeat("x", 51), Label: "fits"}, bot.Choice{ID: strings.Repeat("x", 52), Label: "too long"})
	if len(rows) != 1 || len(rows[0]) != 1 || rows[0][0].Text != "fits" || len(*rows[0][0].CallbackData) != 64 {
		t.Errorf("addRow = %+v, want the one of 64 bytes", rows)
	}
}

// TestShippedChoicesFit: every choice of every reply of the shipped base becomes a button.
func TestShippedChoicesFit(t *testing.T) {
	base, b := shipped()
	a := newTest(t, b)
	for _, e := range base.Entries {
		r := reply(t, b, bot.Message{Choice: string(e.ID), Private: true})
		n := 0
		for _, row := range a.keyboard(r, math.MinInt64, math.MaxInt64) {
			n += len(row)
		}
		if want := len(r.Choices()) + len(r.Votes()); n != want {
			t.Errorf("%s: %d buttons, want %d", e.ID, n, want)
		}
	}
}

func TestMark(t *testing.T) {
	button := tgbotapi.NewInlineKeyboardButtonData
	rows := [][]tgbotapi.InlineKeyboardButton{
		{button("related", "a")},
		{button("helped", "b"), button("did not", "c")},
		{tgbotapi.NewInlineKeyboardButtonURL("link", "https://t.me/x")},
	}
	k := &tgbotapi.InlineKeyboardMarkup{InlineKeyboard: rows}
	for _, data := range []string{"b", "c"} {
		want := [][]tgbotapi.InlineKeyboardButton{rows[0], {button("Thank you", noData)}, rows[2]}
		if diff := cmp.Diff(want, mark(k, data, "Thank you")); diff != "" {
			t.Errorf("mark(%q) (-want +got):\n%s", data, diff)
		}
	}
	if len(rows[1]) != 2 {
		t.Error("mark changed the keyboard that it was given")
	}
	if got := mark(k, "gone", "Thank you"); got != nil {
		t.Errorf("mark of a button that is not there = %+v, want nil", got)
	}
	if got := mark(nil, "b", "Thank you"); got != nil {
		t.Errorf("mark without a keyboard = %+v, want nil", got)
	}
}

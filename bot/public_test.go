package bot_test

import (
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"candor/bot"
	"candor/bot/safety"
	"candor/faq"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

var startParameter = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

func shippedBot(t testing.TB) (*faq.Base, *bot.Bot) {
	t.Helper()
	s, err := shippedAnswers()
	if err != nil {
		t.Fatal(err)
	}
	return s.base, bot.OnToday(bot.New(s.snapshot, "1.2.3"))
}

type answers struct {
	base     *faq.Base
	snapshot *bot.Snapshot
}

// shippedAnswers are read once: nothing changes them, and it takes seconds under the race
// detector.
var shippedAnswers = sync.OnceValues(func() (answers, error) {
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		return answers{}, err
	}
	return answers{base, bot.NewSnapshot(base)}, nil
})

// TestPublic: where others read along a private reply becomes a line that says nothing,
// the same for all, and any other stays what it is.
func TestPublic(t *testing.T) {
	_, b := shippedBot(t)
	for name, test := range map[string]struct{ text, link string }{
		"a card becomes a line":      {"I want to die", "help-1-"},
		"a card by command too":      {"/crisis", "help"},
		"a card of another kind too": {"my husband beats me", "help-3-"},
		"countries too":              {"/crisis countries none", "help"},
		"an answer with support too": {"how long does sex therapy take? I was abused as a child", ""},
		"an answer stays":            {"how long does sex therapy take", "-"},
		"choices stay":               {"/topics", "-"},
		"nothing found stays":        {"quarterly tax return", "-"},
		"a command stays":            {"/privacy", "-"},
		"nothing stays":              {"", "-"},
		"the commands stay":          {"/help", "-"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ask(t, b, test.text)
			public := r.Public()
			if test.link == "-" {
				if diff := cmp.Diff(r, public, cmp.AllowUnexported(bot.Reply{})); diff != "" {
					t.Errorf("Handle(%q).Public() (-reply +public):\n%s", test.text, diff)
				}
				return
			}
			saysNothing(t, r, public)
			link := public.Link().ID
			if class, way := strings.CutSuffix(test.link, "-"); way { // the way past the card follows
				link = link[:min(len(link), len(class))]
				test.link = class
			}
			if want := test.link; want != "" && link != want || !startParameter.MatchString(public.Link().ID) {
				t.Errorf("Handle(%q).Public() links to %q, want %q", test.text, public.Link().ID, want)
			}
		})
	}
}

// saysNothing wants a public reply from which nobody can tell what the private one is.
func saysNothing(t *testing.T, r, public bot.Reply) {
	t.Helper()
	if !r.Private() {
		t.Errorf("%q is not private", r.Title())
	}
	line := ask(t, breadBot(t), "I want to die").Public()
	if public.Title() != line.Title() || public.Text() != line.Text() || public.Link().Label != line.Link().Label {
		t.Errorf("%q, %q, %q tells of what it stands for", public.Title(), public.Text(), public.Link().Label)
	}
	if public.Kind() != bot.KindInfo || public.Private() || public.Class() != "none" || public.Tier() != "C" || public.Place() != bot.PlaceNew ||
		public.Entry() != "" || public.Best() != "" || public.Confidence() != 0 || public.Credit() != "" {
		t.Errorf("the public reply tells of the private one: %+v", public)
	}
	if len(public.Choices())+len(public.Votes())+len(public.Also()) > 0 {
		t.Errorf("the public reply offers what the private one does: %+v", public)
	}
	if line.Disclaimer() != "This is about bread in general. For your own kitchen, ask a baker. Urgent help: /crisis" {
		t.Errorf("Disclaimer = %q, want the base's", line.Disclaimer())
	}
	if public.Disclaimer() != r.Disclaimer() || public.Version() != r.Version() {
		t.Errorf("disclaimer %q, version %q, want those of the reply", public.Disclaimer(), public.Version())
	}
	if again := public.Public(); !cmp.Equal(again, public, cmp.AllowUnexported(bot.Reply{})) {
		t.Error("the public form of a public reply is another one")
	}
}

// TestPublicLinkLeadsThere: "/start ID" in private shows what was kept back.
func TestPublicLinkLeadsThere(t *testing.T) {
	_, b := shippedBot(t)
	for class := range safety.Class(safety.Classes) {
		r := ask(t, b, "/crisis gb "+class.String())
		link := r.Public().Link()
		if !startParameter.MatchString(link.ID) || link.Label == "" {
			t.Errorf("%s: link = %+v, want what t.me takes", class, link)
		}
		if there := ask(t, b, "/start "+link.ID); there.Kind() != bot.KindHelp {
			t.Errorf("%s: /start %s leads to %s %q, want a card", class, link.ID, there.Kind(), there.Title())
		}
	}
	r := ask(t, b, "how long does sex therapy take? I was abused as a child")
	link := r.Public().Link().ID
	if there := ask(t, b, "/start "+link); r.Entry() == "" || there.Entry() != r.Entry() || there.Tier() != "B" || there.Text() != r.Text() {
		t.Errorf("/start %s leads to %q of tier %s, want the answer %q with the lines of support", link, there.Entry(), there.Tier(), r.Entry())
	}
	if !startParameter.MatchString(link) || strings.Contains(link, r.Entry()) {
		t.Errorf("link %q tells what it leads to, or is not one that t.me takes", link)
	}
	stale := strings.Replace(link, r.Version(), "000000000000", 1)
	for _, bad := range []string{stale, "see-", "see-" + r.Version() + "-9999-11", "see-" + r.Version() + "-1-1", "see-" + r.Version() + "-1-99", "see-" + r.Version() + "-11", "see-" + r.Version() + "-x-11", link + "-1"} {
		if there := ask(t, b, "/start "+bad); there.Kind() != bot.KindInfo || there.Entry() != "" {
			t.Errorf("/start %s is %s %q, want that there is no such choice", bad, there.Kind(), there.Title())
		}
	}
}

func TestLink(t *testing.T) {
	_, b := shippedBot(t)
	for _, text := range []string{"/help", "how long does sex therapy take", "I want to die", "quarterly tax return"} {
		if link := ask(t, b, text).Link(); link != (bot.Choice{}) {
			t.Errorf("Handle(%q).Link() = %+v, want none in private", text, link)
		}
	}
	if link := (bot.Reply{}).Public().Link(); link != (bot.Choice{}) {
		t.Errorf("Reply{}.Public().Link() = %+v, want none", link)
	}
}

func TestPlace(t *testing.T) {
	b := breadBot(t)
	for name, test := range map[string]struct {
		m    bot.Message
		want bot.Place
	}{
		"a page in the place of a page": {bot.Message{Choice: "/topics 2"}, bot.PlaceSame},
		"topics by themselves":          {bot.Message{Choice: "/topics"}, bot.PlaceNew},
		"a page that was typed":         {bot.Message{Text: "/topics 2"}, bot.PlaceNew},
		"an answer by itself":           {bot.Message{Choice: "rising"}, bot.PlaceNew},
		"a vote as a mark":              {bot.Message{Choice: "+rising", User: "1"}, bot.PlaceMark},
		"a vote against as well":        {bot.Message{Choice: "-rising", User: "1"}, bot.PlaceMark},
		"a vote for nothing":            {bot.Message{Choice: "+gone", User: "1"}, bot.PlaceNew},
		"a card by itself":              {bot.Message{Choice: "/crisis danger"}, bot.PlaceNew},
		"a stale choice":                {bot.Message{Choice: "gone"}, bot.PlaceNew},
		"nothing":                       {bot.Message{}, bot.PlaceNew},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := b.Handle(t.Context(), test.m)
			if err != nil || r.Place() != test.want {
				t.Errorf("Handle(%+v).Place() = %d, %v, want %d", test.m, r.Place(), err, test.want)
			}
		})
	}
}

func TestCredit(t *testing.T) {
	b := breadBot(t)
	if got, want := ask(t, b, "rising time").Credit(), `Source: "The First Loaf" (Candor's tests), under "The Dough"`; got != want {
		t.Errorf("Credit = %q, want %q", got, want)
	}
	for _, text := range []string{"/help", "gluten free", "I want to die", "xylophone", "how long"} {
		if r := ask(t, b, text); r.Credit() != "" {
			t.Errorf("Handle(%q), a reply of kind %s, credits %q, want nothing", text, r.Kind(), r.Credit())
		}
	}
	base, shipped := shippedBot(t)
	for _, e := range base.Topics() {
		r, _ := shipped.Handle(t.Context(), bot.Message{Choice: string(e.ID)})
		credit := r.Credit()
		if !strings.HasPrefix(credit, "Source: "+r.Source()) || !strings.Contains(credit, e.Section) || strings.Contains(credit, "\n") {
			t.Errorf("%s: Credit = %q, want the source %q and the section %q in one line", e.ID, credit, r.Source(), e.Section)
		}
	}
}

// TestProfileFits: core.telegram.org/bots/api#setmydescription and #setmyshortdescription.
func TestProfileFits(t *testing.T) {
	_, shipped := shippedBot(t)
	for name, b := range map[string]*bot.Bot{"shipped": shipped, "a long title": titled(t, strings.Repeat("面包 & 'bread' ", 40))} {
		p := b.Profile()
		if n := len([]rune(p.Short)); n == 0 || n > 120 || strings.Contains(p.Short, "\n") {
			t.Errorf("%s: Short has %d characters, want 1 to 120 in one line: %q", name, n, p.Short)
		}
		if n := len([]rune(p.Description)); n == 0 || n > 512 || !strings.Contains(p.Description, "/crisis") {
			t.Errorf("%s: Description has %d characters, want 1 to 512 and the way to help: %q", name, n, p.Description)
		}
		if strings.ToValidUTF8(p.Description, "") != p.Description {
			t.Errorf("%s: Description is cut inside a character: %q", name, p.Description)
		}
	}
}

// titled is a bot that answers from a base of that title.
func titled(t *testing.T, title string) *bot.Bot {
	t.Helper()
	base, err := faq.Load(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	base.Title = title
	return bot.New(bot.NewSnapshot(base), "1.2.3")
}

package telegram

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candor/adapters/internal/split"
	"candor/bot"
	"candor/bot/safety"

	"github.com/google/go-cmp/cmp"
)

// wellFormed wants a message that Telegram takes, whose plain form says the same.
func wellFormed(t *testing.T, what string, p part) {
	t.Helper()
	text, plain, err := parseHTML(p.html)
	if err != nil {
		t.Errorf("%s: %v\n%s", what, err, p.html)
		return
	}
	if plain != p.plain {
		t.Errorf("%s: without markup it says another thing (-html +plain):\n%s", what, cmp.Diff(plain, p.plain))
	}
	if n := utf8.RuneCountInString(text); n == 0 || n > 4096 {
		t.Errorf("%s: %d characters, want 1 to 4096", what, n)
	}
	if len(p.html) > 32768 {
		t.Errorf("%s: %d bytes, of which Telegram reads 32768", what, len(p.html))
	}
}

func TestRender(t *testing.T) {
	parts := render(reply(t, breadBot(), bot.Message{Text: "rising time", Private: true}))
	if len(parts) != 1 {
		t.Fatalf("%d messages, want 1", len(parts))
	}
	want := part{html: `<b>Does dough &lt; 1 kg rise &amp; &#34;grow&#34;?</b>

Until it has <b>doubled</b>, about <i>1 to 2 hours</i>, if it&#39;s &lt; 5 kg &amp; &gt; 1 kg: &#34;big&#34;.

• a <b>bold </b><b><i>and slanted</i></b><b> end</b>
• two

More is <a href="https://example.org/a?b=1&amp;c=&#39;d&#39;"><i>here</i></a>.

<i>Source: &#34;The &lt;First&gt; Loaf &amp; more&#34;, under &#34;The Dough&#34;</i>

<i>Ask a &#34;baker&#34; who&#39;s near. Urgent help: /crisis</i>`,
		plain: `Does dough < 1 kg rise & "grow"?

Until it has doubled, about 1 to 2 hours, if it's < 5 kg & > 1 kg: "big".

• a bold and slanted end
• two

More is here (https://example.org/a?b=1&c='d').

Source: "The <First> Loaf & more", under "The Dough"

Ask a "baker" who's near. Urgent help: /crisis`}
	if diff := cmp.Diff(want, parts[0], cmp.AllowUnexported(part{})); diff != "" {
		t.Errorf("render (-want +got):\n%s", diff)
	}
	wellFormed(t, "rising", parts[0])
}

// TestRenderZero: the reply that nobody made can be sent.
func TestRenderZero(t *testing.T) {
	parts := render(bot.Reply{})
	if len(parts) != 1 {
		t.Fatalf("%d messages, want 1", len(parts))
	}
	wellFormed(t, "Reply{}", parts[0])
}

// TestRenderShipped: every entry and every help card of the shipped base, and what stands
// for it in a group.
func TestRenderShipped(t *testing.T) {
	base, b := shipped()
	messages := []bot.Message{{Text: "I want to die"}, {Text: "my husband beats me"}, {Text: "I was raped last night"}, {Text: "I was abused as a child"},
		{Choice: "/crisis countries none"}, {Choice: "/crisis danger"}, {Text: "/help"}, {Text: "/topics"}, {Text: "/privacy"}, {Text: "/about"},
		{Text: "/start"}, {Text: "/version"}, {Text: "quarterly tax return"}, {Text: "how long"}, {Choice: "gone"}, {Text: ""},
		{Text: "how long does it take? does it involve sex?"}}
	for _, e := range base.Entries {
		messages = append(messages, bot.Message{Choice: string(e.ID)})
	}
	for _, c := range reply(t, b, bot.Message{Choice: "/crisis countries none"}).Choices() {
		country, _ := strings.CutSuffix(c.ID, " none")
		messages = append(messages, bot.Message{Choice: country}, bot.Message{Choice: strings.Replace(country, "/crisis", "/crisis danger", 1)})
		for class := range safety.Class(safety.Classes) {
			messages = append(messages, bot.Message{Choice: country + " " + class.String()})
		}
	}
	for _, m := range messages {
		r := reply(t, b, m)
		for _, r := range []bot.Reply{r, r.Public()} {
			parts := render(r)
			for _, p := range parts {
				wellFormed(t, m.Text+m.Choice, p)
			}
			last := parts[len(parts)-1].plain
			if !strings.HasSuffix(last, r.Disclaimer()) || !strings.HasPrefix(parts[0].plain, r.Title()+"\n\n") {
				t.Errorf("%s: does not begin with the title or end with the disclaimer:\n%s", m.Text+m.Choice, last)
			}
			if len(parts) > 1 {
				t.Errorf("%s: %d messages: the longest reply should fit one", m.Text+m.Choice, len(parts))
			}
		}
	}
}

// TestLimitIsTelegrams: a message may have as many characters as fit, whatever they are.
func TestLimitIsTelegrams(t *testing.T) {
	for name, letter := range map[string]string{"letters": "x", "signs": "<", "emoji": "👩‍👩‍👧‍👦", "flags": "🇦🇹", "marks": "é"} {
		doc := bot.Doc{block(strings.Repeat(letter, 9000), bot.Span{Bold: true}), block("the end", bot.Span{})}
		var whole strings.Builder
		for _, d := range split.Doc(doc, limit) {
			p := part{layOut(d, spanHTML), layOut(d, spanText)}
			wellFormed(t, name, p)
			for _, b := range d {
				for _, s := range b.Spans {
					whole.WriteString(s.Text)
				}
			}
		}
		if whole.String() != strings.Repeat(letter, 9000)+"the end" {
			t.Errorf("%s: the parts are not the whole", name)
		}
	}
}

// FuzzRender: whatever a text holds, Telegram takes it, and it says the same without markup.
func FuzzRender(f *testing.F) {
	f.Add("a <b> & \"c\" 'd'", "</b>", "https://x.org/?a=1&b=<\">'", uint16(0x1234), uint8(10))
	f.Add("&amp;", "<a href=\"x\">", "https://x.org", uint16(0xffff), uint8(255))
	f.Add("", "", "https://x.org", uint16(0), uint8(0))
	f.Add("👩‍👩‍👧‍👦", "é\u0301\u202e\x00", "https://xn--a.org/%22", uint16(0x0f0f), uint8(200))
	f.Add("https://x.org", "", "https://x.org", uint16(0x4444), uint8(16))
	f.Fuzz(func(t *testing.T, one, two, address string, styles uint16, times uint8) {
		if _, _, err := parseHTML(spanHTML(bot.Span{Text: "x", URL: address})); err != nil {
			address = "https://example.org/"
		}
		if !utf8.ValidString(one) || !utf8.ValidString(two) {
			return // no knowledge base holds it
		}
		var doc bot.Doc
		for i := range 4 {
			bits := styles >> (4 * i)
			s := bot.Span{Text: strings.Repeat(one+two, int(times)/16), Bold: bits&1 > 0, Italic: bits&2 > 0}
			if bits&4 > 0 {
				s.URL = address
			}
			doc = append(doc, bot.Block{Bullet: bits&8 > 0, Spans: []bot.Span{{Text: one}, s, {Text: two, Bold: !s.Bold}}})
		}
		for _, d := range split.Doc(doc, limit) {
			p := part{layOut(d, spanHTML), layOut(d, spanText)}
			text, plain, err := parseHTML(p.html)
			if err != nil || plain != p.plain || utf8.RuneCountInString(text) > 4096 {
				t.Errorf("%v\nhtml  %q\nplain %q\nwant  %q", err, p.html, p.plain, plain)
			}
		}
	})
}

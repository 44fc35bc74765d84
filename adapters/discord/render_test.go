package discord

import (
	"strings"
	"testing"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, 6 to 8 sessions - or more": "plain text, 6 to 8 sessions - or more",
		"*bold* _it_ ~~no~~ `code` ||spoiler||": "\\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|",
		"@everyone <@1> <#2>":                   "\\@everyone \\<\\@1\\> \\<#2\\>",
		"[text](https://example.org)":           "\\[text\\](https://example.org)",
		"# head\n- item\n > quote":              "\\# head\n\\- item\n \\> quote",
		"a # b - c":                             "a # b - c",
		"\\":                                    "\\\\",
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, test := range []struct {
		span bot.Span
		want string
	}{
		{bot.Span{Text: "plain"}, "plain"},
		{bot.Span{Text: " bold ", Bold: true}, " **bold** "},
		{bot.Span{Text: "both", Bold: true, Italic: true}, "***both***"},
		{bot.Span{Text: "here", URL: "https://example.org/a_b"}, "[here](https://example.org/a_b)"},
		{bot.Span{Text: "  ", Bold: true}, "  "},
	} {
		if got := span(test.span); got != test.want {
			t.Errorf("span(%+v) = %q, want %q", test.span, got, test.want)
		}
	}
}

// TestRenderFits: every answer and card keeps to Discord's limits, with source and
// disclaimer whole.
func TestRenderFits(t *testing.T) {
	b := shipped(t)
	base := shippedBase()
	messages := []bot.Message{{Text: "/help"}, {Text: "/about"}, {Text: "/privacy"}, {Text: "/crisis"}, {Text: "i want to die", User: "1"}}
	for _, e := range base.Entries {
		messages = append(messages, bot.Message{Choice: string(e.ID)})
	}
	for _, m := range messages {
		r := reply(t, b, m)
		embeds := render(r)
		for _, e := range embeds {
			if units(e.Title) > 256 || units(e.Description) > 4096 || e.Description == "" {
				t.Errorf("%q: a title of %d, a text of %d units", r.Title(), units(e.Title), units(e.Description))
			}
		}
		last := embeds[len(embeds)-1]
		if last.Footer == nil || last.Footer.Text != r.Disclaimer() {
			t.Errorf("%q: the footer is not the disclaimer", r.Title())
		}
		if r.Credit() != "" && !strings.Contains(last.Description, "Source: ") {
			t.Errorf("%q: the source is not named", r.Title())
		}
	}
}

func TestLayOut(t *testing.T) {
	doc := bot.Doc{
		{Spans: []bot.Span{{Text: "Two things:"}}},
		{Bullet: true, Spans: []bot.Span{{Text: "one "}, {Text: "thing", Bold: true}}},
		{Bullet: true, Spans: []bot.Span{{Text: "another"}}},
		{Spans: []bot.Span{{Text: "That is it."}}},
	}
	want := "Two things:\n\n- one **thing**\n- another\n\nThat is it."
	if diff := cmp.Diff(want, layOut(doc)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzEscape: Discord shows what was written: no mark is left that is not escaped.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"*a* _b_", "# x", "- y\n- z", "||s||", "<@1>", "\\*", "a\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		out := []rune(escape(s))
		var plain []rune
		for i := 0; i < len(out); i++ {
			if out[i] == '\\' {
				i++
			} else if strings.ContainsRune("*_~`|[]<>@", out[i]) {
				t.Fatalf("escape(%q) = %q leaves %q", s, string(out), out[i])
			}
			plain = append(plain, out[i])
		}
		if string(plain) != s {
			t.Fatalf("escape(%q), shown, is %q", s, string(plain))
		}
	})
}

package discord

import (
	"slices"
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

// TestPartsFit: what is written of a text fits, with all its marks and addresses, and holds
// all its words.
func TestPartsFit(t *testing.T) {
	link := func(n int) string { return "https://example.org/" + strings.Repeat("a", n) }
	spans := func(n int, s bot.Span) bot.Doc {
		b := bot.Block{Bullet: true}
		for range n {
			b.Spans = append(b.Spans, s)
		}
		return bot.Doc{b, b}
	}
	for name, doc := range map[string]bot.Doc{
		"plain":             spans(1, bot.Span{Text: strings.Repeat("word ", 2000)}),
		"one long word":     spans(1, bot.Span{Text: strings.Repeat("x", 9000)}),
		"all escaped":       spans(1, bot.Span{Text: strings.Repeat("*_", 3000)}),
		"many short marks":  spans(1500, bot.Span{Text: "a ", Bold: true, Italic: true}),
		"many links":        spans(300, bot.Span{Text: "here ", URL: link(90)}),
		"very many links":   spans(1000, bot.Span{Text: "a ", URL: link(300)}),
		"long address":      spans(3, bot.Span{Text: "here ", URL: link(3000)}),
		"too long address":  spans(3, bot.Span{Text: "here ", URL: link(5000)}),
		"emoji":             spans(1, bot.Span{Text: strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 900)}),
		"many short blocks": slices.Repeat(spans(1, bot.Span{Text: "a"}), 2000),
	} {
		var words []string
		for _, part := range writeParts(doc) {
			if n := units(part); n > maxWritten || n == 0 {
				t.Errorf("%s: a part of %d units, want 1 to %d", name, n, maxWritten)
			}
			words = append(words, part)
		}
		keep := func(s string) string {
			return strings.Map(func(r rune) rune {
				if strings.ContainsRune("\\ \n*-", r) {
					return -1
				}
				return r
			}, s)
		}
		if name == "plain" || name == "one long word" || name == "emoji" || name == "many short marks" {
			if got, want := keep(strings.Join(words, "")), keep(doc.Text()); got != want {
				t.Errorf("%s: the parts hold %d bytes of %d", name, len(got), len(want))
			}
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

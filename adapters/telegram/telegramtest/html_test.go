package telegramtest_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candor/adapters/telegram/telegramtest"

	"github.com/google/go-cmp/cmp"
)

type entity = telegramtest.Entity

func TestParseHTML(t *testing.T) {
	for _, tt := range []struct {
		html, text string
		entities   []entity
	}{
		{"a & b &amp;&lt;&gt;&quot;&#34;&#x27; &nbsp; &apos; &lt c", `a & b &<>""' &nbsp; &apos; < c`, nil},
		{"<b>a<i>b</i></b>", "ab", []entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		{"👩‍🍳<U>x</u>", "👩‍🍳x", []entity{{Type: "underline", Offset: 5, Length: 1}}},
		{"<a href=\"https://e.org/?a=1&amp;b=2\">x</a>", "x", []entity{{Type: "text_link", Length: 1, URL: "https://e.org/?a=1&b=2"}}},
		{"<a href='e.org'>x</a><a>y.org</a><a href=none>z</a>", "xy.orgz", []entity{{Type: "text_link", Length: 1, URL: "http://e.org"}, {Type: "text_link", Offset: 1, Length: 5, URL: "http://y.org"}}},
		{"<a href=\"tg://user?id=7\">Ann</a>", "Ann", []entity{{Type: "text_mention", Length: 3, User: &telegramtest.EntityUser{ID: 7, Name: "Somebody"}}}},
		{"<pre><code class=\"language-go\">x</code></pre><code class=\"language-go\">y</code>", "xy", []entity{{Type: "pre", Length: 1, Language: "go"}, {Type: "code", Offset: 1, Length: 1}}},
		{"<blockquote>x</blockquote><blockquote expandable>y</>", "xy", []entity{{Type: "blockquote", Length: 1}, {Type: "expandable_blockquote", Offset: 1, Length: 1}}},
		{"<span class=\"tg-spoiler\">x</span><tg-spoiler >y</tg-spoiler >", "xy", []entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{"<tg-emoji emoji-id=\"5\">👍</tg-emoji>", "👍", []entity{{Type: "custom_emoji", Length: 2, Emoji: "5"}}},
		{"\n <b> x </b> \r\n", "x", []entity{{Type: "bold", Length: 1}}},
		{"<b></b>x\x01y\u202e&#1;z&#13;", "x y z", nil},
		{"x > y", "x > y", nil},
	} {
		text, entities, err := telegramtest.ParseHTML(tt.html)
		if err != nil || text != tt.text {
			t.Errorf("ParseHTML(%q) = %q, %v, want %q", tt.html, text, err, tt.text)
		}
		if diff := cmp.Diff(tt.entities, entities); diff != "" {
			t.Errorf("ParseHTML(%q): %s", tt.html, diff)
		}
	}
}

func TestParseHTMLRefuses(t *testing.T) {
	for html, want := range map[string]string{
		"a<br>b":                    `Unsupported start tag "br" at byte offset 1`,
		"<p>":                       `Unsupported start tag "p" at byte offset 0`,
		"1 < 2":                     `Unsupported start tag "" at byte offset 2`,
		"1 < 2 <b>x</b>":            `Unsupported start tag "" at byte offset 2`,
		"<":                         `Unclosed start tag at byte offset 0`,
		"<b>x":                      `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                     `Unexpected end tag at byte offset 1`,
		"<b>x</i>":                  `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<b>x</b":                   `Unclosed end tag at byte offset 4`,
		"<b>x</b y>":                `Unclosed end tag at byte offset 4`,
		"<span>x</span>":            `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<a href=\"x>y</a>":         `Unclosed start tag at byte offset 0`,
		"<a href=x/y>z</a>":         `Unexpected end of name token at byte offset 8`,
		"&#xd83d;":                  `Text contains invalid Unicode characters after decoding HTML entities`,
		"<a =x>z</a>":               `Empty attribute name in the tag "a" at byte offset 0`,
		"<a href":                   `Unclosed start tag "a" at byte offset 0`,
		"<tg-emoji>x</tg-emoji>":    `Invalid custom emoji identifier specified`,
		"<script>alert(1)</script>": `Unsupported start tag "script" at byte offset 0`,
	} {
		_, _, err := telegramtest.ParseHTML(html)
		if err == nil || err.Error() != want {
			t.Errorf("ParseHTML(%q): %v, want %s", html, err, want)
		}
	}
}

// FuzzParseHTML holds that what is shown is a text, and entities are parts of it.
func FuzzParseHTML(f *testing.F) {
	f.Add("a<b>b</b> &amp; <a href='e.org'>x</a>")
	f.Add("<pre><code class=language-go>x</code></pre>&#x1f44d;&#0;&#55296;")
	f.Add("<blockquote expandable>y</></b>")
	f.Add("x&#1")
	f.Fuzz(func(t *testing.T, html string) {
		text, entities, err := telegramtest.ParseHTML(html)
		if err != nil {
			return
		}
		if utf8.ValidString(html) && !utf8.ValidString(text) {
			t.Errorf("%q is shown as %q", html, text)
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > 2*utf8.RuneCountInString(text) {
				t.Errorf("%q: entity %+v of %q", html, e, text)
			}
		}
		if escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text); err == nil {
			if again, _, err := telegramtest.ParseHTML(escaped); err != nil || again != text {
				t.Errorf("%q, escaped: shown as %q, %v", text, again, err)
			}
		}
	})
}

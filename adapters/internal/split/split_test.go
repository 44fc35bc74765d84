package split_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"candor/adapters/internal/split"
	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func runes(n int) split.Limit { return split.Limit{Units: n, Size: split.Runes, Block: 2} }

func block(text ...string) bot.Block {
	var b bot.Block
	for _, t := range text {
		b.Spans = append(b.Spans, bot.Span{Text: t})
	}
	return b
}

func texts(parts []bot.Doc) [][]string {
	var out [][]string
	for _, p := range parts {
		var blocks []string
		for _, b := range p {
			s := ""
			for _, span := range b.Spans {
				s += span.Text
			}
			blocks = append(blocks, s)
		}
		out = append(out, blocks)
	}
	return out
}

func TestDoc(t *testing.T) {
	family := "👨\u200d👩\u200d👧\u200d👦"
	for name, test := range map[string]struct {
		doc  bot.Doc
		l    split.Limit
		want [][]string
	}{
		"nothing":             {nil, runes(10), nil},
		"fits":                {bot.Doc{block("one"), block("two")}, runes(10), [][]string{{"one", "two"}}},
		"between paragraphs":  {bot.Doc{block("one"), block("two"), block("three")}, runes(10), [][]string{{"one", "two"}, {"three"}}},
		"whole block":         {bot.Doc{block("one"), block("12345678")}, runes(10), [][]string{{"one"}, {"12345678"}}},
		"between sentences":   {bot.Doc{block("Go home. Then eat it")}, runes(17), [][]string{{"Go home. "}, {"Then eat it"}}},
		"between words":       {bot.Doc{block("one two three")}, runes(10), [][]string{{"one two "}, {"three"}}},
		"inside a word":       {bot.Doc{block("abcdefghijkl")}, runes(10), [][]string{{"abcdefgh"}, {"ijkl"}}},
		"never inside emoji":  {bot.Doc{block(strings.Repeat(family, 3))}, runes(18), [][]string{{family + family}, {family}}},
		"emoji by UTF-16":     {bot.Doc{block(strings.Repeat(family, 3))}, split.Limit{Units: 13, Size: units, Block: 2}, [][]string{{family}, {family}, {family}}},
		"marks without end":   {bot.Doc{block("a" + strings.Repeat("\u0301", 9))}, runes(7), [][]string{{"a" + strings.Repeat("\u0301", 4)}, {strings.Repeat("\u0301", 5)}}},
		"several spans":       {bot.Doc{block("one ", "two ", "three")}, runes(10), [][]string{{"one two "}, {"three"}}},
		"cut inside one span": {bot.Doc{block("one", " two three")}, runes(10), [][]string{{"one two "}, {"three"}}},
	} {
		if diff := cmp.Diff(test.want, texts(split.Doc(test.doc, test.l))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestDocKeepsStyle: what is cut stays bold, and only the first piece has the bullet.
func TestDocKeepsStyle(t *testing.T) {
	got := split.Doc(bot.Doc{{Bullet: true, Spans: []bot.Span{{Text: "one two three", Bold: true}}}}, runes(10))
	want := []bot.Doc{
		{{Bullet: true, Spans: []bot.Span{{Text: "one two ", Bold: true}}}},
		{{Spans: []bot.Span{{Text: "three", Bold: true}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzDoc(f *testing.F) {
	f.Add("Go home. Then eat it", "all of it", 17)
	f.Add("👨\u200d👩\u200d👧\u200d👦👨\u200d👩\u200d👧\u200d👦", "e\u0301\u0301\u0301", 8)
	f.Add("one\ntwo", strings.Repeat("long ", 50), 30)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		n = 4 + max(0, n)%100
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		for _, l := range []split.Limit{runes(n), {Units: n, Size: units, Block: 2}} {
			joined := ""
			for _, part := range split.Doc(bot.Doc{block(a, b), block(b)}, l) {
				used := 0
				for _, block := range part {
					used += l.Block
					for _, s := range block.Spans {
						if !utf8.ValidString(s.Text) {
							t.Fatalf("%q is no valid text", s.Text)
						}
						used += l.Size(s.Text)
						joined += s.Text
					}
				}
				if used > n {
					t.Fatalf("a part takes %d of %d units", used, n)
				}
			}
			if joined != a+b+b {
				t.Fatalf("joined, the parts are %q, want %q", joined, a+b+b)
			}
		}
	})
}

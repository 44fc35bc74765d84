package text_test

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"candor/faq/text"

	"github.com/google/go-cmp/cmp"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty stays empty", "", ""},
		{"plain text stays", "how long does it take?", "how long does it take?"},
		{"capitals fall", "What IS ED?", "what is ed?"},
		{"accents go", "café naïve Zoë", "cafe naive zoe"},
		{"decomposed accents go", "cafe\u0301", "cafe"},
		{"letters of other scripts fall too", "СЕКС ΛΈΞΗ", "секс λεξη"},
		{"curly apostrophes straighten", "can’t ‘it’ canʼt", "can't 'it' can't"},
		{"backticks and primes are apostrophes", "can`t can´t can′t", "can't can't can't"},
		{"curly quotation marks straighten", "“yes” «no» „so”", `"yes" "no" "so"`},
		{"dashes become hyphens", "a – b — c ‑ d", "a - b - c - d"},
		{"spaces of all kinds collapse", " a\t\tb\u00a0\u2003 c ", "a b c"},
		{"line breaks stay", "a\nb\r\nc", "a\nb\nc"},
		{"spaces around a line break go", "a \n b\n\t\nc", "a\nb\nc"},
		{"line and paragraph separators are line breaks", "a\u2028b\u2029c\u0085d", "a\nb\nc\nd"},
		{"line breaks at the ends go", "\n\na\n", "a"},
		{"control characters part words", "a\x01b\x7fc\x1bd", "a b c d"},
		{"NUL hides nothing", "se\x00x", "sex"},
		{"zero-width characters go", "s\u200be\u200cx\u200d\ufeff\u2060", "sex"},
		{"soft hyphens go", "ther\u00adapy", "therapy"},
		{"bidirectional controls go", "\u202exes\u202c \u2066a\u2069", "xes a"},
		{"full-width unfolds", "ＳＥＸ　ｔｈｅｒａｐｙ？", "sex therapy?"},
		{"ligatures unfold", "ﬁrst oﬃce", "first office"},
		{"mathematical letters unfold", "𝓈𝑒𝓍 𝐓𝐇𝐄𝐑𝐀𝐏𝐘 𝟞", "sex therapy 6"},
		{"circled letters unfold", "ⓢⓔⓧ", "sex"},
		{"letters in black circles and boxes unfold", "🅢🅔🅧 🆂🅴🆇 🅰️ 🆉", "sex sex a z"},
		{"letters in brackets unfold", "⒮⒠⒳ 🄢🄔🄧", "sex sex"},
		{"letters of flags unfold", "🇮 🇼🇦🇳🇹 🇹🇴 🇩🇮🇪", "i want to die"},
		{"parted by what shows nothing, too", "🇸\u200b🇪\u200b🇽", "sex"},
		{"flags stay", "from 🇬🇧🇩🇪 to 🇲🇪 or 🇪🇺", "from 🇬🇧🇩🇪 to 🇲🇪 or 🇪🇺"},
		{"other signs in boxes stay", "🆎 🆗 🆘", "🆎 🆗 🆘"},
		{"superscripts unfold", "x²", "x2"},
		{"Kelvin and Ångström are letters", "\u212aelvin \u212bngstrom", "kelvin angstrom"},
		{"enclosing marks go", "s\u20dde\u20e3x", "sex"},
		{"Hangul stays whole", "치료", "치료"},
		{"spacing vowel signs stay", "चिकित्सा", "चिकितसा"},
		{"emoji stay, their selectors go", "ok 👍🏽 ❤️", "ok 👍🏽 ❤"},
		{"invalid UTF-8 parts words", "a\xffb\xc3", "a b"},
		{"the replacement character parts words", "a\ufffdb", "a b"},
		{"surrogates in UTF-8 part words", "a\xed\xa0\x80b", "a b"},
		{"nothing but marks is nothing", "\u0301\u0302\u200b", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text.Normalize(tt.in)); diff != "" {
				t.Errorf("Normalize(%+q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// hostile is the same question in the forms that people use to get past a
// filter, or that a phone produces by itself.
var hostile = map[string]string{
	"capitals":            "CAN'T I GET HELP WITH SEX",
	"curly apostrophe":    "can’t i get help with sex",
	"zero-width":          "c\u200ba\u200bn'\u200bt i g\u200cet he\u200dlp with s\u2060e\u2060x",
	"bidi override":       "\u202ecan't i get help with sex\u202c",
	"full-width":          "ｃａｎ＇ｔ　ｉ　ｇｅｔ　ｈｅｌｐ　ｗｉｔｈ　ｓｅｘ",
	"accents":             "cán't ì gêt hëlp wìth sẽx",
	"zalgo":               zalgo("can't i get help with sex", 8),
	"many marks":          "can't i get help with sex" + strings.Repeat("\u0301", 5000),
	"marks on one letter": "can't i get help with s" + strings.Repeat("\u0336", 5000) + "ex",
	"NUL":                 "can't i g\x00e\x00t help with s\x00ex",
	"invalid UTF-8":       "can't\xff i get \xc3 help with sex\xf0\x9f",
	"math letters":        "𝐜𝐚𝐧'𝐭 𝒾 𝓰𝓮𝓽 𝔥𝔢𝔩𝔭 𝕨𝕚𝕥𝕙 𝗌𝖾𝗑",
	"black circles":       "🅒🅐🅝'🅣 🅘 🅖🅔🅣 🅗🅔🅛🅟 🅦🅘🅣🅗 🅢🅔🅧",
	"letters of flags":    "🇨🇦🇳'🇹 🇮 🇬🇪🇹 🇭🇪🇱🇵 🇼🇮🇹🇭 🇸🇪🇽",
	"white space":         "\n\n can't\ti\u00a0get  help\u2003with sex \r\n",
	"tag characters":      "can't i get help with sex\U000e0061\U000e007f",
}

func TestNormalizeHostileEqualsClean(t *testing.T) {
	const clean = "can't i get help with sex"
	for name, in := range hostile {
		t.Run(name, func(t *testing.T) {
			if got := text.Normalize(in); got != clean {
				t.Errorf("Normalize(%.80q) = %.80q, want %q", in, got, clean)
			}
		})
	}
}

func zalgo(s string, marks int) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
		for i := range marks {
			b.WriteRune(rune(0x0300 + i*13%0x70))
		}
	}
	return b.String()
}

func TestNormalizeKeepsTheEnd(t *testing.T) {
	story := strings.Repeat("é ", text.MaxRunes) + "does it help?"
	got := text.Normalize(story)
	if n := utf8.RuneCountInString(got); n > text.MaxRunes {
		t.Errorf("Normalize of %d runes has %d, want at most %d", utf8.RuneCountInString(story), n, text.MaxRunes)
	}
	if !strings.HasSuffix(got, "e does it help?") {
		t.Errorf("Normalize of a long story ends with %q, want its end", got[len(got)-20:])
	}
}

// bulk is 100 kB of each kind of text that is slow in a careless normaliser.
func bulk() map[string]string {
	kinds := map[string]string{
		"plain":            "how long does it take ",
		"capitals":         "HOW LONG ",
		"combining marks":  "\u0301",
		"zalgo":            zalgo("sex", 20),
		"spacing marks":    "\u302e",
		"vowel signs":      "\u09c7\u09be",
		"expands 18-fold":  "\ufdfa",
		"math letters":     "𝓈𝑒𝓍 ",
		"full-width":       "ｓｅｘ　",
		"zero-width":       "\u200b",
		"bidi":             "\u202e\u202c",
		"NUL":              "\x00",
		"invalid UTF-8":    "\xff",
		"white space":      " \n\t",
		"apostrophes":      "'",
		"letters together": "a",
		"joined words":     "a'a",
		"Hangul":           "치",
		"conjoining jamo":  "\u1100\u1161\u11a8",
		"emoji sequence":   "👩‍👩‍👧",
	}
	for kind, unit := range kinds {
		kinds[kind] = strings.Repeat(unit, 100_000/len(unit))
	}
	return kinds
}

func TestHostileTextIsCheap(t *testing.T) {
	if testing.Short() {
		t.Skip("a time says nothing under the race detector")
	}
	// The dearest kind takes about 2 ms, ten times as long under the race detector;
	// by the square of its length it would take minutes.
	const ceiling = 100 * time.Millisecond
	for kind, s := range bulk() {
		t.Run(kind, func(t *testing.T) {
			if took := fastest(3, func() { text.Words(s) }); took > ceiling {
				t.Errorf("Words of 100 kB took %v, want at most %v", took, ceiling)
			}
		})
	}
}

// fastest is the least time that f took in n runs: on a busy machine the one
// that was disturbed least.
func fastest(n int, f func()) time.Duration {
	least := time.Duration(math.MaxInt64)
	for range n {
		start := time.Now()
		f()
		least = min(least, time.Since(start))
	}
	return least
}

func BenchmarkNormalizeHostile(b *testing.B) {
	for kind, s := range bulk() {
		b.Run(kind, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				text.Normalize(s)
			}
		})
	}
}

func BenchmarkWords(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		text.Words("Can't I just take Viagra, or what's the point of therapy?")
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Add("")
	f.Add("a \n b")
	f.Add(strings.Repeat("\u302e", 70))
	f.Add("\u1100\u0301\u1161")
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Normalize(s)
		if !utf8.ValidString(got) {
			t.Errorf("Normalize(%+q) = %+q is not valid UTF-8", s, got)
		}
		if n := utf8.RuneCountInString(got); n > text.MaxRunes {
			t.Errorf("Normalize(%+q) has %d runes, want at most %d", s, n, text.MaxRunes)
		}
		if again := text.Normalize(got); again != got {
			t.Errorf("Normalize(%+q) = %+q, which becomes %+q", s, got, again)
		}
		if strings.ContainsFunc(got, invisible) {
			t.Errorf("Normalize(%+q) = %+q holds an invisible character", s, got)
		}
	})
}

// invisible reports the characters that hide in a text: the rest is up to the
// tables of Unicode.
func invisible(r rune) bool {
	return r < ' ' && r != '\n' || 0x7f <= r && r < 0xa0 || 0x0300 <= r && r <= 0x036f ||
		0x200b <= r && r <= 0x200f || 0x2028 <= r && r <= 0x202e || r == 0xfeff
}

func TestNormalizeEveryCharacterOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	for r := range utf8.MaxRune + 1 {
		s := "a" + string(r) + "e" + string(r)
		once := text.Normalize(s)
		if again := text.Normalize(once); again != once {
			t.Errorf("Normalize(%+q) = %+q, which becomes %+q", s, once, again)
		}
	}
}

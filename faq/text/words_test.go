package text_test

import (
	"slices"
	"strings"
	"testing"

	"candor/faq/text"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // parted by '|'
	}{
		{"nothing has none", "", ""},
		{"punctuation has none", "?!… – ' \" ''' 👍", ""},
		{"punctuation parts", "ED/impotence,libido...help?", "ed|impotence|libido|help"},
		{"hyphens part", "long-term self‑help", "long|term|self|help"},
		{"digits are words", "6-8 sessions, 48h", "6|8|sessions|48h"},
		{"capitals fall", "What IS It", "what|is|it"},
		{"not is spelled out", "can't don't isn't won't shan't", "can|not|do|not|is|not|will|not|shall|not"},
		{"curly apostrophes are apostrophes", "can’t doesn`t", "can|not|does|not"},
		{"forgotten apostrophes are seen", "cant dont im youre", "can|not|do|not|i|am|you|are"},
		{"short verbs are spelled out", "i'm they're we'll i've he'd", "i|am|they|are|we|will|i|have|he|would"},
		{"what's and it's are spelled out", "what's it's", "what|is|it|is"},
		{"a possessive goes", "my partner's body", "my|partner|body"},
		{"other apostrophes close up", "o'clock rock'n'roll", "oclock|rocknroll"},
		{"quotation is no apostrophe", "'sex' therapists'", "sex|therapists"},
		{"n't alone is no word with an empty head", "n't", "nt"},
		{"apostrophes in a row part", "a''b", "a|b"},
		{"speech is spelled out", "wanna gonna kinda dunno", "want|to|going|to|kind|of|do|not|know"},
		{"chat is spelled out", "u r gr8 b4 appt w ur gf", "you|are|great|before|appointment|w|your|girlfriend"},
		{"letters drawn like Latin ones", "s\u0435\u0445 th\u0435r\u0430\u0440y \u0455ex \u1d1bherapy", "sex|therapy|sex|therapy"},
		{"letters apart are put together", "s e x therapy", "sex|therapy"},
		{"letters apart at the end too", "is it s e x", "is|it|sex"},
		{"two letters apart are words", "r u ok", "are|you|ok"},
		{"a list of letters is one", "a, b, c", "a|b|c"},
		{"chat that says nothing goes", "lol tbh omg", ""},
		{"words that chat shares stay", "id were ill wed shed", "id|were|ill|wed|shed"},
		{"other scripts are words", "что такое секс-терапия", "что|такое|секс|терапия"},
		{"spacing vowel signs belong to words", "का", "का"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := strings.FieldsFunc(tt.want, func(r rune) bool { return r == '|' })
			if diff := cmp.Diff(want, text.Words(tt.in)); diff != "" {
				t.Errorf("Words(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestWordsHostileEqualsClean(t *testing.T) {
	want := []string{"can", "not", "i", "get", "help", "with", "sex"}
	for name, in := range hostile {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, text.Words(in)); diff != "" {
				t.Errorf("Words (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWordsKeepsTheLast(t *testing.T) {
	got := text.Words(strings.Repeat("story ", 500) + "can't it help")
	if len(got) != text.MaxWords {
		t.Fatalf("Words of 504 words returns %d, want %d", len(got), text.MaxWords)
	}
	if diff := cmp.Diff([]string{"can", "not", "it", "help"}, got[text.MaxWords-4:]); diff != "" {
		t.Errorf("its end (-want +got):\n%s", diff)
	}
}

func TestWordsNeverNil(t *testing.T) {
	if text.Words("?") == nil {
		t.Error("Words of a text that holds none is nil, want an empty slice")
	}
}

func TestAppendWordsKeepsWhatIsThere(t *testing.T) {
	had := []string{"first", "second"}
	want := slices.Concat(had, text.Words(strings.Repeat("story ", 500)+"does it help"))
	if diff := cmp.Diff(want, text.AppendWords(had, strings.Repeat("story ", 500)+"does it help")); diff != "" {
		t.Errorf("AppendWords (-want +got):\n%s", diff)
	}
}

// TestAppendWordsReusesMemory is why there is an AppendWords beside Words: a
// matcher reads every question into the same slice.
func TestAppendWordsReusesMemory(t *testing.T) {
	const question = "can't we go? i'd rather not, u know"
	words := text.Words(question)
	for range 3 {
		again := text.AppendWords(words[:0], question)
		if &again[0] != &words[0] {
			t.Fatal("AppendWords leaves memory that has room unused")
		}
	}
	if n := testing.AllocsPerRun(100, func() { words = text.AppendWords(words[:0], question) }); n != 0 {
		t.Errorf("AppendWords into a slice with room takes %v allocations, want none", n)
	}
	if diff := cmp.Diff([]string{"no"}, text.AppendWords(words[:0], "no")); diff != "" {
		t.Errorf("AppendWords over old words (-want +got):\n%s", diff)
	}
}

func TestStem(t *testing.T) {
	long := strings.Repeat("a", 41)
	tests := []struct{ name, in, want string }{
		{"a plural", "sessions", "session"},
		{"a present participle", "talking", "talk"},
		{"an adverb", "sexually", "sexual"},
		{"a stem", "therapi", "therapi"},
		{"another script is left", "терапия", "терапия"},
		{"digits are left", "35mm", "35mm"},
		{"a wall of letters is left", long + "ing", long + "ing"},
		{"nothing is left", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Stem(tt.in); got != tt.want {
				t.Errorf("Stem(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Add("n't 'n' a'b'c o'")
	f.Add(strings.Repeat("can't ", 100))
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Words(s)
		if len(got) > text.MaxWords {
			t.Errorf("Words(%+q) has %d words, want at most %d", s, len(got), text.MaxWords)
		}
		if slices.Contains(got, "") {
			t.Errorf("Words(%+q) = %q holds an empty word", s, got)
		}
		if diff := cmp.Diff(got, text.Words(text.Normalize(s))); diff != "" {
			t.Errorf("Words of the normalised %+q differ (-Words(s) +Words(Normalize(s))):\n%s", s, diff)
		}
		for _, w := range got {
			text.Stem(w)
		}
	})
}

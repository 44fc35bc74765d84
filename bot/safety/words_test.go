package safety

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/faq/text"

	"github.com/google/go-cmp/cmp"
)

// read shows how a message is read: sentences between bars, words with their concepts.
func read(message string) string {
	var b strings.Builder
	for i, s := range sentences(message) {
		if i > 0 {
			b.WriteString(" | ")
		}
		for k, t := range s {
			if k > 0 {
				b.WriteString(" ")
			}
			b.WriteString(t.word)
			if t.concept != "" {
				b.WriteString("/" + t.concept)
			}
		}
	}
	return b.String()
}

const wantToDie = "i/ME want/WANT to die/DIE"

func TestSentences(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing is read of nothing", "", ""},
		{"nor of signs", "?! ... 😀", ""},
		{"words have concepts", "I want to die", wantToDie},
		{"short forms are spelled out", "I dont wanna live", "i/ME do not/NEG want/WANT to live"},
		{"sentences are apart", "It hurts. I want to die!", "it hurts/HURT | " + wantToDie},
		{"lines are apart", "i want to die\nhelp me please", wantToDie + " | help/HELP me/ME please"},
		{"capitals fall", "I WANT TO DIE", wantToDie},
		{"single words go together", "I. Want. To. Die.", wantToDie},
		{"on lines, too", "I\nwant\nto\ndie", wantToDie},
		{"but not what stands beside them", "Help! I want to die", "help/HELP | " + wantToDie},
		{"dots that trail off part nothing", "i just want... to die", "i/ME just/NOW want/WANT to die/DIE"},
		{"nor does an ellipsis", "i want… to die", wantToDie},

		{"zero-width characters go", "I wa\u200bnt to d\u200cie", wantToDie},
		{"soft hyphens go", "I wa\u00adnt to d\u00adie", wantToDie},
		{"full-width letters", "Ｉ ｗａｎｔ ｔｏ ｄｉｅ", wantToDie},
		{"mathematical letters", "𝐈 𝘄𝗮𝗻𝘁 𝓽𝓸 𝔡𝔦𝔢", wantToDie},
		{"combining marks go", "I w̶a̶n̶t̶ to d̷i̷e̷", wantToDie},
		{"accents go", "Í wánt tö díê", wantToDie},
		{"small capitals", "ɪ ᴡᴀɴᴛ ᴛᴏ ᴅɪᴇ", wantToDie},
		{"Cyrillic look-alikes", "І wаnt tо dіе", wantToDie},
		{"Greek look-alikes", "Ι wαnt tο diε", wantToDie},
		{"Greek capitals", "ΗΕ hits ΜΕ", "he/MAN hits/HIT me/ME"},
		{"Cyrillic capitals", "НЕ hits МЕ", "he/MAN hits/HIT me/ME"},
		{"Greek letters drawn a little like Latin ones", "ι ωαητ tσ diε", wantToDie},
		{"wholly of letters of two alphabets", "ι ωαηт тσ ԁιє", wantToDie},
		{"not one of either", "με λένε Νίκο, мне 20", "με λενε νικο мне 20/<18+>"},
		{"with a capital that is drawn otherwise", "I'm ΝΟΤ well", "i/ME am not/NEG well"},
		{"letters of flags", "🇮 🇼🇦🇳🇹 🇹🇴 🇩🇮🇪", wantToDie},
		{"set apart", "🇮 🇼 🇦 🇳 🇹 🇹 🇴 🇩 🇮 🇪", wantToDie},
		{"letters in boxes", "🅸 🆆🅰🅽🆃 🆃🅾 🅳🅸🅴", wantToDie},
		{"letters in circles", "🅘 🅦🅐🅝🅣 🅣🅞 🅓🅘🅔", wantToDie},
		{"letters in brackets", "⒤ ⒲⒜⒩⒯ ⒯⒪ ⒟⒤⒠", wantToDie},
		{"flags are no words", "the 🇬🇧 and 🇩🇪 of 🇲🇪 🇮🇹", "the and of"},
		{"nor are words in Greek", "she said καλά, αγάπη της ψυχής", "she/WOMAN said καλα αγαπη της ψυχης"},
		{"a hashtag", "#iwanttodie", wantToDie},
		{"a hashtag with capitals", "#IWantToDie #KillMe", wantToDie + " kill/KILL me/ME"},
		{"words joined by capitals", "IWantToDie", wantToDie},
		{"a name is not parted", "YouTube or #Berlin", "youtube or berlin"},
		{"nor are letters at random", "I wAnT tO dIe", wantToDie},
		{"not a text in Greek", "πεθαίνω από ντροπή", "πεθαινω απο ντροπη"},
		{"nor one in Russian", "мне стыдно", "мне стыдно"},
		{"an override of direction", "\u202eI want to die\u202c", wantToDie},
		{"and what is typed backwards below it", "\u202eeid ot tnaw I", wantToDie},
		{"curly quotes", "“I don’t want to live”", "i/ME do not/NEG want/WANT to live"},

		{"leet inside words", "I w4nt to d1e", wantToDie},
		{"leet throughout", "1 w4n7 70 d13", wantToDie},
		{"with signs", "! w@nt to d!e!!", wantToDie},
		{"behind a word that ends in m", "h1m 7h3 fr0m 7h3 b0y", "him/MAN the from the boy/MAN"},
		{"a dollar for an s", "$uicide is on my mind", "suicide/SUICIDE is on my/ME mind"},
		{"a digit at the end of a long word", "suicid3", "suicide/SUICIDE"},
		{"and of a short one that means something", "he rap3 me", "he/MAN rape/RAPE me/ME"},
		{"a 1 is an l, too", "k111 myse1f", "kill/KILL myself/ME"},
		{"with another slip", "he m0lest3d me", "he/MAN molested/RAPE me/ME"},
		{"an at sign of an address is none", "write to me@example.org", "write to me/ME example org"},
		{"nor is a price", "it costs $50", "it costs 50/<18+>"},
		{"nor a mark of exclamation", "stop! now!", "stop/REFUSE now/NOW"},

		{"letters set apart", "I k i l l myself", "i/ME kill/KILL myself/ME"},
		{"all of them", "I w a n t t o d i e", wantToDie},
		{"words that stand further apart", "b e   a t   m e   n o w", "be at me/ME now/NOW"},
		{"with dots", "k.i.l.l m.e", "kill/KILL me/ME"},
		{"with hyphens and stars", "r-a-p-e-d by h*i*m", "raped/RAPE by him/MAN"},
		{"with an apostrophe", "I d o n ' t w a n t to l i v e", "i/ME do not/NEG want/WANT to live"},
		{"two are no word", "vitamin d or b", "vitamin d or b"},
		{"a list of letters is none", "plan a, b, c or d", "plan/PLAN a b c or d"},
		{"nor are initials", "the x y z of it", "the xyz of it"},

		{"a pill is said in a picture", "tonight 💊💊", "tonight/NOW pills/MEANS pills/MEANS"},
		{"so is a weapon", "he has a 🔪", "he/MAN has a knife/MEANS"},
		{"and death", "⚰️ soon", "die/DIE soon/NOW"},
		{"a smile says nothing", "thanks 😀", "thanks"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(tt.in); got != tt.want {
				t.Errorf("%q is read as\n%s, want\n%s", tt.in, got, tt.want)
			}
		})
	}
}

// TestNotDisguised: flags, Greek words, hashtags and names neither alarm nor pass for words
// that are disguised.
func TestNotDisguised(t *testing.T) {
	for _, message := range []string{
		"🇬🇧", "🇩🇪", "🇩🇪🇮🇪", "I moved from 🇮🇹 to 🇲🇪", "does therapy work in καλημέρα Ελλάδα", "του είπα πως ναι",
		"#therapy #MeToo #BlackLivesMatter", "is OnlyFans or YouTube okay",
	} {
		x := examine(classifier(), message)
		if x.masked || x.finding != (Finding{}) {
			t.Errorf("%q: disguised %v, found %+v, want neither", message, x.masked, x.finding)
		}
	}
	for _, message := range []string{"#iwanttodie", "IWantToDie", "🇮 🇼🇦🇳🇹 🇹🇴 🇩🇮🇪", "ι ωαηт тσ ԁιє"} {
		if got := Detect(message); got.Tier != TierA {
			t.Errorf("%q is found %+v, want tier A", message, got)
		}
	}
}

func TestAges(t *testing.T) {
	for in, want := range map[string]string{
		"15": "<13-17>", "im 15": "<13-17>", "i'm 15!": "<13-17>", "I am fifteen": "<13-17>", "15yo": "<13-17>", "15 y/o": "<13-17>", "15yrs": "<13-17>",
		"15-year-old": "<13-17>", "fifteen-year-old": "<13-17>", "f15": "<13-17>", "15f": "<13-17>", "M16": "<13-17>", "i'm 15.5": "<13-17>",
		"１５": "<13-17>", "𝟏𝟓": "<13-17>", "13": "<13-17>", "17": "<13-17>",
		"12": "<10-12>", "twelve": "<10-12>", "10": "<10-12>", "9": "<0-9>", "nine": "<0-9>", "0": "<0-9>",
		"18": "<18+>", "eighteen": "<18+>", "twenty": "<18+>", "99": "<18+>", "50mg": "<18+>", "100": "<100+>", "800mg": "<100+>", "2024": "<year>", "1930": "<year>", "1929": "<100+>", "2025": "<lately>", "2060": "<100+>",
		"99999999999999999999999": "<100+>", "one": "", "covid19": "", "mp3": "<0-9>", "h2o": "<0-9>", "none": "",
		"15 minutes": "<100+>", "my iq is 15": "<100+>", "level 12": "<100+>", "15 years sober": "<100+>", "11 to 17 inches": "<100+>", "17 or 16 years older": "<100+>",
		"I'm 15 and 3 months pregnant": "<13-17>", "15 years": "<13-17>", "year 9": "<0-9>", "I'm 15, men stare": "<13-17>", "my age is 15": "<13-17>",
	} {
		t.Run(in, func(t *testing.T) {
			got := ""
			for _, s := range sentences(in) {
				for _, x := range s {
					if got == "" && strings.HasPrefix(x.concept, "<") {
						got = x.concept
					}
				}
			}
			if got != want {
				t.Errorf("the age in %q is %q, want %q: %s", in, got, want, read(in))
			}
		})
	}
}

// TestAgesBesideLeet: who masks words may tell an age, too.
func TestAgesBesideLeet(t *testing.T) {
	if got, want := read("1'm 15 4nd h3 r4p3d m3"), "i/ME am 15/<13-17> and he/MAN raped/RAPE me/ME"; got != want {
		t.Errorf("read as %s, want %s", got, want)
	}
}

func TestSlips(t *testing.T) {
	for in, want := range map[string]string{
		"theraist": "therapist", "therpaist": "therapist", "herapist": "therapist", "husbnad": "husband", "boyfreind": "boyfriend",
		"strangeld": "strangled", "threatned": "threatened", "molsted": "molested", "undresed": "undressed", "overdosse": "overdose",
		"rapped": "raped", "assulted": "assaulted", "erecton": "erection", "viagara": "viagra",
		"sooooon": "soon", "helppp": "help", "deeaddd": "deeaddd", // drawn out; two slips in a short word are too many
	} {
		if got := lexicon().correct(in); got != want {
			t.Errorf("correct(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestRealWords: what is a word is no slip of another, least of all of one that alarms.
func TestRealWords(t *testing.T) {
	for _, w := range strings.Fields(`
		rated rating raved raged tapes named stack clash closer closest chores inner heading strain unwanted addressed rejection creation
		perfection attention generation limiting committing relations refute refuge asexual bisexual kinks spanking wanking heating cooking
		laughter moaning mourning banging hobby hostel racist sexist brightened counting clinical imbalance instruct insure intent france leeds maine gamer forged forking harden hints limit stalled tighter scaled
		how go can could which session sessions couple grape drape therapy killjoy dye cough liver lover slipped skipped pushed`) {
		if got := lexicon().correct(w); lexicon().concept(got) != "" && got != w && got+"r" != w && got+"s" != w {
			t.Errorf("correct(%q) = %q, want it left alone", w, got)
		}
	}
}

// TestWordsOfTheBase: in the knowledge base, which is spelled with care but for the slips
// of those who ask, hardly a word is taken for a slip.
func TestWordsOfTheBase(t *testing.T) {
	all, slips := 0, 0
	for _, q := range readQuestions(t) {
		for _, w := range text.Words(q.text) {
			all++
			if got := lexicon().correct(w); got != w && text.Stem(got) != text.Stem(w) {
				slips++
			}
		}
	}
	if share := float64(slips) / float64(all); share > 0.002 {
		t.Errorf("%d of %d words are taken for slips, want at most 2 in a thousand", slips, all)
	}
}

// TestPlainWords: the list holds each word once, and none that is known without it.
func TestPlainWords(t *testing.T) {
	for w := range plainWords {
		if lexicon().concept(w) != "" || text.Real(w) {
			t.Errorf("%s is known without the list", w)
		}
	}
}

// TestBordersOfPieces: a long message is read in pieces, and what is said across their
// border is read whole, wherever that lies.
func TestBordersOfPieces(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	const cry = "and since last week i want to kill myself every single night"
	for _, between := range []string{" ", "  ", ", "} {
		filler := strings.Repeat("we talked about our week"+between, 2*piece/24)
		for at := piece - len(cry) - 3; at < piece+3; at++ {
			cut := filler[:at]
			cut = cut[:strings.LastIndexByte(cut, ' ')+1]
			if got := read(cut + cry + " " + filler); !strings.Contains(got, "i/ME want/WANT to kill/KILL myself/ME every") {
				t.Fatalf("%d bytes before the border the cry is torn", piece-len(cut))
			}
		}
	}
	for _, end := range []string{". ", "! ", "?\n", "\n", ".\n\n"} {
		ended := strings.Repeat("a story goes on and on ", piece/23) + "to its end" + end
		for n := range len("a story goes on and on ") + 3 {
			if got := sentences(ended[n:] + "help me"); len(got) < 2 || len(got[len(got)-1]) != 2 {
				t.Errorf("an end %q of a sentence %d bytes from the border is lost", end, n)
			}
		}
	}
}

// TestPieces: pieces make up the message, none is longer than is normalised at once, and
// none tears a character.
func TestPieces(t *testing.T) {
	for _, message := range []string{
		"", "a", strings.Repeat("a", piece), strings.Repeat("a", piece+1), strings.Repeat("word ", 3*piece), strings.Repeat("死", 2*piece),
		strings.Repeat("💊", piece), strings.Repeat("\xff", 2*piece), "a " + strings.Repeat("é", piece), strings.Repeat("\n", 2*piece),
	} {
		var whole strings.Builder
		for rest := message; rest != ""; {
			end := pieceEnd(rest)
			if end < 1 || end > piece {
				t.Fatalf("a piece of %.10q has %d bytes, want 1 to %d", message, end, piece)
			}
			if utf8.ValidString(message) && !utf8.ValidString(rest[:end]) {
				t.Errorf("a piece of %.10q tears a character", message)
			}
			whole.WriteString(rest[:end])
			rest = rest[end:]
		}
		if whole.String() != message {
			t.Errorf("the pieces of %.10q are not the message", message)
		}
	}
}

// TestUnmaskLeavesPlainTextAlone: ordinary questions are read as package text reads them.
func TestUnmaskLeavesPlainTextAlone(t *testing.T) {
	for _, q := range readQuestions(t) {
		if strings.ContainsAny(q.text, leetSigns) || strings.Contains(q.text, "..") || strings.Contains(q.text, "…") {
			continue
		}
		if s := text.Normalize(q.text); unmask(s) != s {
			t.Errorf("%q is unmasked to %q", s, unmask(s))
		}
	}
}

// TestPart: letters without blanks are parted into the words that are meant.
func TestPart(t *testing.T) {
	for in, want := range map[string]string{
		"iwanttodie": "i want to die", "killmyself": "kill myself", "imgoingtokillmyself": "im going to kill myself",
		"hehitsme": "he hits me", "iwasrapedlastnight": "i was raped last night", "therapist": "therapist", "iam15": "i am 15",
		"myhusbandbeatsme": "my husband beats me", "hethreatensmewithaknife": "he threatens me with a knife",
	} {
		if got, ok := lexicon().part(in); !ok || got != want {
			t.Errorf("part(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"xyz", "bcdfg", "qqqqqqqq"} {
		if got, ok := lexicon().part(in); ok {
			t.Errorf("part(%q) = %q, want none", in, got)
		}
	}
}

// TestConcepts: a word that stands in two concepts has that of the first.
func TestConcepts(t *testing.T) {
	l := newWordList("# no concept: of a note\nONE: alpha beta gam*\nTWO: beta delta\n")
	for w, want := range map[string]string{"alpha": "ONE", "beta": "ONE", "gamma": "ONE", "gam": "ONE", "delta": "TWO", "ga": "", "note": "", "": ""} {
		if got := l.concept(w); got != want {
			t.Errorf("concept(%q) = %q, want %q", w, got, want)
		}
	}
}

// TestConceptList: every line is a concept, and each of its words can be met in a message.
func TestConceptList(t *testing.T) {
	names := map[string]bool{}
	for line := range strings.Lines(conceptList) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		name, list, ok := strings.Cut(line, ": ")
		if !ok || name != strings.ToUpper(name) || strings.Contains(name, " ") || names[name] {
			t.Errorf("%.40q is no concept, or there twice", line)
		}
		names[name] = true
		words := strings.Fields(list)
		if len(words) == 0 {
			t.Errorf("%s has no words", name)
		}
		if met := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(read(w), "/"+name) }); !met {
			t.Errorf("%s: none of its words is ever read", name)
		}
	}
}

// TestClauses: commas part clauses, where they do in the text.
func TestClauses(t *testing.T) {
	for in, want := range map[string][]string{
		"we went home, he beats me, and that is all. bye, now": {"we went home", "he beats me", "and that is all", "bye", "now"},
		"1,000 times, never": {"1 000 times", "never"},
		"no comma at all":    nil,
		"I.Want,this, ,,":    nil,
		"a, b. c":            {"a", "b"},
		", first":            nil,
		"k i l l, m e, now":  {"kill", "m e", "now"},
	} {
		var got []string
		for _, s := range sentences(in) {
			clauses(s, func(from, to int) { got = append(got, joined(s[from:to])) })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

// TestReady: the tokens that are prepared are those that would be made.
func TestReady(t *testing.T) {
	l := newWordList(conceptList)
	ready := l.ready
	l.ready = nil
	for w, got := range ready {
		if want := l.token(w); got != want {
			t.Errorf("%q is prepared as %+v, want %+v", w, got, want)
		}
	}
	if len(ready) < 2000 {
		t.Errorf("%d words are prepared, want thousands", len(ready))
	}
}

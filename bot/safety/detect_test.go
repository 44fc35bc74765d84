package safety

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// canaries are sentences that get a card whatever happens.
var canaries = []string{
	"I want to die", "I want to kill myself", "kms i'm serious", "I don't want to be here anymore", "I'm going to end it tonight",
	"I took all the pills", "I can't stop cutting myself", "I was raped", "I was raped last night", "I am being abused",
	"he forces me to have sex", "my husband beats me", "I'm scared to go home", "I'm being forced to have sex and I'm 12",
	"my uncle touches me", "my stepdad makes me touch him", "my therapist kissed me", "my therapist asked me to undress",
	"my therapist says sex is part of the treatment", "my sex therapist sends me nudes", "my therapist put his hand between my legs",
	"is it normal that my therapist wants to show me how", "I'm 14 and my coach is texting me for pics", "I'm afraid I'll hurt a child",
	"my erection won't go away, it's been 5 hours", "chest pain after viagra",
	// Ours.
	"im going to kill myself tonight", "i cut myself again", "she hits me when she is drunk", "he has a gun and he is outside my door",
	"my friend wants to kill herself", "im 13 and my stepfather comes into my room at night", "my counsellor wants to sleep with me",
	"I have sexual thoughts about children and I am scared that I will act on them", "I took viagra and my chest hurts",
	// Of C33.
	"i've had an erection for 6 hours", "I fainted after taking cialis", "I suddenly can't see after taking viagra", "sudden hearing loss after levitra",
	"he raped me and I'm bleeding a lot", "I was raped and the bleeding won't stop", "I'm bleeding heavily and it won't stop",
}

func TestCanaries(t *testing.T) {
	for _, s := range canaries {
		for _, form := range []string{s, strings.ToUpper(s), s + ".", "hi. " + s, "“" + s + "”", " \n" + s + "\n"} {
			if f := Detect(form); f.Tier != TierA {
				t.Errorf("Detect(%q) = %v, want a card", form, f)
			}
		}
	}
}

// contrasts are messages that differ in a few words, and in everything.
var contrasts = [][2]string{
	{"does sex therapy help with past sexual abuse", "I am being sexually abused"},
	{"can therapy treat trauma from rape", "I was raped yesterday"},
	{"what does the therapist do if a client was abused", "my therapist abused me"},
	{"do therapists touch clients", "my therapist touches me"},
	{"does the therapist watch us have sex", "my therapist wants to watch us have sex"},
	{"will I have to undress", "she told me to undress in the session"},
	{"is sex with your therapist illegal", "I'm having sex with my therapist"},
	{"are surrogates part of sex therapy", "my therapist offered to be my surrogate"},
	{"pain during sex is killing me", "I want to kill myself because of the pain"},
	{"I'm dying of embarrassment asking this", "I'd rather be dead than live like this"},
	{"my libido is dead", "I wish I was dead"},
	{"viagra killed the mood", "I took a whole pack of viagra to die"},
	{"risky sexual behaviour, what is that", "I keep having risky sex hoping I won't survive"},
	{"I was abused as a child, does therapy help", "my dad still comes into my room"},
	{"my partner forces himself to be patient", "my partner forces me"},
	{"I feel pressure to perform", "he pressures me into sex and won't stop"},
	{"partner hits a plateau", "partner hits me"},
	{"how do I end therapy", "how do I end my life"},
	{"I can't go on with this therapist", "I can't go on"},
	{"cutting out porn", "cutting myself"},
	{"suicide of desire", "suicidal and no desire"},
	{"is it assault if a doctor examines me", "the doctor assaulted me"},
	{"my 15-year-old has questions, resources?", "I'm 15 and he is 30"},
	{"how old must you be for sex therapy", "I'm 13, can I do sensate focus with my boyfriend"},
	{"does therapy cover compulsive porn use", "I can't stop looking at pictures of kids"},
}

// leastRight is the share of pairs that must be right on both sides, in percent.
const leastRight = 90

func TestContrasts(t *testing.T) {
	right := 0
	for _, pair := range contrasts {
		ordinary, crisis := Detect(pair[0]), Detect(pair[1])
		if ordinary.Tier != TierA && crisis.Tier == TierA {
			right++
			continue
		}
		t.Logf("%q %v | %q %v", pair[0], ordinary, pair[1], crisis)
	}
	if got := 100 * right / len(contrasts); got < leastRight {
		t.Errorf("%d of %d pairs are right on both sides, %d %%, want at least %d", right, len(contrasts), got, leastRight)
	}
}

// TestTiers holds what C09 says of negation, others, quotation and the past.
func TestTiers(t *testing.T) {
	for _, tt := range []struct {
		want []Tier
		text string
	}{
		{[]Tier{TierC}, "How long does sex therapy take?"},
		{[]Tier{TierC}, ""},
		{[]Tier{TierC}, "   \n"},
		{[]Tier{TierC}, "hello"},
		{[]Tier{TierC}, "there is a song called I want to die"},
		{[]Tier{TierA}, "what's the point of living"},
		{[]Tier{TierC}, "what is the point of sex therapy"},
		{[]Tier{TierC, TierB}, "I'm not suicidal, I just feel low"},
		{[]Tier{TierB, TierC}, "I was abused as a child, can sex therapy help?"},
		{[]Tier{TierB}, "I was abused as a child. How long does dough have to rise?"},
		{[]Tier{TierB}, "I was raped at university, years ago. What does a session cost?"},
		{[]Tier{TierB}, "Do you ship to Norway? My uncle molested me as a child."},
		{[]Tier{TierB}, "I feel broken and worthless since the divorce"},
		{[]Tier{TierC}, "kill me lol, is the first session awkward?"},
		{[]Tier{TierA}, "I drank bleach ten minutes ago"},
		{[]Tier{TierA}, "i swallowed some antifreeze"},
		{[]Tier{TierA}, "17, never had an orgasm, should I buy a toy?"},
		{[]Tier{TierC}, "15, 30 or 60 minutes, how long is a call?"},
		{[]Tier{TierC}, "how do I stop thinking about my ex"},
		{[]Tier{TierC}, "I can't stop thinking about my colleague, is that normal?"},
		{[]Tier{TierC}, "does bleach hurt silicone toys"},
	} {
		if f := Detect(tt.text); !slices.Contains(tt.want, f.Tier) {
			t.Errorf("Detect(%q) = %v, want tier %q", tt.text, f, tt.want)
		}
	}
}

// maxCards is the share of ordinary questions that may get a card, in percent: a little
// over what is reached. These are put in many people's voices, a third of them made to be
// misread.
const maxCards = 2

// TestOrdinaryQuestions: who asks about sex therapy gets answers. The held-out questions
// are counted and not shown.
func TestOrdinaryQuestions(t *testing.T) {
	for _, name := range []string{"../../knowledge/golden.jsonl", "../../faq/testdata/development.jsonl", "../../faq/testdata/heldout.jsonl"} {
		all, cards := 0, 0
		for _, q := range readAsked(t, name) {
			all++
			if f := Detect(q); f.Tier == TierA {
				cards++
				if !strings.Contains(name, "heldout") {
					t.Logf("%s: %q", f.Class, q)
				}
			}
		}
		if all < 100 || float64(100*cards)/float64(all) > maxCards {
			t.Errorf("%s: %d of %d questions get a card, want at most %d %%", name, cards, all, maxCards)
		}
	}
}

// readAsked reads the questions of a file of the engine.
func readAsked(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil || q.Question == "" {
			t.Fatalf("%s: a line is no question", name)
		}
		out = append(out, q.Question)
	}
	return out
}

// story is ordinary text of n bytes, in sentences or, without ends, in one.
func story(n int, end string) string {
	sentences := []string{
		"My wife and I have been married for nine years and we get on well", "We would like to know how long sex therapy takes and what it costs",
		"Work has been busy since the spring", "Her sister lent us a book about it", "We both sleep better when the window is open",
		"Our doctor said that it is common after a birth", "The first session is on Monday", "I wonder whether we both need to come along",
	}
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(sentences[i%len(sentences)])
		b.WriteString(end)
	}
	return b.String()[:n]
}

// TestCriesInLongTexts: a cry for help is found wherever it stands in an ordinary text of
// whatever length, and the text without it gets no card.
func TestCriesInLongTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	cries := []string{"I want to kill myself.", "My husband beats me.", "My therapist kissed me.", "Quiero morir."}
	for _, size := range []int{500, 4_000, 100_000} {
		for _, end := range []string{". ", "\n", ", "} {
			t.Run(fmt.Sprintf("%d bytes with %q", size, end), func(t *testing.T) {
				text := story(size, end)
				if f := Detect(text); f.Tier == TierA {
					t.Errorf("without a cry: %v, want no card", f)
				}
				missed, all := 0, 0
				for _, cry := range cries {
					for quarter := range 5 {
						at := 0
						if i := strings.LastIndex(text[:len(text)*quarter/4], end); i >= 0 {
							at = i + len(end)
						}
						all++
						if Detect(text[:at]+cry+" "+text[at:]).Tier != TierA {
							missed++
							t.Logf("in quarter %d: %s", quarter, cry)
						}
					}
				}
				if missed > 0 {
					t.Errorf("%d of %d cries are missed", missed, all)
				}
			})
		}
	}
}

// TestRepeats: who says something harmless ten times is in no more danger than who says
// it once.
func TestRepeats(t *testing.T) {
	for _, said := range []string{
		"I don't feel like sex any more since the baby came", "My wife wants to talk about it and I don't",
		"How do I tell my husband that it hurts", "I cried in the first session and the therapist was kind",
		"We stopped having sex after the operation", "I feel bad about it and I don't know what to do",
	} {
		if f := Detect(said); f.Tier == TierA {
			t.Errorf("Detect(%q) = %v, want no card", said, f)
		}
		for _, end := range []string{". ", " ", "\n", ", "} {
			if f := Detect(strings.Repeat(said+end, 10)); f.Tier == TierA {
				t.Errorf("ten times %q with %q: %v, want no card", said, end, f)
			}
		}
	}
}

// TestCriesAtBorders: nor is one missed that lies across the border of two pieces.
func TestCriesAtBorders(t *testing.T) {
	for _, cry := range []string{"I want to kill myself", "quiero morir", "我真的不想活了"} {
		missed := 0
		for at := piece - len(cry) - 1; at <= piece+1; at++ {
			if Detect(story(at, ". ")+"\n"+cry+"\n"+story(100, ". ")).Tier != TierA {
				missed++
			}
		}
		if missed > 0 {
			t.Errorf("%q is missed at %d places around a border", cry, missed)
		}
	}
}

// TestLinearTime counts features instead of measuring time: what is judged grows with the
// length of a message and no faster, whatever it is made of.
func TestLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	work := func(message string) (n int) {
		for _, s := range sentences(message) {
			n += len(s)
			wide.over(len(s), func(from, to int) { n += to - from })
			eachFeature(s, func(_, _ int, _ uint32) { n++ })
		}
		return n
	}
	for name, unit := range map[string]string{
		"sentences": "I want to know how long it takes. ", "one sentence": "and so it goes on ", "one word": "a", "letters": "k i l l ", "lines": "help\n",
		"leet": "k1ll m3 n0w ", "ones": "1", "dots": ". ", "marks": "e\u0301", "Chinese": "我想死", "pictures": "💊", "hyphens": "a-", "at signs": "a@",
		"overrides": "\u202e eid ", "nothing": "\xff", "rules": "i am i want i am ",
	} {
		t.Run(name, func(t *testing.T) {
			few, many := work(strings.Repeat(unit, 1<<16/len(unit))), work(strings.Repeat(unit, 1<<18/len(unit)))
			if many > 5*few+100 {
				t.Errorf("four times the length takes %d steps instead of %d", many, few)
			}
			if few > 100<<16/len(unit)+100 {
				t.Errorf("64 kB take %d steps", few)
			}
		})
	}
}

// TestAllocationsGrowInLine counts what is allocated, which nothing hides in.
func TestAllocationsGrowInLine(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	Detect("ready")
	for _, unit := range []string{"how long does it take. ", "k1ll m3 ", "k i l l ", "1", "a.", "我想死", "💊"} {
		few, many := strings.Repeat(unit, 1<<14/len(unit)), strings.Repeat(unit, 1<<16/len(unit))
		a, b := testing.AllocsPerRun(1, func() { Detect(few) }), testing.AllocsPerRun(1, func() { Detect(many) })
		if b > 6*a+200 {
			t.Errorf("%q: four times the length allocates %.0f times instead of %.0f", unit, b, a)
		}
	}
}

// TestDetectIsPure: the same message gets the same finding, at the same time too.
func TestDetectIsPure(t *testing.T) {
	want := make([]Finding, len(canaries))
	for i, s := range canaries {
		want[i] = Detect(s)
	}
	for range 4 {
		t.Run("at once", func(t *testing.T) {
			t.Parallel()
			for i, s := range canaries {
				if got := Detect(s); got != want[i] {
					t.Errorf("Detect(%q) = %v, and before %v", s, got, want[i])
				}
			}
		})
	}
}

func TestClassNames(t *testing.T) {
	for c := range Class(Classes) {
		if got, ok := ParseClass(c.String()); !ok || got != c {
			t.Errorf("ParseClass(%q) = %v, %v", c, got, ok)
		}
		want := TierA
		switch c {
		case None:
			want = TierC
		case Disclosure, Distress:
			want = TierB
		}
		if got := c.Tier(); got != want {
			t.Errorf("%s is of tier %q, want %q", c, got, want)
		}
	}
	for _, c := range []Class{Classes, 255} { // a number of no class may come from anywhere
		if got, want := c.String(), "class "+strconv.Itoa(int(c)); got != want {
			t.Errorf("Class(%d).String() = %q, want %q", uint8(c), got, want)
		}
	}
	for _, name := range []string{"", "Suicide", "sadness", "none "} {
		if got, ok := ParseClass(name); ok {
			t.Errorf("ParseClass(%q) = %v, want none", name, got)
		}
	}
}

func ExampleDetect() {
	fmt.Println(Detect("How long does therapy take?"))
	fmt.Println(Detect("I want to kill myself"))
	fmt.Println(Detect("Quiero morir"))
	// Output:
	// { none  false false false false}
	// {A suicide  false false false false}
	// {A suicide es false false false false}
}

func BenchmarkDetect(b *testing.B) {
	for _, message := range []struct{ name, text string }{
		{"message", "Hi, my wife and I have not had sex for a year, and I don't know how to talk about it. Would sex therapy help us?"},
		{"4kB", story(4_000, ". ")},
		{"100kB", story(100_000, ". ")},
		{"100kB in one sentence", story(100_000, ", ")},
		{"100kB of leet", strings.Repeat("k1ll m3 n0w 1 ", 7_000)},
		{"100kB of letters", strings.Repeat("k i l l ", 12_500)},
		{"100kB of marks", strings.Repeat("k\u0301i\u0301l\u0301l\u0301 ", 7_000)},
		{"100kB of Chinese", strings.Repeat("我和妻子很久没有性生活了", 2_800)},
		{"100kB of ligatures", strings.Repeat("\ufdfa", 33_000)}, // each unfolds into eighteen letters
	} {
		b.Run(message.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(message.text)))
			for b.Loop() {
				Detect(message.text)
			}
		})
	}
}

// BenchmarkDetectEach tells how long the messages of the development set take, one by one.
func BenchmarkDetectEach(b *testing.B) {
	all := readMeasured(b, "testdata/development.jsonl")
	var took []time.Duration
	for b.Loop() {
		for _, m := range all {
			began := time.Now()
			Detect(m.Text)
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	for _, share := range []float64{50, 90, 99} {
		b.ReportMetric(float64(took[int(share/100*float64(len(took)-1))].Microseconds()), fmt.Sprintf("µs-p%.0f", share))
	}
}

// FuzzDetect: whatever is typed, there is a finding, its tier is that of its class, and it
// is the same twice.
func FuzzDetect(f *testing.F) {
	for _, s := range canaries {
		f.Add(s)
	}
	for _, pair := range contrasts {
		f.Add(pair[0])
	}
	for _, said := range inLanguages {
		f.Add(said.suicide[0])
		f.Add(said.ordinary[0])
	}
	for _, s := range []string{"tengo 15 años de casada", "ich bin fünfzehn und", "on beş yaşındayım", "عمري ١٥ سنة", "मैं १५ साल की हूँ", "我今年15岁", "15歳です", "저는 열다섯 살이에요"} {
		f.Add(s)
	}
	for _, s := range []string{
		"", " ", "\x00", "\xff\xfe", "\u202e", "\u202e\u202e\u202e", "k i l l", "k.i-l_l/m*e", "1 w4n7 70 d13", "$$$!!!@@@", "1111111111", "'''", "' ' '",
		"i'", "a@b.c", "💊⚰️🆘", "ᴋɪʟʟ", "..", "a...b", strings.Repeat("a", piece+1), strings.Repeat("1", 200), strings.Repeat("a ", piece), "15 15 15", "0", "99999999999999999999",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Detect(s)
		if got.Tier != got.Class.Tier() || got.Class >= Class(Classes) {
			t.Errorf("Detect(%+q) = %v, whose class is of tier %q", s, got, got.Class.Tier())
		}
		if got.Language != "" && (InLanguage(got.Language) == "" || got.Tier != TierA) {
			t.Errorf("Detect(%+q) = %v, which has no line of help", s, got)
		}
		if again := Detect(s); again != got {
			t.Errorf("Detect(%+q) = %v, then %v", s, got, again)
		}
		for _, sentence := range sentences(s) {
			for _, x := range sentence {
				if !utf8.ValidString(x.word) || x.word == "" {
					t.Errorf("a word of %+q is %+q", s, x.word)
				}
			}
		}
	})
}

package safety

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// mutator writes a message in another form (C08).
type mutator struct {
	name string
	to   func(s string, rng *rand.Rand) string
}

// mutators are the 16 forms that a message is to be known in.
var mutators = []mutator{
	{"case", func(s string, rng *rand.Rand) string {
		return strings.Map(func(r rune) rune {
			if rng.IntN(2) == 0 {
				return unicode.ToUpper(r)
			}
			return unicode.ToLower(r)
		}, s)
	}},
	{"punctuation", func(s string, rng *rand.Rand) string {
		if rng.IntN(2) == 0 {
			return strings.Map(func(r rune) rune {
				if unicode.IsPunct(r) {
					return -1
				}
				return r
			}, s)
		}
		between := []string{" ", " ", " ", ", ", "... ", " - ", "  "}
		return eachWord(s, func(w string) string { return w + between[rng.IntN(len(between))] }) + "!!"
	}},
	{"curly quotes", func(s string, _ *rand.Rand) string {
		return "“" + strings.NewReplacer("'", "’", `"`, "”").Replace(s) + "”"
	}},
	{"zero-width", func(s string, rng *rand.Rand) string {
		return afterLetters(s, func() string { return []string{"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}[rng.IntN(5)] })
	}},
	{"soft hyphen", func(s string, _ *rand.Rand) string { return afterLetters(s, func() string { return "\u00ad" }) }},
	{"full-width", func(s string, _ *rand.Rand) string {
		return strings.Map(func(r rune) rune {
			if '!' <= r && r <= '~' {
				return r - '!' + '！'
			}
			return r
		}, s)
	}},
	{"math letters", func(s string, rng *rand.Rand) string {
		alphabet := []rune{0x1d400, 0x1d468, 0x1d4d0, 0x1d5d4, 0x1d670}[rng.IntN(5)] // of 26 capitals and 26 small letters
		return strings.Map(func(r rune) rune {
			switch {
			case 'A' <= r && r <= 'Z':
				return alphabet + r - 'A'
			case 'a' <= r && r <= 'z':
				return alphabet + 26 + r - 'a'
			}
			return r
		}, s)
	}},
	{"letters of flags", func(s string, rng *rand.Rand) string {
		return inAlphabet(s, '🇦', []string{"", "\u200b"}[rng.IntN(2)])
	}},
	{"boxes and circles", func(s string, rng *rand.Rand) string {
		return inAlphabet(s, []rune{0x249c, 0x1f110, 0x1f130, 0x1f150, 0x1f170}[rng.IntN(5)], "")
	}},
	{"combining marks", func(s string, rng *rand.Rand) string {
		return afterLetters(s, func() string {
			marks := make([]rune, 1+rng.IntN(4))
			for i := range marks {
				marks[i] = rune(0x300 + rng.IntN(0x6f))
			}
			return string(marks)
		})
	}},
	{"RTL override", func(s string, rng *rand.Rand) string {
		if rng.IntN(2) == 0 {
			return "\u202e" + s + "\u202c"
		}
		back := []rune(s) // as it is shown
		slices.Reverse(back)
		return "\u202e" + string(back) + "\u202c"
	}},
	{"look-alikes", func(s string, rng *rand.Rand) string {
		if rng.IntN(2) == 0 {
			return replaceLetters(s, "aceiopsxyABCEHIKMOPTX", "асеіорѕхуАВСЕНІКМОРТХ")
		}
		return replaceLetters(s, "aeioptvABEHIKMNOPTX", "αειορτνΑΒΕΗΙΚΜΝΟΡΤΧ")
	}},
	{"small caps", func(s string, _ *rand.Rand) string {
		return replaceLetters(strings.ToLower(s), "abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
	}},
	{"leet", func(s string, rng *rand.Rand) string {
		signs := []string{"431057", "@31057", "@3!0$7", "4310st", "a310st"}[rng.IntN(5)]
		return replaceLetters(strings.ToLower(s), "aeiost", signs)
	}},
	{"spaced letters", func(s string, rng *rand.Rand) string {
		switch rng.IntN(3) {
		case 0:
			return strings.Join(strings.Split(s, ""), " ")
		case 1:
			return strings.Join(strings.Split(strings.ReplaceAll(s, " ", ""), ""), " ")
		}
		return strings.TrimSpace(eachWord(s, func(w string) string {
			if len(w) > 3 {
				w = strings.Join(strings.Split(w, ""), " ")
			}
			return w + " "
		}))
	}},
	{"one typo", typo},
}

func eachWord(s string, f func(string) string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		b.WriteString(f(w))
	}
	return b.String()
}

func afterLetters(s string, f func() string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
		if unicode.IsLetter(r) {
			b.WriteString(f())
		}
	}
	return b.String()
}

// inAlphabet writes letters in an alphabet that has one case, with something behind each.
func inAlphabet(s string, first rune, behind string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if 'a' <= r && r <= 'z' {
			b.WriteRune(first + r - 'a')
			b.WriteString(behind)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func replaceLetters(s, from, to string) string {
	letters := []rune(to)
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(from, r); i >= 0 && r < unicode.MaxASCII {
			return letters[i]
		}
		return r
	}, s)
}

// typo swaps, drops, doubles or replaces a letter inside one of the longer words.
func typo(s string, rng *rand.Rand) string {
	words := strings.Fields(s)
	var long []int
	for i, w := range words {
		if len(w) >= 4 {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		return s
	}
	i := long[rng.IntN(len(long))]
	b := []byte(words[i])
	k := 1 + rng.IntN(len(b)-2)
	switch kind := rng.IntN(4); {
	case kind == 0 && b[k] != b[k+1]:
		b[k], b[k+1] = b[k+1], b[k]
	case kind == 1:
		b = slices.Delete(b, k, k+1)
	case kind == 2:
		b[k] = 'a' + (b[k]-'a'+1+byte(rng.IntN(25)))%26
	default:
		b = slices.Insert(b, k, b[k])
	}
	words[i] = string(b)
	return strings.Join(words, " ")
}

// maxDrop is by how many points of a hundred a mutator may lower recall.
const maxDrop = 2

// TestMutators measures on the explicit messages of the development set; -v shows the
// counts.
func TestMutators(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	var messages []string
	for _, h := range readMeasured(t, sets[0].file) {
		if h.Tier == "A" && h.Kind == "explicit" {
			messages = append(messages, h.Text)
		}
	}
	found := func(to func(string, *rand.Rand) string) (n int) {
		rng := rand.New(rand.NewPCG(1, 2))
		for _, m := range messages {
			if Detect(to(m, rng)).Tier == TierA {
				n++
			}
		}
		return n
	}
	plain := found(func(s string, _ *rand.Rand) string { return s })
	t.Logf("%-16s %d of %d", "as it is", plain, len(messages))
	for _, m := range mutators {
		n := found(m.to)
		gain := 100 * float64(n-plain) / float64(len(messages))
		t.Logf("%-16s %d, %+.1f points", m.name, n, gain)
		if gain < -maxDrop {
			t.Errorf("%s: recall changes by %+.1f points, want a fall by %d at most", m.name, gain, maxDrop)
		}
	}
}

// TestMutatorsMutate: each changes a message, and, but for a typo, to one that is read the
// same or nearly so.
func TestMutatorsMutate(t *testing.T) {
	const message = "I don't want to live, my husband beats me and I am scared"
	if len(mutators) != 16 {
		t.Errorf("%d mutators, want 16", len(mutators))
	}
	for _, m := range mutators {
		t.Run(m.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(3, 4))
			for range 20 {
				s := m.to(message, rng)
				if s == message {
					t.Errorf("the message stays as it is")
				}
				same := 0
				want := strings.Fields(read(message))
				for _, w := range strings.Fields(read(s)) {
					if slices.Contains(want, w) {
						same++
					}
				}
				if 10*same < 9*len(want) && m.name != "one typo" {
					t.Errorf("%q is read as\n%s, want nearly\n%s", s, read(s), read(message))
				}
			}
		})
	}
}

package safety

import (
	"cmp"
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Explanation says what a finding rests on.
type Explanation struct {
	Finding
	Alarm   float64  // how likely tier A is, of the whole message or its most alarming part, 0..1
	From    float64  // the alarm from which this message is of tier A
	Part    string   // the most alarming words, as they were read
	Rule    string   // what says so in so many words, "" if nothing does
	Self    string   // the fact that decides about tier or card: that it is over, who did harm, that it is a child; "" if none does
	Doubt   string   // what makes it a subject or a figure of speech, "" if nothing does
	Words   []Weight // of that part, with what they say to the classifier that counts
	Runs    []Weight // of words of the sentences that alarm, with what they say to the one that reads
	Example string   // the example that is most alike, and its class
	Of      Class
}

// Weight is a word, a concept or a run of words with what it says for the class, from 0.
type Weight struct {
	Word   string
	Points float64
}

// exampleFiles are those that nearest reads: all but pairs.txt, which is half of them and
// holds each of its lines beside one that is almost the same, of another class.
//
//go:embed examples/abuse-now.txt examples/assault.txt examples/danger.txt examples/disclosure.txt examples/distress.txt
//go:embed examples/medical-emergency.txt examples/minor.txt examples/none-hard.txt examples/none-ordinary.txt
//go:embed examples/own-risk-to-child.txt examples/self-harm.txt examples/suicide.txt examples/therapist-advance.txt examples/third-party.txt
var exampleFiles embed.FS

// Explain says why Detect finds what it finds in a message.
func Explain(message string) Explanation {
	m := classifier()
	x := examine(m, message)
	e := Explanation{Finding: x.finding, Alarm: x.loud.alarm, From: x.from()}
	if x.finding.Language != "" {
		e.Rule = "language " + x.language.language + ": " + x.language.words
		e.Self = x.saysOfSelf()
		return e
	}
	if len(x.loud.words) == 0 {
		return e
	}
	if x.met.alarming != nil {
		e.Rule = x.met.alarming.text
	}
	if x.met.harmless != nil {
		e.Doubt = x.met.harmless.text
	}
	e.Self = x.saysOfSelf()
	e.Part = joined(x.loud.words)
	class := x.finding.Class
	if class == None {
		class = x.class()
	}
	e.Words = m.linear.weigh(x.loud.words, class)
	e.Runs = m.conv.weigh(x.loud.text, class)
	e.Example, e.Of = nearest(x.loud.words)
	return e
}

// saysOfSelf is the fact that decided about the tier or the card, "" if none did.
func (x examined) saysOfSelf() string {
	var r *rule
	switch f := x.finding; {
	case f.Language != "" && f.Tier == TierB:
		return "years ago"
	case x.over != nil || x.denied != nil:
		r = cmp.Or(x.over, x.denied)
	case x.excuse != "" || x.reread != "":
		return cmp.Or(x.excuse, x.reread)
	case x.said.has(did):
		r = x.said.rule(did)
	case x.young:
		return "under " + strconv.Itoa(adultFrom)
	case f.Harmed:
		r = x.said.harmed()
	case f.Class == Distress:
		r = x.said.rule(safe)
	}
	if r == nil {
		return ""
	}
	return r.text
}

// weigh returns the words of a part that say most for a class, at most eight.
func (m *linear) weigh(part []token, class Class) []Weight {
	var out []Weight
	add := func(word string, feature uint32) {
		if row := m.features.find(feature); row != nil && m.says(row, int(class)) > 0 {
			out = append(out, Weight{word, m.scale * float64(m.says(row, int(class)))})
		}
	}
	for i, t := range part {
		add(t.word, feature('w', t.stemHash, 0, 0))
		if t.concept != "" {
			add(t.concept, feature('c', t.keyHash, 0, 0))
		}
		for k := i + 1; k < min(len(part), i+1+reach); k++ {
			kind, gap := byte('s'), " … "
			if k == i+1 {
				kind, gap = 'B', " "
			}
			add(t.key()+gap+part[k].key(), feature(kind, t.keyHash, part[k].keyHash, 0))
		}
	}
	return heaviest(out)
}

// heaviest are those that say most, at most eight.
func heaviest(w []Weight) []Weight {
	slices.SortStableFunc(w, func(a, b Weight) int { return cmp.Compare(b.Points, a.Points) })
	return w[:min(len(w), 8)]
}

// weigh returns the runs of words of a message that say most for a class and against
// none. A run counts for each filter that finds most in it.
func (c *convolution) weigh(message [][]token, class Class) []Weight {
	if len(c.rows) == 0 {
		return nil
	}
	points := map[string]float64{}
	slot, filter := 0, 0
	for _, b := range banks {
		for f := range b.filters {
			k := filter + f
			best, words := c.loudest(message, b.span, slot+f, b.filters)
			if y := c.bias[k] + c.scale[k]*float32(best); y > 0 && best > 0 {
				points[words] += float64(y * (c.out[k][class] - c.out[k][None]))
			}
		}
		slot, filter = slot+b.span*b.filters, filter+b.filters
	}
	var out []Weight
	for _, words := range slices.Sorted(maps.Keys(points)) {
		if points[words] > 0 {
			out = append(out, Weight{words, points[words]})
		}
	}
	return heaviest(out)
}

// loudest is the run of words that a filter finds most in: what they say to it stands
// stride apart in their rows, from slot on.
func (c *convolution) loudest(message [][]token, span, slot, stride int) (best int, words string) {
	for _, s := range message {
		for at := 1 - span; at < len(s); at++ {
			run := s[max(0, at):min(len(s), at+span)]
			sum := 0
			for i := range run {
				j := max(0, -at) + i
				sum += int(c.rows[c.place(&run[i])*rowSize+slot+j*stride]) - lift
			}
			if sum > best {
				best, words = sum, joined(run)
			}
		}
	}
	return best, words
}

// joined are the words of tokens with blanks between them.
func joined(s []token) string {
	words := make([]string, len(s))
	for i := range s {
		words[i] = s[i].word
	}
	return strings.Join(words, " ")
}

// nearest is the example that shares most words with a part of a message.
func nearest(part []token) (example string, class Class) {
	words := map[string]bool{}
	for _, t := range part {
		words[t.stem] = true
	}
	best := 0.0
	files, _ := exampleFiles.ReadDir("examples")
	for _, f := range files {
		text, _ := exampleFiles.ReadFile("examples/" + f.Name())
		of, _ := ParseClass(strings.TrimSuffix(f.Name(), ".txt")) // else of those that tell of nothing
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if s := likeness(words, line); s > best {
				best, example, class = s, line, of
			}
		}
	}
	return example, class
}

// likeness is the share of words in common, 0..1.
func likeness(words map[string]bool, line string) float64 {
	common, all := 0, len(words)
	seen := map[string]bool{}
	for _, s := range sentences(line) {
		for _, t := range s {
			switch {
			case seen[t.stem]:
			case words[t.stem]:
				common++
			default:
				all++
			}
			seen[t.stem] = true
		}
	}
	return float64(common) / float64(max(1, all))
}

package safety

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "learn model.bin anew from the examples")

// example is a message with its class.
type example struct {
	text  string
	class Class
	voice string // who wrote it: voices are left out to measure, never single sentences
}

// foreign reports whether an example is of those in other languages than English: the
// classifiers learned them so that they do not take their words for English ones.
func (e example) foreign() bool { return e.voice == "82" || e.voice == "83" }

// readExamples reads examples/: a file for each class, and pairs.txt.
func readExamples(t testing.TB) []example {
	t.Helper()
	names, err := filepath.Glob("examples/*.txt")
	if err != nil || len(names) < Classes {
		t.Fatalf("examples: %d files, %v", len(names), err)
	}
	var out []example
	for _, name := range names {
		base := strings.TrimSuffix(filepath.Base(name), ".txt")
		voice := ""
		for _, line := range readLines(t, name) {
			class, text := base, line
			switch {
			case strings.HasPrefix(line, "#"):
				voice, _, _ = strings.Cut(strings.TrimPrefix(line, "# voice "), ",")
				continue
			case base == "pairs":
				class, text, _ = strings.Cut(line, ": ")
			case strings.HasPrefix(base, "none"):
				class = "none"
			}
			c, ok := ParseClass(class)
			if !ok {
				t.Fatalf("%s: there is no class %s", name, class)
			}
			out = append(out, example{text, c, voice})
		}
	}
	return out
}

// knowledgeVoice is the voice of what the knowledge base says that people ask.
const knowledgeVoice = "knowledge"

// readQuestions reads the phrasings of the shipped knowledge base, as ordinary
// messages. Those about abuse in the past are disclosures when people speak of
// themselves.
func readQuestions(t testing.TB) []example {
	t.Helper()
	names, _ := filepath.Glob("../../knowledge/entries/*.md")
	var out []example
	for _, name := range names {
		for _, line := range readLines(t, name) {
			text, ok := strings.CutPrefix(line, "- ")
			if !ok {
				continue
			}
			if strings.HasPrefix(text, `"`) {
				_ = json.Unmarshal([]byte(text), &text) // as YAML writes it, so does JSON
			}
			class := None
			if strings.HasSuffix(name, "sexual-trauma.md") && speaksOfSelf(sentences(text)) {
				class = Disclosure
			}
			out = append(out, example{text, class, knowledgeVoice})
		}
	}
	return out
}

// readWords makes a message of each common English word that stands for nothing in
// particular: a word alone tells of no danger, whatever sentences it was seen in.
func readWords(t testing.TB) []example {
	t.Helper()
	var out []example
	for _, line := range readLines(t, "../../faq/text/realwords.txt")[1:] {
		for w := range strings.FieldsSeq(line) {
			if lexicon().concept(w) == "" {
				out = append(out, example{w, None, "words"})
			}
		}
	}
	return out
}

// readAnswers reads the answers of the shipped knowledge base, whole and by paragraphs:
// none is a cry for help.
func readAnswers(t testing.TB) []example {
	t.Helper()
	names, _ := filepath.Glob("../../knowledge/entries/*.md")
	var out []example
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, answer, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---\n")
		out = append(out, example{answer, None, "answers"})
		for part := range strings.SplitSeq(answer, "\n\n") {
			out = append(out, example{part, None, "answers"})
		}
	}
	return out
}

// material is all that the classifiers are learned from beside the examples. What the
// base holds counts twice: people ask just that, and it is never to be hidden by a card.
func material(t testing.TB) []example {
	asked := append(readQuestions(t), readAnswers(t)...)
	return slices.Concat(asked, asked, readWords(t))
}

func readLines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// sources is a sum of everything of ours that the model is learned from but the
// phrasings of the knowledge base, which may change without it, and of how that is done.
func sources(t testing.TB) uint32 {
	t.Helper()
	sum := crc32.NewIEEE()
	names, _ := filepath.Glob("examples/*.txt")
	for _, name := range append(names, "concepts.txt", "../../faq/text/realwords.txt", "testdata/vectors.txt") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(b)
	}
	fmt.Fprint(sum, trainEpochs, trainRate, trainDecay, leastExamples, leastWeight, trainRounds, lengthPower, longText, wide, reach, levels)
	fmt.Fprint(sum, convDim, convEpochs, convBatch, convRate, convDecay, deltaDecay, dropFilters, dropWords, dropConcepts, smoothing, leastWords, leastCosine, longestRead, wordsAnEpoch, meanOf, misreadAt, misreadEvery, misreadFrom, misreadTimes, banks)
	return sum.Sum32()
}

// TestModel: the model is of these examples. With -update it is learned anew.
func TestModel(t *testing.T) {
	if *update {
		m := learn(t, append(readExamples(t), material(t)...))
		m.sources = sources(t)
		if err := os.WriteFile("model.bin", m.bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d features, %d words", m.linear.features.taken(), m.conv.words.taken())
		return
	}
	if got, want := classifier().sources, sources(t); got != want {
		t.Errorf("model.bin was learned from other examples (%08x, they are %08x now): run go test ./bot/safety -run TestModel -update", got, want)
	}
}

// How the classifier is learned. Chosen by leaving out one voice at a time.
const (
	trainEpochs   = 8
	trainRate     = 0.5
	trainDecay    = 4e-4     // of every weight that a step touches
	leastWeight   = int8(22) // of a feature for some class, in steps
	leastExamples = 2        // that a feature must be in
	trainRounds   = 2        // the second also of the most alarming part of each alarming example
)

// trained is an example ready to be learned from: places of its features.
type trained struct {
	class    Class
	features []int32
	x        float64
}

// learning is a classifier while it is learned.
type learning struct {
	linear
	hashes  []uint32         // of the features, rising
	place   map[uint32]int32 // of each
	weights []byte           // a row of classes for each feature, of int8
}

// places are those of the features that are learned.
func (m *learning) places(features []uint32) (all []int32) {
	for _, h := range features {
		if at, ok := m.place[h]; ok {
			all = append(all, at)
		}
	}
	return all
}

// fill makes the table of features whose weights are at least so many steps for some class.
func (m *learning) fill(least int8) {
	values := map[uint32][]byte{}
	for i, h := range m.hashes {
		row := m.weights[i*Classes : (i+1)*Classes]
		if slices.ContainsFunc(row, func(w byte) bool { return int8(w) >= least || int8(w) <= -least }) {
			values[h] = row
		}
	}
	m.level = chooseLevels(values)
	for h, row := range values {
		values[h] = m.pack(row)
	}
	m.features = newTable(packed, values)
}

// learnLinear learns from examples. The same examples give the same model.
func learnLinear(examples []example) *linear {
	var all [][]uint32
	var classOf []Class
	for _, e := range examples {
		s := sentences(e.text)
		if len(s) == 0 {
			continue
		}
		all, classOf = append(all, features(s...)), append(classOf, e.class)
		if p := parts(s); e.class == None && len(p) > 1 { // what holds for all of it holds for each part
			for i := range p {
				all, classOf = append(all, features(p[i])), append(classOf, e.class)
			}
		}
	}
	m := &learning{hashes: frequent(all), place: map[uint32]int32{}}
	for i, h := range m.hashes {
		m.place[h] = int32(i)
	}
	samples := make([]trained, len(all))
	for i, f := range all {
		samples[i] = trained{classOf[i], m.places(f), share(len(f))}
	}
	began := samples
	for round := range trainRounds {
		m.bias = [Classes]float64{}
		m.climb(began)
		if round+1 < trainRounds {
			m.fill(1)
			began = append(slices.Clone(samples), m.bestParts(examples)...)
		}
	}
	m.fill(leastWeight) // most features hardly say anything
	return &m.linear
}

// frequent are the features that are in several examples, rising.
func frequent(all [][]uint32) []uint32 {
	df := map[uint32]int{}
	for _, f := range all {
		for _, h := range f {
			df[h]++
		}
	}
	var out []uint32
	for h, n := range df {
		if n >= leastExamples {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}

// climb learns the weights by AdaGrad and rounds them.
func (m *learning) climb(samples []trained) {
	rng := rand.New(rand.NewPCG(1, 2))
	w := make([]float64, len(m.hashes)*Classes)
	g2 := make([]float64, len(w))
	var biasG2 [Classes]float64
	order := rng.Perm(len(samples))
	for range trainEpochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := samples[i]
			said := scores(m.bias)
			for _, f := range s.features {
				for c := range Classes {
					said[c] += s.x * w[int(f)*Classes+c]
				}
			}
			o := said.softmax()
			for c := range Classes {
				g := -o[c]
				if Class(c) == s.class {
					g++
				}
				biasG2[c] += g * g
				m.bias[c] += 0.1 * trainRate * g / math.Sqrt(biasG2[c]+1e-3)
				if math.Abs(g) < 1e-3 {
					continue
				}
				for _, f := range s.features {
					k := int(f)*Classes + c
					d := g*s.x - trainDecay*w[k]
					g2[k] += d * d
					w[k] += trainRate * d / math.Sqrt(g2[k]+1e-4)
				}
			}
		}
	}
	top := 0.0
	for _, x := range w {
		top = max(top, math.Abs(x))
	}
	m.scale = top / 127
	m.weights = make([]byte, len(w))
	for k, x := range w {
		m.weights[k] = byte(int8(math.Round(x / m.scale)))
	}
}

// features are the hashes of what sentences hold.
func features(message ...[]token) []uint32 {
	var out []uint32
	for _, s := range message {
		eachFeature(s, func(_, _ int, hash uint32) { out = append(out, hash) })
	}
	return out
}

// parts are the sentences of a message, and the windows of long ones.
func parts(message [][]token) [][]token {
	var out [][]token
	for _, s := range message {
		out = append(out, s)
		wide.over(len(s), func(from, to int) { out = append(out, s[from:to]) })
	}
	return out
}

func (m *linear) judge(features []uint32) odds {
	t := tally{n: int32(len(features))}
	for _, h := range features {
		m.count(&t, m.features.find(h))
	}
	return m.scores(&t).softmax()
}

// bestParts are, of each alarming example, the part that is the most so.
func (m *learning) bestParts(examples []example) []trained {
	var out []trained
	for _, e := range examples {
		p := parts(sentences(e.text))
		if e.class == None || len(p) < 2 {
			continue
		}
		best, most := []uint32(nil), -1.0
		for i := range p {
			f := features(p[i])
			if o := m.judge(f)[e.class]; o > most {
				best, most = f, o
			}
		}
		out = append(out, trained{e.class, m.places(best), share(len(best))})
	}
	return out
}

// learn learns both classifiers.
func learn(t testing.TB, examples []example) *model {
	m := &model{linear: learnLinear(examples)}
	m.conv = learnConvolution(examples, readVectors(t), m.linear)
	return m
}

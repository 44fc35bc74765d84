package faq_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/faq"
)

// dataset is a published set of questions: what to learn from, what to measure on.
// Validation splits only: these are looked at while the engine is built.
type dataset struct {
	name, train, val, oos string
	top1                  float64 // floor in percent, a little under what is reached
}

var datasets = []dataset{
	{"CLINC150", "clinc150/train.jsonl", "clinc150/val.jsonl", "clinc150/oos_train.jsonl", 93},
	{"CLINC150 10-shot", "clinc150/train_10.jsonl", "clinc150/val.jsonl", "clinc150/oos_train.jsonl", 82.5},
	{"CLINC150 5-shot", "clinc150/train_5.jsonl", "clinc150/val.jsonl", "clinc150/oos_train.jsonl", 76.5},
	{"BANKING77", "banking77/train.jsonl", "banking77/val.jsonl", "", 91},
	{"BANKING77 10-shot", "banking77/train_10.jsonl", "banking77/val.jsonl", "", 77.5},
	{"HWU64 10-shot", "hwu64/train_10.jsonl", "hwu64/val.jsonl", "", 73},
}

// readLabelled reads a file of the published data.
func readLabelled(t testing.TB, name string) []faq.Question {
	t.Helper()
	return questionsIn(t, filepath.Join(shared(t), "data", name))
}

// shared is the folder with the published data, which is not part of the project.
func shared(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("CANDOR_SHARED")
	if dir == "" {
		dir = "../../shared"
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("the published data sets are not here: set CANDOR_SHARED to the folder that holds data/")
	}
	return dir
}

// TestDatasets measures the engine on published sets and holds floors. Run it with
// -v for the figures.
func TestDatasets(t *testing.T) {
	if raceEnabled {
		t.Skip("figures are the same with the race detector, which takes ten times as long")
	}
	for _, d := range datasets {
		t.Run(d.name, func(t *testing.T) {
			began := time.Now()
			m := faq.NewMatcher(faq.FromQuestions(readLabelled(t, d.train)))
			built := time.Since(began)
			rows := readLabelled(t, d.val)
			if d.oos != "" {
				rows = append(rows, readLabelled(t, d.oos)...)
			}
			clean, typo := measure(m, rows, false), measure(m, rows, true)
			t.Logf("%v typo %.2f built %v", clean, typo.top1, built)
			if clean.top1 < d.top1 {
				t.Errorf("top-1 %.2f %%, want at least %.2f", clean.top1, d.top1)
			}
		})
	}
}

type figures struct {
	top1, top3, auroc, ece float64 // percent
	right, wrong, far      float64 // percent answered at the default threshold
}

func (f figures) String() string {
	return fmt.Sprintf("top-1 %.2f top-3 %.2f AUROC %.2f ECE %.2f right %.1f wrong %.1f far answered %.1f",
		f.top1, f.top3, f.auroc, f.ece, f.right, f.wrong, f.far)
}

func measure(m *faq.Matcher, rows []faq.Question, typos bool) figures {
	rng := rand.New(rand.NewPCG(1, 1))
	var f figures
	var judged []faq.Judged
	in, out := 0, 0
	for _, r := range rows {
		q := r.Text
		if typos {
			q = withTypo(q, rng)
		}
		result := m.Match(q)
		j := faq.Judged{InScope: r.InScope()}
		for i, match := range result.Matches[:min(3, len(result.Matches))] {
			if match.ID == r.Want[0] {
				f.top3++
				j.Right = i == 0
			}
		}
		if len(result.Matches) > 0 {
			j.Confidence = result.Matches[0].Confidence
		}
		answered := result.Verdict == faq.Answer
		switch {
		case !j.InScope:
			out++
			if answered {
				f.far++
			}
		case j.Right:
			in++
			f.top1++
			if answered {
				f.right++
			}
		default:
			in++
			if answered {
				f.wrong++
			}
		}
		judged = append(judged, j)
	}
	for _, x := range []*float64{&f.top1, &f.top3, &f.right, &f.wrong} {
		*x *= 100 / float64(in)
	}
	f.far *= 100 / float64(max(1, out))
	f.auroc, f.ece = 100*faq.AUROC(judged), 100*faq.CalibrationError(judged)
	return f
}

// withTypo makes one slip in one word of at least four letters: a letter lost,
// added, replaced, or swapped with the next.
func withTypo(s string, rng *rand.Rand) string {
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
	w := []byte(words[i])
	k := rng.IntN(len(w) - 1)
	letter := byte('a' + rng.IntN(26))
	switch rng.IntN(4) {
	case 0:
		w = slices.Delete(w, k, k+1)
	case 1:
		w = slices.Insert(w, k, letter)
	case 2:
		w[k] = letter
	default:
		w[k], w[k+1] = w[k+1], w[k]
	}
	words[i] = string(w)
	return strings.Join(words, " ")
}

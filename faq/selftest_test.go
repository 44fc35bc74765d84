package faq_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

// withEntry adds an entry with these phrasings to files. Its title stands in line
// 2, the other phrasings from line 4 on.
func withEntry(fsys fstest.MapFS, id, title string, asked ...string) {
	fsys["entries/"+id+".md"] = &fstest.MapFile{Data: []byte("---\nquestion: " + title + "\nasked:\n  - " + strings.Join(asked, "\n  - ") +
		"\nsection: Keeping\nreviewed: 2026-01-02\n---\nAn answer.\n")}
}

// emptied is the base of tea without its entries.
func emptied() fstest.MapFS {
	fsys := tea()
	for name := range fsys {
		if strings.HasPrefix(name, "entries/") || name == "golden.jsonl" || name == "synonyms.yaml" {
			delete(fsys, name)
		}
	}
	return fsys
}

// warnings returns those of a file that speak of something.
func warnings(s faq.SelfTest, file, about string) []string {
	var out []string
	for _, w := range s.Warnings {
		if w.File == file && strings.Contains(w.Msg, about) {
			out = append(out, w.Error())
		}
	}
	return out
}

func TestSelfTestWarnsOfFewPhrasings(t *testing.T) {
	fsys := emptied()
	withEntry(fsys, "few", "Where is the tin", "which shelf has the leaves", "in a jar or not", "was it moved")
	withEntry(fsys, "enough", "How hot is water", "degrees for a cup", "must the kettle boil", "does steam tell me", "warm or scalding")
	got := faq.RunSelfTest(load(t, fsys))
	want := []string{"entries/few.md:2: has 4 phrasings with its title: with fewer than 5 it is hardly found in other people's words"}
	if diff := cmp.Diff(want, warnings(got, "entries/few.md", "phrasings with its title")); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if more := warnings(got, "entries/enough.md", "phrasings with its title"); len(more) > 0 {
		t.Errorf("an entry with five phrasings is warned of: %q", more)
	}
}

func TestSelfTestWarnsOfUniformPhrasings(t *testing.T) {
	fsys := emptied()
	withEntry(fsys, "echo", "Where do I keep green tea", "where do I keep black tea", "where do I keep white tea", "where do I keep red tea", "where do I keep old tea")
	withEntry(fsys, "varied", "How hot is water", "degrees for a cup", "must the kettle boil", "does steam tell me", "warm or scalding")
	got := faq.RunSelfTest(load(t, fsys))
	if list := warnings(got, "entries/echo.md", "echo each other"); len(list) != 1 || !strings.HasPrefix(list[0], "entries/echo.md:2: its phrasings echo each other (mean cosine 0.") {
		t.Errorf("warnings of echoes = %q, want one at line 2", list)
	}
	if list := warnings(got, "entries/varied.md", "echo each other"); len(list) > 0 {
		t.Errorf("varied phrasings are warned of: %q", list)
	}
}

// confusing is a base whose entry "mixed" is, phrasing by phrasing, in the words of
// two others: the even lines in those of pots, the odd ones in those of cups.
func confusing() fstest.MapFS {
	fsys := emptied()
	words := strings.Fields("brown old small round tall heavy cracked painted glazed chipped polished dented shallow narrow rusty gilded")
	var pots, cups, mixed []string
	for i, w := range words[:8] {
		other := words[8+i]
		pots, cups = append(pots, "pot lid "+w), append(cups, "cup handle "+w)
		mixed = append(mixed, [...]string{"pot lid ", "cup handle "}[i%2]+other)
	}
	withEntry(fsys, "pots", "What of a pot", pots...)
	withEntry(fsys, "cups", "What of a cup", cups...)
	withEntry(fsys, "mixed", "Things to buy", mixed...)
	return fsys
}

func TestSelfTestWarnsOfConfusion(t *testing.T) {
	got := faq.RunSelfTest(load(t, confusing()))
	list := warnings(got, "entries/mixed.md", "is taken for")
	if len(list) != 2 {
		t.Fatalf("warnings of confusion = %q, want two; all: %v", list, got.Warnings)
	}
	for i, other := range []string{"cups", "pots"} {
		if want := fmt.Sprintf("entries/mixed.md:2: is taken for %s in ", other); !strings.HasPrefix(list[i], want) {
			t.Errorf("warning %d = %q, want it to start with %q", i, list[i], want)
		}
	}
}

func TestSelfTestWarnsOfLostPhrasings(t *testing.T) {
	fsys := confusing()
	fsys["base.yaml"].Data = append(fsys["base.yaml"].Data, "thresholds: {answer: 0.02, suggest: 0.01}\n"...)
	got := faq.RunSelfTest(load(t, fsys))
	var at []int
	for _, w := range got.Warnings {
		if w.File == "entries/mixed.md" && strings.HasPrefix(w.Msg, "held out, this phrasing is answered by ") {
			at = append(at, w.Line)
			other := strings.TrimPrefix(w.Msg, "held out, this phrasing is answered by ")
			if pot := w.Line%2 == 0; w.Line > 2 && (other == "pots") != pot { // pots stand in the even lines
				t.Errorf("%v: want it answered by the entry in whose words it is", w)
			}
		}
	}
	if len(at) < 3 || slices.Min(at) < 2 || slices.Max(at) > 11 {
		t.Errorf("lost phrasings stand in the lines %v, want most of 4 to 11", at)
	}
}

// TestSelfTestOfNoise tries a base whose phrasings say nothing about their entry.
func TestSelfTestOfNoise(t *testing.T) {
	b := &faq.Base{Thresholds: faq.DefaultThresholds}
	for i := range 20 {
		e := faq.Entry{ID: faq.ID(fmt.Sprintf("e%02d", i)), Question: fmt.Sprintf("tea %d", i), Covered: true}
		for j := range 9 {
			e.Asked = append(e.Asked, fmt.Sprintf("tea in a cup %d", (i*7+j*13)%40))
		}
		b.Entries = append(b.Entries, e)
	}
	s := faq.RunSelfTest(b)
	if s.Accuracy > 0.5 {
		t.Errorf("the accuracy on noise is %.2f, want it low", s.Accuracy)
	}
	off := warnings(s, "base.yaml", "confidence is off by")
	if (len(off) == 1) != (s.CalibrationError > 0.10) {
		t.Errorf("the calibration error is %.3f and the warnings of it are %q", s.CalibrationError, off)
	}
}

func TestSelfTestOfShippedBase(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, which sees self-tests of smaller bases")
	}
	b, _ := shippedBase()
	s := faq.RunSelfTest(b)
	t.Logf("accuracy %.3f, calibration error %.3f, %d warnings", s.Accuracy, s.CalibrationError, len(s.Warnings))
	if s.Accuracy < 0.65 || s.Accuracy > 1 {
		t.Errorf("accuracy = %.3f, want 0.65 to 1", s.Accuracy)
	}
	if s.CalibrationError < 0 || s.CalibrationError > 0.08 {
		t.Errorf("calibration error = %.3f, want at most 0.08", s.CalibrationError)
	}
	for i, p := range s.Curve {
		if i > 0 && (p.Threshold >= s.Curve[i-1].Threshold || p.Answered < s.Curve[i-1].Answered) {
			t.Errorf("point %d of the curve is %v after %v", i, p, s.Curve[i-1])
		}
	}
	for _, w := range s.Warnings {
		checkPlace(t, w)
	}
}

// checkPlace holds a warning to the file that it names: the line is that of a
// title or a phrasing.
func checkPlace(t *testing.T, w *faq.Fault) {
	t.Helper()
	if w.File == "base.yaml" {
		return
	}
	data, err := os.ReadFile("../knowledge/" + w.File)
	if err != nil {
		t.Errorf("%v: %v", w, err)
		return
	}
	lines := strings.Split(string(data), "\n")
	if w.Line < 1 || w.Line > len(lines) {
		t.Errorf("%v: the file has %d lines", w, len(lines))
		return
	}
	if line := lines[w.Line-1]; !strings.HasPrefix(line, "question:") && !strings.HasPrefix(line, "  - ") {
		t.Errorf("%v: stands at %q, want a title or a phrasing", w, line)
	}
}

func TestSelfTestCountsWhatIsHeldOut(t *testing.T) {
	only := func(title string, asked ...string) fstest.MapFS {
		fsys := emptied()
		withEntry(fsys, "only", title, asked...)
		return fsys
	}
	tests := []struct {
		name        string
		fsys        fstest.MapFS
		least, most int
	}{
		{"phrasings that hardly differ are held out together, which leaves nothing to learn", only("Where is tea", "where is the tea"), 0, 0},
		{"of one entry, phrasings that differ", only("Where is the tin", "which shelf has the leaves", "in a jar or not"), 1, 3},
		{"of three entries with nine phrasings each", confusing(), 18, 27},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := faq.RunSelfTest(load(t, tt.fsys))
			if s.HeldOut < tt.least || s.HeldOut > tt.most {
				t.Errorf("HeldOut = %d, want %d to %d", s.HeldOut, tt.least, tt.most)
			}
			if s.HeldOut == 0 && s.Accuracy != 0 {
				t.Errorf("Accuracy = %v of none", s.Accuracy)
			}
		})
	}
}

// TestSelfTestIsDeterministic would see the order of a map in the warnings, of
// which two stand in one line.
func TestSelfTestIsDeterministic(t *testing.T) {
	b := load(t, confusing())
	want := faq.RunSelfTest(b)
	for range 20 {
		if diff := cmp.Diff(want, faq.RunSelfTest(b)); diff != "" {
			t.Fatalf("RunSelfTest twice (-first +again):\n%s", diff)
		}
	}
}

func TestSelfTestOfOddBases(t *testing.T) {
	for name, b := range oddBases() {
		t.Run(name, func(t *testing.T) {
			for _, answer := range []float64{1e-9, 0.6} { // even what is hardly likely is answered
				b.Thresholds = faq.Thresholds{Answer: answer, Suggest: answer / 2}
				s := faq.RunSelfTest(b)
				for what, x := range map[string]float64{"accuracy": s.Accuracy, "calibration error": s.CalibrationError} {
					if math.IsNaN(x) || x < 0 || x > 1 {
						t.Errorf("the %s is %v, want 0..1", what, x)
					}
				}
			}
		})
	}
}

package safety

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// Case is a message with what it tells of, for measuring.
type Case struct {
	Text  string
	Class Class
	Pair  int // number of a pair of messages that differ in a few words, 0 for none
}

// maxCase is the longest line of a file of cases, in bytes.
const maxCase = 1 << 20

// ReadCases reads lines {"text": …, "tier": "A", "B" or "C", "class": …}, with "pair": N
// for each of two messages that differ in a few words, one of which is of tier A. Other keys
// are left alone. The error names the line, and never shows a text.
func ReadCases(r io.Reader, name string) ([]Case, error) {
	var out []Case
	pairs := pairing{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxCase)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		c, err := readCase(lines.Bytes())
		if err == nil {
			err = pairs.add(c, n)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, c)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s: has a line of more than %d bytes", name, maxCase)
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if number, line := pairs.half(); line > 0 {
		return nil, fmt.Errorf("%s:%d: pair %d has no other line", name, line, number)
	}
	return out, nil
}

func readCase(line []byte) (Case, error) {
	var row struct {
		Text        *string
		Tier, Class string
		Pair        int
	}
	if err := json.Unmarshal(line, &row); err != nil || row.Text == nil {
		return Case{}, errors.New(`is no line {"text", "tier", "class"}`)
	}
	class, ok := ParseClass(row.Class)
	if !ok {
		return Case{}, fmt.Errorf("there is no class %q", row.Class)
	}
	if row.Tier != cmp.Or(string(class.Tier()), "C") {
		return Case{}, fmt.Errorf("class %s is not of tier %q", class, row.Tier)
	}
	return Case{*row.Text, class, row.Pair}, nil
}

// pairing is what is read of pairs, by their numbers: a pair of one line, or of two that want
// the same, is right too easily.
type pairing map[int]sides

type sides struct {
	first int // line
	n     int // how many lines there are
	tierA int // how many of them are of tier A
}

func (p pairing) add(c Case, line int) error {
	if c.Pair == 0 {
		return nil
	}
	s := p[c.Pair]
	if s.n++; s.n == 1 {
		s.first = line
	}
	if c.Class.Tier() == TierA {
		s.tierA++
	}
	p[c.Pair] = s
	switch {
	case s.n > 2:
		return fmt.Errorf("pair %d has two lines already", c.Pair)
	case s.n == 2 && s.tierA != 1:
		return fmt.Errorf("of pair %d one line must be of tier A, not %d", c.Pair, s.tierA)
	}
	return nil
}

// half is the first pair with a single line, and that line, 0 if there is none.
func (p pairing) half() (number, line int) {
	for n, s := range p {
		if s.n == 1 && (line == 0 || s.first < line) {
			number, line = n, s.first
		}
	}
	return number, line
}

// Report says how well the detector does on cases.
type Report struct {
	Classes     []Recall `json:"classes"` // tier A and B, in the order of the classes
	Tiers       []Recall `json:"tiers"`
	FalseAlarms Recall   `json:"false_alarms"` // messages of tier C that got a card
	Pairs       Recall   `json:"pairs"`        // with both sides right
	Misses      []Missed `json:"misses"`
}

// Recall is how many of a kind of messages were found, with the 95 % interval of the
// share. Named counts those that got the very class.
type Recall struct {
	Name  string  `json:"name"`
	Total int     `json:"total"`
	Found int     `json:"found"`
	Named int     `json:"named"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Missed is a message that got another tier than it should.
type Missed struct {
	Text string `json:"text"`
	Want string `json:"want"`
	Got  string `json:"got"`
}

// Evaluate puts every case to the detector. A message of tier A counts as found when it
// gets a card, whichever; one of tier B when it gets tier B or A.
func Evaluate(cases []Case) Report {
	r := Report{FalseAlarms: Recall{Name: "tier C"}, Pairs: Recall{Name: "pairs"}, Misses: []Missed{}}
	perClass := make([]Recall, Classes)
	tierA, tierB := Recall{Name: "A"}, Recall{Name: "B"}
	pairs := map[int]bool{}
	for _, c := range cases {
		f := Detect(c.Text)
		card, want := f.Tier == TierA, c.Class.Tier()
		found := card
		switch want {
		case TierA:
			tierA.count(card, f.Class == c.Class)
		case TierB:
			found = f.Tier != TierC
			tierB.count(found, f.Class == c.Class)
		case TierC:
			r.FalseAlarms.count(card, false)
		}
		if want != TierC {
			perClass[c.Class].count(found, f.Class == c.Class)
		}
		if c.Pair != 0 {
			right, known := pairs[c.Pair]
			pairs[c.Pair] = (right || !known) && card == (want == TierA)
		}
		if card != (want == TierA) || want == TierB && !found {
			r.Misses = append(r.Misses, Missed{c.Text, label(want, c.Class), label(f.Tier, f.Class)})
		}
	}
	for _, right := range pairs {
		r.Pairs.count(right, right)
	}
	for c := range perClass {
		if perClass[c].Total > 0 {
			perClass[c].Name = Class(c).String()
			r.Classes = append(r.Classes, perClass[c].bounded())
		}
	}
	r.Tiers = []Recall{tierA.bounded(), tierB.bounded()}
	r.FalseAlarms, r.Pairs = r.FalseAlarms.bounded(), r.Pairs.bounded()
	return r
}

// label names a tier and a class: "A suicide"; "C" when nobody is at risk.
func label(t Tier, c Class) string {
	if t == TierC {
		return "C"
	}
	return string(t) + " " + c.String()
}

func (r *Recall) count(found, named bool) {
	r.Total++
	if found {
		r.Found++
	}
	if named {
		r.Named++
	}
}

// bounded adds the 95 % interval (Wilson 1927, which holds for shares near 1, too).
func (r Recall) bounded() Recall {
	const z = 1.96
	n, p := float64(max(1, r.Total)), float64(r.Found)/float64(max(1, r.Total))
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	r.Low, r.High = max(0, middle-half), min(1, middle+half)
	if r.Found == 0 {
		r.Low = 0 // a rounding error is left of it
	} else if r.Found == r.Total {
		r.High = 1
	}
	return r
}

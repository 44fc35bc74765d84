package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/faq"
)

type benchCmd struct {
	Train string `placeholder:"FILE" help:"Learn from a labelled file of questions instead of a knowledge base."`
	File  string `arg:"" optional:"" help:"Questions to ask, as for eval; the base's golden ones, or its phrasings less their last word, if not given."`
}

// benchRounds is how often each question is asked, so that the tail is more than
// one hiccup of the machine.
const benchRounds = 20

// Run measures building the matcher and asking it.
func (c *benchCmd) Run(con *console, dir *knowledgeDir) error {
	base, err := baseOrLabels(dir, c.Train)
	if err != nil {
		return err
	}
	questions, kind, err := c.questions(con, base)
	if err != nil {
		return err
	}
	base.Learned = nil   // it is learning that is measured
	faq.NewMatcher(base) // once before, for what is read only once
	before := heap()
	began := time.Now()
	m := faq.NewMatcher(base)
	built := time.Since(began)
	grown := heap() - before
	times := ask(m, questions)
	i := 0
	allocs := testing.AllocsPerRun(len(questions), func() {
		m.Match(questions[i%len(questions)])
		i++
	})
	phrasings := 0
	for _, e := range base.Entries {
		phrasings += 1 + len(e.Asked)
	}
	fmt.Fprintf(con.out, "base      %s, %s\n", plural(len(base.Entries), "entry"), plural(phrasings, "phrasing"))
	fmt.Fprintf(con.out, "build     %v on %s\n", built.Round(time.Millisecond), plural(runtime.GOMAXPROCS(0), "core"))
	fmt.Fprintf(con.out, "heap      %.1f MiB\n", float64(grown)/(1<<20))
	fmt.Fprintf(con.out, "questions %d, %seach %d times, one at a time\n", len(questions), kind, benchRounds)
	fmt.Fprintf(con.out, "p50       %v\n", times[len(times)/2])
	fmt.Fprintf(con.out, "p99       %v\n", times[len(times)*99/100])
	fmt.Fprintf(con.out, "allocs    %.1f a question\n", allocs)
	runtime.KeepAlive(m)
	return nil
}

// questions returns what to ask, and what kind of questions that are if they are
// neither the file's nor the base's golden ones.
func (c *benchCmd) questions(con *console, base *faq.Base) (texts []string, kind string, err error) {
	list := base.Golden
	if c.File != "" {
		if list, err = readQuestions(c.File, con.in); err != nil {
			return nil, "", err
		}
	}
	for _, q := range list {
		texts = append(texts, q.Text)
	}
	if len(texts) > 0 {
		return texts, "", nil
	}
	for _, e := range base.Entries {
		for _, p := range append([]string{e.Question}, e.Asked...) {
			texts = append(texts, lessLastWord(p))
		}
	}
	if len(texts) == 0 {
		return nil, "", fmt.Errorf("%s: holds no question in scope, so there is none to ask", c.Train)
	}
	return texts, "phrasings less their last word, ", nil
}

// lessLastWord keeps a phrasing from being found exactly, which is no measure of
// matching. Its only word stays.
func lessLastWord(phrasing string) string {
	words := strings.Fields(phrasing)
	if len(words) < 2 {
		return phrasing
	}
	return strings.Join(words[:len(words)-1], " ")
}

// ask returns how long each answer took, rising.
func ask(m *faq.Matcher, questions []string) []time.Duration {
	var times []time.Duration
	for range benchRounds {
		for _, q := range questions {
			began := time.Now()
			m.Match(q)
			times = append(times, time.Since(began))
		}
	}
	slices.Sort(times)
	return times
}

// heap is what is in use after a collection.
func heap() int64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

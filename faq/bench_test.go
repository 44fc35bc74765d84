package faq_test

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"candor/faq"
)

func BenchmarkMatch(b *testing.B) {
	base, m := shippedBase()
	questions := map[string]string{
		"exact":   base.Entries[0].Question,
		"short":   "is viagra any use",
		"typical": "how many times would we have to go before it gets better",
		"typos":   "how mnay sesions wuold we ned befoer it gest beter",
		"long":    strings.Repeat("my husband and I have not been close since the baby came ", 20) + "what can we do",
		"unknown": "what is the weather in lisbon tomorrow",
	}
	for name, question := range questions {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m.Match(question)
			}
		})
	}
}

func BenchmarkNewMatcher(b *testing.B) {
	base, _ := shippedBase()
	b.ReportAllocs()
	for b.Loop() {
		faq.NewMatcher(base)
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := os.DirFS("../knowledge")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := faq.Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuestions puts the golden and the held-out questions to the shipped
// base, one after another, and reports the median and the slowest hundredth.
func BenchmarkQuestions(b *testing.B) {
	base, m := shippedBase()
	questions := append(base.Golden[:len(base.Golden):len(base.Golden)], heldOut(b)...)
	for _, q := range questions {
		m.Match(q.Text)
	}
	var typed []string
	for _, q := range questions {
		typed = append(typed, q.Text)
	}
	benchmarkTail(b, m, typed)
}

func benchmarkTail(b *testing.B, m *faq.Matcher, questions []string) {
	b.ReportAllocs()
	took := make([]time.Duration, 0, 1<<16)
	i := 0
	for b.Loop() {
		began := time.Now()
		m.Match(questions[i%len(questions)])
		took = append(took, time.Since(began))
		i++
	}
	reportTail(b, took)
}

// largeBases are as large as bases may get.
func largeBases(b *testing.B) map[string]*faq.Base {
	rows := readLabelled(b, "clinc150/train.jsonl")
	var phrasings []string
	for _, r := range rows {
		phrasings = append(phrasings, r.Text)
	}
	return map[string]*faq.Base{
		"15,000 phrasings of 150":     faq.FromQuestions(rows),
		"100,000 phrasings of 10,000": crossed(phrasings, 10_000, 10),
	}
}

// BenchmarkNewMatcherOfLargeBase reports what a matcher takes to build and to keep;
// with GOMAXPROCS=1 on one core.
func BenchmarkNewMatcherOfLargeBase(b *testing.B) {
	for name, base := range largeBases(b) {
		b.Run(name, func(b *testing.B) {
			before := heap()
			var m *faq.Matcher
			for b.Loop() {
				m = nil
				m = faq.NewMatcher(base)
			}
			b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
			runtime.KeepAlive(m)
		})
	}
}

// heap is what is in use after collecting garbage.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}

// BenchmarkQuestionsToLargeBase puts questions that are new to it to a large base.
func BenchmarkQuestionsToLargeBase(b *testing.B) {
	var typed []string
	for _, r := range readLabelled(b, "clinc150/val.jsonl") {
		typed = append(typed, r.Text)
	}
	for name, base := range largeBases(b) {
		m := faq.NewMatcher(base)
		b.Run(name, func(b *testing.B) { benchmarkTail(b, m, typed) })
	}
}

package faq_test

import (
	"os"
	"strings"
	"testing"

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

package faq_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/faq"
	"candor/faq/text"
)

// oddBases are what Load accepts, or nearly, and nobody would write.
func oddBases() map[string]*faq.Base {
	entry := func(id string, phrasings ...string) faq.Entry {
		return faq.Entry{ID: faq.ID(id), Question: phrasings[0], Asked: phrasings[1:], Covered: true}
	}
	long := make([]string, text.MaxWords+10)
	for i := range long {
		long[i] = fmt.Sprintf("w%dx", i)
	}
	bases := map[string][]faq.Entry{
		"one entry, one phrasing":     {entry("a", "where is the tea")},
		"all phrasings equal":         {entry("a", "tea", "tea", "tea", "Tea!", "TEA", "tea", "tea", "tea", "tea", "tea", "tea")},
		"equal in all entries":        {entry("a", "tea", "tea", "tea"), entry("b", "tea", "tea", "tea"), entry("c", "tea", "tea")},
		"one that shares nothing":     {entry("a", "tea", "tea", "tea", "tea", "tea", "tea"), entry("b", "xylophone"), entry("c", "tea", "tea", "tea")},
		"one letter each":             {entry("a", "a", "b", "c"), entry("b", "d", "e", "1"), entry("c", "x")},
		"phrasings as long as fit":    {entry("a", strings.Join(long, " "), strings.Repeat("tea ", text.MaxWords)), entry("b", strings.Join(long[5:], " and "))},
		"one long word":               {entry("a", strings.Repeat("t", 4000), strings.Repeat("é", 2000)), entry("b", strings.Repeat("te", 2000))},
		"another script":              {entry("a", "что такое терапия", "сколько стоит"), entry("b", "治療とは何ですか", "いくらですか"), entry("c", "ما هو العلاج")},
		"only everyday English":       {entry("a", "how do I stop", "cease"), entry("b", "what does it mean", "explain")},
		"only filler":                 {entry("a", "hello", "please"), entry("b", "thanks", "sorry so ok")},
		"no words":                    {entry("a", "?!", ""), entry("b", "lol")},
		"one phrasing of two, no tea": {entry("a", "", "tea"), entry("b", "", "tin")},
		"nothing covered":             {{ID: "a", Question: "tea"}, {ID: "b", Question: "tin"}},
		"no entry":                    {},
	}
	var crowd, templated []faq.Entry
	for i := range 300 {
		crowd = append(crowd, entry(fmt.Sprintf("e%03d", i), fmt.Sprintf("what about number%d", i)))
		templated = append(templated, entry(fmt.Sprintf("e%03d", i), "the very same question"))
	}
	bases["300 entries of one phrasing"], bases["300 entries of the same phrasing"] = crowd, templated
	out := map[string]*faq.Base{}
	for name, entries := range bases {
		out[name] = &faq.Base{Thresholds: faq.DefaultThresholds, Entries: entries}
	}
	out["synonyms without words"] = &faq.Base{
		Thresholds: faq.DefaultThresholds, Entries: bases["one letter each"], Synonyms: [][]string{{"?!", "lol"}, {"a", "d", "x"}, {"b c d", "b c"}},
	}
	return out
}

var oddTexts = []string{
	"", "tea", "tae", "teatin", "a", "the very same question", "what about number7", "hello please", "how do I stop it? what does it mean? cease!",
	"что такое терапия? сколько стоит?", "治療とは何ですか", "?!", "lol", "w1x w2x w3x", strings.Repeat("tea ", 500), strings.Repeat("t", 5000),
	strings.Repeat("w7x? ", 200), "\xff\xfe\x00\u202e", strings.Repeat("é", 3000), ramble + "tea",
}

// checkOdd puts a text to every part of a matcher that reads texts.
func checkOdd(t *testing.T, b *faq.Base, m *faq.Matcher, question string) {
	t.Helper()
	r := m.Match(question)
	checkResult(t, b, r)
	if len(r.Also) > 2 {
		t.Errorf("there are %d further answers, want at most 2", len(r.Also))
	}
	x := m.Explain(question)
	if math.IsNaN(x.Known) || x.Known < 0 || x.Known > 1+1e-6 {
		t.Errorf("Explain(%.40q).Known = %v, want 0..1", question, x.Known)
	}
	for _, p := range x.Parts {
		if math.IsNaN(p.Points+p.Rival) || math.IsInf(p.Points+p.Rival, 0) {
			t.Errorf("Explain(%.40q) has %+v, want finite points", question, p)
		}
		if p.Feature == "" || !utf8.ValidString(p.Feature) {
			t.Errorf("Explain(%.40q) names a feature %q, want valid UTF-8", question, p.Feature)
		}
	}
	checkCompletions(t, b, m.Complete(question, 1000), 1000)
}

func TestOddBases(t *testing.T) {
	for name, b := range oddBases() {
		t.Run(name, func(t *testing.T) {
			m := faq.NewMatcher(b)
			for _, question := range oddTexts {
				checkOdd(t, b, m, question)
			}
			for i := range b.Entries {
				checkOdd(t, b, m, b.Entries[i].Question)
			}
		})
	}
}

// FuzzBase builds a matcher from phrasings of any kind, one a line, dealt to a
// number of entries, with the first words of the text as synonyms.
func FuzzBase(f *testing.F) {
	f.Add("where is the tea\nwhich tin\nhow long\n", uint8(2), "where is my tin")
	f.Add("tea\ntea\ntea\ntea\ntea\ntea\nxyz", uint8(3), "tea? xyz!")
	f.Add("a\nb\nc\n1\n\n?!", uint8(1), "a b c")
	f.Add(strings.Repeat("чай где\n", 20), uint8(9), "где чай")
	f.Add(strings.Repeat("w ", 100)+"\n\xff\xfe", uint8(255), "w w w")
	f.Fuzz(func(t *testing.T, phrasings string, entries uint8, question string) {
		n := int(entries)%40 + 1
		b := &faq.Base{Thresholds: faq.Thresholds{Answer: 1e-9, Suggest: 1e-10}}
		for i := range n {
			b.Entries = append(b.Entries, faq.Entry{ID: faq.ID(fmt.Sprintf("e%02d", i)), Covered: i%5 != 4})
		}
		for i, line := range strings.SplitN(phrasings, "\n", 200) {
			e := &b.Entries[i%n]
			e.Asked = append(e.Asked, line)
			e.Question = line
		}
		if words := strings.Fields(phrasings); len(words) > 2 {
			b.Synonyms = [][]string{{words[0], words[1] + " " + words[2]}}
		}
		m := faq.NewMatcher(b)
		checkOdd(t, b, m, question)
		checkOdd(t, b, m, b.Entries[0].Question)
		if s := faq.RunSelfTest(b); math.IsNaN(s.Accuracy) || math.IsNaN(s.CalibrationError) {
			t.Errorf("RunSelfTest = %+v, want it without NaN", s)
		}
	})
}

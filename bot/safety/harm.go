package safety

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"candor/faq/text"
)

// harmList is what harm.txt says: a knowledge base can be edited by somebody careless or
// hostile, and people believe an answer.
//
//go:embed harm.txt
var harmList string

// harms are the kinds of harm.txt: why it is a matter, and what to write instead.
var harms = map[string]string{
	"suicide":   "it speaks for suicide, against life or against those who help: say that such thoughts can pass and where help is",
	"self-harm": "it speaks for self-harm: say that a professional can help to find other ways",
	"starving":  "it speaks for starving or vomiting, or scorns a body: say that a doctor can help with food and weight",
	"medicine":  "it tells people to stop, mix, change or share medicine: say that only a prescriber can decide",
	"obey":      "it tells people to bear, obey or keep silent: say that they may say no, leave and talk about it",
	"blame":     "it blames or doubts somebody who was hurt: say that it is not their fault",
	"therapist": "it makes something sexual a part of therapy: say that a therapist never does anything sexual with a client",
	"minor":     "it makes sex with somebody young, or hiding it, look right: say that an adult is always responsible",
	"doctor":    "it keeps people from medical or other help: say who can help, and when it is urgent",
	"dose":      "it names a dose or tells people to take something: say that only a prescriber can decide",
	"diagnosis": "it says what somebody has or is: say that only a professional who knows them can tell",
	"cure":      "it promises what nobody can: say that it often helps, and that results differ",
}

// harm is a run of words that an answer may not say, or that somebody has to look at.
type harm struct {
	kind  string
	vague bool // whether it may be meant well: it is never more than doubted
	begin bool // whether it begins a clause, behind at most lead words
	lead  int
	items []harmItem // the first of which is words
	near  *harmItem  // of which one stands near the run; nil if none has to
}

// harmItem matches one word, or, with gap, up to so many that deny nothing.
type harmItem struct {
	any   map[string]bool // stems and concepts
	exact map[string]bool // words
	gap   int
	end   bool
}

// harmful are the runs of harm.txt by what their first word may be. A test holds that each
// can be read.
var harmful = sync.OnceValue(func() map[string][]*harm {
	by, sets := map[string][]*harm{}, map[string][]string{}
	for line := range strings.Lines(harmList) {
		line = strings.TrimSpace(line)
		if name, words, ok := strings.Cut(line, " = "); ok && strings.HasPrefix(name, "%") {
			sets[name] = strings.Fields(words)
			continue
		}
		kind, items, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		h := parseHarm(kind, strings.Fields(items), sets)
		for what := range h.items[0].begins() {
			by[what] = append(by[what], h)
		}
	}
	return by
})

// parseHarm reads a run. Only a run that begins a clause may begin with a gap.
func parseHarm(kind string, items []string, sets map[string][]string) *harm {
	h := &harm{}
	h.kind, h.vague = strings.CutPrefix(kind, "?")
	if last := len(items) - 1; strings.HasPrefix(items[last], "&") {
		near := parseHarmItem(items[last][1:], sets)
		h.near, items = &near, items[:last]
	}
	if items[0] == "^" {
		h.begin, items = true, items[1:]
		if first := parseHarmItem(items[0], sets); first.gap > 0 {
			h.lead, items = first.gap, items[1:]
		}
	}
	for _, s := range items {
		h.items = append(h.items, parseHarmItem(s, sets))
	}
	return h
}

func parseHarmItem(s string, sets map[string][]string) harmItem {
	if s == "$" {
		return harmItem{end: true}
	}
	if n, ok := strings.CutPrefix(s, ".."); ok {
		gap, _ := strconv.Atoi(n)
		return harmItem{gap: gap}
	}
	it := harmItem{any: map[string]bool{}, exact: map[string]bool{}}
	for name := range strings.SplitSeq(s, "|") {
		words := []string{name}
		if strings.HasPrefix(name, "%") {
			words = sets[name]
		}
		for _, w := range words {
			it.add(w)
		}
	}
	return it
}

func (it harmItem) add(w string) {
	if exact, ok := strings.CutPrefix(w, "="); ok {
		it.exact[exact] = true
	} else if text.Stem(w) != "" && w == strings.ToLower(w) {
		it.any[text.Stem(w)] = true
	} else {
		it.any[w] = true
	}
}

// begins are the stems and concepts under which a run is looked up.
func (it harmItem) begins() map[string]bool {
	out := maps.Clone(it.any)
	for w := range it.exact {
		out[text.Stem(w)] = true
	}
	return out
}

func (it harmItem) is(t token) bool { return it.any[t.stem] || it.any[t.concept] || it.exact[t.word] }

// harmsIn calls yield with the runs that a sentence holds, each with its place.
func harmsIn(s []token, yield func(h *harm, from, to int)) {
	by := harmful()
	for at, t := range s {
		keys := []string{t.stem, t.concept}
		if t.concept == "" || t.concept == t.stem {
			keys = keys[:1]
		}
		for _, key := range keys {
			for _, h := range by[key] {
				if to, ok := h.run(s, at); ok {
					yield(h, at, to)
				}
			}
		}
	}
}

// run reports whether h stands at that place of a sentence, and where it ends. A run has at
// most a few gaps of a few words, so this takes a bounded number of steps.
func (h *harm) run(s []token, at int) (to int, ok bool) {
	if h.begin && !begins(s, at, h.lead) {
		return 0, false
	}
	if to, ok = runOn(h.items, s, at); ok && h.near != nil {
		ok = slices.ContainsFunc(s[max(0, at-nearRun):at], h.near.is) || slices.ContainsFunc(s[to:min(len(s), to+nearRun)], h.near.is)
	}
	return to, ok
}

// nearRun is how many words before and behind a run may tell what it is about.
const nearRun = 16

func runOn(items []harmItem, s []token, at int) (to int, ok bool) {
	if len(items) == 0 {
		return at, true
	}
	it := items[0]
	switch {
	case it.end:
		return at, at == len(s)
	case it.gap > 0:
		for skip := 0; skip <= it.gap && at+skip < len(s); skip++ {
			if to, ok := runOn(items[1:], s, at+skip); ok {
				return to, true
			}
			if t := s[at+skip]; t.last || denials[t.word] {
				return 0, false
			}
		}
		return 0, false
	case at == len(s) || !it.is(s[at]):
		return 0, false
	}
	return runOn(items[1:], s, at+1)
}

// begins reports whether a clause begins at most lead words before the place.
func begins(s []token, at, lead int) bool {
	for back := 0; ; back++ {
		switch i := at - back; {
		case i == 0 || s[i-1].last || joins[s[i-1].word]:
			return true
		case back == lead || denials[s[i-1].word]:
			return false
		}
	}
}

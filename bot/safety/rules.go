package safety

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed rules.txt
var ruleList string

// rule is a run of items that says something in so many words.
type rule struct {
	text  string // as it is written
	class Class  // None for one that makes a message less alarming, and for a fact
	quote bool   // whether what is alarming is the name of something
	sure  bool   // whether it needs no classifier
	names bool   // whether it only says which class a message is of, and not that it alarms
	fact  fact
	items []item
}

// item matches one word; with gap, up to so many of any kind, or of a list; with not, no
// word, and the next, or at the beginning of a rule the last, is none of these.
type item struct {
	any        []string        // one of these: word, stem or concept
	hashes     []uint32        // of these
	set        map[uint32]bool // of them, if they are many
	bits       uint64          // one for each of them: a word without any is none of them
	gap        int
	start, end bool // of the sentence
	comma      bool // whether one must come behind the word
	exact      bool // whether it is the word itself, and no stem or concept
	not        bool
}

// ruleBook is rules.txt as it is read.
type ruleBook struct {
	rules []rule
	lists map[string][]string
}

// readRules reads lines of rules and of lists. A test holds that it can.
func readRules(text string) ruleBook {
	b := ruleBook{lists: map[string][]string{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		name, items, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(name, "@") {
			b.lists[name] = append(b.lists[name], strings.Fields(items)...)
			continue
		}
		r := rule{text: line, quote: name == "!quote", names: strings.HasPrefix(name, "=")}
		name, r.sure = strings.CutPrefix(strings.TrimPrefix(name, "="), "+")
		r.class, _ = ParseClass(name)
		r.fact = factNames[name]
		for f := range strings.FieldsSeq(items) {
			r.items = append(r.items, b.item(f))
		}
		b.rules = append(b.rules, r)
	}
	return b
}

// rules is the list, read when it is first needed.
var rules = sync.OnceValue(func() []rule { return readRules(ruleList).rules })

// manyWords is from how many words on an item looks them up.
const manyWords = 8

func (b ruleBook) item(s string) item {
	switch {
	case s == "^":
		return item{start: true}
	case s == "$":
		return item{end: true}
	case strings.HasPrefix(s, ".."):
		n, _ := strconv.Atoi(s[2:])
		return item{gap: n}
	}
	var i item
	if most, list, ok := strings.Cut(s, "@"); ok && most != "" && most[len(most)-1] <= '9' {
		if n, err := strconv.Atoi(most); err == nil {
			i.gap, s = n, "@"+list
		}
	}
	s, i.not = strings.CutPrefix(s, "-")
	s, i.comma = strings.CutSuffix(s, ",")
	s, i.exact = strings.CutSuffix(s, "!")
	for what := range strings.SplitSeq(s, "|") {
		switch {
		case what == "$":
			i.end = true
		case b.lists[what] != nil:
			i.any = append(i.any, b.lists[what]...)
		default:
			i.any = append(i.any, what)
		}
	}
	i.set = map[uint32]bool{}
	for _, what := range i.any {
		h := hashWord(what)
		i.hashes = append(i.hashes, h)
		i.set[h] = true
		i.bits |= bit(h)
	}
	if len(i.any) < manyWords {
		i.set = nil
	}
	return i
}

// ruleIndex are rules by the hash of what their first word may be.
type ruleIndex struct {
	rules map[uint32][]*rule
	first [256]uint64 // a bit for each hash: most words begin no rule
}

func indexRules(want func(*rule) bool) *ruleIndex {
	x := &ruleIndex{rules: map[uint32][]*rule{}}
	for i := range rules() {
		r := &rules()[i]
		if !want(r) {
			continue
		}
		for what := range r.firstWords() {
			x.rules[what] = append(x.rules[what], r)
			x.first[what>>6%256] |= bit(what)
		}
	}
	return x
}

// firstWords are the hashes of what the first word of a rule may be.
func (r *rule) firstWords() map[uint32]bool {
	first := map[uint32]bool{}
	for i, it := range r.items {
		if it.start || it.not && i == 0 {
			continue
		}
		for _, what := range it.hashes {
			first[what] = true
		}
		if it.gap == 0 {
			break
		}
	}
	return first
}

// rulesBy are those that say how alarming a message is, factsBy those that say which card fits,
// and who did what to whom, and when, denialsBy those of them that say that it is not so.
var (
	rulesBy   = sync.OnceValue(func() *ruleIndex { return indexRules(func(r *rule) bool { return !r.names }) })
	factsBy   = sync.OnceValue(func() *ruleIndex { return indexRules(func(r *rule) bool { return r.names }) })
	denialsBy = sync.OnceValue(func() *ruleIndex { return indexRules(func(r *rule) bool { return r.fact&(unharmed|safe) != 0 }) })
)

// meet calls yield with the rules that a sentence meets, until it returns false.
func (x *ruleIndex) meet(s []token, yield func(*rule) bool) {
	for at := range s {
		t := &s[at]
		for i, what := range [3]uint32{t.wordHash, t.stemHash, t.keyHash} {
			if i > 0 && what == t.wordHash || i > 1 && what == t.stemHash {
				continue
			}
			if x.first[what>>6%256]&bit(what) == 0 {
				continue
			}
			for _, r := range x.rules[what] {
				if r.begins(s, at) && !yield(r) {
					return
				}
			}
		}
	}
}

// begins reports whether a sentence meets the rule from that word on.
func (r *rule) begins(s []token, at int) bool {
	if first := &r.items[0]; first.not {
		return (at == 0 || !s[at-1].isOne(first)) && match(r.items[1:], s, at)
	}
	return match(r.items, s, at)
}

// match reports whether items run through s from there on. A rule has at most three
// gaps of a few words, so this takes a bounded number of steps a word.
func match(items []item, s []token, at int) bool {
	if len(items) == 0 {
		return true
	}
	switch it := &items[0]; {
	case it.start:
		return at == 0 && match(items[1:], s, at)
	case it.not:
		return (at == len(s) || !s[at].isOne(it)) && match(items[1:], s, at)
	case it.gap > 0:
		for skip := 0; skip <= it.gap && at+skip <= len(s); skip++ {
			if match(items[1:], s, at+skip) {
				return true
			}
			if len(it.any) > 0 && (at+skip == len(s) || !s[at+skip].isOne(it)) {
				return false
			}
		}
		return false
	case at == len(s):
		return it.end && match(items[1:], s, at)
	case !s[at].isOne(it) || it.comma && !s[at].last:
		return false
	}
	return match(items[1:], s, at+1)
}

// bit is one of 64 that a hash stands for.
func bit(hash uint32) uint64 { return 1 << (hash % 64) }

// isOne reports whether the token's word, stem or concept is one of an item's.
func (t *token) isOne(of *item) bool {
	if of.bits&(bit(t.wordHash)|bit(t.stemHash)|bit(t.keyHash)) == 0 {
		return false
	}
	if of.exact {
		return slices.Contains(of.hashes, t.wordHash)
	}
	if of.set != nil {
		return of.set[t.wordHash] || of.set[t.stemHash] || of.set[t.keyHash]
	}
	for _, h := range of.hashes {
		if h == t.wordHash || h == t.stemHash || h == t.keyHash {
			return true
		}
	}
	return false
}

// met are the first rules of both sorts that a message meets.
type met struct{ alarming, harmless *rule }

func (m *met) look(s []token) {
	asked := m.alarming != nil
	rulesBy().meet(s, func(r *rule) bool {
		switch {
		case r.class == None && (m.harmless == nil || r.quote && !m.harmless.quote):
			m.harmless = r
		case r.class != None && !asked:
			if asked = true; !saysNot(s) {
				m.alarming = r
			}
		}
		return m.harmless == nil || m.alarming == nil || !m.harmless.quote
	})
}

// saysNot reports whether a sentence says of itself that it is not so.
func saysNot(s []token) (so bool) {
	denialsBy().meet(s, func(*rule) bool {
		so = true
		return false
	})
	return so
}

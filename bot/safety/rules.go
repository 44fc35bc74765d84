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
	class Class  // None for one that makes a message less alarming
	quote bool   // whether what is alarming is the name of something
	sure  bool   // whether it needs no classifier
	items []item
}

// item matches one word, or, with gap, up to so many of any kind.
type item struct {
	any        []string // one of these: word, stem or concept
	hashes     []uint32 // of these
	gap        int
	start, end bool // of the sentence
	comma      bool // whether one must come behind the word
}

// rules is the list, read when it is first needed. A test holds that it can be.
var rules = sync.OnceValue(func() []rule {
	var out []rule
	for line := range strings.Lines(ruleList) {
		line = strings.TrimSpace(line)
		name, items, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		r := rule{text: line, quote: name == "!quote", sure: strings.HasPrefix(name, "+")}
		r.class, _ = ParseClass(strings.TrimPrefix(name, "+"))
		for f := range strings.FieldsSeq(items) {
			r.items = append(r.items, parseItem(f))
		}
		out = append(out, r)
	}
	return out
})

func parseItem(s string) item {
	switch {
	case s == "^":
		return item{start: true}
	case s == "$":
		return item{end: true}
	case strings.HasPrefix(s, ".."):
		n, _ := strconv.Atoi(s[2:])
		return item{gap: n}
	}
	s, comma := strings.CutSuffix(s, ",")
	i := item{any: strings.Split(s, "|"), comma: comma}
	if k := slices.Index(i.any, "$"); k >= 0 {
		i.any, i.end = slices.Delete(i.any, k, k+1), true
	}
	for _, what := range i.any {
		i.hashes = append(i.hashes, hashWord(what))
	}
	return i
}

// rulesBy are the rules by the hash of what their first word may be.
var rulesBy = sync.OnceValue(func() map[uint32][]*rule {
	by := map[uint32][]*rule{}
	for i := range rules() {
		r := &rules()[i]
		first := r.items[0]
		if first.start {
			first = r.items[1]
		}
		for _, what := range first.hashes {
			by[what] = append(by[what], r)
		}
	}
	return by
})

// meet calls yield with the rules that a sentence meets, until it returns false.
func meet(s []token, yield func(*rule) bool) {
	by := rulesBy()
	for at := range s {
		t := &s[at]
		for i, what := range [3]uint32{t.wordHash, t.stemHash, t.keyHash} {
			if i > 0 && what == t.wordHash || i > 1 && what == t.stemHash {
				continue
			}
			for _, r := range by[what] {
				if match(r.items, s, at) && !yield(r) {
					return
				}
			}
		}
	}
}

// match reports whether items run through s from there on. A rule has at most three
// gaps of a few words, so this takes a bounded number of steps a word.
func match(items []item, s []token, at int) bool {
	if len(items) == 0 {
		return true
	}
	switch it := items[0]; {
	case it.start:
		return at == 0 && match(items[1:], s, at)
	case it.gap > 0:
		for skip := 0; skip <= it.gap && at+skip <= len(s); skip++ {
			if match(items[1:], s, at+skip) {
				return true
			}
		}
		return false
	case at == len(s):
		return it.end && match(items[1:], s, at)
	case !s[at].isOne(it.hashes) || it.comma && !s[at].last:
		return false
	}
	return match(items[1:], s, at+1)
}

// isOne reports whether the token's word, stem or concept has one of those hashes.
func (t *token) isOne(hashes []uint32) bool {
	for _, h := range hashes {
		if h == t.wordHash || h == t.stemHash || h == t.keyHash {
			return true
		}
	}
	return false
}

// met are the first rules of both sorts that a message meets.
type met struct{ alarming, harmless *rule }

func (m *met) look(s []token) {
	meet(s, func(r *rule) bool {
		switch {
		case r.class == None && m.harmless == nil:
			m.harmless = r
		case r.class != None && m.alarming == nil && !negated(s):
			m.alarming = r
		}
		return m.harmless == nil || m.alarming == nil
	})
}

// negated reports whether a sentence says of itself that it is not so.
func negated(s []token) bool {
	for i := range s {
		if s[i].word == "not" || s[i].word == "never" {
			for _, t := range s[i+1 : min(len(s), i+4)] {
				switch t.concept {
				case "SUICIDE", "HIT", "RAPE", "FORCE", "HURT", "KILL":
					return true
				}
			}
		}
	}
	return false
}

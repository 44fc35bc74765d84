package safety

import (
	"slices"
	"strings"
)

// standing is how a run of words is meant.
type standing int

const (
	said    standing = iota // in so many words
	doubted                 // in the mouth of others, in a case that is supposed, or called wrong
	denied
)

// farBack is how many words before a run can deny or quote it.
const farBack = 12

// farBehind is how many words behind a run can call it wrong.
const farBehind = 24

// stands says how the words of a sentence from one place to another are meant: by what
// stands before them in their clause, and by what is said of them behind.
func (h *harm) stands(s []token, from, to int) standing {
	out := said
	for i := from - 1; i >= max(0, from-farBack) && (!s[i].last || listed(s, i)); i-- {
		w := s[i].word
		switch {
		case joins[w]:
			i = 0 // another clause
		case denials[w] && !cancelled(s, i):
			return denied
		case supposes[w] && !grave[h.kind]:
			return denied
		case quotes[w] || supposes[w]:
			out = doubted
		}
	}
	for i := to; i < min(len(s), to+farBehind) && out == said; i++ {
		if called[s[i].word] && isBefore(s[:i]) {
			out = doubted
		}
	}
	return out
}

// isBefore reports whether "is", "are" or "be" is among the last words: what comes then is
// said of what stood before.
func isBefore(s []token) bool {
	for _, t := range s[max(0, len(s)-3):] {
		switch t.word {
		case "not", "never", "no":
			return false
		case "is", "are", "be":
			return true
		}
	}
	return false
}

// listed reports whether the comma behind a word is one of a list, of which the last is
// joined by "or": "do not start, stop or mix". Whatever denies the first denies all.
func listed(s []token, i int) bool {
	return slices.ContainsFunc(s[i+1:min(len(s), i+1+inList)], func(t token) bool { return t.word == "or" })
}

// inList is how far behind the comma that is.
const inList = 3

// cancelled reports whether a word that denies does not deny what comes behind it: "do not
// hesitate to", "nothing wrong with", "why not", nor one that is denied itself.
func cancelled(s []token, i int) bool {
	return i+1 < len(s) && unwilling[s[i+1].word] || i > 0 && (s[i-1].word == "why" || denials[s[i-1].word])
}

// The words that move what others mean.
var (
	denials = wordSet("not no never nobody none nothing cannot neither nor without hardly rarely " +
		"myth untrue false wrong illegal forbidden against instead avoid stop prevent resist wary careful beware dangerous")
	unwilling = wordSet("hesitate afraid forget worry ashamed only wait fear feel wrong shame harm problem reason doubt scared guilty delay better regret other choice way alternative option point use")
	supposes  = wordSet("if whether when")
	grave     = wordSet("suicide self-harm therapist minor") // of which a case that is supposed is doubted, too
	quotes    = wordSet("tell tells told say says said think thinks feel feels believe believes learn learned " +
		"before fear afraid worry worries claim claims suggests ask asks asked message doctor prescriber pharmacist thought thoughts urge wish")
	called = wordSet("myth false untrue wrong illegal abuse abusive dangerous harmful unsafe crime forbidden risky unethical misconduct emergency")
	joins  = wordSet("and but so then because since please just simply")
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

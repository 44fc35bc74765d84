package bot

import (
	"slices"
	"strings"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// A message that tells of danger may hold a question, too. The matcher, which is given the
// whole, drowns in the rest, so past the card the question is looked for without what alarms.

// sureBeside is the confidence from which a part of a message that told of danger is
// answered without doubt. Of the 540 questions with danger before or behind them of
// TestBeside, where the whole alone answers 263 rightly and 9 wrongly, .8 answers 410 and
// 10, .6 468 and 16. Of the 1,580 messages of danger in the safety lane's development set,
// few of which ask something, the whole answers 52, .8 92 and .6 136.
const sureBeside = 0.8

// found is what the matcher finds in a message past its card: in the whole, or in what is
// left without what alarms.
func (t turn) found(said string) faq.Result {
	whole := t.matcher.Doubt(t.matcher.Match(said))
	if len(whole.Matches) > 0 && whole.Matches[0].Why.Exact {
		return whole
	}
	best := whole
	for _, part := range t.beside(said) {
		r := t.matcher.Match(part)
		if r.Verdict != faq.Answer || r.Matches[0].Confidence < sureBeside {
			r = t.matcher.Doubt(r)
		}
		switch {
		case r.Verdict == faq.Answer && !answers(whole, r.Matches[0].ID):
			return r
		case r.Verdict > best.Verdict:
			best = r
		}
	}
	return best
}

// unfound is the reply when nothing was found past a card.
func (t turn) unfound() Reply {
	r := t.none(faq.Match{})
	if !t.paused {
		r.title, r.body = textUnfoundTitle, faq.Plain(textUnfound)
	}
	return r
}

// answers reports whether a result answers with the entry.
func answers(r faq.Result, id faq.ID) bool {
	is := func(m faq.Match) bool { return m.ID == id }
	return r.Verdict == faq.Answer && (r.Matches[0].ID == id || slices.ContainsFunc(r.Also, is))
}

// beside are the parts of a message that ask something and alarm nobody: its sentences, if
// there are such, then what is left of each other sentence.
func (t turn) beside(said string) []string {
	var calm, cut []string
	asking := false
	all := sentencesOf(said)
	for _, s := range all {
		if whole := strings.Join(s, " "); len(all) > 1 && !t.alarms(whole) {
			calm = append(calm, whole)
			asking = asking || asks(s)
		} else {
			cut = append(cut, t.left(s)...)
		}
	}
	if asking {
		return slices.Insert(cut, 0, strings.Join(calm, " "))
	}
	return cut
}

// mostBeside is how many words of a message are looked through, its last ones: each place
// where a sentence may be cut costs two looks for danger.
const mostBeside = 2 * text.MaxWords

// sentencesOf are the words of each sentence with their signs.
func sentencesOf(said string) (out [][]string) {
	words := strings.Fields(said)
	words = words[max(0, len(words)-mostBeside):]
	from := 0
	for i, w := range words {
		if strings.ContainsAny(w[len(w)-1:], ".!?;") || i == len(words)-1 {
			out = append(out, words[from:i+1])
			from = i + 1
		}
	}
	return out
}

// Of how many words what is left of a sentence has to be, and what is taken away.
const (
	fewestLeft  = 4
	fewestTaken = 2
)

// left is what is left of a sentence without what alarms: its end, from where a question
// may begin, and its beginning, up to where a statement may, each as long as can be.
func (t turn) left(s []string) (parts []string) {
	for i := fewestTaken; i <= len(s)-fewestLeft; i++ {
		if mayAsk(s, i) && asks(s[i:]) && t.divides(s[:i], s[i:]) {
			parts = append(parts, strings.Join(unjoined(s[i:]), " "))
			break
		}
	}
	for i := len(s) - fewestTaken; i >= fewestLeft; i-- {
		if mayTell(s, i) && asks(s[:i]) && t.divides(s[i:], s[:i]) {
			return append(parts, strings.Join(s[:i], " "))
		}
	}
	return parts
}

// divides reports whether a sentence is cut into what alarms and what does not.
func (t turn) divides(loud, calm []string) bool {
	return t.alarms(strings.Join(loud, " ")) && !t.alarms(strings.Join(calm, " "))
}

func (t turn) alarms(said string) bool { return detect(t.bot.look, said).Tier == safety.TierA }

// asks reports whether words ask something.
func asks(s []string) bool {
	if strings.HasSuffix(s[len(s)-1], "?") {
		return true
	}
	for i := range s {
		next := ""
		if i+1 < len(s) {
			next = bare(s[i+1])
		}
		switch w := bare(s[i]); w {
		case "when": // else it tells when
			if auxiliaries[next] {
				return true
			}
		case "am":
			if next == "i" {
				return true
			}
		default:
			if interrogatives[w] || auxiliaries[w] {
				return true
			}
		}
	}
	return false
}

// mayAsk reports whether a question may begin at a word of a sentence, mayTell whether a
// statement may.
func mayAsk(s []string, i int) bool {
	w := bare(s[i])
	return clauseAt(s, i) || (interrogatives[w] || auxiliaries[w]) && !interrogatives[bare(s[i-1])]
}

func mayTell(s []string, i int) bool {
	return !unfinished[bare(s[i-1])] && (clauseAt(s, i) || tellers[bare(s[i])])
}

// clauseAt reports whether a clause begins at a word.
func clauseAt(s []string, i int) bool {
	return strings.ContainsAny(s[i-1][len(s[i-1])-1:], `,:)-"`) || joiners[bare(s[i])]
}

// unjoined is a clause without the words that join it to the one before.
func unjoined(s []string) []string {
	for len(s) > 1 && joiners[bare(s[0])] {
		s = s[1:]
	}
	return s
}

// bare is a word without the signs around it.
func bare(word string) string { return strings.Trim(word, `.,:;!?()"'-`) }

var (
	interrogatives = set("how", "how's", "hows", "what", "what's", "whats", "where", "where's", "wheres", "who", "who's", "whos", "which", "why")
	auxiliaries    = set("is", "are", "do", "does", "did", "can", "could", "will", "would", "should")
	joiners        = set("and", "but", "because", "cause", "cuz", "bc", "so", "since", "also", "plus", "anyway", "or", "though", "although", "before", "while")
	// tellers begin what people tell of themselves and of others.
	tellers = set("i", "i'm", "im", "i've", "ive", "i'll", "my", "we", "he", "he's", "hes", "his", "she", "she's", "shes", "her", "they",
		"someone", "somebody", "nobody", "no", "there")
	// unfinished words want another behind them.
	unfinished = set("a", "the", "and", "or", "but", "because", "if", "when", "that", "than", "as", "with", "to", "of", "for", "about", "against", "on", "in", "by", "at",
		"from", "what", "how", "who", "why", "do", "does", "did", "can", "could", "will", "would", "should", "is", "are", "am", "tell", "told", "said", "says")
)

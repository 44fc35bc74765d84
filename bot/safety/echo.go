package safety

// echo is how many words in a row are not read again when they are said again: fewer are
// how people talk.
const echo = 8

// withoutEchoes drops what a message says again, word for word: what is pasted ten times
// alarms no more than once.
func withoutEchoes(text [][]token) [][]token {
	words := wordsIn(text)
	if words < 2*echo {
		return text
	}
	said := make(map[uint32]bool, words)
	var out [][]token
	for _, s := range text {
		if s = fresh(s, said); len(s) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// fresh is a sentence without the runs of words that were said, which it adds to. A
// sentence that is shorter than such a run is one.
func fresh(s []token, said map[uint32]bool) []token {
	out := make([]token, 0, len(s))
	run := min(echo, len(s))
	told := 0 // words up to there were said before
	for i := range s {
		if i+run <= len(s) {
			h := runHash(s[i : i+run])
			if said[h] {
				told = i + run
			}
			said[h] = true
		}
		switch {
		case i > 0 && i == told:
			out = append(out, s[clauseBegin(s, i):i+1]...)
		case i >= told:
			out = append(out, s[i])
		}
	}
	return out
}

// clauseBegin is where the clause begins that goes on at a word, if that is less than a run
// before it: who says something new behind a comma may begin with the same word.
func clauseBegin(s []token, at int) int {
	for i := at; i > max(0, at-echo); i-- {
		if s[i-1].last {
			return i
		}
	}
	return at
}

// runHash is the same for runs of the same words.
func runHash(s []token) uint32 {
	h := uint32(len(s))
	for i := range s {
		h = feature('=', h, s[i].stemHash, 0)
	}
	return h
}

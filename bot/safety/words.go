package safety

import (
	"slices"
	"strings"
	"unicode/utf8"

	"candor/faq/text"
)

// token is one word of a message as the detector reads it.
type token struct {
	word    string // normalised, slips corrected
	stem    string
	concept string // "" if it has none

	wordHash, stemHash, keyHash uint32

	last   bool // of a clause: a comma comes behind it
	quoted bool // whether it stands in quotation marks
}

// key is what rules and features see: the concept if there is one.
func (t token) key() string {
	if t.concept != "" {
		return t.concept
	}
	return t.stem
}

// piece is how many bytes of a message are normalised at once: [text.Normalize] keeps
// 4,096 characters, and some unfold to several.
const piece = 2048

// sentences cuts a message into sentences of tokens, whatever its length, in linear
// time.
func sentences(message string) [][]token { return sentencesOf(cutUp(turned(message))) }

// cutting is a piece of a message: with joined words parted, normalised, and with disguised
// words put right.
type cutting struct{ raw, normal, plain string }

// masked reports whether words were disguised: with signs for letters, or letters apart.
func (c cutting) masked() bool { return c.plain != c.normal }

// phrases are the two signs that unfold into a whole sentence of Arabic praise each: a
// message of them would take ten times as long as any other, and tells of nothing.
var phrases = strings.NewReplacer("\ufdfa", " ", "\ufdfb", " ")

// cutUp cuts a message into pieces.
func cutUp(message string) []cutting {
	if strings.Contains(message, "\xef\xb7") { // how they begin
		message = phrases.Replace(message)
	}
	var out []cutting
	for message != "" {
		end := pieceEnd(message)
		c := cutting{raw: disjoin(message[:end])}
		c.normal = text.Normalize(c.raw)
		c.plain = c.normal
		if closed := closeUp(c.raw); closed != c.raw {
			c.plain = text.Normalize(closed)
		}
		c.plain = unmask(c.plain)
		out = append(out, c)
		message = message[end:]
	}
	return out
}

// sentencesOf is sentences, of the pieces of a message.
func sentencesOf(pieces []cutting) [][]token {
	var out [][]token
	open := false  // the last sentence goes on in the next piece
	short := false // it is single words: "I. Want. To. Die."
	for _, p := range pieces {
		ends, quoted := commas(p.plain), quotedWords(p.plain)
		for i, words := range text.AllSentences(p.plain) {
			tokens := tokenize(words)
			ends, quoted = mark(tokens, ends), markQuoted(tokens, quoted)
			if i == 0 && open || short && len(tokens) == 1 {
				out[len(out)-1] = append(out[len(out)-1], tokens...)
				continue
			}
			out, short = append(out, tokens), len(tokens) == 1
		}
		open = len(out) > 0 && p.plain != "" && !strings.ContainsAny(p.plain[len(p.plain)-1:], ".!?;") &&
			!strings.HasSuffix(p.raw, "\n")
	}
	return out
}

// pieceEnd is where the next piece of a message ends: at the end of a sentence if there
// is one in its second half, else at white space, else anywhere between two characters.
func pieceEnd(message string) int {
	if len(message) <= piece {
		return len(message)
	}
	if i := strings.LastIndexAny(message[:piece], "\n.!?;。！？"); i > piece/2 {
		_, size := utf8.DecodeRuneInString(message[i:])
		return i + size
	}
	if i := strings.LastIndexAny(message[:piece], " \n\t"); i > 0 {
		return i + 1
	}
	end := piece
	for end > piece-utf8.UTFMax && !utf8.RuneStart(message[end]) {
		end--
	}
	return end
}

// anyToken reports whether one of the words of sentences is such.
func anyToken(text [][]token, is func(token) bool) bool {
	return slices.ContainsFunc(text, func(s []token) bool { return slices.ContainsFunc(s, is) })
}

func tokenize(words []string) []token {
	out := make([]token, 0, len(words))
	for i, w := range words {
		if c := numberAt(words, i); c != "" {
			h := hashWord(c)
			out = append(out, token{word: w, stem: c, concept: c, wordHash: hashWord(w), stemHash: h, keyHash: h})
			continue
		}
		out = append(out, lexicon().token(w))
	}
	return out
}

// token is what a word is to the detector.
func (l *wordList) token(w string) token {
	if t, ok := l.ready[w]; ok {
		return t
	}
	t := token{word: l.correct(w)}
	t.stem, t.concept = text.Stem(t.word), l.concept(t.word)
	t.wordHash, t.stemHash, t.keyHash = hashWord(t.word), hashWord(t.stem), hashWord(t.key())
	return t
}

// prepare makes the tokens of the most common words: a stem takes longer than all else.
func (l *wordList) prepare() {
	ready := map[string]token{}
	for w := range text.RealWords() {
		if len(w) <= longestReady {
			ready[w] = l.token(w)
		}
	}
	for w := range l.concepts {
		ready[w] = l.token(w)
	}
	for w := range plainWords {
		ready[w] = l.token(w)
	}
	l.ready = ready
}

// longestReady is the length up to which the tokens of real words are prepared.
const longestReady = 5

// commas returns the lengths of the clauses of a text, in words, if there are commas.
func commas(s string) []int {
	if !strings.Contains(s, ", ") {
		return nil
	}
	var out []int
	for _, words := range text.AllSentences(strings.ReplaceAll(s, ", ", "; ")) {
		out = append(out, len(words))
	}
	return out
}

// mark marks the last token of each clause of a sentence, whose lengths come first in
// ends, and returns the rest of them.
func mark(sentence []token, ends []int) []int {
	at := 0
	for len(ends) > 0 && at+ends[0] <= len(sentence) {
		at, ends = at+ends[0], ends[1:]
		sentence[at-1].last = true
	}
	return ends
}

// spelled is a sentence for expressions: as each of its words is spelled, with blanks around.
func spelled(s []token, spell func(*token) string) string {
	var b strings.Builder
	for i := range s {
		b.WriteByte(' ')
		b.WriteString(spell(&s[i]))
	}
	return b.String() + " "
}

// clauses yields the clauses of a sentence that has several. When something was belongs to what
// is before the comma: "I was hurt, years ago".
func clauses(s []token, yield func(from, to int)) {
	from := 0
	for i := range s {
		if s[i].last && (from > 0 || i+1 < len(s)) && !saysWhen(s[i+1:]) {
			yield(from, i+1)
			from = i + 1
		}
	}
}

// saysWhen reports whether a clause of a few words begins that says when something was, long ago.
func saysWhen(s []token) bool {
	for i := range min(longestTime, len(s)) {
		if s[i].last {
			t := factsOf(s[:i+1])
			return t.time(s[:i+1]) != nil
		}
	}
	return false
}

package safety

import (
	"strings"
	"unicode/utf8"

	"candor/faq/text"
)

// token is one word of a message as the detector reads it.
type token struct {
	word    string // normalised, slips corrected
	stem    string
	concept string // "" if it has none

	stemHash, keyHash uint32
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
func sentences(message string) [][]token {
	var out [][]token
	open := false  // the last sentence goes on in the next piece
	short := false // it is single words: "I. Want. To. Die."
	message = turned(message)
	for message != "" {
		end := pieceEnd(message)
		normal := text.Normalize(closeUp(message[:end]))
		for i, words := range text.AllSentences(unmask(normal)) {
			tokens := tokenize(words)
			if i == 0 && open || short && len(tokens) == 1 {
				out[len(out)-1] = append(out[len(out)-1], tokens...)
				continue
			}
			out, short = append(out, tokens), len(tokens) == 1
		}
		open = len(out) > 0 && normal != "" && !strings.ContainsAny(normal[len(normal)-1:], ".!?;") &&
			!strings.HasSuffix(message[:end], "\n")
		message = message[end:]
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

func tokenize(words []string) []token {
	out := make([]token, 0, len(words))
	for i, w := range words {
		t := token{word: w}
		if c := number(words, i); c != "" {
			t.stem, t.concept = c, c
		} else {
			t.word = lexicon().correct(w)
			t.stem, t.concept = text.Stem(t.word), lexicon().concept(t.word)
		}
		t.stemHash, t.keyHash = hashWord(t.stem), hashWord(t.key())
		out = append(out, t)
	}
	return out
}

package text

import (
	_ "embed"
	"iter"
	"maps"
	"strings"
	"sync"
)

//go:embed realwords.txt
var realWordList string

var realWords = sync.OnceValue(func() map[string]struct{} {
	m := make(map[string]struct{}, 10_000)
	for line := range strings.Lines(realWordList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			m[w] = struct{}{}
		}
	}
	return m
})

// Real reports whether a normalised word is a common English one: then it is no slip
// of another, whatever a vocabulary lacks.
func Real(word string) bool {
	_, ok := realWords()[word]
	return ok
}

// RealWords yields the words that [Real] knows, in no order.
func RealWords() iter.Seq[string] { return maps.Keys(realWords()) }

package text

import "github.com/kljensen/snowball/english"

// maxStem is the length in bytes above which a word is left as it is: no
// English word is longer, and a wall of letters is no word.
const maxStem = 40

// Stem cuts an English word's ending by the Snowball rules
// (snowballstem.org/algorithms/english). Words that are not plain lower-case
// ASCII letters are returned as they are.
func Stem(word string) string {
	if len(word) > maxStem {
		return word
	}
	for i := range len(word) {
		if word[i] < 'a' || 'z' < word[i] {
			return word
		}
	}
	return english.Stem(word, true)
}

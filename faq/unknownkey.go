package faq

import (
	"slices"
	"strings"
)

// unknownKey says that a key means nothing where it stands. It does not show the key: a file
// that holds a secret is now and then put in the place of another, or linked there, and a
// password alone on a line with a colon is a key. The line is named beside it; the key that
// was meant, or those that may stand there, help more.
func unknownKey(key string, known []string) string {
	if i := slices.IndexFunc(known, func(k string) bool { return alike(strings.ToLower(key), k) }); i >= 0 {
		return `unknown key: is "` + known[i] + `" meant?`
	}
	return "unknown key: only these may stand here: " + strings.Join(known, ", ")
}

// alike reports whether a and b are the same but for up to two letters next to each other:
// one left out, doubled, replaced, or two that changed places.
func alike(a, b string) bool {
	front := 0
	for front < min(len(a), len(b)) && a[front] == b[front] {
		front++
	}
	a, b = a[front:], b[front:]
	back := 0
	for back < min(len(a), len(b)) && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	return front+back > 1 && max(len(a), len(b))-back <= 2
}

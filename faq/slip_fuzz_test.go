package faq

import (
	"strings"
	"testing"
)

// FuzzSlip: whatever the text, a slip is on a line of it, and the same slip is first when a
// parser has failed as when not, unless another is before it.
func FuzzSlip(f *testing.F) {
	for _, seed := range []string{
		"question: 'a\nasked:\n  - b\n -c\n", "a: [b, {c: \"d]\n}\n- e", "- - - a\n\t- b\n\u00a0c: d\n", "a: |-\n  b\n c: >x\n",
		"---\na: b\n--- c\n...\n%d", "a: \"b\\\"\n  c\" # d\n\"e\": f\n", "a: ]}\n? b\n: c\n", "a:\n  b\n  c: d\n", "-\n-\n  -\n", "a: [b #]\n]: c",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		lines := 1 + strings.Count(src, "\n")
		silent, ok := findSlip(src, false)
		first, broken := findSlip(src, true)
		if ok && (!silent.silent || !broken || first != silent) {
			t.Errorf("the silent slip is %+v, the first %+v, %v", silent, first, broken)
		}
		if broken && (first.line < 1 || first.line > lines || first.msg == "") {
			t.Errorf("the slip %+v is none in %d lines", first, lines)
		}
	})
}

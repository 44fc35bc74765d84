package safety

import (
	"regexp"
	"sync"
)

// lazily is an expression that is compiled when it is first used: only the review of answers
// needs those, and together they take more than a megabyte.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

package knowledge_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/faq/text"
)

// TestNothingIsCopied holds the base to its own words: no run of as many words
// as make a sentence stands in the article too.
func TestNothingIsCopied(t *testing.T) {
	const run = 8
	b := load(t)
	article := runs(run, slices.DeleteFunc(articleLines(t), func(line string) bool {
		return slices.Contains(b.Sections, strings.TrimSpace(line))
	}))
	for _, e := range b.Entries {
		shown := append(strings.Split(e.Doc.Text(), "\n"), e.Question)
		for copied := range runs(run, append(shown, e.Asked...)) {
			if article[copied] {
				t.Errorf("%s holds %q, which is the article's", e.ID, copied)
			}
		}
	}
}

// articleLines is the article, which is not ours to put into this repository.
func articleLines(t *testing.T) []string {
	t.Helper()
	folder := os.Getenv("CANDOR_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(folder, "article.txt"))
	if err != nil {
		t.Skipf("the article is not here, so nothing can be compared with it: %v", err)
	}
	return strings.Split(string(data), "\n")
}

// runs returns every run of n words within a line.
func runs(n int, lines []string) map[string]bool {
	out := map[string]bool{}
	for _, line := range lines {
		words := strings.FieldsFunc(text.Normalize(line), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789'", r) })
		for i := range max(0, len(words)-n+1) {
			out[strings.Join(words[i:i+n], " ")] = true
		}
	}
	return out
}

package faq_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/faq"
)

// hostileBases are bases made to cost much: most at the size just below what is
// refused unread, because what is read is what costs.
func hostileBases() map[string]fstest.MapFS {
	const file, answer = faq.MaxFileBytes - 512, 4000
	bases := map[string]fstest.MapFS{}
	with := func(kind, name, text string) {
		fsys := tea()
		fsys[name].Data = []byte(text)
		bases[kind] = fsys
	}
	for _, unit := range []string{
		"a,", "[", "{a: ", "[[[[]]]]\n", "- ", "- - a\n", "- [a, b]\n", "? ", "? a\n", "a: b\n", "a: {b: c}\n", "a: #\n", "#\n",
		"\"", "'", "\\", "&a ", "*a ", "!a ", "|", ">\n a\n", "%a\n", "--- \n", "...\n", ":", ": ", "\n", " ", "\t", "a ", "é",
	} {
		with(fmt.Sprintf("yaml lines of %q", unit), "base.yaml", teaBase+fill(unit, file))
		with(fmt.Sprintf("yaml value of %q", unit), "base.yaml", teaBase+"x: "+fill(unit, file))
		with(fmt.Sprintf("yaml quoted %q", unit), "base.yaml", teaBase+`x: "`+fill(unit, file)+`"`)
		with(fmt.Sprintf("synonyms of %q", unit), "synonyms.yaml", fill(unit, file))
	}
	for _, unit := range []string{
		"[", "]", "[]", "![", "](", "[a](", "[a](b", "[a](<b", "[a](((", "[a][", "[a]\n", "[a]: b\n", "*", "_", "**a ", "*a_ ", "*a **b ",
		"`", "`a", "`` ` ", ">", "> ", ">\t", "- ", "- \n", "+ ", "1. ", "\n- ", "#", "# a\n", "=\n", "a\n=\n", "<", "<a\n", "<!--", "<?", "&", "&a;",
		"|", "a|", "a|b\n", "-|-\n", "a|b\n-|-\n", "~~", "~~a ", "||",
		"\\", "~", "```\n", "\n", " ", "\t", "a  \n", "a\\\n", "http://a.b ", "www.a.b(", "a@b.c ", "a.b.", "a.", "@", "(", "\"", "é",
	} {
		for _, size := range []int{answer, 16 << 10} {
			with(fmt.Sprintf("answer of %d bytes of %q", size, unit), "entries/storing.md", storing(fill(unit, size)))
		}
	}
	with("answer nested evenly", "entries/storing.md", storing(nested(answer)))
	with("answer of growing fences", "entries/storing.md", storing(growingFences(answer)))
	with("many keys", "base.yaml", teaBase+numbered("k%d: v\n", file))
	with("many synonyms", "synonyms.yaml", numbered("-\n  - a%[1]d\n  - b%[1]d\n", file))
	with("many phrasings", "entries/storing.md", strings.Replace(teaStoring, "asked:\n", "asked:\n"+numbered("  - tea %d\n", file-512), 1))
	with("golden of nothing", "golden.jsonl", fill("{}\n", file))
	with("golden nested", "golden.jsonl", `{"question": `+fill("[", file))
	with("golden with one long question", "golden.jsonl", `{"question": "`+fill("a", file)+`", "want": "brewing"}`)
	with("golden with many answers", "golden.jsonl", `{"question": "a", "want": [`+fill(`"storing",`, file)+`"brewing"]}`)
	return bases
}

func storing(answer string) string {
	front, _, _ := strings.Cut(teaStoring, "In a closed")
	return front + answer
}

func fill(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }

func numbered(format string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size-32; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func nested(size int) string {
	var b strings.Builder
	for i := 0; b.Len()+2*i+4 < size; i++ {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func growingFences(size int) string {
	var b strings.Builder
	for i := 1; b.Len()+i+3 < size; i++ {
		b.WriteString(strings.Repeat("`", i) + " a ")
	}
	return b.String()
}

func TestLoadOfHostileBaseIsCheap(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	// The dearest takes about 22 MiB and 20 ms (YAML lines of one quotation mark);
	// before answers were measured, 16 KiB of "[" took 137 MiB.
	mostBytes, mostTime := uint64(32<<20), 2*time.Second
	if raceEnabled { // the detector makes sync.Pool, which regexp uses, forget
		mostBytes *= 4
	}
	for kind, fsys := range hostileBases() {
		t.Run(kind, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, _ = faq.Load(fsys) // refused or not
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			spent := after.TotalAlloc - before.TotalAlloc
			if spent > mostBytes || took > mostTime {
				t.Errorf("Load takes %d KiB and %v, want at most %d KiB and %v", spent>>10, took, mostBytes>>10, mostTime)
			}
			t.Logf("%d KiB, %v", spent>>10, took)
		})
	}
}

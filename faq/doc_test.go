package faq_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/faq"

	"github.com/google/go-cmp/cmp"
)

func TestAnswerBecomesDoc(t *testing.T) {
	tests := []struct {
		name, answer string
		want         faq.Doc
	}{
		{"a paragraph is a block", "one\ntwo", faq.Doc{para(plain("one two"))}},
		{"two paragraphs are two", "one\n\ntwo", faq.Doc{para(plain("one")), para(plain("two"))}},
		{"a list is bullets", "- one\n- two", faq.Doc{item(plain("one")), item(plain("two"))}},
		{"a list with gaps is bullets too", "* one\n\n* two", faq.Doc{item(plain("one")), item(plain("two"))}},
		{"bold and italic nest", "a **b *c* d** _e_", faq.Doc{para(
			plain("a "), faq.Span{Text: "b ", Bold: true}, faq.Span{Text: "c", Bold: true, Italic: true},
			faq.Span{Text: " d", Bold: true}, plain(" "), faq.Span{Text: "e", Italic: true})}},
		{"a link keeps its style", "[a **b**](https://example.org/x)", faq.Doc{para(
			faq.Span{Text: "a ", URL: "https://example.org/x"}, faq.Span{Text: "b", Bold: true, URL: "https://example.org/x"})}},
		{"a bare address is a link", "see https://example.org/x.", faq.Doc{para(
			plain("see "), faq.Span{Text: "https://example.org/x", URL: "https://example.org/x"}, plain("."))}},
		{"an address in angle brackets is a link", "<https://example.org/>", faq.Doc{para(
			faq.Span{Text: "https://example.org/", URL: "https://example.org/"})}},
		{"a host in capitals is the same host", "[a](https://EXAMPLE.org/)", faq.Doc{para(
			faq.Span{Text: "a", URL: "https://EXAMPLE.org/"})}},
		{"two spaces break the line", "one  \ntwo", faq.Doc{para(plain("one\ntwo"))}},
		{"a backslash breaks the line", "one\\\ntwo", faq.Doc{para(plain("one\ntwo"))}},
		{"backslashes take markup away", `\*a\* 1\. \\ b\c`, faq.Doc{para(plain(`*a* 1. \ b\c`))}},
		{"stars that close nothing stay", "2 * 3 and a_b", faq.Doc{para(plain("2 * 3 and a_b"))}},
		{"an ampersand stays", "R&D & more", faq.Doc{para(plain("R&D & more"))}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _ := load(t, answering(tt.answer)).Entry("storing")
			if diff := cmp.Diff(tt.want, e.Doc); diff != "" {
				t.Errorf("Doc of %q (-want +got):\n%s", tt.answer, diff)
			}
			if e.Answer != tt.answer {
				t.Errorf("Answer = %q, want it as written: %q", e.Answer, tt.answer)
			}
		})
	}
}

// answering is the base of tea with another answer in storing.md, from its line 10.
func answering(answer string) fstest.MapFS {
	fsys := tea()
	fsys["entries/storing.md"].Data = []byte(strings.Replace(teaStoring, "In a closed tin, *dry and dark*.", answer, 1))
	return fsys
}

func para(spans ...faq.Span) faq.Block { return faq.Block{Spans: spans} }
func item(spans ...faq.Span) faq.Block { return faq.Block{Bullet: true, Spans: spans} }
func plain(text string) faq.Span       { return faq.Span{Text: text} }

func TestDocText(t *testing.T) {
	tests := []struct {
		name string
		doc  faq.Doc
		want string
	}{
		{"nothing", nil, ""},
		{"blank lines part paragraphs", faq.Doc{para(plain("one")), para(plain("two"))}, "one\n\ntwo"},
		{"bullets stand together", faq.Doc{para(plain("x:")), item(plain("one")), item(plain("two")), para(plain("y"))}, "x:\n\n- one\n- two\n\ny"},
		{"an address follows its text", faq.Doc{para(faq.Span{Text: "notes", URL: "https://example.org"}, plain("."))}, "notes (https://example.org)."},
		{"an address that is its text does not", faq.Doc{para(faq.Span{Text: "https://example.org", URL: "https://example.org"})}, "https://example.org"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.doc.Text(); got != tt.want {
				t.Errorf("Text() = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	want := faq.Doc{para(plain("one\ntwo")), para(plain("- three *four*"))}
	if diff := cmp.Diff(want, faq.Plain("one\ntwo\n\n- three *four*")); diff != "" {
		t.Errorf("Plain (-want +got):\n%s", diff)
	}
}

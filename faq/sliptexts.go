package faq

import (
	"fmt"
	"strings"
)

// What is said about slips is for people who never heard of YAML.
const (
	slipNeither     = `is neither a "key: value" line nor a "- " line of a list: is something missing in front, or a colon?`
	slipIndent      = "does not begin in the same column as the lines that it belongs to: count the spaces in front"
	slipTab         = "begins with a tab: use spaces"
	slipSpace       = "begins with a space of another kind: use those of the space bar"
	slipAfterDash   = `after the dash at the start an ordinary space is missing: "- text"`
	slipDash        = `begins with a sign that is no item of a list: "- text" is one`
	slipAfterColon  = `after the colon an ordinary space is missing: "key: value"`
	slipColon       = `has a colon within its text: put the text in quotation marks, "like this: so"`
	slipTextAndList = `has a text, and below it a list begins: either the text or the list belongs to another key`
	slipTextAndKeys = `has a text, and below it keys begin: either the text or the keys belong to another key`
	slipDocuments   = `has "---" or "..." in the middle: what stands below is not read`
	slipDepth       = "has lists within lists within lists: no file of answers needs that"
	slipBackslash   = `has a backslash that means nothing: write it twice, or put the text between two ' instead`
	slipNoFence     = "must start with front matter between two lines of ---"
	slipFence       = "is not exactly ---, as the line above an answer must be"
	slipOpenFence   = "the front matter that starts here does not end: a line of --- is missing above the answer"
	slipOther       = "here, or on the line before, something has not the form that it needs: look at quotation marks, brackets, colons and the spaces in front"
)

func notClosed(mark byte) string {
	return fmt.Sprintf("the %c that opens here is not closed", mark)
}

func goesOn(mark byte) string {
	if mark == ']' || mark == '}' {
		return fmt.Sprintf("something stands behind the closing %c", mark)
	}
	other := '"'
	if mark == '"' {
		other = '\''
	}
	return fmt.Sprintf("the text goes on behind its closing %c: put it between two %c instead", mark, other)
}

func cannotBegin(with string) string {
	return fmt.Sprintf("a text that begins with %s has to stand in quotation marks", with)
}

// unlike says why words are neither an item nor a key.
func (s shape) unlike() string {
	name, rest, colon := strings.Cut(s.body, ":")
	switch {
	case s.dash && s.body[0] == '-' && !strings.HasPrefix(s.body, "--"):
		return slipAfterDash
	case s.dash:
		return slipDash
	case colon && rest != "" && !strings.Contains(strings.TrimSpace(name), " "):
		return slipAfterColon
	}
	return slipNeither
}

package telegram

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// markup reads what the renderer writes, and nothing else: the tags b, i and a, closed in
// order, none within itself, and five entities. Telegram takes more; whatever is
// wrong to Telegram is wrong here.
type markup struct {
	rest  string
	open  []string
	text  strings.Builder // without markup
	plain strings.Builder // the same with the addresses of links behind them
	href  string
	label int // where in text the link began
}

var entities = map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&", "&#34;": `"`, "&#39;": "'"}

// parseHTML returns the text of a message in HTML, and the same with the addresses of its
// links.
func parseHTML(html string) (text, plain string, err error) {
	p := &markup{rest: html}
	if !utf8.ValidString(html) {
		return "", "", fmt.Errorf("invalid UTF-8")
	}
	for p.rest != "" && err == nil {
		switch {
		case p.rest[0] == '<':
			err = p.tag()
		case p.rest[0] == '&':
			err = p.entity()
		case strings.ContainsRune(`>"'`, rune(p.rest[0])):
			err = fmt.Errorf("a bare %q", p.rest[0])
		default:
			end := strings.IndexAny(p.rest, `<>&"'`)
			if end < 0 {
				end = len(p.rest)
			}
			p.put(p.rest[:end])
			p.rest = p.rest[end:]
		}
	}
	if err == nil && len(p.open) > 0 {
		err = fmt.Errorf("<%s> is not closed", p.open[len(p.open)-1])
	}
	return p.text.String(), p.plain.String(), err
}

func (p *markup) put(s string) {
	p.text.WriteString(s)
	p.plain.WriteString(s)
}

func (p *markup) entity() error {
	for name, char := range entities {
		if strings.HasPrefix(p.rest, name) {
			p.put(char)
			p.rest = p.rest[len(name):]
			return nil
		}
	}
	return fmt.Errorf("no entity: %.10q", p.rest)
}

func (p *markup) tag() error {
	tag, rest, ok := strings.Cut(p.rest[1:], ">")
	if !ok {
		return fmt.Errorf("no tag: %.10q", p.rest)
	}
	p.rest = rest
	name, closing := strings.CutPrefix(tag, "/")
	if closing {
		return p.closes(name)
	}
	if address, ok := strings.CutPrefix(tag, `a href="`); ok {
		name, p.label = "a", p.text.Len()
		if err := p.address(strings.TrimSuffix(address, `"`), strings.HasSuffix(address, `"`)); err != nil {
			return err
		}
	}
	if !slices.Contains([]string{"a", "b", "i"}, name) || name == "a" && tag == "a" || slices.Contains(p.open, name) {
		return fmt.Errorf("<%s> in %q", tag, p.open)
	}
	p.open = append(p.open, name)
	return nil
}

func (p *markup) address(escaped string, quoted bool) error {
	text, _, err := parseHTML(escaped)
	if err != nil || !quoted || strings.Contains(escaped, "<") || strings.Contains(escaped, `"`) {
		return fmt.Errorf("the address %q: %v", escaped, err)
	}
	if u, err := url.Parse(text); err != nil || u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("the address %q is none", text)
	}
	p.href = text
	return nil
}

func (p *markup) closes(name string) error {
	if len(p.open) == 0 || p.open[len(p.open)-1] != name {
		return fmt.Errorf("</%s> closes %q", name, p.open)
	}
	p.open = p.open[:len(p.open)-1]
	if name == "a" && p.text.String()[p.label:] != p.href {
		p.plain.WriteString(" (" + p.href + ")")
	}
	return nil
}

// TestParseHTML keeps the tests that use the parser honest.
func TestParseHTML(t *testing.T) {
	text, plain, err := parseHTML(`<b>a &lt;b&gt; <i>c</i></b> &amp;&#34;&#39; <a href="https://x.org/?a&amp;b"><b>d</b></a> <a href="https://x.org">https://x.org</a>`)
	if err != nil || text != `a <b> c &"' d https://x.org` || plain != `a <b> c &"' d (https://x.org/?a&b) https://x.org` {
		t.Errorf("parseHTML = %q, %q, %v", text, plain, err)
	}
	for _, bad := range []string{"<", ">", "&", "a & b", "1 < 2", "it's", `"`, "<b>", "</b>", "<b></i></b>", "<b><i></b></i>", "<b><b>x</b></b>",
		"<br>", "<p>x</p>", "<B>x</B>", "<b >x</b>", "<a>x</a>", `<a href=https://x.org>x</a>`, `<a href="javascript:x">x</a>`, `<a href="https://x.org"">x</a>`,
		`<a href="https://x.org?a&b">x</a>`, `<a href="https://x.org" b>x</a>`, "&nbsp;", "&apos;", "&lt", "&#35;", "\xff", "<strong>x</strong>", `<a href="">x</a>`} {
		if text, _, err := parseHTML(bad); err == nil {
			t.Errorf("parseHTML(%q) = %q, want an error", bad, text)
		}
	}
}

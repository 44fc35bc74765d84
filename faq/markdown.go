package faq

import (
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gtext "github.com/yuin/goldmark/text"
)

// maxAnswerBytes is more than any platform shows; beyond it an answer is not
// even parsed.
const maxAnswerBytes = 16 << 10

// markdown parses CommonMark; bare addresses count as links because the
// platforms make links of them.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Linkify)).Parser()

// parseAnswer turns the Markdown of an answer, which starts on the file's line
// first, into a Doc and reports everything outside the subset.
func (l *loader) parseAnswer(file string, first int, src string) Doc {
	if len(src) > maxAnswerBytes {
		l.add(file, first, "the answer is %d bytes long, at most %d are read", len(src), maxAnswerBytes)
		return nil
	}
	p := &answerParser{loader: l, file: file, first: first, src: []byte(src)}
	root := markdown.Parse(gtext.NewReader(p.src))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
	if root.FirstChild() == nil {
		l.add(file, first, "the answer is empty")
	}
	for i, line := range strings.Split(src, "\n") {
		l.checkMentions(file, first+i, "the answer", line)
	}
	return p.doc
}

// answerParser walks one answer's syntax tree.
type answerParser struct {
	*loader
	file  string
	first int // line of the file on which src starts
	last  int // offset in src of the last text seen, for nodes that have none
	src   []byte
	doc   Doc
}

func (p *answerParser) fault(n ast.Node, format string, args ...any) {
	pos := p.last
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		pos = n.Lines().At(0).Start
	}
	p.add(p.file, p.first+strings.Count(string(p.src[:pos]), "\n"), format, args...)
}

func (p *answerParser) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		p.doc = append(p.doc, Block{Spans: p.spans(n)})
	case *ast.List:
		if n.IsOrdered() {
			p.fault(firstBlock(n), "numbered lists are not in the subset: use '- '")
			return
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			p.item(item)
		}
	default:
		p.fault(firstBlock(n), "%s is not in the subset: paragraphs, '- ' lists, bold, italic, links", kindName(n))
	}
}

func (p *answerParser) item(item ast.Node) {
	child := item.FirstChild()
	if child == nil {
		p.fault(item, "an item of the list is empty")
		return
	}
	switch child.(type) {
	case *ast.TextBlock, *ast.Paragraph:
		p.doc = append(p.doc, Block{Bullet: true, Spans: p.spans(child)})
	default:
		p.fault(firstBlock(child), "%s inside a list is not in the subset", kindName(child))
	}
	if more := child.NextSibling(); more != nil {
		p.fault(firstBlock(more), "an item of a list is one paragraph")
	}
}

func (p *answerParser) spans(n ast.Node) []Span {
	var spans []Span
	p.inline(n, Span{}, &spans)
	return spans
}

// inline appends the spans of n's children, each in the style of outer and its own.
func (p *answerParser) inline(n ast.Node, outer Span, spans *[]Span) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		style := outer
		switch c := c.(type) {
		case *ast.Text:
			p.last = c.Segment.Start
			appendSpan(spans, style, textOf(c, p.src))
		case *ast.String:
			appendSpan(spans, style, string(c.Value))
		case *ast.Emphasis:
			style.Bold = style.Bold || c.Level == 2
			style.Italic = style.Italic || c.Level == 1
			p.inline(c, style, spans)
		case *ast.Link:
			style.URL = p.link(c, string(c.Destination))
			p.inline(c, style, spans)
		case *ast.AutoLink:
			style.URL = p.link(c, string(c.URL(p.src)))
			appendSpan(spans, style, string(c.Label(p.src)))
		default:
			p.fault(c, "%s is not in the subset: bold, italic, links", kindName(c))
		}
	}
}

func textOf(t *ast.Text, src []byte) string {
	s := unescape(string(t.Segment.Value(src)))
	switch {
	case t.HardLineBreak():
		return s + "\n"
	case t.SoftLineBreak():
		return s + " "
	}
	return s
}

// unescape takes Markdown's backslashes out: the tree keeps them.
func unescape(s string) string {
	const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(punctuation, s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// appendSpan adds text, joined to the last span if the style is the same.
func appendSpan(spans *[]Span, style Span, text string) {
	if n := len(*spans); n > 0 {
		last := (*spans)[n-1]
		style.Text = last.Text
		if last == style {
			(*spans)[n-1].Text += text
			return
		}
	}
	style.Text = text
	*spans = append(*spans, style)
}

// link checks an address and returns it: https, to a host that base.yaml allows.
func (p *answerParser) link(n ast.Node, address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "":
		p.fault(n, "the link %s must be a plain https address", shown(address))
	case !slices.Contains(p.hosts, strings.ToLower(u.Hostname())):
		p.fault(n, "the host %s is not under \"hosts\" in %s", shown(u.Hostname()), baseFile)
	default:
		return u.String()
	}
	return ""
}

// firstBlock is n or the first block inside it that has lines of its own.
func firstBlock(n ast.Node) ast.Node {
	for c := n; c != nil && c.Type() == ast.TypeBlock; c = c.FirstChild() {
		if c.Lines().Len() > 0 {
			return c
		}
	}
	return n
}

func kindName(n ast.Node) string {
	switch n.Kind() {
	case ast.KindHeading:
		return "a heading"
	case ast.KindCodeSpan, ast.KindCodeBlock, ast.KindFencedCodeBlock:
		return "code"
	case ast.KindHTMLBlock, ast.KindRawHTML:
		return "HTML"
	case ast.KindImage:
		return "an image"
	case ast.KindBlockquote:
		return "a quotation"
	case ast.KindThematicBreak:
		return "a rule"
	case ast.KindList:
		return "a list"
	}
	return strings.ToLower(n.Kind().String())
}

package faq

import (
	"bytes"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"candor/faq/text"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"
)

// maxAnswerBytes is more than any platform shows; beyond it an answer is not
// even parsed.
const maxAnswerBytes = 16 << 10

// markdown parses CommonMark and what the platforms add to it: bare addresses
// count as links because they make links of them, tables and struck-through
// text are known so that they can be refused.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Table, extension.Strikethrough)).Parser()

// parseAnswer turns the Markdown of an answer, which starts on the file's line
// first, into a Doc and reports everything outside the subset.
func (l *loader) parseAnswer(file string, first int, src string) Doc {
	if len(src) > maxAnswerBytes {
		l.add(file, first, "the answer is %d bytes long, at most %d are read", len(src), maxAnswerBytes)
		return nil
	}
	// Some texts take time and memory by the square of their length: 16 KiB of
	// "[" take 137 MiB, as many as fit an answer a tenth.
	if n := units(strings.TrimSpace(src)); n > maxAnswerUnits {
		l.add(file, first, "the answer is %d characters long, at most %d fit", n, maxAnswerUnits)
		return nil
	}
	p := &answerParser{loader: l, file: file, first: first, src: []byte(src), seen: map[int]string{}}
	before := len(l.all)
	root := markdown.Parse(gtext.NewReader(p.src))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		p.block(n)
	}
	if len(l.all) == before && len(text.Words(p.doc.Text())) == 0 {
		l.add(file, first, "the answer is empty")
	}
	for _, line := range slices.Sorted(maps.Keys(p.seen)) {
		l.checkMentions(file, line, "the answer", p.seen[line])
	}
	return p.doc
}

// answerParser walks one answer's syntax tree.
type answerParser struct {
	*loader
	file  string
	first int // line of the file on which src starts
	last  int // offset in src of the end of what was walked, for nodes that have no place
	src   []byte
	doc   Doc
	seen  map[int]string // text of each line as people see it, without addresses of links
}

// line is the line of the file on which the offset in src lies.
func (p *answerParser) line(pos int) int { return p.first + bytes.Count(p.src[:pos], []byte("\n")) }

func (p *answerParser) fault(n ast.Node, format string, args ...any) {
	pos := p.last + len(p.src[p.last:]) - len(bytes.TrimLeft(p.src[p.last:], " \t\n"))
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		pos, p.last = extent(n)
	}
	if n.Kind() == ast.KindFencedCodeBlock {
		pos = max(0, pos-1) // its lines start below the fence
	}
	p.add(p.file, p.line(pos), format, args...)
}

// extent is where in src the lines of a block start and end.
func extent(n ast.Node) (start, end int) {
	lines := n.Lines()
	return lines.At(0).Start, lines.At(lines.Len() - 1).Stop
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
	if n.Lines().Len() == 0 {
		p.fault(n, "%s is not in the subset", kindName(n))
		return nil
	}
	start, end := extent(n)
	p.last = start
	var spans []Span
	p.inline(n, Span{}, &spans)
	p.last = end
	return spans
}

// inline appends the spans of n's children, each in the style of outer and its own.
func (p *answerParser) inline(n ast.Node, outer Span, spans *[]Span) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		style := outer
		switch c := c.(type) {
		case *ast.Text:
			appendSpan(spans, style, p.text(c))
		case *ast.String:
			appendSpan(spans, style, string(c.Value))
		case *ast.Emphasis:
			style.Bold = style.Bold || c.Level == 2
			style.Italic = style.Italic || c.Level == 1
			p.inline(c, style, spans)
		case *ast.Link:
			style.URL = p.link(c, string(c.Destination))
			if c.FirstChild() == nil {
				p.fault(c, "the link %s has no text", shown(string(c.Destination)))
			}
			p.inline(c, style, spans)
		case *ast.AutoLink:
			style.URL = p.link(c, string(c.URL(p.src)))
			appendSpan(spans, style, string(c.Label(p.src)))
		default:
			p.fault(c, "%s is not in the subset: bold, italic, links", kindName(c))
		}
	}
}

// entity finds what Markdown reads as the name of a character.
var entity = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});`)

func (p *answerParser) text(t *ast.Text) string {
	p.last = t.Segment.Stop
	raw := string(t.Segment.Value(p.src))
	if name := entity.FindString(raw); name != "" {
		p.add(p.file, p.line(t.Segment.Start), "the entity %s is not in the subset: write the character", shown(name))
	}
	s := unescape(raw)
	p.seen[p.line(t.Segment.Start)] += s
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
	case !p.allowed(u.Hostname()):
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
	case extast.KindTable:
		return "a table"
	case extast.KindStrikethrough:
		return "text struck through"
	case ast.KindList:
		return "a list"
	case ast.KindLinkReferenceDefinition:
		return "a link definition"
	}
	return strings.ToLower(n.Kind().String())
}

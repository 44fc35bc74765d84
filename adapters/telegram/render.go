package telegram

import (
	"html"
	"strings"

	"candor/adapters/internal/split"
	"candor/bot"
)

// limit: Telegram counts code points after the markup is parsed
// (core.telegram.org/bots/api#sendmessage; td/telegram/MessageContent.cpp).
var limit = split.Limit{Units: 4096, Size: split.Runes, Block: len("\n\n") + len(bullet)}

const bullet = "• "

// part is one message, in HTML, "" for none, and as the same text without markup, which
// shows where links lead and so may be longer than a message.
type part struct{ html, plain string }

// unmarked is the part without markup, in as many messages as it takes.
func (p part) unmarked() []part {
	var doc bot.Doc
	for paragraph := range strings.SplitSeq(p.plain, "\n\n") {
		doc = append(doc, block(paragraph, bot.Span{}))
	}
	var parts []part
	for _, d := range split.Doc(doc, limit) {
		parts = append(parts, part{plain: layOut(d, spanText)})
	}
	return parts
}

// render lays a reply out: title, text, source, disclaimer, in as many messages as it
// takes. The disclaimer ends the last one.
func render(r bot.Reply) []part {
	doc := append(bot.Doc{block(r.Title(), bot.Span{Bold: true})}, r.Body()...)
	if r.Credit() != "" {
		doc = append(doc, block(r.Credit(), bot.Span{Italic: true}))
	}
	doc = append(doc, block(r.Disclaimer(), bot.Span{Italic: true}))
	var parts []part
	for _, d := range split.Doc(doc, limit) {
		parts = append(parts, part{layOut(d, spanHTML), layOut(d, spanText)})
	}
	return parts
}

func block(text string, style bot.Span) bot.Block {
	style.Text = text
	return bot.Block{Spans: []bot.Span{style}}
}

// layOut is a part as one text.
func layOut(doc bot.Doc, span func(bot.Span) string) string {
	return split.Text(doc, bullet, span)
}

// spanHTML writes a span in the tags that Telegram knows
// (core.telegram.org/bots/api#html-style).
func spanHTML(s bot.Span) string {
	t := html.EscapeString(s.Text)
	if s.Italic {
		t = "<i>" + t + "</i>"
	}
	if s.Bold {
		t = "<b>" + t + "</b>"
	}
	if s.URL != "" {
		t = `<a href="` + html.EscapeString(s.URL) + `">` + t + "</a>"
	}
	return t
}

func spanText(s bot.Span) string {
	if s.URL != "" && s.URL != s.Text {
		return s.Text + " (" + s.URL + ")"
	}
	return s.Text
}

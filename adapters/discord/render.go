package discord

import (
	"slices"
	"strings"

	"candor/adapters/internal/split"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// Limits: discord.com/developers/docs/resources/message#embed-object-embed-limits.
const (
	maxTitle    = 256
	maxFooter   = 2048
	maxTogether = 6000 // of all that is in a message; a description alone may have 4096
	maxWritten  = maxTogether - maxTitle - maxFooter
	// maxPart is how much of a text is tried as a part. What it takes as it is written, with
	// marks and addresses of links, is measured: if that is too much, less is tried, down to
	// minPart.
	maxPart = 3500
	minPart = 16
)

// colors tell kinds of reply apart at a glance.
var colors = map[bot.Kind]int{
	bot.KindAnswer:  0x3b7a57,
	bot.KindSuggest: 0xc98a1b,
	bot.KindNone:    0x6b7280,
	bot.KindHelp:    0xb3261e,
	bot.KindInfo:    0x3f6db5,
	bot.KindRefused: 0x6b7280,
}

// render lays a reply out as embeds, each for a message of its own: the title begins the
// first, source and disclaimer end the last.
func render(r bot.Reply) []*discordgo.MessageEmbed {
	doc := r.Body()
	if r.Credit() != "" {
		doc = append(doc[:len(doc):len(doc)], bot.Block{Spans: []bot.Span{{Text: r.Credit(), Italic: true}}})
	}
	var embeds []*discordgo.MessageEmbed
	for _, part := range writeParts(doc) {
		embeds = append(embeds, &discordgo.MessageEmbed{Description: part, Color: colors[r.Kind()]})
	}
	embeds[0].Title = cut(r.Title(), maxTitle)
	embeds[len(embeds)-1].Footer = &discordgo.MessageEmbedFooter{Text: cut(r.Disclaimer(), maxFooter)}
	return embeds
}

// writeParts cuts a text into parts that fit, as they are written.
func writeParts(doc bot.Doc) []string {
	for most := maxPart; ; most /= 2 {
		var parts []string
		fits := true
		for _, part := range split.Doc(doc, limit(most)) {
			parts = append(parts, layOut(part))
			fits = fits && units(parts[len(parts)-1]) <= maxWritten
		}
		switch {
		case fits:
			return parts
		case most < minPart: // there is an address that is too long for any
			doc = withoutAddresses(doc)
			most = 2 * maxPart
		}
	}
}

func limit(most int) split.Limit {
	return split.Limit{
		Units: most,
		Size:  func(s string) int { return units(escape(s)) },
		Block: len("**") + len("\n\n") + len(bullet), // its style, its mark, what parts it from the next
	}
}

// withoutAddresses leaves of links their words.
func withoutAddresses(doc bot.Doc) bot.Doc {
	var out bot.Doc
	for _, b := range doc {
		b.Spans = slices.Clone(b.Spans)
		for i := range b.Spans {
			b.Spans[i].URL = ""
		}
		out = append(out, b)
	}
	return out
}

// bullet begins an item of a list in Discord's Markdown.
const bullet = "- "

// layOut is a part as one text.
func layOut(doc bot.Doc) string {
	return split.Text(doc, bullet, span)
}

// span writes a span in Discord's Markdown. Space at its ends stands outside the marks:
// inside, they are no marks.
func span(s bot.Span) string {
	core := strings.TrimSpace(s.Text)
	if core == "" {
		return s.Text
	}
	before, after, _ := strings.Cut(s.Text, core)
	t := escape(core)
	if s.URL != "" {
		t = "[" + t + "](" + s.URL + ")"
	}
	if s.Italic {
		t = "*" + t + "*"
	}
	if s.Bold {
		t = "**" + t + "**"
	}
	return before + t + after
}

// escape makes Discord show a text as it is. Marks that mean something at the beginning of
// a line only are escaped there.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	start := true
	for _, r := range s {
		switch {
		case strings.ContainsRune("\\*_~`|[]<>@", r), start && strings.ContainsRune("#-+", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		start = r == '\n' || start && r == ' '
	}
	return b.String()
}

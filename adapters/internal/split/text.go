package split

import (
	"strings"

	"candor/bot"
)

// Text joins the blocks of a part, each span as span writes it and a mark before each item
// of a list; the items of one list stay together.
func Text(doc bot.Doc, mark string, span func(bot.Span) string) string {
	var b strings.Builder
	for i, block := range doc {
		switch {
		case i == 0:
		case block.Bullet && doc[i-1].Bullet:
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		if block.Bullet {
			b.WriteString(mark)
		}
		for _, s := range block.Spans {
			b.WriteString(span(s))
		}
	}
	return b.String()
}

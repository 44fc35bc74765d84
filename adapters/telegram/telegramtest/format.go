package telegramtest

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxText counts code points, after the entities are parsed:
	// https://core.telegram.org/bots/api#sendmessage
	maxText = 4096
	// maxRaw counts bytes, before.
	maxRaw = 32768
)

// formatted is a text as it is shown.
type formatted struct {
	text     string
	entities []Entity
	html     string // what it was made of, if HTML
}

// format parses a text and checks its length.
func format(text, mode string, entities []Entity) (formatted, error) {
	f := formatted{text: text, entities: entities}
	switch {
	case text == "":
		return f, bad("message text is empty")
	case len(text) > maxRaw:
		return f, bad("text is too long")
	}
	switch strings.ToLower(mode) {
	case "":
		f.text = clean(text)
	case "html":
		var err error
		if f.text, f.entities, err = parseHTML(f.text); err != nil {
			return f, bad("can't parse entities: " + err.Error())
		}
		f.html = text
	case "markdown", "markdownv2":
		return f, &failure{code: http.StatusNotImplemented, description: "Not Implemented: telegramtest parses HTML only"}
	default:
		return f, bad("unsupported parse_mode")
	}
	f.trim()
	switch n := utf8.RuneCountInString(f.text); {
	case n == 0:
		return f, bad("text must be non-empty")
	case n > maxText:
		return f, bad("message is too long")
	}
	return f, nil
}

// ParseHTML returns what Telegram shows for a text in its HTML, without white space
// around it, or why it refuses it: for tests of what makes such texts.
func ParseHTML(html string) (text string, entities []Entity, err error) {
	f := formatted{}
	if f.text, f.entities, err = parseHTML(html); err != nil {
		return "", nil, err
	}
	f.trim()
	return f.text, f.entities, nil
}

// clean replaces what Telegram does not let through.
func clean(text string) string { return strings.Map(cleanRune, text) }

// cleanRune returns -1 for what is left out.
func cleanRune(r rune) rune {
	switch {
	case r == '\r', '\u2028' <= r && r <= '\u202e', r == '\u0333', r == '\u033f', r == '\u030a':
		return -1
	case r < ' ' && r != '\n':
		return ' '
	}
	return r
}

// trim takes white space from both ends, and the entities with it.
func (f *formatted) trim() {
	short := strings.TrimLeftFunc(f.text, unicode.IsSpace)
	shift := units(f.text[:len(f.text)-len(short)])
	f.text = strings.TrimRightFunc(short, unicode.IsSpace)
	end := units(f.text)
	var kept []Entity
	for _, e := range f.entities {
		from, to := max(e.Offset-shift, 0), min(e.Offset-shift+e.Length, end)
		if from < to {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	f.entities = kept
}

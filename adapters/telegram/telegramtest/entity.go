package telegramtest

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Entity is a part of a text that is more than letters: Type is "bold",
// "bot_command" and so on. Offset and Length count UTF-16 units.
type Entity struct {
	Type     string      `json:"type"`
	Offset   int         `json:"offset"`
	Length   int         `json:"length"`
	URL      string      `json:"url,omitempty"`
	Language string      `json:"language,omitempty"`
	Emoji    string      `json:"custom_emoji_id,omitempty"`
	User     *EntityUser `json:"user,omitempty"`
}

// EntityUser is the person whom a text_mention names.
type EntityUser struct {
	ID    int64  `json:"id"`
	IsBot bool   `json:"is_bot"`
	Name  string `json:"first_name"`
}

func (e Entity) same(other Entity) bool {
	if (e.User == nil) != (other.User == nil) || e.User != nil && *e.User != *other.User {
		return false
	}
	e.User, other.User = nil, nil
	return e == other
}

// units is the length of a text in UTF-16.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// mark finds what Telegram finds in what a person has written: commands, mentions
// and addresses.
func mark(text string) []Entity {
	if !strings.ContainsAny(text, "/@") {
		return nil
	}
	var found []Entity
	previous, offset := ' ', 0
	for i := 0; i < len(text); {
		if kind, n := markAt(text[i:], previous); n > 0 {
			length := units(text[i : i+n])
			found = append(found, Entity{Type: kind, Offset: offset, Length: length})
			previous, offset, i = 'x', offset+length, i+n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		previous, offset, i = r, offset+max(1, utf16.RuneLen(r)), i+size
	}
	return found
}

// markAt returns what text begins with, and its length in bytes, 0 if nothing.
func markAt(text string, previous rune) (kind string, n int) {
	if wordly(previous) {
		return "", 0
	}
	switch {
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"):
		if n := strings.IndexFunc(text, unicode.IsSpace); n >= 0 {
			return "url", n
		}
		return "url", len(text)
	case text[0] == '@':
		if n := name(text[1:]); n >= 3 && n <= 32 {
			return "mention", 1 + n
		}
	case text[0] == '/' && previous != '/' && previous != '<' && previous != '>':
		return command(text)
	}
	return "", 0
}

// command measures /name and /name@bot.
func command(text string) (kind string, n int) {
	n = name(text[1:])
	if n == 0 || n > 64 {
		return "", 0
	}
	n++
	if strings.HasPrefix(text[n:], "@") {
		if bot := name(text[n+1:]); bot >= 3 {
			n += 1 + bot
		}
	}
	if strings.HasPrefix(text[n:], "/") {
		return "", 0
	}
	return "bot_command", n
}

// name counts the leading letters, digits and underscores. A letter of another
// script behind them makes them no name.
func name(text string) int {
	n := strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !wordly(r) })
	if n < 0 {
		return len(text)
	}
	if r, _ := utf8.DecodeRuneInString(text[n:]); wordly(r) {
		return 0
	}
	return n
}

func wordly(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

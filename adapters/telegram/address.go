package telegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/bot"
)

// addressed reports whether a message in a group is for the bot, and returns it without
// the bot's name: a command for it, a mention, a reply to what it wrote. The words are
// looked at, not the entities beside them, which a client may leave out.
func (m me) addressed(msg *message, text string) (string, bool) {
	if msg.ForwardDate != 0 || msg.ForwardOrigin != nil {
		return "", false // somebody else's words, shown to the group
	}
	if name, at, ok := command(text); ok {
		if at == "" {
			return text, known(name)
		}
		return text, strings.EqualFold(at, m.username)
	}
	if rest, ok := m.unmention(text); ok {
		return rest, true
	}
	return text, m.answered(msg)
}

// answered reports whether a message replies to what the bot wrote.
func (m me) answered(msg *message) bool {
	r := msg.ReplyToMessage
	return r != nil && r.From != nil && r.From.ID == m.id && r.TopicCreated == nil
}

// bare reports whether an addressed text is a moderator's command that does not say whose:
// other bots have such commands too.
func (m me) bare(msg *message, text string) bool {
	name, at, ok := command(text)
	return ok && at == "" && !named(bot.Commands(), name) && named(bot.ModeratorCommands(), name) && !m.answered(msg)
}

// command reads "/name@bot": in a group the name tells bots apart.
func command(text string) (name, at string, ok bool) {
	word, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", "", false
	}
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word = word[:i]
	}
	name, at, _ = strings.Cut(word, "@")
	return name, at, name != ""
}

// known reports whether the bot has that command: without its name, another one's may be
// meant.
func known(name string) bool {
	return strings.EqualFold(name, "start") || named(bot.Commands(), name) || named(bot.ModeratorCommands(), name)
}

func named(commands []bot.Command, name string) bool {
	return slices.ContainsFunc(commands, func(c bot.Command) bool { return strings.EqualFold(c.Name, name) })
}

// unmention takes the bot's @name out of a text, and reports whether it stood there.
func (m me) unmention(text string) (string, bool) {
	if m.username == "" {
		return text, false
	}
	name, found := "@"+m.username, false
	for from := 0; ; {
		i := indexFold(text[from:], name)
		if i < 0 {
			return strings.TrimSpace(text), found
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		if nameRune(before) || nameRune(after) { // "me@candor_bot.org", "@candor_bot2"
			from = i + 1
			continue
		}
		text, found = text[:i]+text[i+len(name):], true
		from = i
	}
}

// indexFold is where an ASCII name stands in s, in whatever case.
func indexFold(s, name string) int {
	for i := 0; i+len(name) <= len(s); i++ {
		if s[i] == '@' && strings.EqualFold(s[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}

func nameRune(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

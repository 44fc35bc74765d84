package telegramtest

import (
	"cmp"
	"regexp"
	"slices"
	"unicode/utf8"
)

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	language    = regexp.MustCompile(`^([a-z]{2})?$`)
)

// profile is what a bot tells about itself.
type profile struct {
	commands map[commandKey][]Command
	texts    map[textKey]string
}

func newProfile() profile {
	return profile{commands: map[commandKey][]Command{}, texts: map[textKey]string{}}
}

// Command is a command that the bot has in its menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// Scope says who sees commands: Type is one of Telegram's, such as "default" and
// "chat_administrators", Chat and User are set if the type needs them.
type Scope struct {
	Type string `json:"type"`
	Chat int64  `json:"chat_id,omitempty"`
	User int64  `json:"user_id,omitempty"`
}

type commandKey struct {
	scope    Scope
	language string
}

type textKey struct{ field, language string }

// Commands returns the commands of a scope and a language, which may be "".
func (s *Server) Commands(scope Scope, language string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope.Type = cmp.Or(scope.Type, "default")
	return slices.Clone(s.profile.commands[commandKey{scope, language}])
}

// Text returns the "name", "description" or "short_description" in a language.
func (s *Server) Text(field, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.texts[textKey{field, language}]
}

// scoped reads the scope and language of a call.
func (s *Server) scoped(p params) (commandKey, error) {
	key := commandKey{language: p.text("language_code")}
	if !language.MatchString(key.language) {
		return key, bad("invalid language code specified")
	}
	if _, err := decode(p, "scope", &key.scope); err != nil {
		return key, err
	}
	needsChat, needsUser := false, false
	switch key.scope.Type {
	case "":
		key.scope.Type = "default"
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators":
		needsChat = true
	case "chat_member":
		needsChat, needsUser = true, true
	default:
		return key, bad("can't parse BotCommandScope: unsupported type specified")
	}
	if needsChat && key.scope.Chat == 0 || needsUser && key.scope.User == 0 {
		return key, bad("can't parse BotCommandScope: chat not found")
	}
	if needsChat {
		return key, s.reach(key.scope.Chat)
	}
	return key, nil
}

func (s *Server) setMyCommands(p params) (result, error) {
	key, err := s.scoped(p)
	if err != nil {
		return nil, err
	}
	var commands []Command
	ok, err := decode(p, "commands", &commands)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, bad("can't parse commands: Expected an Array of BotCommand")
	case len(commands) > 100:
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range commands {
		if !commandName.MatchString(c.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.profile.commands[key] = commands
	return yes, nil
}

func (s *Server) getMyCommands(p params) (result, error) {
	key, err := s.scoped(p)
	if err != nil {
		return nil, err
	}
	return encode(append([]Command{}, s.profile.commands[key]...))
}

func (s *Server) deleteMyCommands(p params) (result, error) {
	key, err := s.scoped(p)
	if err != nil {
		return nil, err
	}
	delete(s.profile.commands, key)
	return yes, nil
}

// setText makes the method that sets a text of the profile.
func setText(field string, limit int) func(*Server, params) (result, error) {
	return func(s *Server, p params) (result, error) {
		lang := p.text("language_code")
		if !language.MatchString(lang) {
			return nil, bad("invalid language code specified")
		}
		if utf8.RuneCountInString(p.text(field)) > limit {
			return nil, bad("the specified " + field + " is too long")
		}
		s.profile.texts[textKey{field, lang}] = p.text(field)
		return yes, nil
	}
}

// getText makes the method that returns a text of the profile.
func getText(field string) func(*Server, params) (result, error) {
	return func(s *Server, p params) (result, error) {
		text := s.profile.texts[textKey{field, p.text("language_code")}]
		return encode(map[string]string{field: text})
	}
}

package bot

import (
	"regexp"
	"strings"

	"candor/faq"
)

// orders are the commands that end with an entry's ID and hold no words of anybody's own:
// what stands before it, by the name of the command.
var orders = map[string]*regexp.Regexp{
	"off":       regexp.MustCompile(`^$`),
	"on":        regexp.MustCompile(`^$`),
	"versions":  regexp.MustCompile(`^show [0-9a-f]+$`),
	"questions": regexp.MustCompile(`^accept [0-9]+ as$`),
}

// order reads a moderator's command whose only words are an entry's ID. An entry about
// danger may have one that tells of danger, as "self-harm" does: that is nobody's cry for
// help, and the entry has to be switched off as quickly as others.
func (t turn) order(m Message) (parsed, bool) {
	cmd, ok := parseCommand(m.Text)
	if !ok || m.Role < RoleModerator {
		return parsed{}, false
	}
	before, ok := orders[cmd.name]
	last := strings.LastIndex(cmd.arg, " ") + 1
	id := faq.ID(strings.TrimSuffix(cmd.arg[last:], ".md"))
	_, known := t.base.Entry(id)
	return cmd, ok && (known || t.off[id]) && before.MatchString(strings.TrimSuffix(cmd.arg[:last], " "))
}

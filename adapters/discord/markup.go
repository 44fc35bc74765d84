package discord

import "regexp"

// markup is what stands in a text for people, roles, channels, commands, emoji and times
// (discord.com/developers/docs/reference#message-formatting).
var markup = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w{2,32}:|/[^<>\n]{1,100}:|t:)-?\d{1,20}(?::\w)?>`)

// words is a text without what stands for people and things in it: its long numbers are no
// words of anybody's, and the core would read them as such.
func words(text string) string { return markup.ReplaceAllString(text, " ") }

package discord_test

import (
	"slices"
	"strconv"
	"strings"

	"candor/adapters/discord/discordtest"
	"candor/bot"
)

// labels are what can be pressed or picked; the library's own labels are the core's too.
func labels(m discordtest.Message) (all []string) {
	for _, b := range m.Buttons() {
		if !slices.Contains([]string{bot.LabelShow, bot.LabelPrivately, bot.LabelDismiss}, b.Label) {
			all = append(all, b.Label)
		}
	}
	for _, menu := range m.Menus() {
		for _, o := range menu.Options {
			all = append(all, o.Label)
		}
	}
	return all
}

// plain is a text as people read it: without Discord's marks, which are never escaped, and
// with those that are.
func plain(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case c == '*', c == '[':
		case c == ']' && strings.HasPrefix(text[i:], "](http"):
			i += strings.IndexByte(text[i:], ')')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// wantSent checks which messages people got, by their titles.
func (s *stage) wantSent(titles ...string) {
	s.tb.Helper()
	if got := s.titles(); !slices.Equal(got, titles) {
		s.tb.Errorf("people got %q, want %q", got, titles)
	}
}

func (s *stage) titles() (all []string) {
	for _, m := range s.Sent() {
		all = append(all, title(m))
	}
	return all
}

func title(m discordtest.Message) string {
	if len(m.Embeds) == 0 {
		return m.Content
	}
	return m.Embeds[0].Title
}

// calls names the calls and their answers.
func calls(s *discordtest.Server) string {
	var all []string
	for _, c := range s.Calls() {
		all = append(all, c.Route+"="+strconv.Itoa(c.Status))
	}
	return strings.Join(all, "\n")
}

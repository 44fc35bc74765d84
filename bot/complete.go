package bot

import "candor/bot/safety"

// Complete returns at most n choices that somebody who has typed prefix so far may
// want, likeliest first: entries whose title is the choice's label. It looks for no danger
// and answers nothing; who says that they are under 18 is offered nothing for adults.
func (b *Bot) Complete(prefix string, n int) []Choice {
	var out []Choice
	t := turn{live: b.live.Load(), bot: b, young: safety.Underage(prefix)}
	for _, c := range t.matcher.Complete(prefix, n+len(t.off)+t.kept()) {
		if !t.gives(c.ID) || len(out) == n {
			continue
		}
		out = append(out, Choice{ID: string(c.ID), Label: c.Question})
	}
	return out
}

package bot

// Complete returns at most n choices that somebody who has typed prefix so far may
// want, likeliest first: entries whose title is the choice's label. It looks at no
// safety and answers nothing.
func (b *Bot) Complete(prefix string, n int) []Choice {
	var out []Choice
	l := b.live.Load()
	for _, c := range l.matcher.Complete(prefix, n+len(l.off)) {
		if !l.gives(c.ID) || len(out) == n {
			continue
		}
		out = append(out, Choice{ID: string(c.ID), Label: c.Question})
	}
	return out
}

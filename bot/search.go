package bot

import (
	"slices"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// Search returns at most n whole answers that somebody who has typed m.Text so far may
// want to show to others, likeliest first, and a choice that leads to the private chat
// instead ([Reply.Link] says how). Words that tell of danger find nothing: what is found
// is for others to see, and the private chat begins with where help is then.
func (b *Bot) Search(m Message, n int) (found []Reply, otherwise Choice) {
	t := turn{live: b.live.Load(), bot: b}
	f := detect(b.look, m.Text)
	t.young = f.Underage
	if f.Tier == safety.TierA {
		return nil, Choice{ID: helpLinkFor(f.Class), Label: textOpenPrivate}
	}
	for _, id := range t.wanted(text.Normalize(m.Text), n) {
		if e, ok := t.base.Entry(id); ok && e.Covered && t.gives(id) && len(found) < n {
			r := t.entry(e, faq.Match{ID: id, Confidence: 1})
			r.link = Choice{ID: string(id), Label: textOpenPrivate}
			found = append(found, r)
		}
	}
	return found, Choice{ID: "ask", Label: textAskPrivate}
}

// wanted lists what a question finds, then what it may be the beginning of.
func (t turn) wanted(said string, n int) []faq.ID {
	var ids []faq.ID
	result := t.matcher.Match(said)
	switch result.Verdict {
	case faq.Answer:
		ids = append(ids, result.Matches[0].ID)
		for _, also := range result.Also {
			ids = append(ids, also.ID)
		}
	case faq.Suggest:
		ids = t.matcher.Suggestions(result)
	}
	for _, c := range t.matcher.Complete(said, n+len(t.off)+t.kept()) {
		if !slices.Contains(ids, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

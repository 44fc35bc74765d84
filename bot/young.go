package bot

import (
	"slices"

	"candor/bot/safety"
	"candor/faq"
)

// A message may say that its writer is under 18. Its reply, and the way past its card, lead
// to no entry that is for adults, and say who helps young people. Nothing else remembers it.

// gives reports whether the entry's answer may be shown to who wrote the message.
func (t turn) gives(id faq.ID) bool { return t.live.gives(id) && !t.keepsFromYoung(id) }

// keepsFromYoung reports whether the entry is for adults, and who wrote the message is none.
func (t turn) keepsFromYoung(id faq.ID) bool { return t.young && t.forAdults(id) }

// forAdults reports whether the entry is for adults.
func (l *live) forAdults(id faq.ID) bool {
	e, ok := l.base.Entry(id)
	return ok && e.Adults
}

// fit are those entries that are not kept from who wrote the message.
func (t turn) fit(ids []faq.ID) []faq.ID {
	return slices.DeleteFunc(slices.Clone(ids), t.keepsFromYoung)
}

// notForYoung is the reply in place of an entry that is for adults.
func (t turn) notForYoung(best faq.Match) Reply {
	r := t.reply(KindNone, textAdultsTitle, faq.Plain(textAdults))
	r.best, r.confidence = string(best.ID), best.Confidence
	r.choices = []Choice{{ID: "/crisis " + safety.Minor.String(), Label: textYoungHelp}, topicsChoice}
	return r
}

// toYoung adds to a reply that a question found who helps young people, and keeps it from
// others' eyes.
func (t turn) toYoung(r Reply, m Message) Reply {
	switch r.kind {
	case KindAnswer, KindSuggest, KindNone:
	default:
		return r
	}
	r.private, r.class = true, safety.Minor
	r.body = slices.Concat(r.body, faq.Plain(t.directory().Youth(m.territory())))
	r.see = t.seeLink(r, safety.Finding{Underage: true})
	return r
}

// kept is how many entries are kept from who wrote the message.
func (t turn) kept() int {
	if !t.young {
		return 0
	}
	n := 0
	for i := range t.base.Entries {
		if t.base.Entries[i].Adults {
			n++
		}
	}
	return n
}

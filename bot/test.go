package bot

import (
	"candor/bot/safety"
	"candor/faq"
)

const (
	// shownMatches and shownReasons are how much of a reading /test shows.
	shownMatches = 3
	shownReasons = 6
)

// test shows what a question finds, and why. One that tells of danger never comes here:
// its reply is the card.
func (d *Desk) test(r request) Reply {
	if r.arg == "" {
		return r.refuse(textTestTitle, textTestUsage)
	}
	x := r.matcher.Explain(r.arg)
	reply := r.info(textTestTitle, testText(x, r.base.Thresholds))
	for _, match := range x.Result.Matches[:min(shownMatches, len(x.Result.Matches))] {
		reply.body = append(reply.body, point(matchText(match, r.matcher.Closest(match.ID, r.arg), r.off[match.ID])))
	}
	if len(x.Parts) > 0 {
		reply.body = append(reply.body, faq.Plain(textReasons)...)
		for _, p := range x.Parts[:min(shownReasons, len(x.Parts))] {
			reply.body = append(reply.body, point(reasonText(p)))
		}
	}
	if f := detect(r.bot.look, r.arg); f.Tier == safety.TierB {
		reply.body = append(reply.body, faq.Plain(tierBText(f.Class.String()))...)
	}
	return reply
}

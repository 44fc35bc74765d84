package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

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

// shownVersion reads the words of "/versions show HASH ID".
func shownVersion(arg string) (hash, id string, ok bool) {
	words := strings.Fields(arg)
	if len(words) != 3 || words[0] != "show" {
		return "", "", false
	}
	return words[1], words[2], true
}

// showVersion shows an entry as it was in a version.
func (d *Desk) showVersion(ctx context.Context, r request, hash, id string) Reply {
	files, err := d.cfg.Store.Files(ctx, hash)
	switch {
	case errors.Is(err, ErrNotStored):
		return r.refuse(textVersionsTitle, textNoVersion)
	case err != nil:
		return r.refuse(textNoStoreTitle, noStoreText(err))
	}
	base, err := faq.LoadAnew(files.fsys())
	if err != nil {
		return r.notReloaded(err)
	}
	e, ok := base.Entry(faq.ID(id))
	if !ok {
		return r.refuse(textVersionsTitle, noEntryText(nil))
	}
	reply := r.reply(KindInfo, e.Question, e.Doc)
	reply.version = base.Version
	return reply
}

// reasonText says what a part of a question spoke for.
func reasonText(p faq.Part) string {
	return fmt.Sprintf("%s %s: %+.2f for the first, %+.2f for the second", p.Block, p.Feature, p.Points, p.Rival)
}

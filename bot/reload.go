package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"candor/faq"
)

const (
	// planTime is how long what a reload showed waits for a word.
	planTime = 10 * time.Minute
	// reloadPause is the least time between two reloads of a moderator (H09).
	reloadPause = 10 * time.Second
	// codeBytes is the length of a plan's code: its moderator's right is what protects it.
	codeBytes = 4
)

// plan is what a reload found and may put in use.
type plan struct {
	code    string // "" if there is none
	by      Moderator
	first   *Moderator  // who confirmed it, where two have to
	seen    []Moderator // whom it was shown to after that
	diff    Doc
	version string
	before  string // the version in use that it was compared with
	files   Files  // with what was learned from them: building is quick then
	detail  string // numbers for the audit
	expires time.Time
}

// reload reads the folder, and shows what would change. Callers hold the gate.
func (d *Desk) reload(r request) Reply {
	now := d.cfg.Now()
	if wait := reloadPause - now.Sub(d.reloads[r.by]); wait > 0 && !d.reloads[r.by].IsZero() {
		return r.refuse(textNotReloadedTitle, waitText(wait))
	}
	d.remember(r.by, now)
	p, err := d.prepare(r.ctx, r.message.most(), nil)
	if err != nil {
		return r.notReloaded(err)
	}
	if p.code == "" {
		return r.info(textUnchangedTitle, sameAnswersText(p.version))
	}
	p.by, p.expires = r.by, now.Add(planTime)
	d.plan = p
	if d.cfg.TwoPerson {
		return r.shown(p, textPlanEndFirst)
	}
	return r.shown(p, textPlanEnd)
}

// shown shows what a reload found, and asks for a word.
func (r request) shown(p plan, end string) Reply {
	reply := r.reply(KindInfo, textPlanTitle, slices.Concat(p.diff, faq.Plain(end)))
	reply.choices = []Choice{{ID: "/confirm " + p.code, Label: textConfirm}, {ID: "/cancel " + p.code, Label: textCancel}}
	return reply
}

// remember notes when a moderator reloaded, and forgets those of long ago.
func (d *Desk) remember(by Moderator, now time.Time) {
	for m, at := range d.reloads {
		if now.Sub(at) >= reloadPause {
			delete(d.reloads, m)
		}
	}
	d.reloads[by] = now
}

// prepare reads, checks and has learned what is in the folder, and compares it with what is
// in use, in lists of at most so many. A plan without a code says that it is the same. The
// error is [faq.Faults], or a sentence for the moderator, also that the version is one of
// those which were left.
func (d *Desk) prepare(ctx context.Context, most int, left []string) (plan, error) {
	defer d.cfg.Busy()()
	s, err := d.read(ctx)
	if err != nil {
		return plan{}, err
	}
	live := d.bot.live.Load()
	p := plan{version: s.base.Version, before: live.base.Version, files: s.files}
	switch {
	case p.version == p.before && p.version == d.unfit.version:
		return plan{}, d.unfit.faults // the store had it, from a program of other rules
	case p.version == p.before:
		return p, nil
	case slices.Contains(left, p.version):
		return plan{}, errLeft
	}
	faults, doubts := review(s.base, live.base)
	if len(faults) > 0 {
		return plan{}, faults
	}
	x, err := d.examine(ctx, s.files)
	if err != nil {
		return plan{}, err
	}
	diff := compare(live.Snapshot, s.base, x)
	diff.warnings = slices.Concat(doubts, diff.warnings) // these first: lists are cut at their end
	if err := brokenGolden(diff.broken); err != nil {
		return plan{}, err
	}
	p.files[LearnedFile] = x.Learned
	p.code, p.detail, p.diff = newCode(), diff.numbers(), diff.doc(p, most)
	return p, nil
}

// review holds a base to what load does not know of: the language of help cards, harm, and
// cries for help. What stands in the base in use as well was held to it before, and is most
// of a large base. The doubts are for the moderator.
func review(b, live *faq.Base) (faults, doubts faq.Faults) {
	old := oldTexts(live)
	faults, doubts = reviewLanguage(b, old)
	more, moreDoubts := reviewDanger(b, old)
	return byFile(faults, more), byFile(doubts, moreDoubts)
}

func byFile(a, b faq.Faults) faq.Faults {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y *faq.Fault) int { return strings.Compare(x.File, y.File) })
	return all
}

func newCode() string {
	b := make([]byte, codeBytes)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// notReloaded tells why nothing was changed.
func (r request) notReloaded(err error) Reply {
	var faults faq.Faults
	if !errors.As(err, &faults) {
		return r.refuse(textNotReloadedTitle, notReadText(err))
	}
	reply := r.refuse(textNotReloadedTitle, textFaults)
	reply.body = append(reply.body, listed(faults, r.message.most(), faultText)...)
	reply.body = append(reply.body, faq.Plain(textNothingChanged)...)
	return reply
}

// errTwoPerson, errLeft: without a moderator's word no answers come into use that need it.
var (
	errTwoPerson = errors.New("two moderators have to agree: use /reload")
	errLeft      = errors.New("a moderator went back from just these answers, and they have not been changed since: /reload puts them in use again")
)

// Passing reports whether what [Desk.ReloadNow] failed for passes by itself: trouble of the
// store, or that somebody was saving files.
func Passing(err error) bool {
	var unstored notStored
	return errors.As(err, &unstored) || errors.Is(err, errChanging)
}

// ReloadNow reads the folder and puts it in use without a word of a moderator, if all
// checks pass: for a signal, or a change of its files. It says in one line what became of
// that; the error holds what is wrong.
func (d *Desk) ReloadNow(ctx context.Context, by Moderator) (string, error) {
	if !d.gate.enter(ctx) {
		return "", errors.New("stopped")
	}
	defer d.gate.leave()
	if d.cfg.TwoPerson {
		return "", errTwoPerson
	}
	var left []string
	unknown := d.restore(ctx)
	if unknown == nil {
		left, unknown = d.left(ctx)
	}
	p, err := d.prepare(ctx, mostListed, left)
	switch {
	case err != nil:
		return "", err
	case unknown != nil:
		return "", notStored{unknown}
	case p.code == "":
		return "nothing to reload: version " + p.version + " is in use", nil
	}
	d.plan = plan{}
	if err := d.reloaded(ctx, p.files, Change{By: by, Action: "reload", Detail: p.detail}); err != nil {
		return "", err
	}
	return "version " + p.version + " is in use: " + p.detail, nil
}

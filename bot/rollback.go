package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"candor/faq"
)

const (
	// mostSteps is how many changes of the answers /rollback knows the way back through.
	mostSteps = 1000
	// mostLeft is how many versions that were gone back from a start passes over.
	mostLeft = 50
)

// rollback goes back to the answers that were in use before, or to a version. Answers that
// are wrong must go quickly, so nobody is asked twice. Callers hold the gate.
func (d *Desk) rollback(r request) Reply {
	if err := d.restore(r.ctx); err != nil {
		return r.notReloaded(notStored{err})
	}
	defer d.cfg.Busy()()
	base, left, err := d.back(r.ctx, r.arg)
	switch {
	case errors.Is(err, errNothingBefore):
		return r.refuse(textNotReloadedTitle, textNothingBefore)
	case errors.Is(err, ErrNotStored):
		return r.refuse(textNotReloadedTitle, textNoVersion)
	case err != nil:
		return r.notReloaded(err)
	case base.Version == d.bot.Version():
		return r.info(textUnchangedTitle, inUseAlreadyText(base.Version))
	}
	d.plan = plan{}
	if err := d.putInUse(r.ctx, base, Change{By: r.by, Action: "rollback"}, Write{Notes: map[string]string{noteLeft: left}}); err != nil {
		return r.notReloaded(err)
	}
	return r.inUse()
}

var errNothingBefore = errors.New("no earlier answers are known")

// back reads the answers to go back to, and the note of those that are gone back from then.
func (d *Desk) back(ctx context.Context, version string) (base *faq.Base, left string, err error) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	if version == "" {
		audit, err := d.cfg.Store.Versions(ctx, mostSteps)
		if err != nil {
			return nil, "", notStored{err}
		}
		if version = earlier(audit); version == "" {
			return nil, "", errNothingBefore
		}
	}
	files, err := d.cfg.Store.Files(ctx, version)
	if err != nil {
		return nil, "", notStored{err}
	}
	gone, err := d.left(ctx)
	if err != nil {
		return nil, "", notStored{err}
	}
	if base, err = faq.Load(files.fsys()); err != nil {
		return nil, "", err
	}
	gone = append(gone, d.bot.Version())
	gone = slices.DeleteFunc(gone, func(v string) bool { return v == base.Version })
	return base, strings.Join(gone[max(0, len(gone)-mostLeft):], " "), nil
}

// left lists the versions that were gone back from since the last reload.
func (d *Desk) left(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	notes, err := d.cfg.Store.Notes(ctx, noteLeft)
	return strings.Fields(notes[noteLeft]), err
}

// earlier is the version to go back to from the one in use, "" if there is none. A rollback
// does not count as a step: who goes back twice goes further back.
func earlier(audit []Change) string {
	var steps []string // the versions to go back through, the one in use last
	for _, c := range slices.Backward(audit) {
		if len(steps) == 0 && c.Before != "" {
			steps = append(steps, c.Before)
		}
		if at := lastIndex(steps, c.Version); c.Action == "rollback" && at >= 0 {
			steps = steps[:at]
		}
		steps = append(steps, c.Version)
	}
	if len(steps) < 2 {
		return ""
	}
	return steps[len(steps)-2]
}

func lastIndex(list []string, s string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == s {
			return i
		}
	}
	return -1
}

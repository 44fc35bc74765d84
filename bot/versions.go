package bot

import (
	"context"
	"errors"
	"strings"

	"candor/faq"
)

// mostVersions is how many lines /versions shows.
const mostVersions = 20

// versions lists which answers were in use, newest first.
func (d *Desk) versions(r request) Reply {
	ctx, cancel := context.WithTimeout(r.ctx, storeTime)
	defer cancel()
	if hash, id, ok := shownVersion(r.arg); ok {
		return d.showVersion(ctx, r, hash, id)
	}
	changes, err := d.cfg.Store.Versions(ctx, mostVersions)
	if err != nil {
		return r.refuse(textNoStoreTitle, noStoreText(err))
	}
	reply := r.info(textVersionsTitle, versionsText(r.base.Version))
	for _, c := range changes {
		reply.body = append(reply.body, point(changeText(c)))
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

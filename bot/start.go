package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"candor/faq"
)

// startTime is how long the start waits for each answer of the store: people's do not need it.
const startTime = 3 * time.Second

// Start returns a Bot, and its Desk, that answers from the first of these that is sound: the
// folder, or, where there is none, the embedded base; the version that was in use last, as
// the store has it; the embedded base. A folder that was changed since is held to what a
// reload is: it may break no golden question, and where two moderators have to agree it
// waits for them. What a rollback took out of use is passed over until it was changed. What
// is wrong is told to cfg.Failed; the error says that not even the embedded base can be used.
// Where the store cannot be read, what it knows comes into use once it can. Call [Desk.Run]
// beside the adapters.
func Start(ctx context.Context, cfg DeskConfig, version string) (*Bot, *Desk, error) {
	d := newDesk(cfg)
	var err error
	if d.first, err = d.open(ctx); err != nil {
		return nil, nil, err
	}
	notes, err := d.known(ctx, startTime)
	s := *d.first
	if err != nil {
		d.cfg.Failed("read the store", err)
	} else {
		s = d.choose(ctx, notes)
	}
	d.bot = New(s.snapshot(), version)
	d.bot.desk = d
	d.trail.begin(step{s.base.Version, d.cfg.Now().Truncate(time.Second)}, s.files)
	if err == nil {
		d.apply(notes)
		d.began(ctx, s, notes)
	}
	return d.bot, d, nil
}

// chosen is a base that the program can begin with, and where it is from.
type chosen struct {
	source
	from  origin
	built *Snapshot // nil if it was not needed yet
}

func (c *chosen) snapshot() *Snapshot {
	if c.built == nil {
		c.built = NewSnapshot(c.base)
	}
	return c.built
}

type origin int

const (
	fromFolder  origin = iota // or, where there is none, from the program
	fromStore                 // it was in use last
	fromProgram               // nothing else is sound
)

// open reads the folder, or what the program carries. The error is that the latter cannot be
// used, which is looked at in any case.
func (d *Desk) open(ctx context.Context) (*chosen, error) {
	if d.cfg.Folder == nil {
		s, err := readBase(d.cfg.Embedded)
		return &chosen{source: s}, err
	}
	embedded, err := faq.LoadAnew(d.cfg.Embedded)
	if err != nil {
		return nil, err
	}
	s, err := d.read(ctx)
	if err == nil {
		if faults, _ := review(s.base, embedded); len(faults) > 0 {
			d.unfit = unfit{s.base.Version, faults}
			err = faults
		}
	}
	if err == nil {
		return &chosen{source: s}, nil
	}
	d.cfg.Failed("read the answers, so that others are used", err)
	s, err = readBase(d.cfg.Embedded)
	return &chosen{source: s, from: fromProgram}, err
}

// unfit is a version whose answers break rules of the review, as they may have been in use
// under another version of the program, which had others.
type unfit struct {
	version string
	faults  faq.Faults
}

// choose is what to answer from, now that the notes of the store are known.
func (d *Desk) choose(ctx context.Context, notes map[string]string) chosen {
	s := *d.first
	usable := s.from == fromFolder && !slices.Contains(strings.Fields(notes[noteLeft]), s.base.Version)
	last := notes[noteLive]
	if usable && (last == "" || last == s.base.Version || d.cfg.Folder == nil) {
		return s
	}
	if last != "" {
		stored, err := d.stored(ctx, last)
		if err != nil {
			d.cfg.Failed("read version "+last+" from the store", err)
		} else if before := (chosen{source: stored, from: fromStore}); !usable || !d.mayFollow(&s, &before) {
			return before
		}
	}
	if usable {
		return s
	}
	if embedded, err := readBase(d.cfg.Embedded); err == nil { // it was sound before
		return chosen{source: embedded, from: fromProgram}
	}
	return s
}

// mayFollow reports whether answers may take the place of those before without a moderator's
// word: nobody is there to give one when the program starts.
func (d *Desk) mayFollow(s, before *chosen) bool {
	var err error = errTwoPerson
	if !d.cfg.TwoPerson {
		err = brokenGolden(goldenOf(before.snapshot(), s.base, standings(s.snapshot(), s.base.Golden)).broken)
	}
	if err != nil {
		d.cfg.Failed("put in use what has changed, so that the answers before stay", err)
	}
	return err == nil
}

// stored reads a version from the store.
func (d *Desk) stored(ctx context.Context, version string) (source, error) {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	files, err := d.cfg.Store.Files(ctx, version)
	if err != nil {
		return source{}, err
	}
	return readBase(files.fsys())
}

// known reads the notes of the store.
func (d *Desk) known(ctx context.Context, patience time.Duration) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	notes, err := d.cfg.Store.Notes(ctx, "")
	if notes == nil {
		notes = map[string]string{}
	}
	return notes, err
}

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
// the store has it; the embedded base. What a rollback took out of use is passed over until
// it was changed. What is wrong is told to cfg.Failed; the error says that not even the
// embedded base can be used. Where the store cannot be read, what it knows comes into use
// once it can. Call [Desk.Run] beside the adapters.
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
	d.bot = New(NewSnapshot(s.base), version)
	d.bot.desk = d
	if err == nil {
		d.apply(notes)
		d.began(ctx, s, notes)
	}
	return d.bot, d, nil
}

// chosen is a base that the program can begin with, and where it is from.
type chosen struct {
	source
	from origin
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
		return &chosen{s, fromFolder}, err
	}
	embedded, err := faq.LoadAnew(d.cfg.Embedded)
	if err != nil {
		return nil, err
	}
	s, err := d.read(ctx)
	if err == nil {
		if faults := review(s.base, embedded); len(faults) > 0 {
			err = faults
		}
	}
	if err == nil {
		return &chosen{s, fromFolder}, nil
	}
	d.cfg.Failed("read the answers, so that others are used", err)
	s, err = readBase(d.cfg.Embedded)
	return &chosen{s, fromProgram}, err
}

// choose is what to answer from, now that the notes of the store are known.
func (d *Desk) choose(ctx context.Context, notes map[string]string) chosen {
	s := *d.first
	if s.from == fromFolder && !slices.Contains(strings.Fields(notes[noteLeft]), s.base.Version) {
		return s
	}
	if last := notes[noteLive]; last != "" {
		stored, err := d.stored(ctx, last)
		if err == nil {
			return chosen{stored, fromStore}
		}
		d.cfg.Failed("read version "+last+" from the store", err)
	}
	if embedded, err := readBase(d.cfg.Embedded); err == nil { // it was sound before
		return chosen{embedded, fromProgram}
	}
	return s
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

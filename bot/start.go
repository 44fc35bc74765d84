package bot

import (
	"context"
	"slices"
	"strings"
	"time"
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
	embedded, err := readBase(cfg.Embedded)
	if err != nil {
		return nil, nil, err
	}
	d := newDesk(cfg)
	d.first = d.open(ctx, embedded)
	notes, err := d.known(ctx, startTime)
	s := d.first.chosen
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

// first is what the program begins with as long as it does not know what the store knows.
type first struct {
	chosen
	embedded source
}

// open reads the folder.
func (d *Desk) open(ctx context.Context, embedded source) *first {
	if d.cfg.Folder == nil {
		return &first{chosen{embedded, fromFolder}, embedded}
	}
	s, err := d.read(ctx)
	if err == nil {
		if faults := review(s.base, embedded.base); len(faults) > 0 {
			err = faults
		}
	}
	if err != nil {
		d.cfg.Failed("read the answers, so that others are used", err)
		return &first{chosen{embedded, fromProgram}, embedded}
	}
	return &first{chosen{s, fromFolder}, embedded}
}

// choose is what to answer from, now that the notes of the store are known.
func (d *Desk) choose(ctx context.Context, notes map[string]string) chosen {
	s := d.first.chosen
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
	return chosen{d.first.embedded, fromProgram}
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

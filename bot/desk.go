package bot

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"candor/faq"
)

// DeskConfig says what moderators work on.
type DeskConfig struct {
	// Folder opens the folder of the answers; nil is none, and Embedded is read instead. What
	// it returns is closed once it was read, if it is an [io.Closer].
	Folder func() (fs.FS, error)
	// Embedded are the answers that the program carries.
	Embedded fs.FS
	Store    Store
	// TwoPerson wants another moderator's word for each reload.
	TwoPerson bool
	// Now is the clock; nil is time.Now.
	Now func() time.Time
	// Busy is called before a base is built, which takes memory for a moment, and what it
	// returns afterwards; nil for nothing.
	Busy func() (done func())
	// Examine is [Examine], or something that has the same done elsewhere: as that takes
	// processors and memory from those who are being answered. Nil is the former.
	Examine func(ctx context.Context, files Files) (Examination, error)
	// Suggest keeps what a moderator made of a question, for whoever edits the folder, and
	// says where it stands; nil refuses.
	Suggest func(Suggestion) (where string, err error)
	// Failed is told of trouble, for the operator, who reads it in a log; nil is nobody.
	Failed func(what string, err error)
}

// Desk is where moderators work: they put other answers in use, go back, switch answers
// off, and see numbers. Its commands come as messages like all others. See [Start].
type Desk struct {
	cfg       DeskConfig
	bot       *Bot
	gate      gate // held while something is being changed: one change at a time
	plan      plan // what waits for a moderator's word; under gate
	reloads   map[Moderator]time.Time
	tally     tally
	asked     *asked
	learning  atomic.Pointer[context.CancelFunc] // stops it; nil where nothing is being learned
	goingBack atomic.Int32                       // how many want to go back
	refused   atomic.Int64
	placed    atomic.Pointer[map[string]Settings] // by place
	storing   gate                                // of changes in the store
	late      late
	trail     trail
	wake      chan struct{} // lets Run store at once
	first     *chosen       // what the program began with, nil once restored; under gate
	unfit     unfit         // the folder as it was found at the start, if it breaks rules; under gate
	restored  atomic.Bool   // whether the store's notes are in use

	switching sync.Mutex  // of what is in use at once: off, paused, placed
	moved     [][2]string // places, from and to, before restored; under switching
}

func newDesk(cfg DeskConfig) *Desk {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Busy == nil {
		cfg.Busy = func() func() { return func() {} }
	}
	if cfg.Examine == nil {
		cfg.Examine = func(_ context.Context, files Files) (Examination, error) { return Examine(files) }
	}
	if cfg.Failed == nil {
		cfg.Failed = func(string, error) {}
	}
	d := &Desk{cfg: cfg, gate: newGate(), storing: newGate(), wake: make(chan struct{}, 1), reloads: map[Moderator]time.Time{}, asked: newAsked(cfg.Now)}
	d.placed.Store(&map[string]Settings{})
	return d
}

// storeTime is how long a moderator waits for the store at most.
const storeTime = 5 * time.Second

// request is a command of a moderator.
type request struct {
	turn
	message Message
	by      Moderator
	arg     string
}

// command does what a moderator asks for.
type command func(d *Desk, r request) Reply

// inTurn is a command that changes what others look at: one at a time, under gate.
func inTurn(do command) command {
	return func(d *Desk, r request) Reply {
		if !d.gate.enter(r.ctx) {
			return r.refuse(textNotReloadedTitle, textInTurn)
		}
		defer d.gate.leave()
		return do(d, r)
	}
}

// commands do what moderators ask for. All but settings need [RoleModerator].
var commands = map[string]command{
	"reload":    inTurn((*Desk).reload),
	"confirm":   inTurn((*Desk).confirm),
	"cancel":    inTurn((*Desk).cancel),
	"rollback":  first((*Desk).rollback),
	"versions":  (*Desk).versions,
	"test":      (*Desk).test,
	"off":       func(d *Desk, r request) Reply { return d.switchOff(r, true) },
	"on":        func(d *Desk, r request) Reply { return d.switchOff(r, false) },
	"pause":     func(d *Desk, r request) Reply { return d.pause(r, true) },
	"resume":    func(d *Desk, r request) Reply { return d.pause(r, false) },
	"stats":     (*Desk).stats,
	"settings":  (*Desk).settings,
	"questions": (*Desk).questions,
}

// command does what a moderator asks for, and refuses everybody else.
func (d *Desk) command(t turn, c parsed, m Message) Reply {
	if d == nil {
		return t.refuse(textNoDeskTitle, textNoDesk)
	}
	need := RoleModerator
	if c.name == "settings" {
		need = RoleManager
	}
	if m.Role < need {
		d.refused.Add(1)
		return t.refuse(textNoRightTitle, textNoRight)
	}
	return commands[c.name](d, request{t, m, Moderator{m.Platform, m.User}, c.arg})
}

// Refused counts the moderators' commands that others gave, since the start.
func (d *Desk) Refused() int64 { return d.refused.Load() }

// refuse says why something was not done.
func (t turn) refuse(title, text string) Reply {
	return t.reply(KindRefused, title, faq.Plain(text))
}

// switchOff gives an answer no more, or again. It works at once, also where it cannot be
// stored: an answer that does harm must not wait for a disk.
func (d *Desk) switchOff(r request, off bool) Reply {
	id := faq.ID(strings.TrimSuffix(r.arg, ".md"))
	switch _, known := r.base.Entry(id); {
	case r.arg == "":
		reply := r.info(textOffListTitle, offListText(len(r.off)))
		reply.body = append(reply.body, listed(slices.Sorted(maps.Keys(r.off)), r.message.most(), func(id faq.ID) string { return string(id) })...)
		return reply
	case !known && (off || !r.off[id]):
		return r.refuse(textNoEntryTitle, noEntryText(r.near(string(id))))
	}
	action := "on"
	if off {
		action = "off"
	}
	changed, err := d.atOnce(r.ctx, func() bool { return d.bot.switchOff(id, off) },
		d.line(r.by, action, string(id)), Write{Notes: map[string]string{noteOff + string(id): mark(off)}})
	if !changed {
		return r.info(textUnchangedTitle, unchangedText(string(id), off))
	}
	return r.info(textSwitchedTitle, switchedText(string(id), off)+unsaved(err, forgottenText(string(id), off)))
}

// pause answers no questions, or answers them again; like switchOff at once.
func (d *Desk) pause(r request, paused bool) Reply {
	action := "resume"
	if paused {
		action = "pause"
	}
	changed, err := d.atOnce(r.ctx, func() bool { return d.bot.pause(paused) },
		d.line(r.by, action, ""), Write{Notes: map[string]string{notePaused: mark(paused)}})
	if !changed {
		return r.info(textUnchangedTitle, pauseUnchangedText(paused))
	}
	return r.info(textSwitchedTitle, pausedText(paused)+unsaved(err, pauseForgottenText(paused)))
}

// unsaved says that something works but could not be stored, and what comes of that if it
// never is; "" if it was.
func unsaved(err error, forgotten string) string {
	if err == nil {
		return ""
	}
	return "\n\n" + unsavedText(err, forgotten)
}

// near lists the entries that a mistyped ID may mean.
func (t turn) near(id string) []string {
	const most = 5
	ids := make([]string, len(t.base.Entries))
	for i, e := range t.base.Entries {
		ids[i] = string(e.ID)
	}
	return closest(id, ids, most)
}

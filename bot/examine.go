package bot

import (
	"context"
	"errors"

	"candor/faq"
)

// Examination is what learning a base finds out of it. It is plain, so that the learning,
// which takes processors and memory, can be done by another process: see DeskConfig.Examine.
type Examination struct {
	Learned  []byte     // for [LearnedFile]
	Golden   []Standing // of the base's golden questions, in their order
	Warnings faq.Faults // of the self-test
}

// Examine learns the base that the files are. The error is [faq.Faults].
func Examine(files Files) (Examination, error) {
	base, err := faq.LoadAnew(files.fsys())
	if err != nil {
		return Examination{}, err
	}
	m, test := faq.NewTestedMatcher(base)
	return Examination{m.Learned(), standings(&Snapshot{base, m}, base.Golden), test.Warnings}, nil
}

// errNotLearned: the reason is the program's, for its operator.
var (
	errNotLearned = errors.New("the answers could not be learned; the program's log says why")
	errWentBack   = errors.New("somebody went back to earlier answers meanwhile, which goes first")
	errCalledOff  = errors.New("this was called off, because the program stops or nobody waited for it any more")
)

// examine learns a base, and stops once somebody wants to go back. Callers hold the gate.
func (d *Desk) examine(wanted context.Context, files Files) (Examination, error) {
	ctx, stop := context.WithCancel(wanted)
	defer stop()
	d.learning.Store(&stop)
	defer d.learning.Store(nil)
	if d.goingBack.Load() > 0 {
		return Examination{}, errWentBack
	}
	x, err := d.cfg.Examine(ctx, files)
	var faults faq.Faults
	switch {
	case d.goingBack.Load() > 0:
		return Examination{}, errWentBack
	case err != nil && errors.Is(wanted.Err(), context.Canceled): // and no trouble
		return Examination{}, errCalledOff
	case err != nil && !errors.As(err, &faults):
		d.cfg.Failed("learn the answers", err)
		return Examination{}, errNotLearned
	}
	return x, err
}

// first lets a command go before the learning of a base, which is in its way for seconds.
func first(do command) command {
	inTurn := inTurn(do)
	return func(d *Desk, r request) Reply {
		d.goingBack.Add(1)
		defer d.goingBack.Add(-1)
		if stop := d.learning.Load(); stop != nil {
			(*stop)()
		}
		return inTurn(d, r)
	}
}

// Standing is how well a golden question does.
type Standing int

const (
	wrong   Standing = iota // people get another answer, or one where none is wanted
	missing                 // people get nothing, or choices without what is wanted
	offered                 // what is wanted is among the choices, or another answer is only just given
	right
)

// near is how far above the threshold an answer is given only just. Of the shipped base's
// golden questions that have nothing to do with an edit, a phrasing more or less moves the
// confidence of one in 14,000 by more than .05, an entry more or less that of one in 250,
// once by .44 (go test ./faq -run Stability -v, with CANDOR_LONG=1).
const near = 0.1

// standings says of each question how well it does. Of one that no entry answers, choices
// are right: people see that they are none.
func standings(s *Snapshot, questions []faq.Question) []Standing {
	missed := map[string]faq.Miss{}
	for _, m := range faq.Evaluate(s.matcher, questions).Misses {
		missed[m.Question] = m
	}
	out := make([]Standing, len(questions))
	for i, q := range questions {
		switch m, ok := missed[q.Text]; {
		case !ok, !q.InScope() && m.Outcome != faq.Wrong:
			out[i] = right
		case m.Outcome == faq.SuggestedRight, m.Outcome == faq.Wrong && m.Confidence < s.base.Thresholds.Answer+near:
			out[i] = offered
		case m.Outcome != faq.Wrong:
			out[i] = missing
		}
	}
	return out
}

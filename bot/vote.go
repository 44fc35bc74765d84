package bot

import (
	"hash/maphash"
	"strings"
	"sync"

	"candor/faq"
)

// A vote is a choice whose ID is an entry's behind one of these: no entry's ID begins so.
const (
	helpfulPrefix   = "+"
	unhelpfulPrefix = "-"
)

// Votes are the choices that say whether an answer helped, nil for a reply that is none.
// They are apart from [Reply.Choices]: a platform without buttons leaves them out.
func (r Reply) Votes() []Choice {
	if r.kind != KindAnswer || len(r.also) > 0 {
		return nil
	}
	return []Choice{{ID: helpfulPrefix + r.entry, Label: textHelpful}, {ID: unhelpfulPrefix + r.entry, Label: textUnhelpful}}
}

// Votes is how often people said that an answer helped, and that it did not.
type Votes struct{ Helpful, Unhelpful int }

// ballot counts votes in memory: one for each person and answer, under keys that name
// nobody.
type ballot struct {
	seed maphash.Seed

	mu     sync.Mutex
	voted  recent
	counts map[faq.ID]Votes
}

func newBallot() *ballot {
	return &ballot{seed: maphash.MakeSeed(), voted: recent{most: mostVoters}, counts: map[faq.ID]Votes{}}
}

// mostVoters is how many votes at least are known apart, at 8 bytes each.
const mostVoters = 1 << 14

// count counts a vote, and reports whether it is this person's first on that answer.
func (b *ballot) count(m Message, id faq.ID, helpful bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.voted.add(maphash.Comparable(b.seed, [3]string{m.Platform, m.User, string(id)})) {
		return false
	}
	v := b.counts[id]
	if helpful {
		v.Helpful++
	} else {
		v.Unhelpful++
	}
	b.counts[id] = v
	return true
}

// vote counts a vote and thanks for it, if the choice is one.
func (t turn) vote(m Message) (Reply, bool) {
	id, helpful := strings.CutPrefix(m.Choice, helpfulPrefix)
	id, unhelpful := strings.CutPrefix(id, unhelpfulPrefix)
	e, ok := t.base.Entry(faq.ID(id))
	if helpful == unhelpful || !ok {
		return Reply{}, false
	}
	if t.bot.ballot.count(m, e.ID, helpful) {
		t.bot.desk.vote(string(e.ID), t.base.Version, helpful)
	}
	r := t.info(textVotedTitle, textThanks)
	r.place = PlaceMark
	return r, true
}

// Votes counts what people said of answers since the start, by entry.
func (b *Bot) Votes() map[string]Votes {
	b.ballot.mu.Lock()
	defer b.ballot.mu.Unlock()
	out := map[string]Votes{}
	for id, v := range b.ballot.counts {
		out[string(id)] = v
	}
	return out
}

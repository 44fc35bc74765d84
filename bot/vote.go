package bot

import (
	"encoding/base64"
	"encoding/hex"
	"hash/maphash"
	"strings"
	"sync"

	"candor/faq"
)

// A vote is a choice whose ID begins with one of these, which no entry's does. Behind it
// stand the version whose answer was shown, for another may be in use when the button is
// pressed, and the entry.
const (
	helpfulPrefix   = "+"
	unhelpfulPrefix = "-"
	// behindVersion parts the two: neither holds one. A button made before votes had a
	// version holds the entry alone.
	behindVersion = "."
	// versionBytes is how many bytes the digits of a version are: as base64 they are short
	// enough for a button beside the longest ID.
	versionBytes = 6
)

// Votes are the choices that say whether an answer helped, nil for a reply that is none.
// They are apart from [Reply.Choices]: a platform without buttons leaves them out.
func (r Reply) Votes() []Choice {
	if r.kind != KindAnswer || len(r.also) > 0 {
		return nil
	}
	shown := r.entry
	if digits, err := hex.DecodeString(r.version); err == nil && len(digits) == versionBytes {
		shown = base64.RawURLEncoding.EncodeToString(digits) + behindVersion + r.entry
	}
	return []Choice{{ID: helpfulPrefix + shown, Label: textHelpful}, {ID: unhelpfulPrefix + shown, Label: textUnhelpful}}
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

// vote is what somebody says of an answer that was shown.
type vote struct {
	version string
	entry   faq.ID
	helpful bool
}

// count counts a vote, and reports whether it is this person's first on that answer of that
// version.
func (b *ballot) count(m Message, v vote) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.voted.add(maphash.Comparable(b.seed, [4]string{m.Platform, m.User, v.version, string(v.entry)})) {
		return false
	}
	n, known := b.counts[v.entry]
	if !known && len(b.counts) >= mostCounters {
		return true
	}
	if v.helpful {
		n.Helpful++
	} else {
		n.Unhelpful++
	}
	b.counts[v.entry] = n
	return true
}

// vote counts a vote and thanks for it, if the choice is one.
func (t turn) vote(m Message) (Reply, bool) {
	v, ok := t.voted(m.Choice)
	if !ok {
		return Reply{}, false
	}
	if t.bot.ballot.count(m, v) {
		t.bot.desk.vote(v)
	}
	r := t.info(textVotedTitle, textThanks)
	r.place = PlaceMark
	return r, true
}

// voted reads a vote. What was shown of a version that is not in use may be gone from this
// one, and counts as well.
func (t turn) voted(choice string) (v vote, ok bool) {
	shown, helpful := strings.CutPrefix(choice, helpfulPrefix)
	if !helpful {
		if shown, ok = strings.CutPrefix(choice, unhelpfulPrefix); !ok {
			return vote{}, false
		}
	}
	code, id, versioned := strings.Cut(shown, behindVersion)
	if !versioned {
		id = shown
	}
	v = vote{version: t.base.Version, entry: faq.ID(id), helpful: helpful}
	if versioned {
		digits, err := base64.RawURLEncoding.DecodeString(code)
		if err != nil || len(digits) != versionBytes {
			return vote{}, false
		}
		v.version = hex.EncodeToString(digits)
	}
	if v.version != t.base.Version {
		return v, likeID(id)
	}
	_, ok = t.base.Entry(v.entry)
	return v, ok
}

// likeID reports whether it may be an entry's ID.
func likeID(s string) bool {
	return s != "" && len(s) <= faq.MaxID && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
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

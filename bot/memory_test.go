package bot

import (
	"hash/maphash"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot/safety"
)

// This file is inside the package because it looks at what is kept in memory.

// whoever is a name that must not be found there.
const whoever = "sentinel-of-a-person"

func TestDedupeIsBounded(t *testing.T) {
	for _, most := range []int{1, 2, 10, 1000} {
		s := &recent{most: most, seed: maphash.MakeSeed()}
		for i := range 5*most + 7 {
			s.add(uint64(i))
			if n := len(s.young) + len(s.old); n > 2*most {
				t.Fatalf("Dedupe(%d) knows %d messages after %d, want at most %d", most, n, i+1, 2*most)
			}
		}
	}
}

func TestRateLimitIsBounded(t *testing.T) {
	for _, most := range []int{2, 3, 10, 1000} {
		p := &people{Limit: Limit{PerSecond: 1, Burst: 1, People: most}, seed: maphash.MakeSeed()}
		for i := range 5*most + 7 {
			p.take("telegram", strconv.Itoa(i), time.Unix(0, 0))
			p.take("telegram", strconv.Itoa(i/3), time.Unix(0, 0))
			if n := len(p.young) + len(p.old); n > most {
				t.Fatalf("RateLimit of %d people knows %d after %d, want at most %d", most, n, i+1, most)
			}
		}
	}
}

// TestRateLimitForgetsTheSilent: who keeps writing is still known, and still
// limited, however many others come and go.
func TestRateLimitForgetsTheSilent(t *testing.T) {
	p := &people{Limit: Limit{PerSecond: 1e-9, Burst: 1, People: 10}, seed: maphash.MakeSeed()}
	p.take("telegram", "7", time.Unix(0, 0))
	for i := range 1000 {
		p.take("telegram", "passer-by "+strconv.Itoa(i), time.Unix(0, 0))
		if wait, _ := p.take("telegram", "7", time.Unix(0, 0)); wait == 0 {
			t.Fatalf("after %d others the person was forgotten", i+1)
		}
	}
}

// TestHelpedIsBounded: however many people get cards, of whatever class, whole ones
// and short ones.
func TestHelpedIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	now := time.Unix(0, 0)
	h := newHelped(func() time.Time { return now })
	for i := range 2 * mostHelped {
		now = now.Add(time.Millisecond)
		who := Message{Platform: "telegram", User: strconv.Itoa(i)}
		for class := range safety.Class(safety.Classes) {
			h.again(who, class)
		}
		if n := len(h.cards.values); n > mostHelped+1 {
			t.Fatalf("after %d people %d cards are known, want at most %d", i+1, n, mostHelped+1)
		}
	}
}

// TestHelpedForgets: who got which card is gone after half an hour, also when nobody
// writes any more.
func TestHelpedForgets(t *testing.T) {
	s := bread(t)
	synctest.Test(t, func(t *testing.T) {
		b := New(s, "1.2.3")
		b.look = always(safety.Finding{Tier: safety.TierA, Class: safety.Suicide})
		kept := func() int {
			synctest.Wait()
			b.helped.cards.mu.Lock()
			defer b.helped.cards.mu.Unlock()
			if len(b.helped.cards.values) != len(b.helped.cards.order) {
				t.Errorf("%d cards are known and %d of them wait to be forgotten", len(b.helped.cards.values), len(b.helped.cards.order))
			}
			return len(b.helped.cards.values)
		}
		for i, step := range []struct {
			after time.Duration
			user  string // "" for a quiet time
			want  int
		}{
			{0, "7", 1}, {10 * time.Minute, "8", 2}, {0, "7", 2}, // a short one counts from the whole one
			{20*time.Minute - 1, "", 2}, {1, "", 1}, {10*time.Minute - 1, "", 1}, {1, "", 0},
			{time.Hour, "9", 1}, {30 * time.Minute, "", 0}, {time.Hour, "", 0},
		} {
			time.Sleep(step.after)
			if step.user != "" {
				says(t, b, Message{User: step.user, Text: "dough"})
			}
			if got := kept(); got != step.want {
				t.Errorf("step %d: %d cards are known, want %d", i, got, step.want)
			}
		}
	})
}

// TestHelpedForgetsTheOldestFirst: a flood of others costs nobody but the earliest.
func TestHelpedForgetsTheOldestFirst(t *testing.T) {
	h := newHelped(func() time.Time { return time.Unix(0, 0) })
	for i := range mostHelped + 1 {
		h.again(Message{User: strconv.Itoa(i)}, safety.Suicide)
	}
	for _, test := range []struct {
		user  string
		known bool
	}{{"1", true}, {strconv.Itoa(mostHelped), true}, {"0", false}} {
		if _, known := h.again(Message{User: test.user}, safety.Suicide); known != test.known {
			t.Errorf("the card of person %s is known: %v, want %v", test.user, known, test.known)
		}
	}
}

// TestBallotIsBounded: however many people vote, the last voters are known, and each vote
// counts once.
func TestBallotIsBounded(t *testing.T) {
	b := newBallot()
	const people = 5*mostVoters + 7
	for i := range people {
		b.count(Message{Platform: "telegram", User: strconv.Itoa(i)}, vote{entry: "rising", helpful: i%3 > 0})
		b.count(Message{Platform: "telegram", User: strconv.Itoa(max(0, i-mostVoters+1))}, vote{entry: "rising", helpful: true})
		if n := len(b.voted.young) + len(b.voted.old); n > 2*mostVoters {
			t.Fatalf("%d votes are known apart, want at most %d", n, 2*mostVoters)
		}
	}
	if v := b.counts["rising"]; v.Helpful+v.Unhelpful != people || len(b.counts) != 1 {
		t.Errorf("%d people were counted as %+v", people, b.counts)
	}
}

// TestNobodyIsKept: nothing that is kept holds who wrote, where or what.
func TestNobodyIsKept(t *testing.T) {
	seen := &recent{most: 10, seed: maphash.MakeSeed()}
	seen.add(maphash.Comparable(seen.seed, [3]string{whoever, whoever, whoever}))
	limit := &people{Limit: Limit{PerSecond: 1, Burst: 1, People: 10}, seed: maphash.MakeSeed()}
	limit.take(whoever, whoever, time.Unix(0, 0))
	cards := newHelped(time.Now)
	cards.again(Message{Platform: whoever, Chat: whoever, User: whoever, Text: whoever}, safety.Suicide)
	votes := newBallot()
	votes.count(Message{Platform: whoever, Chat: whoever, User: whoever, Text: whoever, Choice: whoever}, vote{entry: "rising", helpful: true})
	held := newAsked(time.Now)
	desk := &Desk{asked: held, cfg: DeskConfig{Now: time.Now}}
	desk.offer(Reply{title: textNoneTitle}, Message{Platform: whoever, Chat: whoever, User: whoever, ID: whoever, Text: "is it lucky", Private: true})
	held.countSent(held.who(Message{Platform: whoever, User: whoever}))
	desk.count(Reply{kind: KindNone, title: whoever})
	if len(held.questions.values) != 1 || len(held.sent.values) != 1 {
		t.Error("no question is held: the test tells nothing")
	}
	for name, kept := range map[string]any{"held questions": held, "counts": &desk.tally, "Dedupe": seen, "RateLimit": limit, "who got which card": cards, "who voted": votes} {
		if holds(reflect.ValueOf(kept)) {
			t.Errorf("%s keeps a person's name", name)
		}
	}
	if !holds(reflect.ValueOf(map[string]*Message{"": {User: whoever}})) {
		t.Error("holds does not find a name that is there")
	}
}

// TestHeldQuestionsFade: a question that found nothing is forgotten after ten minutes, and
// how many a person sent after a day, also if nobody comes back.
func TestHeldQuestionsFade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held := newAsked(time.Now)
		desk := &Desk{asked: held, cfg: DeskConfig{Now: time.Now}}
		for i := range 2 * mostAsked {
			desk.offer(Reply{title: textNoneTitle}, Message{User: strconv.Itoa(i), Text: "is it lucky", Private: true})
			held.countSent(uint64(i))
		}
		for _, step := range []struct {
			passes             time.Duration
			questions, senders int
		}{{0, mostAsked, 2 * mostAsked}, {askedTime - time.Second, mostAsked, 2 * mostAsked}, {time.Second, 0, 2 * mostAsked}, {sentTime - askedTime - time.Second, 0, 2 * mostAsked}, {time.Second, 0, 0}} {
			time.Sleep(step.passes)
			synctest.Wait()
			if questions, senders := kept(&held.questions), kept(&held.sent); questions != step.questions || senders != step.senders {
				t.Errorf("after %v more %d questions and %d senders are held, want %d and %d", step.passes, questions, senders, step.questions, step.senders)
			}
		}
	})
}

// kept is how many values there are, or places of values.
func kept[K comparable, V any](f *fading[K, V]) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return max(len(f.values), len(f.order))
}

// holds reports whether the name is in v or anything that v leads to.
func holds(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return strings.Contains(v.String(), whoever)
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil() && holds(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if holds(v.Field(i)) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if holds(v.Index(i)) {
				return true
			}
		}
	case reflect.Map:
		for key, value := range v.Seq2() {
			if holds(key) || holds(value) {
				return true
			}
		}
	}
	return false
}

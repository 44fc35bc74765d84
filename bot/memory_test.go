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
	h := &helped{seed: maphash.MakeSeed()}
	now := time.Unix(0, 0)
	for i := range 2 * mostHelped {
		now = now.Add(time.Millisecond)
		who := Message{Platform: "telegram", User: strconv.Itoa(i)}
		for class := range safety.Class(safety.Classes) {
			h.again(who, class, now)
		}
		if n := len(h.cards); n > mostHelped+1 {
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
			b.helped.mu.Lock()
			defer b.helped.mu.Unlock()
			if len(b.helped.cards) != len(b.helped.order) {
				t.Errorf("%d cards are known and %d of them wait to be forgotten", len(b.helped.cards), len(b.helped.order))
			}
			return len(b.helped.cards)
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
	h := &helped{seed: maphash.MakeSeed(), now: func() time.Time { return time.Unix(0, 0) }}
	for i := range mostHelped + 1 {
		h.again(Message{User: strconv.Itoa(i)}, safety.Suicide, time.Unix(0, 0))
	}
	for _, test := range []struct {
		user  string
		known bool
	}{{"1", true}, {strconv.Itoa(mostHelped), true}, {"0", false}} {
		if _, known := h.again(Message{User: test.user}, safety.Suicide, time.Unix(0, 0)); known != test.known {
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
		b.count(Message{Platform: "telegram", User: strconv.Itoa(i)}, "rising", i%3 > 0)
		b.count(Message{Platform: "telegram", User: strconv.Itoa(max(0, i-mostVoters+1))}, "rising", true)
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
	cards := &helped{seed: maphash.MakeSeed()}
	cards.again(Message{Platform: whoever, Chat: whoever, User: whoever, Text: whoever}, safety.Suicide, time.Unix(0, 0))
	votes := newBallot()
	votes.count(Message{Platform: whoever, Chat: whoever, User: whoever, Text: whoever, Choice: whoever}, "rising", true)
	for name, kept := range map[string]any{"Dedupe": seen, "RateLimit": limit, "who got which card": cards, "who voted": votes} {
		if holds(reflect.ValueOf(kept)) {
			t.Errorf("%s keeps a person's name", name)
		}
	}
	if !holds(reflect.ValueOf(map[string]*Message{"": {User: whoever}})) {
		t.Error("holds does not find a name that is there")
	}
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

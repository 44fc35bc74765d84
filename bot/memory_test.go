package bot

import (
	"hash/maphash"
	"reflect"
	"strconv"
	"strings"
	"testing"
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

// TestNobodyIsKept: nothing that is kept holds who wrote, where or what.
func TestNobodyIsKept(t *testing.T) {
	seen := &recent{most: 10, seed: maphash.MakeSeed()}
	seen.add(maphash.Comparable(seen.seed, [3]string{whoever, whoever, whoever}))
	limit := &people{Limit: Limit{PerSecond: 1, Burst: 1, People: 10}, seed: maphash.MakeSeed()}
	limit.take(whoever, whoever, time.Unix(0, 0))
	cards := &helped{seed: maphash.MakeSeed()}
	cards.again(Message{Platform: whoever, Chat: whoever, User: whoever, Text: whoever}, safety.Suicide, time.Unix(0, 0))
	for name, kept := range map[string]any{"Dedupe": seen, "RateLimit": limit, "who got which card": cards} {
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

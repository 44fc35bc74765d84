package faq

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"
)

func TestHashedIsFNV(t *testing.T) {
	for _, words := range [][]string{nil, {"tea"}, {"green", "tea"}, {"greent", "ea"}, {"café", "7"}} {
		h := fnv.New64a()
		for _, w := range words {
			fmt.Fprint(h, w+" ")
		}
		if got, want := hashed(words), h.Sum64(); got != want {
			t.Errorf("hashed(%q) = %x, want %x", words, got, want)
		}
	}
}

// TestScattered holds it to the first numbers of SplitMix64 from 1234567 on.
func TestScattered(t *testing.T) {
	state := uint64(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := scattered(state); got != want {
			t.Errorf("scattered(%d) = %d, want %d", state, got, want)
		}
		state += 0x9e3779b97f4a7c15
	}
}

// keyed makes the samples of an entry, each of one term of its own, of words that are
// those terms'.
func keyed(entry int32, terms ...int32) []sample {
	var out []sample
	for _, id := range terms {
		s := said(entry, id)
		s.key = hashed([]string{fmt.Sprint(id)})
		out = append(out, s)
	}
	return out
}

func upTo(n int32) []int32 {
	var out []int32
	for i := range n {
		out = append(out, i)
	}
	return out
}

func TestDealHoldsOutEqualParts(t *testing.T) {
	for _, n := range []int32{1, 2, 3, 6, 11, 141} {
		t.Run(fmt.Sprint(n, " phrasings"), func(t *testing.T) {
			const folds = 5
			fold := deal(keyed(0, upTo(n)...), int(n), folds)
			if fold[0] != never {
				t.Errorf("the title is held out in fold %d, want never", fold[0])
			}
			var in [folds]int
			for _, f := range fold[1:] {
				in[f]++
			}
			if slices.Max(in[:])-slices.Min(in[:]) > 1 {
				t.Errorf("the folds hold out %v, want as many each", in)
			}
		})
	}
}

func TestDealKeepsNearDuplicatesTogether(t *testing.T) {
	samples := keyed(0, 1, 2, 3, 2, 1, 4, 2)
	fold := deal(samples, 10, 5)
	if fold[4] != never {
		t.Errorf("what is near to the title is held out in fold %d, want never", fold[4])
	}
	if fold[3] != fold[1] || fold[6] != fold[1] {
		t.Errorf("near-duplicates are held out in folds %d, %d and %d, want one", fold[1], fold[3], fold[6])
	}
}

// TestDealMovesLittle puts a phrasing into an entry, at the place of each: no phrasing of
// another entry may change its fold, and of its own one at each border between two.
func TestDealMovesLittle(t *testing.T) {
	const folds, terms = 5, 300
	first, second := keyed(0, upTo(140)...), keyed(1, upTo(60)...)
	before := deal(slices.Concat(first, second), terms, folds)
	for at := 1; at <= len(first); at++ {
		more := slices.Insert(slices.Clone(first), at, keyed(0, int32(140+at))...)
		after := slices.Delete(deal(slices.Concat(more, second), terms, folds), at, at+1)
		moved := 0
		for i := range before {
			if before[i] == after[i] {
				continue
			}
			if moved++; i >= len(first) {
				t.Fatalf("a phrasing more as number %d of the first entry moves number %d of the second", at, i-len(first))
			}
		}
		if moved >= folds {
			t.Errorf("a phrasing more as number %d moves %d others to another fold, want %d at most", at, moved, folds-1)
		}
	}
}

// TestShuffleKeepsTheOrder: a sample more leaves the others in the order that they were
// in, and each epoch has another.
func TestShuffleKeepsTheOrder(t *testing.T) {
	order := func(samples []sample, epoch uint64) string {
		lots := make([]lot, len(samples))
		(&learner{samples: samples}).shuffle(lots, epoch)
		var b strings.Builder
		for _, l := range lots {
			fmt.Fprint(&b, samples[l.sample].counts[0].id, " ")
		}
		return b.String()
	}
	samples := keyed(0, upTo(50)...)
	want := order(samples, 0)
	for at := range samples {
		more := slices.Insert(slices.Clone(samples), at, keyed(0, 99)...)
		if got := strings.Replace(order(more, 0), "99 ", "", 1); got != want {
			t.Fatalf("with one more as number %d the order is %q, want %q", at, got, want)
		}
	}
	if order(samples, 1) == want {
		t.Errorf("two epochs have the order %q", want)
	}
}

// TestJudgeWithout: an entry that is left out is not found, its own words are unknown,
// and those that others have too are not.
func TestJudgeWithout(t *testing.T) {
	b := &Base{Thresholds: DefaultThresholds, Entries: []Entry{
		{ID: "a", Question: "red tea"}, {ID: "b", Question: "green tea"}, {ID: "c", Question: "coffee"},
	}}
	m, samples := prepare(b)
	model := train(samples, len(b.Entries), len(m.features.block))
	var s scratch
	counts := slices.Clone(samples[0].counts)
	with := model.judge(&s, counts)
	if with.ranking[0].entry != 0 || with.known != 1 {
		t.Fatalf("with all entries, number %d is best and %.2f known, want 0 and 1", with.ranking[0].entry, with.known)
	}
	j := model.judgeWithout(0, &s, counts)
	if len(j.ranking) == 0 || j.ranking[0].entry != 1 || slices.ContainsFunc(j.ranking, func(r ranked) bool { return r.entry == 0 }) {
		t.Errorf("without the first entry the ranking is %+v, want the second first and the first nowhere", j.ranking)
	}
	if j.known <= 0 || j.known >= 1 {
		t.Errorf("without the first entry %.2f of %q is known, want a part", j.known, "red tea")
	}
	if !slices.Equal(counts, samples[0].counts) {
		t.Error("judgeWithout changed the counts that it was given")
	}
	if own := model.judgeWithout(2, &s, samples[2].counts); own.known != 0 || len(own.ranking) > 0 && own.coverage > 0 {
		t.Errorf("without the only entry that has it, %.2f of %q is known, want nothing", own.known, "coffee")
	}
}

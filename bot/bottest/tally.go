package bottest

import (
	"fmt"
	"testing"

	"candor/bot"
)

func testCounts(t *testing.T, s bot.Store) {
	first := []bot.Count{
		{Day: "2026-11-26", Name: "helped", Entry: "cost", Version: "v2", N: 2},
		{Day: "2026-11-26", Name: "helped", Entry: "cost", Version: "v1", N: 1},
		{Day: "2026-11-25", Name: "none", N: 5},
		{Day: "2026-11-26", Name: "helped", Entry: "cost", Version: "v1", N: 10}, // the same twice in one call
		{Day: "2026-11-26", Name: "answers", Version: "v1", N: 7},
	}
	ok(t, "AddCounts", s.AddCounts(t.Context(), first))
	ok(t, "AddCounts", s.AddCounts(t.Context(), []bot.Count{
		{Day: "2026-11-25", Name: "none", N: 1},
		{Day: "2026-11-26", Name: "helped", N: 3},
		{Day: "2026-11-26", Name: "helped", Entry: "age", Version: "v2", N: 4},
	}))
	got, err := s.Counts(t.Context(), "2026-11-25")
	same(t, "Counts", got, []bot.Count{
		{Day: "2026-11-25", Name: "none", N: 6},
		{Day: "2026-11-26", Name: "answers", Version: "v1", N: 7},
		{Day: "2026-11-26", Name: "helped", N: 3},
		{Day: "2026-11-26", Name: "helped", Entry: "age", Version: "v2", N: 4},
		{Day: "2026-11-26", Name: "helped", Entry: "cost", Version: "v1", N: 11},
		{Day: "2026-11-26", Name: "helped", Entry: "cost", Version: "v2", N: 2},
	}, err)
}

func testCountsSince(t *testing.T, s bot.Store) {
	var all []bot.Count
	for i := 1; i <= 9; i++ {
		all = append(all, bot.Count{Day: fmt.Sprintf("2026-11-%02d", i), Name: "answers", N: int64(i)})
	}
	ok(t, "AddCounts", s.AddCounts(t.Context(), all))
	for since, want := range map[string][]bot.Count{
		"": all, "2026-11-01": all, "2026-11-05": all[4:], "2026-11-09": all[8:], "2026-11-10": nil, "2026-10-31": all,
	} {
		got, err := s.Counts(t.Context(), since)
		same(t, "Counts since "+since, got, want, err)
	}
}

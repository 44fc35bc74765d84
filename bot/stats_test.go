package bot_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// TestStats: what was answered, by entry and by day, from the store and what waits for it.
func TestStats(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off water")
	day := func() {
		d.gets(t, pressed("water"))
		for range 3 {
			d.gets(t, member("amount of salt"))
		}
		d.gets(t, pressed("yeast"))
		d.gets(t, member("How do I get a crisp crust? And how do I store bread?"))
		d.gets(t, member("bread yeast flour salt"))
		d.gets(t, member("quarterly tax return"))
		d.gets(t, member("gluten free"))
		d.gets(t, member("I want to die"))
		d.gets(t, member("/help"))
	}
	day()
	d.sync(t)
	d.clock.t = d.clock.t.Add(24 * time.Hour)
	day()
	for i := range 4 {
		vote := pressed("+salt")
		vote.User = fmt.Sprint(i)
		d.gets(t, vote)
		d.gets(t, vote) // once a person
		vote.Choice = "-salt"
		d.gets(t, vote) // and no second thought
		vote.Choice = "-yeast"
		if i == 0 {
			d.gets(t, vote)
		}
	}
	for range 2 { // from memory, and then from the store
		want(t, d.says(t, "1", "/stats"), bot.KindInfo, "Numbers",
			"Of the last 7 days: 12 answers given, choices offered 2 times, nothing found 4 times, 2 times an answer that is switched off, 4 times an answer helped and 1 time not.",
			"- salt: shown 6 times, helped 4, did not help 0\n- crust: shown 2 times, helped 0, did not help 0\n- gluten: shown 2 times",
			"- yeast: shown 2 times, helped 0, did not help 1",
			"- 2026-01-03: 6 answers, choices 1 time, nothing 2 times, switched off 1 time\n- 2026-01-02: 6 answers, choices 1 time, nothing 2 times, switched off 1 time")
		want(t, d.says(t, "1", "/stats 1"), bot.KindInfo, "Numbers", "Of the last day: 6 answers given", "- salt: shown 3 times, helped 4")
		d.sync(t)
	}
	if strings.Contains(d.says(t, "1", "/stats 1").Text(), "2026-01-02") {
		t.Error("another day's numbers")
	}
	d.clock.t = d.clock.t.Add(8 * 24 * time.Hour)
	want(t, d.says(t, "1", "/stats"), bot.KindInfo, "Numbers", "0 answers given")
	want(t, d.says(t, "1", "/stats 366"), bot.KindInfo, "Numbers", "12 answers given")
	for _, bad := range []string{"0", "-1", "367", "x", "1.5", "99999999999999999999", "7 days"} {
		want(t, d.says(t, "1", "/stats "+bad), bot.KindRefused, "Numbers", "from 1 to 366")
	}
}

// TestStatsHideTheFew: how many messages told of danger is told from five on, and what told
// of none is not among them.
func TestStatsHideTheFew(t *testing.T) {
	d := startDesk(t)
	for range 4 {
		d.gets(t, member("I want to die"))
	}
	for range 20 {
		d.gets(t, member("amount of salt"))
	}
	if text := d.says(t, "1", "/stats").Text(); strings.Contains(text, "suicide") || strings.Contains(text, "danger") {
		t.Errorf("four are told:\n%s", text)
	}
	d.gets(t, member("I want to die"))
	want(t, d.says(t, "1", "/stats"), bot.KindInfo, "Numbers", "told of danger", "- suicide: 5")
	if text := d.says(t, "1", "/stats").Text(); strings.Contains(text, "- none") {
		t.Errorf("messages without danger are among those with it:\n%s", text)
	}
	d.sync(t)
	counts, _ := d.memory.Counts(t.Context(), "")
	if strings.Contains(fmt.Sprint(counts), "suicide") {
		t.Errorf("stored: %v", counts)
	}
}

// counted is what was stored of each name, entry and version.
func (d *desk) counted(t *testing.T) map[string]int64 {
	t.Helper()
	d.sync(t)
	got, err := d.memory.Counts(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int64{}
	for _, c := range got {
		n[c.Name+" "+c.Entry+" "+c.Version] = c.N
	}
	return n
}

// TestCountsOfVersions: an answer and a vote count for the version that was in use.
func TestCountsOfVersions(t *testing.T) {
	d := startDesk(t)
	first := d.bot.Version()
	d.gets(t, member("amount of salt"))
	vote := pressed("+salt")
	vote.User = "1"
	d.gets(t, vote)
	d.reloaded(t, "11")
	second := d.bot.Version()
	d.gets(t, member("amount of salt"))
	vote.User = "2"
	d.gets(t, vote)
	vote.Choice, vote.User = "-yeast", "1"
	d.gets(t, vote)
	n := d.counted(t)
	want := map[string]int64{
		"answer salt " + first: 1, "helpful salt " + first: 1,
		"answer salt " + second: 1, "helpful salt " + second: 1, "unhelpful yeast " + second: 1,
	}
	if diff := cmp.Diff(want, n); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// TestVotesCountForWhatWasShown: a vote counts for the version whose answer stood above its
// button, also when another came into use before it was pressed, and when the entry is gone.
// A button made before votes had a version counts for the one in use.
func TestVotesCountForWhatWasShown(t *testing.T) {
	d := startDesk(t)
	first := d.bot.Version()
	salt, storing := d.gets(t, member("amount of salt")), d.gets(t, pressed("storing"))
	d.folder.write("entries/storing.md", "")
	d.reloaded(t, "11")
	second := d.bot.Version()
	again := d.gets(t, member("amount of salt"))
	for user, choice := range []string{salt.Votes()[0].ID, salt.Votes()[1].ID, storing.Votes()[1].ID, again.Votes()[0].ID, "+salt", "-storing"} {
		vote := pressed(choice)
		vote.User = fmt.Sprint(user)
		d.gets(t, vote)
	}
	n := d.counted(t)
	maps.DeleteFunc(n, func(name string, _ int64) bool { return strings.HasPrefix(name, "answer ") })
	want := map[string]int64{
		"helpful salt " + first: 1, "unhelpful salt " + first: 1, "unhelpful storing " + first: 1,
		"helpful salt " + second: 2,
	}
	if diff := cmp.Diff(want, n); diff != "" {
		t.Errorf("votes of %s and %s (-want +got):\n%s", first, second, diff)
	}
}

package discord

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// numberOf is the number of something that happened then.
func numberOf(at time.Time) string { return fmt.Sprint((at.UnixMilli() - 1420070400000) << 22) }

// TestOld: F09. Old is what is a day behind something that is of now, by a clock that is right.
func TestOld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for name, test := range map[string]struct {
		before []string // what came before
		id     string
		want   bool
	}{
		"of now":                          {nil, numberOf(now), false},
		"within a day":                    {[]string{numberOf(now)}, numberOf(now.Add(-day + time.Second)), false},
		"more than a day":                 {[]string{numberOf(now)}, numberOf(now.Add(-day - time.Second)), true},
		"a week, after older ones":        {[]string{numberOf(now), numberOf(now.Add(-time.Hour))}, numberOf(now.Add(-7 * day)), true},
		"before anything of now":          {nil, numberOf(now.Add(-2 * day)), false},
		"where all are of another time":   {[]string{numberOf(now.Add(-90 * day)), numberOf(now.Add(-80 * day))}, numberOf(now.Add(-90 * day)), false},
		"a clock that is late":            {[]string{numberOf(now.Add(90 * day))}, numberOf(now.Add(80 * day)), false},
		"made up, of the future":          {[]string{numberOf(now.Add(900 * day))}, numberOf(now.Add(-2 * day)), false},
		"a clock that jumped to be early": {[]string{numberOf(now.Add(-20 * time.Hour))}, numberOf(now.Add(-25 * time.Hour)), false},
		"no number":                       {[]string{numberOf(now)}, "x", false},
		"too large":                       {[]string{numberOf(now)}, strings.Repeat("9", 100), false},
	} {
		t.Run(name, func(t *testing.T) {
			var a ages
			for _, id := range test.before {
				a.old(id, now)
			}
			if got := a.old(test.id, now); got != test.want {
				t.Errorf("old = %v, want %v", got, test.want)
			}
		})
	}
}

// TestOldGivesNoRole: H08. What a moderator said or pressed days ago moves nothing when it
// comes again; what was said is looked at for danger alone.
func TestOldGivesNoRole(t *testing.T) { synctest.Test(t, testOldGivesNoRole) }

func testOldGivesNoRole(t *testing.T) {
	time.Sleep(time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)))
	a, core := guarded(t, homeServer)
	button := a.customID("7", moderator, actOpen, "/reload")
	says := `{"id":"%s","channel_id":"7","content":"/reload","author":{"id":"` + moderator + `"}}`
	does := `{"id":"%s","application_id":"1","type":%d,"token":"t","channel_id":"7","context":1,"user":{"id":"` + moderator + `"},"data":%s}`
	for _, age := range []time.Duration{time.Minute, 25 * time.Hour} {
		for n, e := range []event{
			{"MESSAGE_CREATE", says},
			{"INTERACTION_CREATE", fmt.Sprintf(does, "%s", 2, `{"name":"reload"}`)},
			{"INTERACTION_CREATE", fmt.Sprintf(does, "%s", 3, `{"custom_id":"`+button+`"}`)},
		} {
			id := numberOf(time.Now().Add(-age).Add(time.Duration(n) * time.Millisecond))
			a.dispatch(t.Context(), e.kind, fmt.Appendf(nil, e.data, id))
			synctest.Wait()
		}
	}
	a.lanes.Wait()
	a.shows.Wait()
	want := []bot.Role{bot.RoleModerator, bot.RoleModerator, bot.RoleModerator, bot.RoleMember, bot.RoleMember}
	if diff := cmp.Diff(want, core.roles()); diff != "" {
		t.Errorf("roles of what came, and then again (-want +got):\n%s", diff)
	}
}

package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"candor/bot"
	"candor/bot/bottest"

	"github.com/google/go-cmp/cmp"
)

func TestSettings(t *testing.T) {
	oneAtATime(t)
	type settings = bot.Settings
	for _, test := range []struct {
		says string
		want settings
		ok   bool
	}{
		{"territory NZ", settings{Territory: "NZ"}, true},
		{"territory nz", settings{Territory: "NZ"}, true},
		{"territory UK", settings{Territory: "GB"}, true},
		{"territory default", settings{}, true},
		{"territory XX", settings{}, false},
		{"territory ch", settings{Territory: "CH"}, true},
		{"territory", settings{}, false},
		{"territory NZ GB", settings{}, false},
		{"territory new zealand", settings{}, false},
		{"visibility public", settings{Public: true}, true},
		{"Visibility PUBLIC", settings{Public: true}, true},
		{"visibility private", settings{}, true},
		{"visibility loud", settings{}, false},
		{"visibility", settings{}, false},
		{"channels here", settings{Channels: []string{"9"}}, true},
		{"channels 12 <#34> 12, 56", settings{Channels: []string{"12", "34", "56"}}, true},
		{"channels all", settings{}, true},
		{"channels all 12", settings{}, false},
		{"channels", settings{}, false},
		{"channels general", settings{}, false},
		{"channels -12", settings{}, false},
		{"channels 123456789012345678901", settings{}, false},
		{"channels " + numbers(50), settings{Channels: strings.Fields(numbers(50))}, true},
		{"channels " + numbers(51), settings{}, false},
		{"color red", settings{}, false},
		{"telegram/-5 territory NZ", settings{}, false},
	} {
		t.Run(test.says, func(t *testing.T) {
			d := startDesk(t)
			m := inGroup("/settings " + test.says)
			m.Channel = "9"
			r := d.gets(t, m)
			if test.ok {
				want(t, r, bot.KindInfo, "Settings", "Here holds: ")
			} else {
				want(t, r, bot.KindRefused, "Settings", "Write one of these")
			}
			for range 2 { // and after a start
				if diff := cmp.Diff(test.want, d.Settings("telegram", "-5")); diff != "" {
					t.Errorf("settings (-want +got):\n%s", diff)
				}
				if got := d.Settings("telegram", "-6"); got.Territory != "" || got.Public || got.Channels != nil {
					t.Errorf("another group's: %+v", got)
				}
				d.start(t)
			}
			if lines := len(d.history(t)); (lines == 2) != test.ok {
				t.Errorf("audit: %v", d.audit(t))
			}
		})
	}
}

// numbers are so many.
func numbers(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprint(100+i))
	}
	return strings.Join(all, " ")
}

// TestSettingsOfWhere: in private a moderator names the place; nobody else sets one from there.
func TestSettingsOfWhere(t *testing.T) {
	d := startDesk(t)
	want(t, d.gets(t, inGroup("/settings")), bot.KindInfo, "Settings", "visibility private; channels all")
	for _, says := range []string{"", "territory NZ", "telegram/x territory NZ", "web/5 territory NZ", "telegram/5/6 territory NZ", "telegram/ territory NZ"} {
		want(t, d.says(t, "1", "/settings "+says), bot.KindRefused, "Settings", "use the command there")
	}
	manager := moderator("1", "/settings discord/5 territory NZ")
	manager.Role = bot.RoleManager
	want(t, d.gets(t, manager), bot.KindRefused, "Settings", "use the command there")
	want(t, d.says(t, "1", "/settings discord/5 territory NZ"), bot.KindInfo, "Settings", "Here holds: territory NZ;")
	want(t, d.says(t, "1", "/settings discord/5"), bot.KindInfo, "Settings", "Here holds: territory NZ;")
	want(t, d.says(t, "1", "/settings discord/5 channels here"), bot.KindRefused, "Settings")
	if d.Settings("discord", "5").Territory != "NZ" || d.Settings("telegram", "5").Territory != "" {
		t.Error("of another place")
	}
	if got := d.history(t)[1]; got.Detail != "discord/5 territory nz" || got.By.ID != "1" {
		t.Errorf("audit: %+v", got)
	}
}

// TestSettingsAtOnce: of several settings that are set at once none is lost.
func TestSettingsAtOnce(t *testing.T) {
	for range 20 {
		d := startDesk(t)
		var all sync.WaitGroup
		for _, says := range []string{"territory NZ", "visibility public", "channels 12"} {
			all.Go(func() { d.gets(t, inGroup("/settings "+says)) })
		}
		all.Wait()
		want := bot.Settings{Territory: "NZ", Public: true, Channels: []string{"12"}}
		if diff := cmp.Diff(want, d.Settings("telegram", "-5")); diff != "" {
			t.Fatalf("settings (-want +got):\n%s", diff)
		}
		if d.start(t); cmp.Diff(want, d.Settings("telegram", "-5")) != "" {
			t.Fatalf("after a start: %+v", d.Settings("telegram", "-5"))
		}
	}
}

// TestMoved: a group that becomes another keeps its settings, also while the store is away.
func TestMoved(t *testing.T) {
	set := func(t *testing.T) *desk {
		d := startDesk(t)
		d.gets(t, inGroup("/settings territory NZ"))
		return d
	}
	check := func(t *testing.T, d *desk) {
		t.Helper()
		for range 2 {
			if from, to := d.Settings("telegram", "-5"), d.Settings("telegram", "-100"); from.Territory != "" || to.Territory != "NZ" {
				t.Errorf("from %+v to %+v", from, to)
			}
			d.sync(t)
			d.start(t)
		}
	}
	t.Run("at once", func(t *testing.T) {
		d := set(t)
		d.Moved("telegram", "-5", "-100")
		d.Moved("telegram", "-5", "-100") // told twice
		d.Moved("telegram", "-7", "-8")   // without settings
		check(t, d)
		if got := fmt.Sprint(d.audit(t)[1:]); got != "[settings telegram/-5 territory nz settings moved]" {
			t.Errorf("audit: %s", got)
		}
	})
	t.Run("before the store can be read", func(t *testing.T) {
		d := set(t)
		d.store.Set(bottest.Fail(errDisk))
		d.start(t).Moved("telegram", "-5", "-100")
		d.store.Set(nil)
		d.sync(t)
		check(t, d)
	})
}

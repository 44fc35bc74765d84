package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/bot"
)

// inUse is the mark of the answers that are in use: what the answer on salt says.
func (d *desk) inUse(t testing.TB) string {
	t.Helper()
	_, rest, _ := strings.Cut(d.gets(t, pressed("salt")).Text(), "About ")
	n, _, _ := strings.Cut(rest, " ")
	return n
}

// reloaded puts marked answers in use, one after the other, and returns their versions. The
// first of all is that of the little base, which says 10.
func (d *desk) reloaded(t testing.TB, marks ...string) map[string]string {
	t.Helper()
	versions := map[string]string{"10": d.bot.Version()}
	for _, n := range marks {
		d.folder.mark(n)
		d.reload(t, "1")
		versions[n] = d.bot.Version()
	}
	return versions
}

// TestRollbackGoesBack: each time further, through whatever was in use.
func TestRollbackGoesBack(t *testing.T) {
	for name, test := range map[string]struct {
		marks, want []string
	}{
		"nothing before": {nil, []string{""}},
		"one":            {[]string{"11"}, []string{"10", ""}},
		"several":        {[]string{"11", "12", "13"}, []string{"12", "11", "10", ""}},
		"there and back": {[]string{"11", "12", "11"}, []string{"12", "11", "10", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			versions := d.reloaded(t, test.marks...)
			for _, n := range test.want {
				before := d.bot.Version()
				r := d.says(t, "2", "/rollback")
				if n == "" {
					want(t, r, bot.KindRefused, notChanged, "No earlier answers")
					continue
				}
				want(t, r, bot.KindInfo, "In use now", versions[n])
				if d.inUse(t) != n || r.Version() != versions[n] {
					t.Fatalf("answers of %s in use, want %s", d.inUse(t), n)
				}
				history := d.history(t)
				if c := history[len(history)-1]; c.Action != "rollback" || c.Version != versions[n] || c.Before != before || c.By.ID != "2" {
					t.Errorf("audit: %+v", c)
				}
			}
		})
	}
}

// TestRollbackAfterForward: answers that are put in use again after a rollback are gone back
// from to those before them.
func TestRollbackAfterForward(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12")
	d.says(t, "1", "/rollback")
	d.says(t, "1", "/rollback")
	want(t, d.says(t, "1", "/rollback "+versions["12"]), bot.KindInfo, "In use now", versions["12"])
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
	d.reloaded(t, "13")
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
}

func TestRollbackTo(t *testing.T) {
	d := startDesk(t)
	versions := d.reloaded(t, "11", "12", "13")
	want(t, d.says(t, "1", "/rollback "+versions["11"][:6]), bot.KindInfo, "In use now", versions["11"])
	want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now", versions["10"])
	for _, arg := range []string{"zzz", "000000000000", "../x", strings.Repeat("a", 4000), "a b", "%", "_"} {
		want(t, d.says(t, "1", "/rollback "+arg), bot.KindRefused, notChanged, "no such version")
	}
	lines := len(d.history(t))
	want(t, d.says(t, "1", "/rollback "+versions["10"]), bot.KindInfo, "As it was", versions["10"])
	if len(d.history(t)) != lines {
		t.Errorf("audit: %v", d.audit(t)[lines:])
	}
}

func TestVersions(t *testing.T) {
	oneAtATime(t)
	d := startDesk(t)
	marks := make([]string, 22)
	for i := range marks {
		marks[i] = fmt.Sprint(11 + i)
	}
	versions := d.reloaded(t, marks...)
	d.says(t, "1", "/off salt") // no version
	d.says(t, "2", "/rollback")
	r := d.says(t, "1", "/versions")
	want(t, r, bot.KindInfo, "Versions", "In use is "+versions["31"], "- "+versions["31"]+", 2026-01-02 03:07 UTC, by rollback of discord 2\n",
		"- "+versions["32"]+", 2026-01-02 03:07 UTC, by reload of discord 1: 0 added, 0 removed, 1 changed")
	if n := strings.Count(r.Text(), "\n- "); n != 20 {
		t.Errorf("%d versions are listed, want 20:\n%s", n, r.Text())
	}
	fresh := startDesk(t)
	want(t, fresh.says(t, "1", "/versions"), bot.KindInfo, "Versions", "by start of the program")
	r = d.says(t, "1", "/versions show "+versions["12"][:8]+" salt")
	want(t, r, bot.KindInfo, "How much salt goes into bread?", "About 12 grams")
	if r.Version() != versions["12"] || r.Kind() == bot.KindAnswer || len(r.Votes()) > 0 {
		t.Errorf("shown of version %s as %s with %d votes", r.Version(), r.Kind(), len(r.Votes()))
	}
	want(t, d.says(t, "1", "/versions show "+versions["12"]+" sugar"), bot.KindRefused, "Versions", "no entry of that ID")
	want(t, d.says(t, "1", "/versions show zzz salt"), bot.KindRefused, "Versions", "no such version")
}

// TestRolledBackStaysSo: a start does not bring back what moderators went back from, while
// the folder holds it; once the folder is edited, it counts again.
func TestRolledBackStaysSo(t *testing.T) {
	oneAtATime(t)
	for name, test := range map[string]struct {
		do   func(t *testing.T, d *desk, versions map[string]string)
		want string
	}{
		"once": {func(t *testing.T, d *desk, _ map[string]string) { d.says(t, "1", "/rollback") }, "11"},
		"twice": {func(t *testing.T, d *desk, _ map[string]string) {
			d.says(t, "1", "/rollback")
			d.says(t, "1", "/rollback")
		}, "10"},
		"to what is in use already": {func(t *testing.T, d *desk, v map[string]string) {
			d.says(t, "1", "/rollback")
			d.says(t, "1", "/rollback "+v["11"])
		}, "11"},
		"and forward again": {func(t *testing.T, d *desk, v map[string]string) {
			d.says(t, "1", "/rollback")
			d.says(t, "1", "/rollback "+v["12"])
		}, "12"},
		"through several starts":     {func(t *testing.T, d *desk, _ map[string]string) { d.says(t, "1", "/rollback"); d.start(t).start(t) }, "11"},
		"reloaded after all":         {func(t *testing.T, d *desk, _ map[string]string) { d.says(t, "1", "/rollback"); d.reload(t, "2") }, "12"},
		"then the folder was edited": {func(t *testing.T, d *desk, _ map[string]string) { d.says(t, "1", "/rollback"); d.folder.mark("14") }, "14"},
		"edited to what was gone back from": {func(t *testing.T, d *desk, _ map[string]string) {
			d.says(t, "1", "/rollback")
			d.says(t, "1", "/rollback")
			d.folder.mark("11")
		}, "10"},
		"then the folder was damaged": {func(t *testing.T, d *desk, _ map[string]string) {
			d.says(t, "1", "/rollback")
			d.folder.write("base.yaml", "")
		}, "11"},
		"damaged, started, mended": {func(t *testing.T, d *desk, _ map[string]string) {
			d.says(t, "1", "/rollback")
			base := string(d.folder.files["base.yaml"].Data)
			d.folder.write("base.yaml", "")
			d.start(t)
			d.folder.write("base.yaml", base)
		}, "11"},
		"the store cannot give it, then can": {func(t *testing.T, d *desk, _ map[string]string) {
			d.says(t, "1", "/rollback")
			d.store.Set(fail("Files"))
			d.start(t)
			d.store.Set(nil)
		}, "11"}, // what is in use because nothing else is there does not count
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			versions := d.reloaded(t, "11", "12")
			test.do(t, d, versions)
			if d.start(t); d.inUse(t) != test.want {
				t.Errorf("after a start the answers of %s are in use, want %s", d.inUse(t), test.want)
			}
			if d.start(t); d.inUse(t) != test.want {
				t.Errorf("after a second start the answers of %s are in use, want %s", d.inUse(t), test.want)
			}
		})
	}
}

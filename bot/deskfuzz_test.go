package bot_test

import (
	"bytes"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/bot"
)

// FuzzNeedsRole: a message for which no role is needed is never a moderators' command, and
// so gets the same reply from anybody.
func FuzzNeedsRole(f *testing.F) {
	for _, c := range bot.ModeratorCommands() {
		for _, text := range []string{"/" + c.Name, " /" + strings.ToUpper(c.Name) + "@candor_bot x", "\ufeff/" + c.Name + "\n1", "/" + c.Name + "\u0301", "／" + c.Name, "/" + c.Name[:1] + "\u200b" + c.Name[1:], "x /" + c.Name} {
			f.Add(text, "")
			f.Add("", text)
		}
		f.Add("/"+c.Name+" "+strings.Repeat("xyzzy ", 900), "")
		f.Add(strings.Repeat(" ", 5000)+"/"+c.Name, "")
	}
	f.Add("/oﬀ salt", "")
	f.Add("\u1100\u1161/off", "")
	f.Add("/\U0001d428ff", "")
	f.Add("¨/off", "")
	d := startDesk(f)
	f.Fuzz(func(t *testing.T, text, choice string) {
		m := bot.Message{Platform: "discord", Text: text, Choice: choice} // a member, who is refused what needs a role
		before := d.Refused()
		r, err := d.bot.Handle(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if reached := d.Refused() > before; reached && !m.NeedsRole() {
			t.Errorf("%.100q %.100q: %s %q, but no role is needed", text, choice, r.Kind(), r.Title())
		}
	})
}

// TestNeedsRole holds it to the commands that there are.
func TestNeedsRole(t *testing.T) {
	for name, messages := range moderatorMessages() {
		for _, m := range messages {
			if !m.NeedsRole() {
				t.Errorf("/%s %q needs no role", name, m.Text+m.Choice)
			}
		}
	}
	for _, c := range bot.Commands() {
		if m := member("/" + c.Name); m.NeedsRole() {
			t.Errorf("/%s needs a role", c.Name)
		}
	}
	for _, text := range []string{"", "how long", "reload", "off salt", "please /reload", "/bake", "/send 1 yes"} {
		if member(text).NeedsRole() {
			t.Errorf("%q needs a role", text)
		}
	}
}

// FuzzDeskArguments: whatever stands behind settings and questions, nothing panics, nothing
// but what is asked for changes, and what was set can be read again.
func FuzzDeskArguments(f *testing.F) {
	oneAtATime(f)
	for _, arg := range []string{"", "territory NZ", "territory default", "visibility public", "channels here 12 <#34>", "channels all", "discord/5 territory GB",
		"telegram/-5", "accept 1 as salt", "accept 1 as none", "drop 1", "accept 1 as", "drop 99999999999999999999", "accept +1 as salt", "\x00", "channels " + numbers(60)} {
		f.Add(arg, true)
		f.Add(arg, false)
	}
	f.Fuzz(func(t *testing.T, arg string, group bool) {
		d := newDesk(t, func(cfg *bot.DeskConfig) {
			cfg.Suggest = func(s bot.Suggestion) (string, error) {
				if s.Question != unanswered || s.Entry == "" {
					t.Errorf("suggested: %+v", s)
				}
				return "suggestions.md", nil
			}
		}).start(t)
		if _, err := d.memory.Send(t.Context(), bot.Sent{Day: "2026-01-02", Text: unanswered}); err != nil {
			t.Fatal(err)
		}
		m := moderator("1", "/settings "+arg)
		if group {
			m = inGroup("/settings " + arg)
		}
		r := d.gets(t, m)
		notes := d.notes(t)
		maps.DeleteFunc(notes, func(name, _ string) bool { return !strings.HasPrefix(name, "place/") })
		if r.Kind() != bot.KindInfo && r.Kind() != bot.KindHelp && len(notes) > 0 || len(notes) > 1 {
			t.Errorf("%s %q left %v", r.Kind(), r.Title(), notes)
		}
		q := d.says(t, "1", "/questions "+arg)
		settled := slices.ContainsFunc(d.audit(t), func(line string) bool { return strings.HasPrefix(line, "questions") })
		if gone := len(d.inbox(t)) == 0; gone != settled || gone && q.Kind() != bot.KindInfo {
			t.Errorf("%s %q: gone %v, in the audit %v", q.Kind(), q.Title(), gone, settled)
		}
		before := d.Settings("telegram", "-5")
		if after := d.start(t).Settings("telegram", "-5"); after.Territory != before.Territory || after.Public != before.Public || !slices.Equal(after.Channels, before.Channels) {
			t.Errorf("settings %+v, after a start %+v", before, after)
		}
	})
}

// FuzzReload: whatever stands in a folder, a reload is shown or refused with a reason, and
// what comes into use is in the store byte by byte and comes from there again.
func FuzzReload(f *testing.F) {
	oneAtATime(f)
	f.Add("entries/salt.md", "About 9 grams.")
	f.Add("entries/seeds.md", entry("", "Sesame."))
	f.Add("base.yaml", "title: [")
	f.Add("golden.jsonl", `{"question": "celiac", "want": "gluten"}`)
	f.Add("synonyms.yaml", "- [a, b]\n")
	f.Add("learned.bin", "candor learned 1\n")
	f.Add("entries/\x1b.md", "")
	f.Add("entries/salt.md", "\ufeff---\r\nquestion: How much salt?\r\nasked: [salt]\r\nsection: The Oven\r\nreviewed: 2026-01-02\r\n---\r\nSome.\r\n")
	plain := breadFiles(f)
	for _, s := range seeds {
		sown := &folder{files: cloned(plain)}
		s.sow(f, sown)
		for name, file := range sown.files {
			if before, ok := plain[name]; (!ok || !bytes.Equal(before.Data, file.Data)) && len(file.Data) < 5000 {
				f.Add(name, string(file.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if !fs.ValidPath(name) || name == "." || strings.HasPrefix(name, "base.yaml/") {
			t.Skip("no file can be called so")
		}
		d := newDesk(t, nil)
		d.embedded = cloned(d.folder.files)
		d.start(t)
		before, lines := d.bot.Version(), len(d.history(t))
		d.folder.files[name] = file(text)
		r := d.says(t, "1", "/reload")
		if len(strings.TrimSpace(r.Text())) == 0 || strings.ContainsAny(r.Text(), "\x00\x1b\u202e") {
			t.Errorf("%s %q: %q", r.Kind(), r.Title(), r.Text())
		}
		if d.bot.Version() != before || len(d.history(t)) != lines {
			t.Fatal("a reload changed something by itself")
		}
		if len(r.Choices()) == 0 {
			return
		}
		want(t, d.presses(t, "1", r, putInUse), bot.KindInfo, "In use now")
		stored, err := d.memory.Files(t.Context(), d.bot.Version())
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range stored {
			if name != bot.LearnedFile && !bytes.Equal(data, d.folder.files[name].Data) {
				t.Errorf("%s is stored as %q, not %q", name, data, d.folder.files[name].Data)
			}
		}
		now := d.bot.Version()
		d.folder.files = fstest.MapFS{} // so that the next start takes what is stored
		if d.start(t).bot.Version() != now {
			t.Errorf("version %s is stored, but %s comes back: %s", now, d.bot.Version(), d.told)
		}
	})
}

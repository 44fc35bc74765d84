package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/bot"
)

// reloadPause is how long a moderator waits between two reloads.
const reloadPause = 10 * time.Second

const (
	noRight    = "That is for moderators"
	notChanged = "Nothing has changed"
)

// moderatorMessages is a message for each moderators' command, typed and pressed.
func moderatorMessages() map[string][]bot.Message {
	out := map[string][]bot.Message{}
	for _, c := range bot.ModeratorCommands() {
		for _, arg := range []string{"", " salt", " x y z", " 7"} {
			typed, pressed := member("/"+c.Name+arg), member("")
			pressed.Choice = "/" + c.Name + arg
			out[c.Name] = append(out[c.Name], typed, pressed)
		}
	}
	return out
}

// TestRoles: nobody below a command's role gets anything of it, and each try is counted.
func TestRoles(t *testing.T) {
	d := startDesk(t)
	before, lines := d.bot.Version(), len(d.history(t))
	refused := int64(0)
	for name, messages := range moderatorMessages() {
		for _, m := range messages {
			for _, role := range []bot.Role{bot.RoleMember, bot.RoleManager} {
				m.Role = role
				r := d.gets(t, m)
				if allowed := role == bot.RoleManager && name == "settings"; allowed != (r.Title() != noRight) {
					t.Errorf("%q of role %d: %s %q", m.Text+m.Choice, role, r.Kind(), r.Title())
				} else if !allowed {
					want(t, r, bot.KindRefused, noRight)
					refused++
				}
			}
		}
	}
	if d.Refused() != refused {
		t.Errorf("Refused = %d, want %d", d.Refused(), refused)
	}
	if d.bot.Version() != before || len(d.history(t)) != lines {
		t.Error("a refused command changed something")
	}
	if r := d.gets(t, member("amount of salt")); r.Entry() != "salt" {
		t.Errorf("after refused commands salt is answered with %s %q", r.Kind(), r.Title())
	}
}

// TestNoDesk: where nobody can be a moderator, commands say so.
func TestNoDesk(t *testing.T) {
	b := breadBot(t)
	for _, messages := range moderatorMessages() {
		for _, m := range messages {
			m.Role = bot.RoleModerator
			r, _ := b.Handle(t.Context(), m)
			want(t, r, bot.KindRefused, "Not here")
		}
	}
	r, _ := b.Handle(t.Context(), member("/send 1234 yes"))
	want(t, r, bot.KindInfo, "There is no such choice")
	r, _ = b.Handle(t.Context(), member("quarterly tax return"))
	if slices.Contains(labels(r), sendIt) {
		t.Error("a question can be sent where nobody reads it")
	}
}

// TestEveryCommandAnswers: each command that menus list does something, and says so in a
// reply that is its own.
func TestEveryCommandAnswers(t *testing.T) {
	for _, c := range bot.ModeratorCommands() {
		d := startDesk(t)
		r := d.says(t, "1", "/"+c.Name)
		if r.Title() == "I do not know that command" || r.Title() == noRight || c.Help == "" {
			t.Errorf("/%s (%s): %s %q", c.Name, c.Help, r.Kind(), r.Title())
		}
	}
}

// TestHostileArguments: whatever stands behind a command, nothing is changed by it that was
// not named, and nothing of it comes back.
func TestHostileArguments(t *testing.T) {
	const echo = "qzxv"
	long := strings.Repeat(echo, 1000)
	for _, arg := range []string{
		"../../etc/passwd", "../" + echo, "salt/../../x", "salt\x00", "\u202esalt", echo, long, "salt " + long, "\x1b[31m" + echo,
		"@everyone " + echo, "<@1>", "`" + echo + "`", "-1", "99999999999999999999", "\xff\xfe", "%s%d%n", "' or 1=1 --", "*", "_", "%",
		strings.Repeat("a ", 2000), strings.Repeat("\u0301", 4000), strings.Repeat("🧂", 1000),
	} {
		d := startDesk(t)
		version, notes := d.bot.Version(), len(d.notes(t))
		for _, c := range bot.ModeratorCommands() {
			if slices.Contains([]string{"pause", "resume", "reload"}, c.Name) {
				continue // what stands behind it is left alone
			}
			for _, m := range []bot.Message{moderator("1", "/"+c.Name+" "+arg), {Platform: "discord", User: "1", Private: true, Role: bot.RoleModerator, Choice: "/" + c.Name + " " + arg}} {
				r := d.gets(t, m)
				if c.Name != "test" && strings.Contains(strings.ToLower(r.Text()+r.Title()), echo) {
					t.Errorf("/%s %.20q: comes back in %q", c.Name, arg, r.Text())
				}
				if strings.ContainsAny(r.Text(), "\x00\x1b\u202e") {
					t.Errorf("/%s %.20q: a control character comes back", c.Name, arg)
				}
			}
		}
		d.says(t, "1", "/on salt") // a NUL and an override are no part of a word
		if d.bot.Version() != version || len(d.notes(t)) != notes {
			t.Errorf("%.20q changed notes to %v", arg, d.notes(t))
		}
	}
}

func TestOffAndOn(t *testing.T) {
	d := startDesk(t)
	want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "No answer is switched off")
	want(t, d.says(t, "1", "/off sallt"), bot.KindRefused, "No such entry", "no entry of that ID")
	want(t, d.says(t, "1", "/off sal"), bot.KindRefused, "No such entry", "salt")
	want(t, d.says(t, "1", "/on salt"), bot.KindInfo, "As it was", "salt was not switched off")
	want(t, d.says(t, "1", "/off SALT.md"), bot.KindInfo, "Done", "Nobody gets the answer salt")
	want(t, d.says(t, "2", "/off salt"), bot.KindInfo, "As it was", "salt was switched off already")
	want(t, d.says(t, "1", "/off rising"), bot.KindInfo, "Done")
	want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "2 answers are switched off", "- rising\n- salt")
	want(t, d.says(t, "2", "/on salt"), bot.KindInfo, "Done", "salt is given again")
	if r := d.gets(t, member("amount of salt")); r.Entry() != "salt" {
		t.Errorf("salt is answered with %s %q", r.Kind(), r.Title())
	}
	got := d.history(t)[1:]
	if fmt.Sprint(d.audit(t)[1:]) != "[off salt off rising on salt]" || got[0].By != (bot.Moderator{Platform: "discord", ID: "1"}) ||
		got[2].By.ID != "2" || got[0].Version != d.bot.Version() || got[0].Before != got[0].Version || !got[0].Time.Equal(d.clock.t.Truncate(time.Second)) {
		t.Errorf("audit: %+v", got)
	}
	if notes := d.notes(t); notes["off/rising"] == "" || notes["off/salt"] != "" {
		t.Errorf("notes: %v", notes)
	}
}

// TestOffOutlivesItsEntry: an answer that is off stays so while its entry is away, and can
// be switched on then.
func TestOffOutlivesItsEntry(t *testing.T) {
	d := startDesk(t)
	d.says(t, "1", "/off done")
	file := string(d.folder.files["entries/done.md"].Data)
	d.folder.write("entries/done.md", "")
	d.reload(t, "1")
	want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", "- done")
	d.folder.write("entries/done.md", file)
	d.reload(t, "1")
	want(t, d.gets(t, pressed("done")), bot.KindNone, "That answer is switched off")
	d.folder.write("entries/done.md", "")
	d.reload(t, "1")
	want(t, d.says(t, "1", "/on done"), bot.KindInfo, "Done")
	want(t, d.says(t, "1", "/on done"), bot.KindRefused, "No such entry")
}

// TestOffOfWhatTellsOfDanger: an entry whose ID does is switched off like others, by a
// moderator who writes that and nothing else. All else that tells of danger gets the card.
func TestOffOfWhatTellsOfDanger(t *testing.T) {
	const id = "self-harm"
	d := newDesk(t, nil)
	d.folder.write("entries/"+id+".md", "---\nquestion: What does the book say?\nasked: [what the book says]\nsection: The Oven\nreviewed: 2026-01-02\n---\nNothing.\n")
	d.start(t)
	want(t, d.says(t, "1", "/off "+id), bot.KindInfo, "Done", "/on "+id)
	want(t, d.says(t, "1", "/off"), bot.KindInfo, "Switched off", id)
	want(t, d.says(t, "1", "/versions show "+d.bot.Version()+" "+id), bot.KindInfo, "What does the book say?", "Nothing.")
	want(t, d.says(t, "1", "/on "+id+".md"), bot.KindInfo, "Done")
	for _, text := range []string{"/off self-harm tonight", "/off self-harm i want to die", "/off i-want-to-die", "/versions show self-harm self-harm", "/test i want to self-harm"} {
		if r := d.says(t, "1", text); r.Kind() != bot.KindHelp {
			t.Errorf("%q of a moderator: %s %q, want the card", text, r.Kind(), r.Title())
		}
	}
	if r := d.gets(t, member("/off "+id)); r.Kind() != bot.KindHelp {
		t.Errorf("/off of a member: %s %q, want the card", r.Kind(), r.Title())
	}
}

func TestPauseAndResume(t *testing.T) {
	d := startDesk(t)
	want(t, d.says(t, "1", "/resume"), bot.KindInfo, "As it was", "not paused")
	want(t, d.says(t, "1", "/pause"), bot.KindInfo, "Done", "/resume")
	want(t, d.says(t, "1", "/pause"), bot.KindInfo, "As it was", "paused already")
	want(t, d.gets(t, member("amount of salt")), bot.KindRefused, paused, "/crisis")
	d.start(t)
	want(t, d.gets(t, member("amount of salt")), bot.KindRefused, paused)
	want(t, d.says(t, "2", "/resume"), bot.KindInfo, "Done")
	if r := d.gets(t, member("amount of salt")); r.Entry() != "salt" {
		t.Errorf("salt is answered with %s %q", r.Kind(), r.Title())
	}
	if got := fmt.Sprint(d.audit(t)[1:]); got != "[pause resume]" {
		t.Errorf("audit: %s", got)
	}
}

func TestTest(t *testing.T) {
	d := startDesk(t)
	want(t, d.says(t, "1", "/test"), bot.KindRefused, "What that finds")
	want(t, d.says(t, "1", "/test amount of salt"), bot.KindInfo, "What that finds", "The first of these is given", "salt, confidence", "one of its phrasings")
	want(t, d.says(t, "1", "/test how much salt do I need"), bot.KindInfo, "What that finds", "salt, confidence", "by the phrasing")
	want(t, d.says(t, "1", "/test quarterly tax return"), bot.KindInfo, "What that finds", "Nothing is found")
	d.says(t, "1", "/off salt")
	want(t, d.says(t, "1", "/test amount of salt"), bot.KindInfo, "What that finds", "(switched off)")
	want(t, d.says(t, "1", "/test I was abused as a child"), bot.KindInfo, "What that finds", "Lines of support")
	if r := d.says(t, "1", "/test I want to die"); r.Kind() != bot.KindHelp {
		t.Errorf("a test of a cry for help: %s %q, want the card", r.Kind(), r.Title())
	}
}

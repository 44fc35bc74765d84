package main

import (
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	toConfirm  = "Put it in use"
	rising     = "rising time"
	firstText  = "Until it has doubled."
	atOnceMost = 4 * time.Second // 1 s is promised, and it takes 0.1 s; who waits in vain for the store waits 5 s
)

// TestModerate is a moderator's day: what they change is what the next question gets, on
// both platforms, and nobody else changes anything.
func TestModerate(t *testing.T) {
	sc := newScene(t)
	sc.serve()
	sc.bothGet(rising, firstText)

	// From Telegram in private, by the list.
	sc.write("rising", "About an hour, in private.")
	chat := sc.moderator()
	shown := sc.telegramSays(chat, "/reload", "Put this in use?")
	for _, want := range []string{"rising", "Until it has doubled.", "About an hour, in private."} {
		if !strings.Contains(shown.Text, want) {
			t.Errorf("the reload does not show %q but %q", want, shown.Text)
		}
	}
	sc.bothGet(rising, firstText) // not yet
	sc.telegramPresses(chat, shown, toConfirm, "In use now")
	sc.bothGet(rising, "About an hour, in private.")

	// From Telegram's home group, by an administrator.
	sc.write("rising", "About an hour, in the group.")
	shown = sc.groupSays(groupAdmin, "/reload", "About an hour, in the group.")
	sc.telegramPresses(groupAdmin, shown, toConfirm, "In use now")
	sc.bothGet(rising, "About an hour, in the group.")

	// From Discord's home server, by who manages it.
	sc.write("rising", "About an hour, on Discord.")
	m := sc.discordSays(serverManager, manageServer, "reload", "", "About an hour, on Discord.")
	sc.discordPresses(serverManager, manageServer, m, toConfirm, "In use now")
	sc.bothGet(rising, "About an hour, on Discord.")

	// From the command line.
	sc.write("rising", "About an hour, at the socket.")
	if out := sc.candor(0, "reload", "--yes"); !strings.Contains(out, "About an hour, at the socket.") || !strings.Contains(out, "In use now") {
		t.Errorf("candor reload --yes says\n%s", out)
	}
	sc.bothGet(rising, "About an hour, at the socket.")

	sc.refusesBroken()
	sc.refusesMembers()
	sc.atOnce()
	sc.outlives()
}

// refusesBroken: a file with a fault is refused with its place, and the text stays.
func (sc *scene) refusesBroken() {
	sc.Helper()
	sc.breaks("rising")
	const place = "entries/rising.md:5"
	sc.telegramSays(sc.moderator(), "/reload", place)
	sc.discordSays("600000000000000002", manageServer, "reload", "", place)
	sc.bothGet(rising, "About an hour, at the socket.")
	sc.write("rising", "About an hour, at the socket.")
}

// refusesMembers: everybody else is told so, and nothing changes.
func (sc *scene) refusesMembers() {
	sc.Helper()
	before := sc.candor(0, "versions")
	for i, command := range []string{"/reload", "/rollback", "/off rising", "/pause", "/versions", "/stats"} {
		sc.telegramSays(9000+int64(i), command, noModeratorSay)
		name, arguments, _ := strings.Cut(command[1:], " ")
		sc.groupSays(9100+int64(i), "/"+name+"@faq_bot "+arguments, noModeratorSay) // without its name it may be for another bot
		sc.discordSays("60000000000000010"+string(rune('0'+i)), 0, name, arguments, noModeratorSay)
	}
	if after := sc.candor(0, "versions"); after != before {
		sc.Errorf("members' commands changed versions from\n%s\nto\n%s", before, after)
	}
	sc.bothGet(rising, "About an hour, at the socket.")
}

// atOnce: what is wrong is away at once.
func (sc *scene) atOnce() {
	sc.Helper()
	sc.took("rollback", atOnceMost, func() {
		sc.telegramSays(sc.moderator(), "/rollback", "In use now")
		sc.bothGet(rising, "About an hour, on Discord.")
	})
	sc.took("off", atOnceMost, func() {
		sc.discordSays(serverManager, manageServer, "off", "kneading", "Nobody gets the answer kneading")
		sc.bothGet("kneading time", "That answer is switched off")
	})
}

var versionLine = regexp.MustCompile(`In use is ([0-9a-f]{12})`)

// outlives: what moderators chose outlives the program.
func (sc *scene) outlives() {
	sc.Helper()
	sc.telegramSays(sc.moderator(), "/settings telegram/-5 territory NZ", "territory NZ")
	before := versionLine.FindString(sc.candor(0, "versions"))
	sc.restart()
	sc.bothGet(rising, "About an hour, on Discord.") // though the folder has the other
	sc.bothGet("kneading time", "That answer is switched off")
	if out := sc.candor(0, "versions"); before == "" || !strings.Contains(out, before) {
		sc.Errorf("before the restart: %q; afterwards:\n%s", before, out)
	}
	if out := sc.candor(0, "settings", "telegram/-5"); !strings.Contains(out, "territory NZ") {
		sc.Errorf("after the restart the settings are\n%s", out)
	}
}

// TestVersionShow: every version's files come back as they were, byte by byte, also when no
// service runs.
func TestVersionShow(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector, and one thing at a time")
	}
	sc := newScene(t)
	files := map[string]string{}
	sc.serve()
	for i, answer := range []string{"An hour.", "An hour.  \n\n\n- And a \u00e9tage.   ", "Half an hour, without a line's end"} {
		file := strings.TrimSuffix(entry("rising", answer), "\n")
		sc.must(os.WriteFile(sc.file("rising"), []byte(file), 0o644))
		sc.p.signal(syscall.SIGHUP)
		sc.inUse(i + 1)
		files[sc.live()] = file
	}
	if len(files) != 3 {
		t.Fatalf("%d versions, want 3", len(files))
	}
	for _, runs := range []bool{true, false} {
		for version, want := range files {
			for _, id := range []string{"rising", "rising.md"} {
				if got := sc.candor(0, "versions", "show", version[:6], id); got != want {
					t.Errorf("service runs %v, version %s: %q, want %q", runs, version, got, want)
				}
			}
			sc.candor(1, "versions", "show", version, "../base.yaml")
		}
		if out := sc.candor(1, "versions", "show", "zz", "rising"); !strings.Contains(out, "version zz: there is none") {
			t.Errorf("it says %q", out)
		}
		sc.p.kill()
	}
}

// live is the version in use.
func (sc *scene) live() string {
	sc.Helper()
	found := versionLine.FindStringSubmatch(sc.candor(0, "versions"))
	if found == nil {
		sc.Fatal("candor versions names none")
	}
	return found[1]
}

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

// Who moderates in a scene.
const (
	homeGroup      = -1_001_777_000_000
	listed         = 7_001      // on Telegram's list, and each number after it
	listedUpTo     = 7_019      //
	groupAdmin     = int64(801) // administers homeGroup
	manageServer   = 1 << 5     // discord.com/developers/docs/topics/permissions
	serverManager  = "600000000000000001"
	noModeratorSay = "That is for moderators"
)

// scene is a folder of answers with a "candor serve" for both platforms, and people there.
type scene struct {
	*testing.T
	telegram      *telegramtest.Server
	discord       *discordtest.Server // nil for none
	answers, data string              // folders
	p             *program
	moderators    int64 // of listed, how many have had a turn
}

// newScene copies the little base.
func newScene(t *testing.T) *scene {
	t.Helper()
	sc := newTelegramScene(t)
	sc.discord = newDiscord(t)
	return sc
}

// newDiscord is a Discord that takes a first response however late: the program's time is the
// machine's, which may be at other work. That Discord's three seconds are kept is shown in
// adapters/discord.
func newDiscord(t *testing.T) *discordtest.Server {
	t.Helper()
	return discordtest.New(t, discordtest.ResponseTime(long))
}

// newTelegramScene is a scene without Discord.
func newTelegramScene(t *testing.T) *scene {
	t.Helper()
	sc := &scene{T: t, telegram: telegramtest.New(t), answers: filepath.Join(t.TempDir(), "answers"), data: shortTempDir(t)}
	sc.must(os.CopyFS(sc.answers, os.DirFS("testdata/base")))
	sc.telegram.Meet(homeGroup, telegramtest.Supergroup)
	sc.telegram.SetMember(homeGroup, groupAdmin, "administrator")
	return sc
}

// shortTempDir is a folder whose sockets may have names: t.TempDir's is too long for that.
func shortTempDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "c")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "data")
}

// waits marks a test that is long because it waits: others go on meanwhile.
func waits(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
}

func (sc *scene) must(err error) {
	sc.Helper()
	if err != nil {
		sc.Fatal(err)
	}
}

// env is that of the program: a bot on the platforms.
func (sc *scene) env() []string {
	env := []string{
		"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + sc.telegram.URL,
		"CANDOR_DATA=" + sc.data, "CANDOR_KNOWLEDGE=" + sc.answers,
	}
	if sc.discord != nil {
		env = append(env, "CANDOR_DISCORD_TOKEN="+discordtest.Token, "CANDOR_DISCORD_API="+sc.discord.URL)
	}
	return env
}

// serve starts the program, and waits until it is on the platforms.
func (sc *scene) serve(args ...string) {
	sc.Helper()
	sc.p = sc.prepare(args...)
	sc.p.start()
	sc.ready()
}

// prepare is the program, which has not begun.
func (sc *scene) prepare(args ...string) *program {
	sc.Helper()
	moderators := fmt.Sprint(listed)
	for id := listed + 1; id <= listedUpTo; id++ {
		moderators += fmt.Sprint(",", id)
	}
	return prepare(sc.T, sc.env(), append([]string{
		"--telegram-per-second=0", "--telegram-moderators", moderators, fmt.Sprint("--telegram-home=", homeGroup), "--discord-home", discordtest.GuildID(0),
	}, args...)...)
}

func (sc *scene) ready() {
	sc.Helper()
	sc.p.says(`"mode":"polling"`)
	if sc.discord == nil {
		return
	}
	if err := sc.discord.Wait(within(sc.T, long), func(d *discordtest.Server) bool {
		return d.Connected() > 0 && len(d.CommandsOf(discordtest.GuildID(0))) > 0
	}); err != nil {
		sc.Fatalf("%v:\n%s", err, sc.p.out)
	}
}

// restart kills the program and starts it again.
func (sc *scene) restart(args ...string) {
	sc.Helper()
	sc.p.kill()
	if sc.discord != nil { // the link of the one that was killed may still be there
		sc.must(sc.discord.Wait(within(sc.T, long), func(d *discordtest.Server) bool { return d.Links() == 0 }))
	}
	sc.serve(args...)
}

// candor runs a command of the program's, which must end with a code, and returns what it
// prints.
func (sc *scene) candor(code int, args ...string) string {
	sc.Helper()
	out, got := sc.run(args...)
	if got != code {
		sc.Errorf("candor %s ends with %d, want %d:\n%s", strings.Join(args, " "), got, code, out)
	}
	return out
}

// run runs a command of the program's.
func (sc *scene) run(args ...string) (out string, code int) {
	cmd := exec.CommandContext(sc.Context(), builtProgram(sc.T), args...)
	cmd.Env = append(sc.env(), "GORACE=atexit_sleep_ms=0")
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		sc.Fatal(err)
	}
	return string(said), cmd.ProcessState.ExitCode()
}

// write gives an entry another answer.
func (sc *scene) write(id, answer string) {
	sc.Helper()
	sc.must(os.WriteFile(sc.file(id), []byte(entry(id, answer)), 0o644))
}

// breaks makes a fault in the fifth line of an entry's file.
func (sc *scene) breaks(id string) {
	sc.Helper()
	text := strings.Replace(entry(id, "Broken."), "reviewed: 2026-01-02", "reviewed: 2026-13-40", 1)
	sc.must(os.WriteFile(sc.file(id), []byte(text), 0o644))
}

func (sc *scene) file(id string) string { return filepath.Join(sc.answers, "entries", id+".md") }

// entry is the file of an entry of the little base with another answer.
func entry(id, answer string) string {
	text, err := os.ReadFile(filepath.Join("testdata/base/entries", id+".md"))
	if err != nil {
		panic(err) // it is a file of this folder
	}
	head := text[:strings.LastIndex(string(text), "---\n")+len("---\n")]
	return string(head) + answer + "\n"
}

// lastAsker counts people, so that nobody asks too much.
var lastAsker atomic.Int64

// ask lets a new person on each platform ask, and returns what they get.
func (sc *scene) ask(question string) (telegram, discord string) {
	sc.Helper()
	asked := sc.discord.Ask(discordtest.Command{
		Guild: discordtest.GuildID(1), User: fmt.Sprint(200000000000900000 + lastAsker.Add(1)), Name: "ask", Options: map[string]any{"question": question},
	})
	return sc.askTelegram(question), sc.onDiscord(asked, "").Text()
}

// askTelegram lets a new person there ask, and returns what they get.
func (sc *scene) askTelegram(question string) string {
	sc.Helper()
	chat := 2_000_000 + lastAsker.Add(1)
	sc.telegram.Say(telegramtest.Incoming{User: chat, Text: question})
	return sc.onTelegram(chat, 0, "").Text
}

// bothGet waits for nothing: the next question on either platform gets the text.
func (sc *scene) bothGet(question, want string) {
	sc.Helper()
	tg, dc := sc.ask(question)
	if !strings.Contains(tg, want) {
		sc.Errorf("%q on Telegram gets %q, want %q; it printed\n%s", question, tg, want, sc.p.out)
	}
	if !strings.Contains(dc, want) {
		sc.Errorf("%q on Discord gets %q, want %q", question, dc, want)
	}
}

// onTelegram waits until the bot shows a text in a chat, in one of its messages after the
// first so many.
func (sc *scene) onTelegram(chat int64, after int, text string) (found telegramtest.Sent) {
	sc.Helper()
	err := sc.telegram.Wait(within(sc.T, long), func(s *telegramtest.Server) bool {
		for _, m := range s.SentTo(chat)[min(after, len(s.SentTo(chat))):] {
			if strings.Contains(m.Text, text) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		var texts []string
		for _, m := range sc.telegram.SentTo(chat) {
			texts = append(texts, m.Text)
		}
		sc.Fatalf("no %q on Telegram: %v; there is %q; it printed\n%s", text, err, texts, sc.p.out)
	}
	return found
}

// onDiscord waits until the bot shows a text in answer to an interaction.
func (sc *scene) onDiscord(interaction, text string) (found discordtest.Message) {
	sc.Helper()
	err := sc.discord.Wait(within(sc.T, long), func(d *discordtest.Server) bool {
		a, ok := d.Answer(interaction)
		if !ok {
			return false
		}
		found, ok = d.Message(a.Message)
		return ok && !found.Loading && found.Text() != "" && strings.Contains(found.Text(), text)
	})
	if err != nil {
		sc.Fatalf("no %q on Discord: %v; there is %q; it printed\n%s", text, err, found.Text(), sc.p.out)
	}
	return found
}

// moderator is a new one of Telegram's list: nobody may reload twice in ten seconds.
func (sc *scene) moderator() int64 {
	sc.moderators++
	return listed + sc.moderators - 1
}

// telegramSays lets somebody write in private, and waits for a text.
func (sc *scene) telegramSays(user int64, text, want string) telegramtest.Sent {
	sc.Helper()
	before := len(sc.telegram.SentTo(user))
	sc.telegram.Say(telegramtest.Incoming{User: user, Text: text})
	return sc.onTelegram(user, before, want)
}

// groupSays lets somebody write in the home group, and waits for a text.
func (sc *scene) groupSays(user int64, text, want string) telegramtest.Sent {
	sc.Helper()
	before := len(sc.telegram.SentTo(homeGroup))
	sc.telegram.Say(telegramtest.Incoming{Chat: homeGroup, User: user, ChatType: telegramtest.Supergroup, Text: text})
	return sc.onTelegram(homeGroup, before, want)
}

// telegramPresses presses a button of a message, and waits for a text.
func (sc *scene) telegramPresses(user int64, m telegramtest.Sent, button, want string) {
	sc.Helper()
	b, ok := m.Button(button)
	if !ok {
		sc.Fatalf("%q has no button %q but %+v", m.Text, button, m.Buttons)
	}
	sc.telegram.Press(m.Chat, user, b.Data, m.MessageID)
	sc.onTelegram(m.Chat, 0, want)
}

// discordSays lets somebody use a moderators' command in the home server, and waits for a
// text.
func (sc *scene) discordSays(user string, may int64, name, arguments, want string) discordtest.Message {
	sc.Helper()
	c := discordtest.Command{Guild: discordtest.GuildID(0), User: user, Name: name, Permissions: may}
	if arguments != "" {
		c.Options = map[string]any{"arguments": arguments}
	}
	return sc.onDiscord(sc.discord.Ask(c), want)
}

// discordPresses presses a button of a message, and waits for a text.
func (sc *scene) discordPresses(user string, may int64, m discordtest.Message, button, want string) {
	sc.Helper()
	b, ok := m.Button(button)
	if !ok {
		sc.Fatalf("%q has no button %q but %+v", m.Text(), button, m.Buttons())
	}
	sc.onDiscord(sc.discord.Click(discordtest.Click{User: user, Message: m.ID, CustomID: b.CustomID, Permissions: may}), want)
}

// took measures what must be quick, generously: the machine may be at other work.
func (sc *scene) took(what string, most time.Duration, do func()) {
	sc.Helper()
	began := time.Now()
	do()
	took := time.Since(began)
	sc.Logf("%s: %v", what, took)
	if took > most {
		sc.Errorf("%s took %v, want at most %v", what, took, most)
	}
}

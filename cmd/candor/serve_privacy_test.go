package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

// hiddenOnDiscord is an asker's number there.
const hiddenOnDiscord = "277123456789012345"

// TestPrivacy: of people who ask nothing gets into the data folder or the log, but for the
// words that they agreed to send, and those go for good. Of moderators the folder has the
// numbers.
func TestPrivacy(t *testing.T) {
	sc := newScene(t)
	sc.discord.Name(hiddenOnDiscord, hiddenName)
	sc.serve()
	people(sc.telegram, hiddenUser)
	sc.telegram.Say(telegramtest.Incoming{User: hiddenUser + 1, Name: hiddenName, Username: hiddenNick, Text: "rising time"})
	sc.telegram.Say(telegramtest.Incoming{User: hiddenUser + 2, Name: hiddenName, Text: "i want to kill myself " + hiddenText})
	for _, question := range []string{"rising time " + hiddenText, hiddenText} {
		sc.onDiscord(sc.discord.Ask(discordtest.Command{
			Guild: discordtest.GuildID(1), User: hiddenOnDiscord, Name: "ask", Options: map[string]any{"question": question},
		}), "")
	}
	sc.discord.Say(discordtest.Incoming{User: hiddenOnDiscord, Text: hiddenText})
	sc.telegramSays(hiddenUser+3, "/off "+hiddenText, noModeratorSay)

	// The one who agrees.
	const agreed = "quarterly tax return zanzibarred"
	asker := int64(hiddenUser + 4)
	shown := sc.telegramSays(asker, agreed, "I have no answer to that")
	sc.telegramPresses(asker, shown, "Send this question to the moderators", agreed)
	sc.holds(0, "zanzibarred") // they have only seen it yet
	sc.telegramPresses(asker, sc.onTelegram(asker, 1, "Send this to the moderators?"), "Send it", "The moderators have your question")
	sc.holds(1, "zanzibarred")

	sc.write("rising", "An hour.")
	who := sc.moderator()
	sc.telegramPresses(who, sc.telegramSays(who, "/reload", "Put this in use?"), toConfirm, "In use now")
	sc.holds(1, fmt.Sprint(who))
	if out := sc.candor(0, "questions"); !strings.Contains(out, agreed) || strings.Contains(out, "77123456") {
		t.Errorf("candor questions says\n%s", out)
	}
	sc.candor(0, "questions", "drop", "1")
	sc.holds(0, "zanzibarred")
	if err := sc.telegram.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	sc.holdsNobody()
	sc.p.stop()
	sc.p.ends(0, 10*time.Second)
	sc.holdsNobody()
	sc.holds(0, "zanzibarred")
	if log := sc.p.out.String(); strings.Contains(log, "zanzibarred") || strings.Contains(log, fmt.Sprint(who)) {
		t.Errorf("the log shows a question or a moderator:\n%s", log)
	}
}

// holdsNobody looks for people in the folder and the log.
func (sc *scene) holdsNobody() {
	sc.Helper()
	for _, h := range append([]string{hiddenOnDiscord}, hidden...) {
		sc.holds(0, h)
	}
	sc.p.hides()
	if strings.Contains(sc.p.out.String(), hiddenOnDiscord) {
		sc.Errorf("somebody's number shows in\n%s", sc.p.out)
	}
}

// holds wants a text in the files of the data folder, or nowhere there.
func (sc *scene) holds(want int, text string) {
	sc.Helper()
	var found []string
	err := filepath.WalkDir(sc.data, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte(text)) || strings.Contains(name, text) {
			found = append(found, filepath.Base(name))
		}
		return err
	})
	if err != nil {
		sc.Fatal(err)
	}
	if want == 0 && len(found) > 0 || want > 0 && len(found) == 0 {
		sc.Errorf("%q is in the files %q; want it there: %v", text, found, want > 0)
	}
}

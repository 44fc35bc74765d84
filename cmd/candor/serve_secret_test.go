package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// What nobody may read.
const (
	hiddenToken = "987654321:SENTINEL-token_aaaaaaaaaaaaaaaaaaaaa"
	hiddenUser  = 7_712_345_678
	hiddenGroup = -1_009_876_543_210
	hiddenName  = "Zebulonia"
	hiddenNick  = "zebu_quux"
	hiddenTitle = "Quagmire"
	hiddenText  = "flibbertigibbet"
)

// hidden are pieces of all that: the numbers of several people begin like that one.
var hidden = []string{hiddenToken, "SENTINEL", "77123456", "9876543210", hiddenName, hiddenNick, hiddenTitle, hiddenText}

// TestSecrets runs the program through faults of the server's and looks for the token, and
// for what tells of a person, in all that it prints.
func TestSecrets(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t)
	s.SetToken(hiddenToken)
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(hiddenToken+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := launch(t, []string{"CANDOR_TELEGRAM_API=" + s.URL, "CANDOR_TELEGRAM_TOKEN_FILE=" + file}, "--telegram-per-second=0")
	p.ready()
	for i, f := range faults {
		s.Fail(f)
		people(s, hiddenUser+int64(i))
		if err := s.WaitDone(within(t, long)); err != nil {
			t.Fatal(err)
		}
	}
	p.showsNoCommandLine(hiddenToken)
	s.SetToken("") // it is revoked
	p.says("platform is off until its token's file holds another one")
	p.stop()
	p.ends(0, 10*time.Second)
	p.hides()
	for _, want := range []string{"conflict", "rate limit", "server error", "no answer", "blocked or kicked", "refused"} {
		if !strings.Contains(p.out.String(), `"`+want+`"`) {
			t.Errorf("the log does not tell of %q", want)
		}
	}
}

// faults are what the program has to live through.
var faults = []telegramtest.Fault{
	{Method: "getUpdates", Status: 409},
	{Method: "getUpdates", Status: 502, Body: "<html>Bad Gateway</html>"},
	{Method: "getUpdates", Cut: true},
	{Method: "getUpdates", RetryAfter: 1},
	{Method: "getUpdates", Drop: true},
	{Method: "getUpdates", Body: "<html>not what it was asked for</html>"},
	{Method: "getUpdates", Body: `{"ok":true,"result":[{"update_id":"` + hiddenText + `"}]}`},
	{Method: "sendMessage", Status: 502, Body: "<html>Bad Gateway</html>"},
	{Method: "sendMessage", Cut: true},
	{Method: "sendMessage", Drop: true},
	{Method: "sendMessage", RetryAfter: 1},
	{Method: "sendMessage", Status: 403},
	{Method: "sendMessage", Status: 400, Times: 2},
	{Method: "answerCallbackQuery", Status: 400},
	{Method: "answerInlineQuery", Status: 502, Body: "<html>Bad Gateway</html>"},
}

// people lets a person write, press and search, with names and numbers that show.
func people(s *telegramtest.Server, user int64) {
	said := telegramtest.Incoming{User: user, Name: hiddenName, Username: hiddenNick, Text: hiddenText + " how long does it take"}
	s.Say(said)
	s.Press(user, user, hiddenText, 1)
	s.Inline(user, hiddenText)
	said.Chat, said.ChatType, said.ChatTitle = hiddenGroup, telegramtest.Supergroup, hiddenTitle
	said.Text = "/ask " + said.Text
	s.Say(said)
	s.Raw(`{"message":{"message_id":"` + hiddenText + `","chat":{"id":7712345678}}}`)
}

// TestSecretsUnreachable: the address that cannot be reached holds the token.
func TestSecretsUnreachable(t *testing.T) {
	p := launch(t, []string{"CANDOR_TELEGRAM_API=http://candor.invalid", "CANDOR_TELEGRAM_TOKEN=" + hiddenToken})
	p.says("telegram does not answer")
	p.stop()
	p.ends(0, time.Second)
	p.hides()
}

// hides looks for what nobody may read.
func (p *program) hides() {
	p.Helper()
	for _, h := range hidden {
		if strings.Contains(p.out.String(), h) {
			p.Errorf("%q shows in what the program prints:\n%s", h, p.out)
		}
	}
}

// showsNoCommandLine looks for a text where everybody on the machine can look.
func (p *program) showsNoCommandLine(text string) {
	p.Helper()
	if runtime.GOOS != "linux" {
		p.Log("the command line is looked at on Linux only")
		return
	}
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "cmdline"))
	if err != nil {
		p.Fatal(err)
	}
	if !strings.Contains(string(line), "serve") || strings.Contains(string(line), text) {
		p.Errorf("the command line is %q, want it to hold serve and no token", line)
	}
}

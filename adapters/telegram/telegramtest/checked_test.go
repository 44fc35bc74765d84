package telegramtest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"candor/adapters/telegram/telegramtest"
)

// witness is a test that can fail without failing the one that it is in.
type witness struct {
	testing.TB

	cleanups []func()
	said     []string
}

func (w *witness) Helper()          {}
func (w *witness) Cleanup(f func()) { w.cleanups = append(w.cleanups, f) }
func (w *witness) Errorf(format string, args ...any) {
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

func (w *witness) Logf(format string, args ...any) {
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

// end does what the end of a test does.
func (w *witness) end() {
	for _, f := range w.cleanups {
		f()
	}
}

func TestChecked(t *testing.T) {
	s := telegramtest.New(t)
	s.Meet(7, telegramtest.Private)
	w := &witness{TB: t}
	base := telegramtest.Checked(w, s)
	if base == s.URL {
		t.Skip("the checker is not here: set CANDOR_SHARED to the folder that holds tools/tgcheck")
	}
	b := bot{t, base + "/bot" + telegramtest.Token + "/"}
	say(s, 1)
	b.ids("allowed_updates", "null")
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "entities", "null", "disable_web_page_preview", "true")
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "mesage_thread_id", "3")
	b.fails(400, "Bad Request: message is too long", "sendMessage", "chat_id", "7", "text", strings.Repeat("x", 4097))
	b.fails(400, "Bad Request: can't parse inline keyboard", "sendMessage", "chat_id", "7", "text", "x", "reply_markup", `{"inline_keyboard":null}`)
	w.end()
	if len(w.said) != 3 || !strings.Contains(w.said[0], "unknown-param sendMessage.mesage_thread_id") ||
		!strings.Contains(w.said[1], "limit sendMessage.text") || !strings.Contains(w.said[2], "sendMessage.reply_markup.inline_keyboard") {
		t.Errorf("the checker found %q", w.said)
	}
}

func TestCheckedLater(t *testing.T) {
	w := &witness{TB: t}
	check := telegramtest.CheckedLater(w)
	if len(w.cleanups) == 0 {
		t.Skip("the checker is not here: set CANDOR_SHARED to the folder that holds tools/tgcheck")
	}
	s := telegramtest.New(t)
	s.Meet(7, telegramtest.Private)
	b := newBot(t, s)
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x")
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "x", "mesage_thread_id", "3")
	check(s.Calls())
	w.end()
	if len(w.said) != 1 || !strings.Contains(w.said[0], "unknown-param sendMessage.mesage_thread_id") {
		t.Errorf("the checker found %q", w.said)
	}
}

func TestCheckedWithoutTheChecker(t *testing.T) {
	t.Setenv("CANDOR_SHARED", t.TempDir())
	s := telegramtest.New(t)
	w := &witness{TB: t}
	if url := telegramtest.Checked(w, s); url != s.URL {
		t.Errorf("Checked = %s, want the server's own URL", url)
	}
	telegramtest.CheckedLater(w)([]telegramtest.Call{{Method: "nothing"}})
	if len(w.said) != 2 || !strings.Contains(w.said[0], "requests are not checked") {
		t.Errorf("said %q", w.said)
	}
}

func TestCheckedOutsideOfAModule(t *testing.T) {
	t.Setenv("CANDOR_SHARED", "")
	t.Chdir(os.TempDir())
	w := &witness{TB: t}
	s := telegramtest.New(t)
	if url := telegramtest.Checked(w, s); url != s.URL {
		t.Errorf("Checked = %s, want the server's own URL", url)
	}
}

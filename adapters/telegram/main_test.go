package telegram

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

// atOnce is how many tests run at the same time: they wait for most of it.
const atOnce = "8"

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

const (
	testToken = "123456:test-TOKEN_of-nobody"
	// hush is the part of the token that must never show.
	hush = "TOKEN_of-nobody"
)

// candor is the bot's account in these tests.
var candor = me{id: 99, username: "candor_bot"}

// newTest returns an adapter that knows who it is and has no server.
func newTest(t testing.TB, h bot.Handler) *Adapter {
	t.Helper()
	a, err := New(Config{Token: testToken}, h, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me = candor
	return a
}

// bread is a little base that has all that an answer may hold.
var bread = fstest.MapFS{
	"base.yaml": file("title: Bread\nlanguage: en\nsource: {title: The <First> Loaf & more}\n" +
		"disclaimer: Ask a \"baker\" who's near.\nhosts: [example.org]\n"),
	"entries/rising.md": file("---\nquestion: Does dough < 1 kg rise & \"grow\"?\nasked: [rising time]\nsection: The Dough\n" +
		"reviewed: 2026-01-02\nrelated: [storing]\n---\n" +
		"Until it has **doubled**, about *1 to 2 hours*, if it's < 5 kg & > 1 kg: \"big\".\n\n" +
		"- a **bold *and slanted* end**\n- two\n\nMore is [*here*](https://example.org/a?b=1&c='d').\n"),
	"entries/storing.md": file("---\nquestion: How is bread stored?\nasked: [storing it]\nsection: Shelf\nreviewed: 2026-01-02\n---\nIn paper.\n"),
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

var breadBot = sync.OnceValue(func() *bot.Bot {
	base, err := faq.Load(bread)
	if err != nil {
		panic(err)
	}
	return bot.New(bot.NewSnapshot(base), "1.2.3")
})

// shipped is the base that people get, and a bot that answers from it.
var shipped = sync.OnceValues(func() (*faq.Base, *bot.Bot) {
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		panic(err)
	}
	return base, bot.New(bot.NewSnapshot(base), "1.2.3")
})

func reply(t testing.TB, h bot.Handler, m bot.Message) bot.Reply {
	t.Helper()
	r, err := h.Handle(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// silent answers nothing that matters.
var silent = bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) { return bot.Reply{}, nil })

// jsonOf writes what Telegram would send, with ' for ".
func jsonOf(format string, args ...any) json.RawMessage {
	return json.RawMessage(strings.ReplaceAll(fmt.Sprintf(format, args...), "'", `"`))
}

package bot_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"candor/bot"
)

// panics go wrong each in a way of its own, on the line that says "here".
var panics = map[string]func(text string){
	"with a text": func(text string) {
		panic("asked: " + text) // here
	},
	"with an error": func(text string) {
		panic(errors.New(text)) // here
	},
	"with nil": func(string) {
		panic(nil) // here
	},
	"by nil pointer": func(text string) {
		var p *string
		*p = text // here
	},
	"by index": func(text string) {
		_ = text[len(text)] // here
	},
	"by nil map": func(text string) {
		var set map[string]bool
		//lint:ignore SA5000 the panic is what is tested
		set[text] = true // here
	},
	"by wrong type": func(text string) {
		var v any = text
		_ = v.(error) // here
	},
	"deep in calls": func(text string) { deep(100, text) },
	"again, while panicking": func(text string) {
		defer func() {
			panic(text) // here
		}()
		panic(text)
	},
}

func deep(n int, text string) {
	if n == 0 {
		panic(text) // here
	}
	deep(n-1, text)
}

// secret is what somebody asked: it may be in no error.
const secret = "sentinel-of-a-question"

func TestRecover(t *testing.T) {
	source, err := os.ReadFile("recover_test.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(source), "\n")
	for name, fail := range panics {
		t.Run(name, func(t *testing.T) {
			h := bot.Recover(handler(func(m bot.Message) error { fail(m.Text); return nil }))
			reply, err := h.Handle(t.Context(), bot.Message{Text: secret, User: secret, Chat: secret})
			if err == nil || strings.Contains(fmt.Sprintf("%+v", err), secret) {
				t.Fatalf("error = %v, want one that does not quote the question", err)
			}
			function, line, _ := strings.Cut(err.Error(), ":")
			if !strings.Contains(function, ") in candor/bot_test.") {
				t.Errorf("error = %v, want the function that panicked", err)
			}
			if n, _ := strconv.Atoi(line); n < 1 || !strings.HasSuffix(lines[n-1], "// here") {
				t.Errorf("error = %v, which is not the line that panicked", err)
			}
			if reply.Title() != (bot.Reply{}).Title() || reply.Disclaimer() == "" {
				t.Errorf("reply = %q, want the one that says that something went wrong", reply.Title())
			}
		})
	}
}

// TestRecoverLetsThrough: what does not panic is not touched.
func TestRecoverLetsThrough(t *testing.T) {
	want := errors.New("the store is gone")
	h := bot.Recover(handler(func(bot.Message) error { return want }))
	if _, err := h.Handle(t.Context(), bot.Message{}); err != want {
		t.Errorf("error = %v, want %v", err, want)
	}
	if got := ask(t, bot.Recover(breadBot(t)), "rising time").Entry(); got != "rising" {
		t.Errorf("Entry = %q, want rising", got)
	}
}

// handler is a core that does nothing but what f does.
func handler(f func(bot.Message) error) bot.Handler {
	return bot.HandlerFunc(func(_ context.Context, m bot.Message) (bot.Reply, error) { return bot.Reply{}, f(m) })
}

package terminal_test

import (
	"context"
	"testing"
	"testing/fstest"

	"candor/bot"
	"candor/faq"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bread is a little knowledge base with all that an answer may hold.
var bread = fstest.MapFS{
	"base.yaml": file(`title: Bread
language: en
source:
  title: The First Loaf
disclaimer: This is about bread in general. For your own kitchen, please ask a baker who knows it.
hosts: [example.org]
`),
	"entries/rising.md": file(`---
question: How long does dough have to rise?
asked: [rising time]
section: The Dough
reviewed: 2026-01-02
related: [kneading, storing]
---
Until it has **doubled**, which is about *1 to 2 hours* in a room that is neither cold nor hot.

It is ready when:

- a dent that your finger makes in it fills up again, but only half of it and only slowly
- it is **twice** as high

More is [here](https://example.org/how-dough-rises).
`),
	"entries/kneading.md": file(`---
question: How long do I knead dough?
asked: [kneading time]
section: The Dough
reviewed: 2026-01-02
---
About 10 minutes by hand. Over-kneading is a well-known, much-discussed, hard-to-mend mistake of self-taught bakers.
`),
	"entries/storing.md": file(`---
question: How do I store bread, which is called 面包 in Chinese and パン in Japanese?
asked: [storing it]
section: The First Loaf
reviewed: 2026-01-02
---
面包 面包 面包 面包 面包 面包 面包 面包 面包 面包
`),
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// core answers from bread.
func core(t testing.TB) bot.Handler {
	t.Helper()
	base, err := faq.Load(bread)
	if err != nil {
		t.Fatal(err)
	}
	return bot.New(bot.NewSnapshot(base), "1.2.3")
}

// reply is what the core says to a text.
func reply(t *testing.T, text string) bot.Reply {
	t.Helper()
	r, err := core(t).Handle(t.Context(), bot.Message{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// recorder is a core that says nothing and remembers what it heard.
type recorder struct {
	heard []bot.Message
	err   error
}

func (r *recorder) Handle(_ context.Context, m bot.Message) (bot.Reply, error) {
	r.heard = append(r.heard, m)
	return bot.Reply{}, r.err
}

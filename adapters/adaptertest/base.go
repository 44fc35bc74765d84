package adaptertest

import (
	"fmt"
	"strings"
	"sync"
	"testing/fstest"

	"candor/bot"
	"candor/faq"
)

// Core answers from a small base about bread: answers in all markup, one too long for a
// message, more topics than a page holds. Each call returns another one, with the same
// base.
func Core() *bot.Bot { return bot.New(snapshot(), "1.2.3") }

var snapshot = sync.OnceValue(func() *bot.Snapshot {
	base, err := faq.Load(bread())
	if err != nil {
		panic(err) // the base stands below
	}
	return bot.NewSnapshot(base)
})

// What the base knows, by the questions that find it.
const (
	Question = "How long does dough have to rise?"
	Related  = "How long do I knead dough?" // offered with the answer to Question
	Long     = "How do I keep a sourdough starter alive?"
	Longer   = Long + " What becomes of old sourdough?" // two questions, whose answers fill a message each
	Topics   = 12
)

func bread() fstest.MapFS {
	files := fstest.MapFS{
		"base.yaml": file("title: Bread\nlanguage: en\nsource:\n  title: The First Loaf\n" +
			"disclaimer: This is about bread in general. For your own kitchen, please ask a baker who knows it.\n" +
			"hosts: [example.org]\n"),
	}
	for _, e := range []struct{ id, question, asked, related, answer string }{
		{"rising", Question, "rising time", "kneading, storing", "Until it has **doubled**, which is about *1 to 2 hours* in a room that is neither cold nor hot.\n\n" +
			"It is ready when:\n\n- a dent that your finger makes fills up again, but only half of it, if 1 < 2 & \"3 > 2\"\n- it is **twice** as high\n\n" +
			"More is [here](https://example.org/how-dough-rises?a=1&b=2)."},
		{"kneading", Related, "kneading time", "rising", "About 10 minutes by hand. Over-kneading is a well-known mistake of self-taught bakers."},
		{"storing", "How do I store bread, which is called 面包 in Chinese and パン in Japanese?", "storing it", "", "Wrapped in cloth: 面包 面包 面包 パン パン."},
		{"starter", Long, "feeding a starter", "", longAnswer("feed it")},
		{"discard", "What becomes of old sourdough?", "old sourdough", "flour", longAnswer("throw some away")},
		{"flour", "Which flour is best for baguettes?", "flour type", "", "One with much protein."},
		{"yeast", "Is dry yeast as good as fresh yeast?", "dried yeast", "", "It is. Take a third of the weight."},
		{"salt", "Why does a recipe need salt?", "purpose of salt", "", "It slows down the yeast, and tastes."},
		{"oven", "How hot must my oven be?", "oven temperature", "", "As hot as it gets, at first."},
		{"crust", "What makes the crust crisp?", "crisp crust", "", "Steam in the first ten minutes."},
		{"freezing", "Can I freeze a baked loaf?", "freezing", "", "You can, for three months."},
		{"slicing", "When may I slice a warm loaf?", "slicing", "", "After an hour, when it has cooled down."},
	} {
		text := fmt.Sprintf("---\nquestion: %q\nasked: [%s]\nsection: The Dough\nreviewed: 2026-01-02\nrelated: [%s]\n---\n%s\n",
			e.question, e.asked, e.related, e.answer)
		files["entries/"+e.id+".md"] = file(text)
	}
	return files
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// longAnswer is as long as an answer may be, in as many characters of several code
// points as go in: none of them may be cut.
func longAnswer(do string) string {
	const day = "On day %d %s: 1\ufe0f\u20e3 flour ❤\ufe0f, 👨‍👩‍👧‍👦 for a family, 🇫🇷 style, 👍🏽 q\u0301 ☀\ufe0f☀\ufe0f. Then let it *rest* until **noon**."
	var days []string
	for i := range 31 {
		days = append(days, fmt.Sprintf(day, i+1, do))
	}
	return strings.Join(days, "\n\n")
}

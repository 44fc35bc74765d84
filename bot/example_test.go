package bot_test

import (
	"context"
	"fmt"
	"os"

	"candor/bot"
	"candor/faq"
)

func ExampleBot_Handle() {
	base, err := faq.Load(os.DirFS("testdata/base"))
	if err != nil {
		fmt.Println(err) // entries/rising.md:7: the answer is empty
		return
	}
	var h bot.Handler = bot.Recover(bot.New(bot.NewSnapshot(base), "1.2.3"))

	reply, err := h.Handle(context.Background(), bot.Message{Platform: "terminal", Text: "how long should my dough rise?"})
	if err != nil {
		fmt.Println(err) // for the operator: the reply is fit to send all the same
	}
	fmt.Println(reply.Kind(), reply.Entry())
	fmt.Println(reply.Title())
	fmt.Println(reply.Text())
	fmt.Println(reply.Disclaimer())

	// A choice comes back by its ID.
	first := reply.Choices()[0]
	reply, _ = h.Handle(context.Background(), bot.Message{Platform: "terminal", Choice: first.ID})
	fmt.Println(first.Label, "→", reply.Kind(), reply.Entry())

	// Output:
	// answer rising
	// How long does dough have to rise?
	// Until it has doubled, which is about 1 to 2 hours in a warm room.
	//
	// In the fridge it takes 8 to 12 hours.
	// This is about bread in general. For your own kitchen, ask a baker. Urgent help: /crisis
	// How long do I knead dough? → answer kneading
}

func ExampleRateLimit() {
	next := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) { return bot.Reply{}, nil })
	h := bot.RateLimit(bot.Limit{PerSecond: 0.2, Burst: 1, People: 10_000}, nil)(next)
	for range 3 {
		reply, err := h.Handle(context.Background(), bot.Message{Platform: "telegram", User: "7"})
		fmt.Println(reply.Kind(), err)
	}
	// Output:
	// none <nil>
	// refused <nil>
	// none nothing to reply
}

package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// sayings are what people write, with the beginning of the reply.
var sayings = []struct{ text, title string }{
	{"How long does sex therapy take?", "How long does sex therapy take?"},
	{"i want to kill myself", "Help is there for you right now"},
	{"do i have to get naked", "Does sex therapy involve sex?"},
	{"what is the weather", "I have no answer to that"},
	{"/topics", "Topics"},
	{"can my partner come along", "Can my partner take part in sex therapy?"},
}

const (
	firstPerson = 1_000_001
	firstGroup  = -1_001_000_000_000
	groups      = 3
)

// crowd is people who ask, each once, so that nobody is too fast.
type crowd struct {
	*testing.T
	server  *telegramtest.Server
	people  int64
	asked   map[question]string // with the beginning of the reply
	pressed map[int]bool        // updates
	buttons []telegramtest.Sent // replies whose first button nobody has pressed yet
	queued  map[int64]time.Time // when a person's message was, by private chat
}

// question is what a reply is known by.
type question struct {
	chat    int64
	message int  // in a group: what the reply answers
	pressed bool // it is the second reply in its chat, to a button
}

func newCrowd(t *testing.T, s *telegramtest.Server) *crowd {
	return &crowd{T: t, server: s, people: firstPerson, asked: map[question]string{}, pressed: map[int]bool{}, queued: map[int64]time.Time{}}
}

// meet lets n people ask and get their replies, whose buttons are then there to press.
func (c *crowd) meet(p *program, n int) {
	c.Helper()
	for range n {
		c.write(0)
	}
	if err := c.server.WaitDone(within(c.T, long)); err != nil {
		c.Fatal(err)
	}
	p.stop()
	p.ends(0, 10*time.Second)
	c.buttons = c.server.Sent()
}

// ask lets people ask, so many a second, until the function that it returns is called:
// mostly in private, some in groups, some by pressing a button.
func (c *crowd) ask(perSecond int) (stop func()) {
	end := make(chan struct{})
	var asking sync.WaitGroup
	asking.Go(func() {
		ticker := time.NewTicker(time.Second / time.Duration(perSecond))
		defer ticker.Stop()
		for i := 1; ; i++ {
			select {
			case <-end:
				return
			case <-ticker.C:
			}
			switch {
			case i%30 == 0:
				c.writeInGroup(i / 30)
			case i%20 == 5 && len(c.buttons) > 0:
				c.press()
			default:
				c.write(i)
			}
		}
	})
	return sync.OnceFunc(func() {
		close(end)
		asking.Wait()
	})
}

// write is a new person's message in private.
func (c *crowd) write(i int) {
	said := sayings[i%len(sayings)]
	c.asked[question{chat: c.people}] = said.title
	c.queued[c.people] = time.Now()
	c.server.Say(telegramtest.Incoming{User: c.people, Text: said.text})
	c.people++
}

// writeInGroup is a new person's message in a group.
func (c *crowd) writeInGroup(i int) {
	group := int64(firstGroup - i%groups)
	said := sayings[i%3*2] // not "i want to kill myself": the group gets a neutral line
	update := c.server.Say(telegramtest.Incoming{
		Chat: group, User: c.people, ChatType: telegramtest.Supergroup, Text: "/ask " + said.text,
	})
	c.asked[question{chat: group, message: c.server.MessageID(update)}] = strings.TrimPrefix(said.title, "/")
	c.people++
}

// press follows the first button below somebody's reply.
func (c *crowd) press() {
	m := c.buttons[0]
	c.buttons = c.buttons[1:]
	b := m.Buttons[0][0]
	c.asked[question{chat: m.Chat, pressed: true}] = b.Text
	c.pressed[c.server.Press(m.Chat, m.Chat, b.Data, m.MessageID)] = true
}

// count says how many questions got no reply, and how many replies came once more.
func (c *crowd) count() (lost, twice int) {
	c.Helper()
	got := map[question]int{}
	for _, m := range c.server.Sent() {
		q := question{chat: m.Chat, message: m.ReplyTo}
		if title, ok := c.asked[question{chat: m.Chat, pressed: true}]; ok && strings.HasPrefix(m.Text, title) {
			q.pressed = true
		}
		if title := c.asked[q]; title == "" || !strings.HasPrefix(m.Text, title) {
			c.Errorf("somebody who is to get %q got %q", title, m.Text)
		}
		got[q]++
	}
	for q := range c.asked {
		switch n := got[q]; {
		case n == 0:
			lost++
		case n > 1:
			twice += n - 1
		}
	}
	acknowledged := map[int]bool{}
	for _, a := range c.server.Answers() {
		acknowledged[a.UpdateID] = true
	}
	for update := range c.pressed {
		if !acknowledged[update] {
			c.Errorf("button %d is still turning", update)
		}
	}
	return lost, twice
}

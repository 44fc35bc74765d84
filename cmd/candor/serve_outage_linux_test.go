package main

import (
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

const (
	// askedOfTheOther is how many questions a measurement takes, and askedPerSecond how many a
	// second. On the platform with the trouble many ask in a flood, and some while it hangs.
	askedOfTheOther, askedPerSecond = 100, 100
	manyPerSecond, somePerSecond    = 200, 20
	// outageTries is how often the measurement is made, at most: one that is as it should be is
	// proof enough, since nothing but a wait for the other platform spoils each.
	outageTries = 3
	// outageRatio and outageGrain are how much longer half of the people may wait: far above
	// what is measured, as others may keep the machine busy, and far below any time for which a
	// platform that hangs is waited for.
	outageRatio, outageGrain = 3, 500 * time.Millisecond
)

// TestOutageOfOnePlatform: while one refuses, hangs, or is flooded, everybody on the other is
// answered, and as fast as before.
func TestOutageOfOnePlatform(t *testing.T) {
	waits(t)
	t.Run("discord", func(t *testing.T) { newOutage(t).of(discordSide, telegramSide) })
	t.Run("telegram", func(t *testing.T) { newOutage(t).of(telegramSide, discordSide) })
}

// side is one of two platforms as people and its troubles see it.
type side struct {
	ask     func(o *outage) (times []time.Duration) // of those who were answered, rising
	askOne  func(o *outage)                         // without waiting
	refuses func(o *outage) (back func() error)
	hangs   func(o *outage) (back func() error)
}

var telegramSide = side{
	ask:     (*outage).askTelegram,
	askOne:  func(o *outage) { o.sayOnTelegram() },
	refuses: func(o *outage) func() error { o.telegram.Down(); return o.telegram.Up },
	hangs: func(o *outage) func() error {
		o.telegram.Fail(telegramtest.Fault{Method: "sendMessage", Hang: true, Times: -1})
		return func() error { o.telegram.Heal(); return nil }
	},
}

var discordSide = side{
	ask:     (*outage).askDiscord,
	askOne:  func(o *outage) { o.useOnDiscord() },
	refuses: func(o *outage) func() error { o.discord.Down(); return o.discord.Up },
	hangs: func(o *outage) func() error {
		o.discord.Fail(discordtest.Fault{Hang: true, Times: -1})
		return func() error { o.discord.Heal(); return nil }
	},
}

// outage is a program on both platforms.
type outage struct {
	*testing.T
	telegram *telegramtest.Server
	discord  *discordtest.Server
	p        *program

	mu     sync.Mutex
	people int64 // who have asked
}

func newOutage(t *testing.T) *outage {
	t.Helper()
	o := &outage{T: t, telegram: telegramtest.New(t), discord: newDiscord(t), people: firstPerson}
	o.p = serveBoth(t, o.telegram, o.discord)
	if err := o.discord.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, o.p.out)
	}
	return o
}

// of gives a platform its troubles, one after the other, and measures the other one.
func (o *outage) of(away, other side) {
	other.ask(o) // warm
	o.compare("the other refuses", other, func() func() error { return away.refuses(o) })
	o.compare("the other is flooded", other, func() func() error { return o.asking(away, manyPerSecond) })
	o.compare("the other hangs", other, func() func() error {
		back, ends := away.hangs(o), o.asking(away, somePerSecond) // so that something hangs
		return func() error { return errors.Join(ends(), back()) }
	})
	o.p.stop()
	o.p.ends(0, long)
}

// compare measures how long people wait before and during a trouble, until that is as it
// should be.
func (o *outage) compare(name string, other side, begin func() (back func() error)) {
	o.Helper()
	for try := 1; ; try++ {
		before := other.ask(o)
		back := begin()
		during := other.ask(o)
		if err := back(); err != nil {
			o.Fatal(err)
		}
		if err := o.discord.WaitReady(within(o.T, long), 1); err != nil {
			o.Fatal(err)
		}
		all := len(before) == askedOfTheOther && len(during) == askedOfTheOther
		if all {
			o.Logf("%s: it takes %v before, %v during, which is %.2f of it; p99 %v and %v, %.2f of it",
				name, median(before), median(during), timesOf(median(during), median(before)), p99(before), p99(during), timesOf(p99(during), p99(before)))
		}
		switch {
		case all && (raced() || median(during) <= outageRatio*median(before)+outageGrain):
			return
		case try < outageTries:
			continue
		case !all:
			o.Fatalf("%s: %d are answered before and %d during, want %d", name, len(before), len(during), askedOfTheOther)
		}
		o.Fatalf("%s: half of the people wait for %v, before for %v", name, median(during), median(before))
	}
}

func timesOf(a, b time.Duration) float64 { return float64(a) / float64(b) }

func p99(rising []time.Duration) time.Duration { return rising[len(rising)*99/100] }

// asking lets people ask, so many a second, until the function that it returns is called.
func (o *outage) asking(on side, perSecond int) (stop func() error) {
	stopped := eachTick(perSecond, func() { on.askOne(o) })
	return func() error {
		stopped()
		return nil
	}
}

// newcomer is the next person who has not asked yet: nobody is to be too fast.
func (o *outage) newcomer() int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.people++
	return o.people
}

func (o *outage) sayOnTelegram() (chat int64) {
	chat = o.newcomer()
	o.telegram.Say(telegramtest.Incoming{User: chat, Text: sayings[0].text})
	return chat
}

func (o *outage) useOnDiscord() (interaction string) {
	return o.discord.Ask(discordtest.Command{
		Guild: discordtest.GuildID(0), User: strconv.FormatInt(o.newcomer(), 10), Name: "ask",
		Options: map[string]any{"question": sayings[0].text},
	})
}

// each calls ask for each question of a measurement, when it is due.
func each(ask func()) {
	ticker := time.NewTicker(time.Second / askedPerSecond)
	defer ticker.Stop()
	for range askedOfTheOther {
		<-ticker.C
		ask()
	}
}

// answerTime is how long an answer may take, which is then lost.
const answerTime = 10 * time.Second

func (o *outage) askTelegram() (times []time.Duration) {
	o.Helper()
	asked := map[int64]time.Time{}
	before := o.telegram.SentCount()
	each(func() {
		now := time.Now()
		asked[o.sayOnTelegram()] = now
	})
	_ = o.telegram.Wait(within(o.T, answerTime), func(s *telegramtest.Server) bool { return s.SentCount() >= before+askedOfTheOther }) // who is missing is counted
	for _, m := range o.telegram.Sent()[before:] {
		if at, ok := asked[m.Chat]; ok {
			times = append(times, m.At.Sub(at))
		}
	}
	slices.Sort(times)
	return times
}

func (o *outage) askDiscord() (times []time.Duration) {
	o.Helper()
	var ids []string
	each(func() { ids = append(ids, o.useOnDiscord()) })
	_ = o.discord.Wait(within(o.T, answerTime), func(d *discordtest.Server) bool { // who is missing is counted
		times = times[:0]
		for _, id := range ids {
			a, ok := d.Answer(id)
			if !ok {
				return false
			}
			times = append(times, a.After)
		}
		return true
	})
	slices.Sort(times)
	return times
}

package main

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

// serveBoth starts the program as a bot on both platforms, and waits until it is there.
func serveBoth(t *testing.T, s *telegramtest.Server, d *discordtest.Server, args ...string) *program {
	t.Helper()
	return launch(t, []string{
		"CANDOR_TELEGRAM_TOKEN=" + telegramtest.Token, "CANDOR_TELEGRAM_API=" + s.URL,
		"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + d.URL,
	}, append([]string{"--telegram-per-second=0"}, args...)...)
}

// TestBothPlatforms: one program answers on both, and ends by one signal.
func TestBothPlatforms(t *testing.T) {
	s, d := telegramtest.New(t), newDiscord(t)
	p := serveBoth(t, s, d)
	if err := d.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	s.Say(telegramtest.Incoming{User: firstPerson, Text: sayings[0].text})
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	d.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": sayings[0].text}})
	d.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: sayings[0].text, User: "200000000000000002", Mentions: true})
	d.Say(discordtest.Incoming{Text: sayings[0].text, User: "200000000000000003"})
	if err := d.WaitSent(within(t, long), 3); err != nil {
		t.Fatal(err)
	}
	for _, m := range d.Sent() {
		if m.Embeds[0].Title != sayings[0].title || m.Ephemeral != (m.Interaction != "") {
			t.Errorf("got %q, for one %v", m.Embeds[0].Title, m.Ephemeral)
		}
	}
	p.stop()
	p.ends(0, 10*time.Second)
}

// TestOneWrongToken does not stop the other platform; two do.
func TestOneWrongToken(t *testing.T) {
	s, d := telegramtest.New(t), newDiscord(t)
	d.SetToken("another.token")
	p := serveBoth(t, s, d)
	p.says("discord: the token is not valid")
	s.Say(telegramtest.Incoming{User: firstPerson, Text: sayings[0].text})
	if err := s.WaitDone(within(t, long)); err != nil || s.SentCount() != 1 {
		t.Errorf("on Telegram %d replies, %v", s.SentCount(), err)
	}
	p.stop()
	p.ends(0, 10*time.Second)
	p = launch(t, []string{"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=" + d.URL})
	p.ends(1, long) // the start is part of it
}

// TestOutageOfOnePlatform: while one is away, and comes back, the other answers as fast as
// before.
func TestOutageOfOnePlatform(t *testing.T) {
	if testing.Short() {
		t.Skip("long under the race detector, where nothing is measured")
	}
	for name, away := range map[string]func(s *telegramtest.Server, d *discordtest.Server) (back func() error){
		"discord":  func(_ *telegramtest.Server, d *discordtest.Server) func() error { d.Down(); return d.Up },
		"telegram": func(s *telegramtest.Server, _ *discordtest.Server) func() error { s.Down(); return s.Up },
	} {
		t.Run(name, func(t *testing.T) {
			s, d := telegramtest.New(t), discordtest.New(t, discordtest.Guilds(2000), discordtest.Shards(1))
			p := serveBoth(t, s, d)
			if err := d.WaitReady(within(t, long), 1); err != nil {
				t.Fatal(err)
			}
			measure := func() time.Duration { return telegramTimes(t, s) }
			if name == "telegram" {
				measure = func() time.Duration { return discordTimes(t, d) }
			}
			measure() // warm
			before := measure()
			back := away(s, d)
			during := measure()
			if err := back(); err != nil {
				t.Fatal(err)
			}
			after := measure()
			_, most := p.memory()
			t.Logf("p99 of the other: %v before, %v during, %v after; %d MiB at most, in 2000 servers", before, during, after, most)
			if limit := before + 2*time.Second; during > limit && !raced() {
				t.Errorf("p99 is %v while %s is away, %v before", during, name, before)
			}
			if most > 128 && !raced() {
				t.Errorf("it took %d MiB", most)
			}
			if err := d.WaitReady(within(t, long), 1); err != nil {
				t.Error(err)
			}
			p.stop()
			p.ends(0, 10*time.Second)
		})
	}
}

// questionsAsked is how many questions a measurement takes, and how many a second.
const questionsAsked, askingRate = 200, 100

// newcomer is the next person who has not asked yet: nobody is to be too fast.
var newcomer int64 = firstPerson

// telegramTimes asks on Telegram and returns the 99th percentile of the waits.
func telegramTimes(t *testing.T, s *telegramtest.Server) time.Duration {
	t.Helper()
	c := newCrowd(t, s)
	c.people = newcomer
	newcomer += questionsAsked
	before := s.SentCount()
	c.flood(askingRate, questionsAsked)
	if err := s.WaitDone(within(t, long)); err != nil {
		t.Fatal(err)
	}
	times := c.times(before)
	return times[len(times)*99/100]
}

// discordTimes asks on Discord and returns the 99th percentile of the waits.
func discordTimes(t *testing.T, d *discordtest.Server) time.Duration {
	t.Helper()
	ticker := time.NewTicker(time.Second / askingRate)
	defer ticker.Stop()
	before := d.SentCount()
	var ids []string
	for range questionsAsked {
		<-ticker.C
		newcomer++
		ids = append(ids, d.Ask(discordtest.Command{
			Guild: discordtest.GuildID(0), User: strconv.FormatInt(newcomer, 10), Name: "ask",
			Options: map[string]any{"question": sayings[0].text},
		}))
	}
	if err := d.WaitSent(within(t, long), before+questionsAsked); err != nil {
		t.Fatal(err)
	}
	var times []time.Duration
	for _, id := range ids {
		a, _ := d.Answer(id)
		times = append(times, a.After)
	}
	slices.Sort(times)
	return times[len(times)*99/100]
}

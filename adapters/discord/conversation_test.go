package discord_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"

	"github.com/rs/zerolog"
)

// TestConversation is the one that every chat adapter must pass: in messages, and by
// commands. For those that come over HTTP see endpoint_test.go: Discord cannot fail at what
// is shown by the answer to its own request.
func TestConversation(t *testing.T) {
	t.Run("messages", func(t *testing.T) { adaptertest.Test(t, newPlatform(byMessage)) })
	t.Run("commands", func(t *testing.T) { adaptertest.Test(t, newPlatform(byCommand)) })
}

// way is how people talk with the bot.
type way int

const (
	byMessage way = iota
	byCommand
)

func newPlatform(w way) func(t *testing.T) adaptertest.Platform {
	return func(t *testing.T) adaptertest.Platform {
		s := discordtest.New(t)
		s.Name(asker, askerName)
		return &platform{s: s, way: w}
	}
}

// platform is Discord for the conversation.
type platform struct {
	s   *discordtest.Server
	way way
}

var _ adaptertest.Platform = (*platform)(nil)

func (p *platform) Run(ctx context.Context, h bot.Handler, log zerolog.Logger) error {
	a, err := discord.New(discord.Config{Token: discordtest.Token, API: p.s.URL}, h, log)
	if err != nil {
		return err
	}
	return a.Run(ctx)
}

// ready waits until the bot can hear.
func (p *platform) ready() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_ = p.s.WaitReady(ctx, 1) // who is not heard has no answer, which is noticed
}

func (p *platform) Say(where adaptertest.Where, text string) string {
	p.ready()
	if p.way == byCommand && (where == adaptertest.Private || where == adaptertest.Group) {
		c := discordtest.Command{User: asker, Name: "ask", Options: map[string]any{"question": text}}
		if where == adaptertest.Group {
			c.Guild, c.Options["public"] = server, true
		}
		return p.s.Ask(c)
	}
	in := discordtest.Incoming{User: asker, Text: text}
	switch where {
	case adaptertest.Group:
		in.Guild, in.Mentions = server, true
	case adaptertest.Aside:
		in.Guild = server
	case adaptertest.Own:
		in.Channel, in.Own = p.s.DM(asker), true
	case adaptertest.OwnGroup:
		in.Guild, in.Own, in.Mentions = server, true, true
	}
	return p.s.Say(in)
}

func (p *platform) Press(label string) string {
	for _, m := range slices.Backward(p.s.Sent()) {
		if b, ok := m.Button(label); ok {
			return p.s.Press(asker, m.ID, b.CustomID)
		}
	}
	return ""
}

// Redeliver gives all that was said again: the bot must know each of it.
func (p *platform) Redeliver(string) { p.s.Replay(100) }

func (p *platform) Fail(f adaptertest.Failure, times int) {
	fault := discordtest.Fault{Times: times, Match: shows}
	switch f {
	case adaptertest.TooFast:
		fault.RetryAfter = adaptertest.Pause.Seconds()
	case adaptertest.Broken:
		fault.Status = 500
	case adaptertest.Refused:
		fault.Status = 403
	}
	p.s.Fail(fault)
}

// shows reports whether a call shows something.
func shows(c discordtest.Call) bool {
	return c.Method != "GET" && !strings.HasSuffix(c.Route, "/commands")
}

func (p *platform) Wait(ctx context.Context, done func() bool) error {
	return p.s.Wait(ctx, func(*discordtest.Server) bool { return done() })
}

func (p *platform) Shown() (all []adaptertest.Shown) {
	for _, m := range p.s.Sent() {
		all = append(all, adaptertest.Shown{Public: m.Guild != "" && !m.Ephemeral, Text: plain(m.Text()), Labels: labels(m)})
	}
	return all
}

func (p *platform) Attempts() (at []time.Time) {
	for _, c := range p.s.Calls() {
		if shows(c) {
			at = append(at, c.At)
		}
	}
	return at
}

// Fits: an embed's description, its title and its footer.
func (p *platform) Fits(text string) bool { return len(utf16.Encode([]rune(text))) <= 4096+256 }

func (p *platform) Hidden() []string { return personal }

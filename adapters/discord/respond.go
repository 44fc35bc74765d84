package discord

import (
	"context"
	"errors"
	"net/http"
	"time"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

const (
	// answerTime is how long the core may take before Discord is told to wait: the first
	// answer must come within three seconds
	// (discord.com/developers/docs/interactions/receiving-and-responding).
	answerTime = 1500 * time.Millisecond
	// firstTime is how long the first answer may be on its way.
	firstTime = 2500 * time.Millisecond
	// tokenTime is how long an interaction can be answered.
	tokenTime = 14*time.Minute + 30*time.Second
)

// Error codes: discord.com/developers/docs/topics/opcodes-and-status-codes#json.
const (
	codeAnswered       = 40060 // somebody, perhaps this very request, was there before
	codeUnknownMessage = 10008 // it is gone
	codeUnknownWebhook = 10015 // the first answer has not arrived yet
)

// callbackTime is how long one try of the first answer may take: a connection that is dead
// must leave time for another, and a server that is slow must not get it twice.
const callbackTime = 1500 * time.Millisecond

// errGone says that nobody waits for the first answer any more.
var errGone = errors.New("nobody waits for the answer")

// errOther says that somebody else gave the first answer.
var errOther = errors.New("somebody else answered")

// responder gives the first answer to an interaction: a discordgo.InteractionResponse, or a
// [completion].
type responder func(ctx context.Context, r any) error

// completion offers choices. The library's type leaves the list out if it is empty, which
// Discord does not take.
type completion struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data struct {
		Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
	} `json:"data"`
}

// callback gives it by a request. The request is tried again within its time: a later one
// that finds the interaction answered was answered by an earlier one. If the first finds it
// so, somebody else answers with the same token, and is left to it.
func (a *Adapter) callback(i interaction) responder {
	return func(ctx context.Context, r any) error {
		path := "interactions/" + i.ID + "/" + i.Token + "/callback"
		err := a.rest.call(ctx, request{method: http.MethodPost, path: path, body: r, secret: i.Token, free: true, timeout: callbackTime}, nil)
		var said *apiError
		if !errors.As(err, &said) || said.code != codeAnswered {
			return err
		}
		if said.tries > 1 {
			return nil
		}
		a.doubled.Do(func() {
			a.log.Warn().Msg("somebody else answers with this token: is another Candor running?")
		})
		return errOther
	}
}

// showing is an interaction that is being answered.
type showing struct {
	interaction
	a        *Adapter
	respond  responder
	began    time.Time
	public   bool // others are to see the reply
	replace  bool // the reply takes the place of the message whose button was pressed
	answered bool // the first answer was tried: there is no second one
	deferred bool // Discord shows that it takes longer
	// withdrawn: that was shown to all, and is no more.
	withdrawn bool
	urgent    bool // it shows where help is: rather twice than not at all
}

func (a *Adapter) newShowing(i interaction, respond responder) *showing {
	return &showing{interaction: i, a: a, respond: respond, began: time.Now()}
}

// own reports whether only the person sees the message that holds the button.
func (s *showing) own() bool {
	return s.alone() || s.Message != nil && s.Message.Flags&discordgo.MessageFlagsEphemeral != 0
}

// run answers; whatever goes wrong, the person gets an apology.
func (s *showing) run(ctx context.Context, answer func(ctx context.Context, s *showing)) {
	ctx, cancel := context.WithDeadline(ctx, s.began.Add(tokenTime))
	defer cancel()
	defer func() {
		if s.a.recovered(recover()) {
			s.fail(ctx)
		}
	}()
	answer(ctx, s)
}

// fail shows the apology, where something can be shown.
func (s *showing) fail(ctx context.Context) {
	if s.Type == discordgo.InteractionApplicationCommandAutocomplete {
		s.offer(ctx, nil)
		return
	}
	s.show(ctx, bot.Reply{})
}

// think asks the core, and tells Discord to wait if that takes long.
func (s *showing) think(ctx context.Context, m bot.Message) (r bot.Reply, ok bool) {
	type thought struct {
		r      bot.Reply
		ok     bool
		failed any
	}
	done := make(chan thought, 1)
	go func() {
		var t thought
		defer func() {
			t.failed = recover()
			done <- t
		}()
		s.a.slots <- struct{}{}
		defer func() { <-s.a.slots }()
		t.r, t.ok = s.a.ask(ctx, m)
	}()
	timer := time.NewTimer(time.Until(s.began.Add(answerTime)))
	defer timer.Stop()
	var t thought
	select {
	case t = <-done:
	case <-timer.C:
		s.wait(ctx)
		t = <-done
	}
	if t.failed != nil {
		panic(t.failed) // where it is recovered the person is known
	}
	return t.r, t.ok
}

// first gives the first answer in time, once. It reports whether Discord has it; after an
// error of the network it may.
func (s *showing) first(ctx context.Context, r any) bool {
	if s.answered {
		return false
	}
	s.answered = true
	ctx, cancel := context.WithDeadline(ctx, s.began.Add(firstTime))
	defer cancel()
	err := s.respond(ctx, r)
	if err == nil {
		return true
	}
	if errors.Is(err, errOther) {
		return false
	}
	s.a.gaveUp(err, "interaction not answered")
	var refused *apiError
	return !errors.As(err, &refused) && !errors.Is(err, errGone)
}

// wait tells Discord that it takes longer. It settles whether others see the reply.
func (s *showing) wait(ctx context.Context) {
	r := &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	switch {
	case s.replace:
		r.Type = discordgo.InteractionResponseDeferredMessageUpdate
	case !s.public:
		r.Data = &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}
	}
	s.deferred = s.first(ctx, r)
}

// withdraw takes back that others are to see the reply: what was promised to them goes, and
// what comes behind it is for the person. It reports whether that is so: as long as the
// promise is there, Discord puts what comes in its place, for all.
func (s *showing) withdraw(ctx context.Context) bool {
	err := s.a.rest.call(ctx, s.takeBack(original).request, nil)
	if err != nil && !is(err, codeUnknownMessage) {
		s.a.gaveUp(err, "promise of an answer not withdrawn")
		return false
	}
	s.deferred, s.withdrawn = false, true
	return true
}

// show shows a reply: to the person alone, or to all if they asked for that and it is
// nothing private. A refusal or an apology, which is of no version of the answers, is for the
// person alone and takes no message's place, unless another was promised.
func (s *showing) show(ctx context.Context, r bot.Reply) {
	s.urgent = r.Kind() == bot.KindHelp
	if r.Version() == "" && !s.deferred {
		s.public, s.replace = false, false
	}
	switch {
	case !s.public || !r.Private():
	case s.deferred && !s.withdraw(ctx):
		r = r.Public()
	default:
		s.public = false
	}
	embeds := render(r)
	v := view{channel: s.Channel, asker: s.who(), own: !s.public, private: s.alone(), reply: s.ID}
	var parts []removal
	for i, e := range embeds {
		d := &discordgo.InteractionResponseData{Embeds: []*discordgo.MessageEmbed{e}, AllowedMentions: quiet, Components: []discordgo.MessageComponent{}}
		if !s.public {
			d.Flags = discordgo.MessageFlagsEphemeral
		}
		if i == len(embeds)-1 {
			s.a.keepParts(s.ID, parts) // before anybody can press a button
			d.Components = s.a.components(r, v)
		}
		id, ok := s.put(ctx, d, i == 0)
		if !ok {
			return
		}
		if id != "" {
			parts = append(parts, s.takeBack(id))
		}
	}
}

// original names the first answer to an interaction.
const original = "@original"

// put shows a part: the first as the answer, or where it was promised, further ones behind
// it. It returns the number of the message.
func (s *showing) put(ctx context.Context, d *discordgo.InteractionResponseData, first bool) (id string, ok bool) {
	r := discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: d}
	switch {
	case !first || s.withdrawn:
		var m struct {
			ID string `json:"id"`
		}
		err := s.token(ctx, http.MethodPost, "", d, &m)
		s.notShown(err)
		return m.ID, err == nil || unsure(ctx, err)
	case s.deferred:
		err := s.token(ctx, http.MethodPatch, "/messages/"+original, edit{d.Embeds, d.Components, d.AllowedMentions}, nil)
		s.notShown(err)
		return original, err == nil
	case s.replace:
		r.Type = discordgo.InteractionResponseUpdateMessage
	}
	return original, s.first(ctx, &r)
}

// unsure reports whether what was not answered may have been taken all the same. The parts
// behind it are shown then: if it was, they are the rest of a whole.
func unsure(ctx context.Context, err error) bool {
	var refused *apiError
	return ctx.Err() == nil && !errors.As(err, &refused)
}

// edit is the new form of an answer.
type edit struct {
	Embeds     []*discordgo.MessageEmbed         `json:"embeds"`
	Components []discordgo.MessageComponent      `json:"components"`
	Mentions   *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
}

// notShown logs that a part of an answer was not taken, if so.
func (s *showing) notShown(err error) {
	if err != nil {
		s.a.gaveUp(err, "answer not shown")
	}
}

// token makes a request by the interaction's token, each of which has a limit of its own.
func (s *showing) token(ctx context.Context, method, rest string, body, out any) error {
	path := s.webhookPath()
	return s.a.rest.call(ctx, request{
		method: method, path: path + rest, body: body, limit: path, secret: s.Token, free: true, shows: true,
		anew: method == http.MethodPost && !s.urgent, // further messages have no nonce
	}, out)
}

func (s *showing) webhookPath() string { return "webhooks/" + s.App + "/" + s.Token }

// offer answers a completion.
func (s *showing) offer(ctx context.Context, choices []*discordgo.ApplicationCommandOptionChoice) {
	c := completion{Type: discordgo.InteractionApplicationCommandAutocompleteResult}
	c.Data.Choices = append([]*discordgo.ApplicationCommandOptionChoice{}, choices...)
	s.first(ctx, c)
}

// ignore acknowledges a button that does nothing.
func (s *showing) ignore(ctx context.Context) {
	s.first(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate})
}

// pass shows nothing, as the core wants it. A button is acknowledged. To a command nothing
// can be said by nothing: "thinking…" comes and goes.
func (s *showing) pass(ctx context.Context) {
	if s.Type == discordgo.InteractionMessageComponent {
		s.ignore(ctx)
	} else if !s.deferred {
		s.wait(ctx)
	}
	if s.deferred && !s.replace {
		s.notShown(s.a.rest.call(ctx, s.takeBack(original).request, nil))
	}
}

// thank tells the person alone that a vote counts.
func (s *showing) thank(ctx context.Context, r bot.Reply) {
	s.public, s.replace = false, false
	s.show(ctx, r)
}

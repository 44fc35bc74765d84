package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor/adapters/internal/lanes"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// quiet pings nobody, whatever a text says: every message carries it.
var quiet = &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}

// ask puts a message to the core, and reports whether there is something to show.
func (a *Adapter) ask(ctx context.Context, m bot.Message) (bot.Reply, bool) {
	r, err := a.handler.Handle(ctx, m)
	if errors.Is(err, bot.ErrNoReply) {
		return bot.Reply{}, false
	}
	if err != nil {
		a.log.Error().Err(a.rest.secrets.Error(err)).Msg("handle message")
	}
	return r, true
}

// recovered logs a panic and reports whether there was one.
func (a *Adapter) recovered(v any) bool {
	if v != nil {
		a.log.Error().Msgf("panic (%T) while answering", v)
	}
	return v != nil
}

// answer replies to a message.
func (a *Adapter) answer(ctx context.Context, m message, said bot.Message) (out []lanes.Parcel) {
	defer func() {
		if a.recovered(recover()) {
			out = a.posts(ctx, m, bot.Reply{})
		}
	}()
	r, ok := a.ask(ctx, said)
	if !ok {
		return nil
	}
	card := r.Kind() == bot.KindHelp && a.carded.add(m.ID)
	if m.Edited != nil && !card {
		return nil
	}
	return a.posts(ctx, m, r)
}

// posts sends a reply to a message: as an answer to it, without a ping. Where others read
// along, nothing private is shown; where the server wants no answers, only where help is.
func (a *Adapter) posts(ctx context.Context, m message, r bot.Reply) []lanes.Parcel {
	urgent := r.Kind() == bot.KindHelp
	if m.Guild != "" {
		r = r.Public()
	}
	embeds := render(r)
	buttons := a.components(r, view{channel: m.Channel, asker: m.Author.ID, private: m.Guild == "", reply: nonce(m, 0)})
	return []lanes.Parcel{{Urgent: urgent, Send: func() {
		ctx, cancel := context.WithTimeout(ctx, replyTime)
		defer cancel()
		if urgent || a.mayPost(ctx, m) {
			a.postAll(ctx, m, embeds, buttons, urgent)
		}
	}}}
}

// postAll sends the parts of a reply to a message, with the buttons below the last.
func (a *Adapter) postAll(ctx context.Context, m message, embeds []*discordgo.MessageEmbed, buttons []discordgo.MessageComponent, urgent bool) {
	var parts []removal
	for i, e := range embeds {
		p := post{Embeds: []*discordgo.MessageEmbed{e}, Mentions: quiet, Nonce: nonce(m, i), Enforce: true}
		if i == 0 {
			must := false
			p.Reference = &discordgo.MessageReference{MessageID: m.ID, ChannelID: m.Channel, GuildID: m.Guild, FailIfNotExists: &must}
		}
		if i == len(embeds)-1 {
			a.keepParts(nonce(m, 0), parts) // before anybody can press a button
			p.Components = buttons
		}
		id, err := a.send(ctx, request{
			method: http.MethodPost, path: messages(m.Channel), shows: true, insist: urgent,
			shuts: m.Guild != "", // who writes in private takes messages
		}, p)
		if err != nil {
			a.gaveUp(err, "reply given up")
			return
		}
		if id != "" {
			parts = append(parts, takeBack(m.Channel, id))
		}
	}
}

// messages is the address of those of a channel.
func messages(channel string) string { return "channels/" + channel + "/messages" }

// send sends a message and returns its number. It is no reply if Discord wants none to what it
// replies to: the bot may not read what was written before, or it is of another kind.
func (a *Adapter) send(ctx context.Context, r request, p post) (id string, err error) {
	var sent struct {
		ID string `json:"id"`
	}
	r.body = p
	err = a.rest.call(ctx, r, &sent)
	var said *apiError
	if p.Reference == nil || !errors.As(err, &said) || said.code != codeNoReply && !said.about("message_reference") {
		return sent.ID, err
	}
	p.Reference = nil
	r.body = p
	err = a.rest.call(ctx, r, &sent)
	return sent.ID, err
}

// replyTime is how long a reply is tried: later, nobody waits for it.
const replyTime = 15 * time.Minute

// post is a message. The library's type lacks the nonce, by which Discord takes a message
// that is sent twice only once.
type post struct {
	Embeds     []*discordgo.MessageEmbed         `json:"embeds"`
	Components []discordgo.MessageComponent      `json:"components,omitempty"`
	Mentions   *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Reference  *discordgo.MessageReference       `json:"message_reference,omitempty"`
	Nonce      string                            `json:"nonce"`
	Enforce    bool                              `json:"enforce_nonce"`
}

// nonce names the part of the answer to a message, or to it as it was edited: at most 25
// characters.
func nonce(m message, part int) string {
	kind := "m"
	if m.Edited != nil {
		kind = "e"
	}
	return fmt.Sprintf("%.21s%s%d", m.ID, kind, part)
}

// gaveUp logs why something was not shown.
func (a *Adapter) gaveUp(err error, what string) {
	var said *apiError
	if errors.As(err, &said) && (said.status == 403 || said.status == 404) { // people close their messages, channels go
		a.log.Info().Int("code", said.code).Msg(what)
		return
	}
	a.log.Warn().Err(err).Msg(what)
}

// valuePrefix stands before an entry's ID that completion offers, so that it can be told
// from words.
const valuePrefix = "="

// completed offers questions for what is typed.
func (a *Adapter) completed(ctx context.Context, s *showing) {
	var d commandData
	if json.Unmarshal(s.Data, &d) != nil {
		s.fail(ctx)
		return
	}
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, c := range a.complete(s, d.text(optionQuestion)) {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: cut(c.Label, maxOption), Value: valuePrefix + c.ID})
	}
	s.offer(ctx, choices)
}

// completeTime is how long completion may take: people go on typing.
const completeTime = 250 * time.Millisecond

// complete offers what is found in time. A search that takes longer goes on by itself; while
// too many do, no other is begun.
func (a *Adapter) complete(s *showing, prefix string) []bot.Choice {
	if a.cfg.Complete == nil {
		return nil
	}
	timer := time.NewTimer(time.Until(s.began.Add(completeTime)))
	defer timer.Stop()
	select {
	case a.searches <- struct{}{}:
	case <-timer.C:
		return nil
	}
	found := make(chan []bot.Choice, 1)
	go func() { // nothing waits for it: it shows nothing
		defer func() {
			if a.recovered(recover()) {
				found <- nil
			}
			<-a.searches
		}()
		found <- a.cfg.Complete(prefix, maxOptions)
	}()
	select {
	case choices := <-found:
		return choices
	case <-timer.C:
		return nil
	}
}

// commanded answers a command.
func (a *Adapter) commanded(ctx context.Context, s *showing) {
	var d commandData
	if json.Unmarshal(s.Data, &d) != nil {
		s.fail(ctx)
		return
	}
	m := a.said(s.interaction)
	switch {
	case d.Type == discordgo.MessageApplicationCommand: // somebody else's words: they have no role
		m.Text = strings.NewReplacer("<@"+a.me.id()+">", "", "<@!"+a.me.id()+">", "").Replace(d.Resolved.Messages[d.Target].Content)
	case d.Name == "ask":
		a.asked(s, d, &m)
	default:
		m.Text = strings.TrimSpace("/" + d.Name + " " + d.text(optionArguments))
		m.Role = a.actorRole(s.interaction, m)
	}
	r, ok := s.think(ctx, m)
	if ok && m.Choice != "" && r.Entry() == "" { // nothing that was offered: words, which may tell of danger
		m.ID, m.Text, m.Choice = m.ID+" in words", m.Choice, ""
		r, ok = s.think(ctx, m)
	}
	if !ok {
		s.pass(ctx)
		return
	}
	s.show(ctx, r)
}

// asked reads what /ask asks, and whether others are to see the reply. What moderators ask
// for is theirs alone.
func (a *Adapter) asked(s *showing, d commandData, m *bot.Message) {
	m.Text = d.text(optionQuestion)
	if id, ok := strings.CutPrefix(m.Text, valuePrefix); ok && entryForm.MatchString(id) {
		m.Text, m.Choice = "", id
	}
	m.Role = a.actorRole(s.interaction, *m)
	server := a.settings(s.Guild)
	public, given := d.flag(optionPublic)
	s.public = (given && public || !given && server.Public) && allows(server, s.Channel, s.Place.parent()) && !m.NeedsRole()
	m.Private = !s.public
}

// entryForm is what the ID of an entry looks like.
var entryForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// pressed follows a button or a menu, if it is one of the bot's for this person.
func (a *Adapter) pressed(ctx context.Context, s *showing) {
	var d componentData
	if json.Unmarshal(s.Data, &d) != nil {
		s.fail(ctx)
		return
	}
	do, choice, ok := a.pressedID(s.Channel, s.who(), d.ID)
	if do == actMenu && len(d.Values) == 1 {
		choice = d.Values[0]
	}
	if !ok || do == actMenu && !known(choice) {
		a.refused.Add(1)
		s.ignore(ctx)
		return
	}
	m := a.said(s.interaction)
	m.Choice = choice
	m.Role = a.actorRole(s.interaction, m)
	switch do {
	case actDismiss:
		s.dismiss(ctx, choice)
		return
	case actShow:
		s.public = allows(a.settings(s.Guild), s.Channel, s.Place.parent()) && !m.NeedsRole()
		m.Private = !s.public
	case actReplace:
		s.replace = s.own()
	}
	r, ok := s.think(ctx, m)
	switch {
	case !ok:
		s.pass(ctx)
	case r.Place() == bot.PlaceMark:
		s.thank(ctx, r)
	default:
		s.show(ctx, r)
	}
}

// known reports whether the value of a menu may be a choice: a client may send any, but the
// core knows what to do with an entry or a command that shows something.
func known(choice string) bool {
	if strings.HasPrefix(choice, "/") {
		return slices.Contains([]string{"/topics", "/crisis", "/privacy"}, strings.Fields(choice)[0])
	}
	return entryForm.MatchString(choice)
}

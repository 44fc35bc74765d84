package discord

import (
	"context"
	"encoding/json"
	"errors"
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
	if (m.Edited != nil || m.old) && !card {
		return nil
	}
	return a.posts(ctx, m, r)
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
		m.Quoted, m.Text = true, words(d.Resolved.Messages[d.Target].Content)
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
	if !ok || s.old && r.Kind() != bot.KindHelp {
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

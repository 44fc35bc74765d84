package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"
	"time"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

const (
	// maxInHand is how many interactions are being answered at once. Each waits for the core,
	// for some seconds at most, or for a limit of Discord's.
	maxInHand = 2000
	// maxBeyond is how many more there may be at once that are told to come back, or that
	// ask where help is.
	maxBeyond = 500
)

// ofInteraction stands before the number of an interaction where those of messages are, too: a
// server may count each kind from one.
const ofInteraction = "interaction "

// answering answers an interaction.
type answering func(ctx context.Context, s *showing)

// take takes an interaction in hand and returns at once: false if there is nothing to do
// about it, or no way.
func (a *Adapter) take(ctx context.Context, i interaction, respond responder) bool {
	if i.who() == "" || i.Token == "" {
		return false
	}
	var answer answering
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		answer = a.completed
	case discordgo.InteractionApplicationCommand:
		answer = a.commanded
	case discordgo.InteractionMessageComponent:
		answer = a.pressed
	default:
		return false
	}
	i.App = cmp.Or(i.App, a.me.appID())
	if !a.seen.add(ofInteraction + i.ID) {
		return false
	}
	i.old = a.ages.old(i.ID, time.Now())
	if i.old && i.Type != discordgo.InteractionApplicationCommand && !a.seeksHelp(i) { // what was said may tell of danger
		return false
	}
	answer, room := a.admit(i, answer)
	if room == nil {
		return false
	}
	s := a.newShowing(i, respond)
	a.shows.Go(func() {
		defer func() { <-room }()
		s.run(ctx, answer)
	})
	return true
}

// admit finds room for an interaction. When there is none for answers, it is told so, except
// if it asks where help is: what others wrote nobody has read.
func (a *Adapter) admit(i interaction, answer answering) (answering, chan struct{}) {
	select {
	case a.inHand <- struct{}{}:
		return answer, a.inHand
	default:
	}
	select {
	case a.beyond <- struct{}{}:
	default:
		return nil, nil
	}
	if a.seeksHelp(i) {
		return answer, a.beyond
	}
	return busy, a.beyond
}

// busy tells the person to come back.
func busy(ctx context.Context, s *showing) {
	if s.Type == discordgo.InteractionApplicationCommandAutocomplete {
		s.offer(ctx, nil)
		return
	}
	s.show(ctx, bot.Busy())
}

// seeksHelp reports whether an interaction asks where help is: by command, or by a button of
// a neutral line or a card.
func (a *Adapter) seeksHelp(i interaction) bool {
	var d struct {
		Name string `json:"name"`
		componentData
	}
	if json.Unmarshal(i.Data, &d) != nil {
		return false
	}
	_, choice, ok := a.pressedID(i.Channel, i.who(), d.ID)
	return d.Name == "crisis" || ok && (strings.HasPrefix(choice, "/crisis") || strings.HasPrefix(choice, "/start help"))
}

// said is an interaction as the core takes it.
func (a *Adapter) said(i interaction) bot.Message {
	return bot.Message{
		Platform:  "discord",
		ID:        ofInteraction + i.ID,
		Chat:      i.Channel,
		User:      i.who(),
		Locale:    i.Locale,
		Territory: a.settings(i.Guild).Territory,
		Private:   true, // the person alone sees the reply, unless they want otherwise
		Community: i.Guild,
		Channel:   i.Channel,
		Awaited:   true, // "thinking…" must not come and go
		Time:      time.Now(),
	}
}

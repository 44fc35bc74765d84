package discord

import (
	"strings"
	"unicode/utf16"

	"candor/adapters/internal/sign"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

// What a button holds: a version, a code that binds it to a channel and to who may press
// it, what it does, and a choice. Discord takes 100 characters
// (discord.com/developers/docs/components/reference#button).
const (
	idVersion = "1"
	maxID     = 100
	anyone    = ""
)

// action is what pressing a button does.
type action byte

const (
	actOpen    action = 'o' // show the choice's reply to who pressed
	actReplace action = 'r' // show it instead of the message, if that is only theirs
	actVote    action = 'v'
	actShow    action = 's' // show the entry to the channel
	actDismiss action = 'd' // take the message away
	actMenu    action = 'm' // a menu: the choice is what was picked
)

// customID is what a button holds. Asker anyone lets all press it.
func (a *Adapter) customID(channel, asker string, do action, choice string) string {
	return idVersion + a.key.Code(channel, asker, string(do)+choice) + string(do) + choice
}

// pressedID reads a button, if it is one of the bot's, for this channel and person.
func (a *Adapter) pressedID(channel, person, id string) (do action, choice string, ok bool) {
	const head = len(idVersion) + sign.Length
	if len(id) <= head || len(id) > maxID || !strings.HasPrefix(id, idVersion) {
		return 0, "", false
	}
	code, rest := id[len(idVersion):head], id[head:]
	persons := []string{person, anyone}
	if forModerators(rest[1:]) {
		persons = persons[:1]
	}
	if !a.key.Check(code, channel, rest, persons...) {
		return 0, "", false
	}
	return action(rest[0]), rest[1:], true
}

const (
	maxButtons  = 5 // in a row
	maxRows     = 5
	maxLabel    = 80
	maxOptions  = 25
	maxOption   = 100 // characters of an option's label and value
	fewChoices  = 5   // more are a menu
	labelCut    = "…"
	menuMinimum = 1
	// topicsCommand begins the choices that lead to a page of topics.
	topicsCommand = "/topics"
)

// forModerators reports whether a choice depends on the role of who presses it. Its button
// is for the person alone who got it.
func forModerators(choice string) bool {
	return bot.Message{Choice: choice}.NeedsRole()
}

// view is who sees a reply and where.
type view struct {
	channel string
	asker   string
	own     bool   // only the asker sees it
	private bool   // a channel of the asker and the bot alone
	reply   string // names it, of all replies of late
}

// components are the buttons and the menu under a reply: its choices, then votes and what
// can be done with the message.
func (a *Adapter) components(r bot.Reply, v view) []discordgo.MessageComponent {
	rows := []discordgo.MessageComponent{} // an edit without it leaves the old ones
	choices := r.Choices()
	if len(choices) > fewChoices {
		var menu discordgo.MessageComponent
		menu, choices = a.menu(choices, v)
		rows = append(rows, menu)
	}
	var row []discordgo.MessageComponent
	for _, c := range choices {
		row = a.choice(row, r, c, v)
	}
	rows = addRows(rows, row)
	return addRows(rows, a.tools(r, v))
}

// choice adds the button of a choice.
func (a *Adapter) choice(row []discordgo.MessageComponent, r bot.Reply, c bot.Choice, v view) []discordgo.MessageComponent {
	asker, do := anyone, actOpen
	switch {
	case forModerators(c.ID): // it can be pressed once
		asker, do = v.asker, actReplace
	case c.Settles:
		do = actReplace
	case strings.HasPrefix(c.ID, topicsCommand) && (r.Place() == bot.PlaceSame || len(r.Choices()) > fewChoices): // a page turns
		do = actReplace
	}
	return a.button(row, v.channel, asker, do, c, discordgo.SecondaryButton)
}

// menu makes a menu of the choices but those that lead to other pages or are a moderator's,
// which it returns: the values of a menu are not signed.
func (a *Adapter) menu(choices []bot.Choice, v view) (discordgo.MessageComponent, []bot.Choice) {
	var options []discordgo.SelectMenuOption
	var buttons []bot.Choice
	for _, c := range choices {
		switch {
		case strings.HasPrefix(c.ID, topicsCommand), forModerators(c.ID):
			buttons = append(buttons, c)
		case len(options) < maxOptions && len(c.ID) <= maxOption:
			options = append(options, discordgo.SelectMenuOption{Label: cut(c.Label, maxOption), Value: c.ID})
		}
	}
	least := menuMinimum
	return discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
		MenuType:    discordgo.StringSelectMenu,
		CustomID:    a.customID(v.channel, anyone, actMenu, ""),
		Placeholder: bot.LabelPick,
		MinValues:   &least,
		MaxValues:   1,
		Options:     options,
	}}}, buttons
}

// tools are the votes, and what can be done with the message.
func (a *Adapter) tools(r bot.Reply, v view) []discordgo.MessageComponent {
	var row []discordgo.MessageComponent
	for _, c := range r.Votes() {
		row = a.button(row, v.channel, v.asker, actVote, c, discordgo.SecondaryButton)
	}
	if link := r.Link(); link.ID != "" { // it leads to what the asker's words told of
		row = a.button(row, v.channel, v.asker, actOpen, bot.Choice{ID: "/start " + link.ID, Label: link.Label}, discordgo.PrimaryButton)
	}
	shown := r.Again() != "" && !r.Private() && !v.private
	switch {
	case shown && v.own:
		row = a.button(row, v.channel, v.asker, actShow, bot.Choice{ID: r.Again(), Label: bot.LabelShow}, discordgo.SecondaryButton)
	case shown:
		row = a.button(row, v.channel, anyone, actOpen, bot.Choice{ID: r.Again(), Label: bot.LabelPrivately}, discordgo.SecondaryButton)
	}
	if !v.private {
		row = a.button(row, v.channel, v.asker, actDismiss, bot.Choice{ID: v.reply, Label: bot.LabelDismiss}, discordgo.SecondaryButton)
	}
	return row
}

func (a *Adapter) button(row []discordgo.MessageComponent, channel, asker string, do action, c bot.Choice, style discordgo.ButtonStyle) []discordgo.MessageComponent {
	id := a.customID(channel, asker, do, c.ID)
	if len(id) > maxID {
		return row
	}
	return append(row, discordgo.Button{Label: cut(c.Label, maxLabel), Style: style, CustomID: id})
}

// addRows puts buttons into rows.
func addRows(rows, buttons []discordgo.MessageComponent) []discordgo.MessageComponent {
	for len(buttons) > 0 && len(rows) < maxRows {
		n := min(len(buttons), maxButtons)
		rows, buttons = append(rows, discordgo.ActionsRow{Components: buttons[:n]}), buttons[n:]
	}
	return rows
}

// units counts characters as Discord does: UTF-16 units.
func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// cut shortens a label to most units.
func cut(s string, most int) string {
	if units(s) <= most {
		return s
	}
	used := units(labelCut)
	for i, r := range s {
		if used += utf16.RuneLen(r); used > most {
			return strings.TrimSpace(s[:i]) + labelCut
		}
	}
	return s
}

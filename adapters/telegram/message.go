package telegram

import (
	"context"
	"slices"
	"strconv"
	"time"

	"candor/bot"
)

// maxText is how many characters a message has at most
// (core.telegram.org/bots/api#message): more are no client's, and only cost time.
const maxText = 4096

// message is the event as the core takes it. A choice is what was pressed, "" for nothing.
func (a *Adapter) message(ctx context.Context, id int, e event, choice string) bot.Message {
	m := bot.Message{
		Platform:  "telegram",
		ID:        strconv.Itoa(id),
		Chat:      number(e.chat),
		User:      number(e.user),
		Choice:    choice,
		Locale:    e.locale,
		Territory: a.cfg.Territory,
		Private:   !e.group,
		Time:      time.Now(),
	}
	if choice == "" {
		m.Text = cut(e.text, maxText)
	}
	if e.group {
		m.Community, m.Channel = a.community(e), e.topic()
	}
	if t := a.settings(e).Territory; t != "" {
		m.Territory = t
	}
	if m.NeedsRole() {
		m.Role = a.role(ctx, e)
	}
	return m
}

// cut is the beginning of a text, of at most so many characters.
func cut(text string, most int) string {
	for i := range text {
		if most == 0 {
			return text[:i]
		}
		most--
	}
	return text
}

// community names the group that an event is of.
func (a *Adapter) community(e event) string { return number(a.groups.current(e.chat)) }

// settings are how the event's group wants its answers.
func (a *Adapter) settings(e event) bot.Settings {
	if !e.group || a.cfg.Settings == nil {
		return bot.Settings{}
	}
	return a.cfg.Settings(a.community(e))
}

// generalTopic is the number that links give the topic in which messages have none.
const generalTopic = 1

// topic is the number of the topic in a group.
func (e event) topic() string { return strconv.Itoa(max(e.thread, generalTopic)) }

// unwanted reports whether the group is better off without a reply: it wants none in that
// topic, or the command may be for another bot. Help is always shown, and so is what
// somebody gets who may do more than others: they could not change the settings otherwise.
func (a *Adapter) unwanted(e event, m bot.Message, r bot.Reply) bool {
	if !e.group || r.Kind() == bot.KindHelp || m.Role != bot.RoleMember {
		return false
	}
	topics := a.settings(e).Channels
	return e.bare || len(topics) > 0 && !slices.Contains(topics, e.topic())
}

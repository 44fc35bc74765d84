package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"candor/adapters/internal/lanes"
	"candor/bot"

	"github.com/bwmarrin/discordgo"
)

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

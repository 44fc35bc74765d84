package telegram

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"

	"candor/adapters/internal/lanes"
	"candor/adapters/internal/split"
	"candor/bot"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// maxFound is how many answers an inline query shows.
	maxFound = 10
	// maxDescription is how much of an answer stands under its title.
	maxDescription = 120
	// cacheTime is how long Telegram may give the same results, in seconds: an answer that is
	// switched off must be away at once.
	cacheTime = 1
	// queryLife is how long Telegram keeps an inline query (tdlib/telegram-bot-api).
	queryLife = 30 * time.Second
)

// article is a result: core.telegram.org/bots/api#inlinequeryresultarticle. The library's
// type writes fields that are no more.
type article struct {
	Type        string                         `json:"type"`
	ID          string                         `json:"id"`
	Title       string                         `json:"title"`
	Description string                         `json:"description,omitempty"`
	Content     content                        `json:"input_message_content"`
	Markup      *tgbotapi.InlineKeyboardMarkup `json:"reply_markup,omitempty"`
}

type content struct {
	Text    string  `json:"message_text"`
	Mode    string  `json:"parse_mode,omitempty"`
	Preview preview `json:"link_preview_options"`
}

type preview struct {
	Disabled bool `json:"is_disabled"`
}

// searched answers an inline query with whole answers, each complete with its disclaimer,
// and with a button into the private chat.
func (a *Adapter) searched(ctx context.Context, id int, e event) []lanes.Parcel {
	if a.cfg.Search == nil {
		return nil
	}
	found, otherwise := a.cfg.Search(a.message(ctx, id, e, ""), maxFound)
	results := []article{}
	for _, r := range found {
		if parts := render(r); len(parts) == 1 && utf8.RuneCountInString(parts[0].plain) <= limit.Units {
			results = append(results, a.article(r, parts[0]))
		}
	}
	params := tgbotapi.Params{"inline_query_id": e.query, "cache_time": strconv.Itoa(cacheTime)}
	if len(results) == 0 {
		params["cache_time"], params["is_personal"] = "0", "true"
	}
	if err := params.AddInterface("results", results); err != nil {
		return nil
	}
	if err := params.AddInterface("button", map[string]string{"text": otherwise.Label, "start_parameter": otherwise.ID}); err != nil {
		return nil
	}
	return []lanes.Parcel{{Urgent: true, Send: func() {
		ctx, cancel := context.WithTimeout(ctx, queryLife)
		defer cancel()
		_, err := a.client.call(ctx, "answerInlineQuery", params)
		if f, _ := faultOf(err); f == faultDown || f == faultServer {
			_, err = a.client.call(ctx, "answerInlineQuery", params)
		}
		if f, _ := faultOf(err); err != nil && f != faultOther { // too old is no matter: people type on
			a.gaveUp(err, "inline query not answered")
		}
	}}}
}

func (a *Adapter) article(r bot.Reply, p part) article {
	out := article{
		Type:    "article",
		ID:      r.Entry(),
		Title:   r.Title(),
		Content: content{Text: p.html, Mode: tgbotapi.ModeHTML, Preview: preview{true}},
	}
	if utf8.RuneCountInString(p.html) > limit.Units { // here the tags count
		out.Content.Text, out.Content.Mode = p.plain, ""
	}
	description := split.Doc(bot.Doc{block(r.Text(), bot.Span{})}, split.Limit{Units: maxDescription, Size: split.Runes})
	out.Description = layOut(description[0], spanText)
	if link := r.Link(); link.ID != "" && a.me.username != "" {
		rows := tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(tgbotapi.NewInlineKeyboardButtonURL(link.Label, a.me.link(link.ID))))
		out.Markup = &rows
	}
	return out
}

package telegramtest

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
)

// maxMarkup is about where Telegram finds a keyboard too long.
const maxMarkup = 10_000

// Button is a button below a message. It has one of Data and URL, or does something
// else, such as starting inline mode: then both are empty.
type Button struct{ Text, Data, URL string }

// keyboard is an InlineKeyboardMarkup.
type keyboard struct {
	Rows [][]wireButton `json:"inline_keyboard"`
}

type wireButton struct {
	Text        string          `json:"text"`
	URL         string          `json:"url,omitempty"`
	Data        *string         `json:"callback_data,omitempty"`
	Inline      *string         `json:"switch_inline_query,omitempty"`
	InlineHere  *string         `json:"switch_inline_query_current_chat,omitempty"`
	InlineThere json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	App         json.RawMessage `json:"web_app,omitempty"`
	Login       json.RawMessage `json:"login_url,omitempty"`
	Copy        json.RawMessage `json:"copy_text,omitempty"`
	Game        json.RawMessage `json:"callback_game,omitempty"`
	Pay         bool            `json:"pay,omitempty"`
	Style       string          `json:"style,omitempty"`
	Icon        string          `json:"icon_custom_emoji_id,omitempty"`
}

func (k *keyboard) buttons() [][]Button {
	rows := make([][]Button, len(k.Rows))
	for i, row := range k.Rows {
		for _, b := range row {
			seen := Button{Text: b.Text, URL: b.URL}
			if b.Data != nil {
				seen.Data = *b.Data
			}
			rows[i] = append(rows[i], seen)
		}
	}
	return rows
}

func (k *keyboard) same(other *keyboard) bool { return reflect.DeepEqual(k, other) }

// markup reads a reply_markup. A keyboard without buttons is none; one that replaces
// the letters is checked for its shape only.
func markup(text string) (k *keyboard, forceReply bool, err error) {
	if text == "" {
		return nil, false, nil
	}
	if len(text) > maxMarkup {
		return nil, false, bad("reply markup is too long")
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &fields) != nil || fields == nil {
		return nil, false, bad("object expected as reply markup")
	}
	rows, ok := fields["inline_keyboard"]
	if !ok {
		force := params{"force_reply": {string(fields["force_reply"])}}
		return nil, force.yes("force_reply"), nil
	}
	k = &keyboard{}
	if json.Unmarshal(rows, &k.Rows) != nil || k.Rows == nil {
		return nil, false, bad("can't parse inline keyboard: Field \"inline_keyboard\" must be of type Array of Arrays")
	}
	kept := k.Rows[:0]
	for _, row := range k.Rows {
		for _, b := range row {
			if err := b.check(); err != nil {
				return nil, false, err
			}
		}
		if len(row) > 0 {
			kept = append(kept, row)
		}
	}
	if k.Rows = kept; len(kept) == 0 {
		return nil, false, nil
	}
	return k, false, nil
}

// check checks a button.
func (b wireButton) check() error {
	const cant = "can't parse inline keyboard button: "
	switch {
	case strings.TrimSpace(b.Text) == "":
		return bad(cant + "Field \"text\" must be a non-empty String")
	case b.Data != nil && (*b.Data == "" || len(*b.Data) > 64):
		return bad("BUTTON_DATA_INVALID")
	case b.URL != "":
		u, err := url.Parse(b.URL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "tg" {
			return bad("inline keyboard button URL '" + b.URL + "' is invalid")
		}
		return nil
	}
	if b.Data == nil && b.Inline == nil && b.InlineHere == nil && b.InlineThere == nil &&
		b.App == nil && b.Login == nil && b.Copy == nil && b.Game == nil && !b.Pay {
		return bad(cant + "Text buttons are unallowed in the inline keyboard")
	}
	return nil
}

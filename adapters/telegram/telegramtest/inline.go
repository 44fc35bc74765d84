package telegramtest

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

var plainName = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

// wireResult is an inline query result as a bot sends it.
type wireResult struct {
	Type        string          `json:"type"`
	ID          string          `json:"id"`
	Title       string          `json:"title"`
	Description string          `json:"description"`
	Markup      json.RawMessage `json:"reply_markup"`
	Content     *struct {
		Text string `json:"message_text"`
		Mode string `json:"parse_mode"`
	} `json:"input_message_content"`
}

// results reads and checks the results of an inline query.
func results(p params) ([]InlineResult, error) {
	var wire []wireResult
	if _, err := decode(p, "results", &wire); err != nil {
		return nil, err
	}
	if len(wire) > 50 {
		return nil, bad("RESULTS_TOO_MUCH")
	}
	seen := map[string]bool{}
	all := make([]InlineResult, 0, len(wire))
	for i, w := range wire {
		if w.ID == "" || len(w.ID) > 64 {
			return nil, bad("RESULT_ID_INVALID")
		}
		if seen[w.ID] {
			return nil, bad("RESULT_ID_DUPLICATE")
		}
		seen[w.ID] = true
		r, err := w.article()
		if err != nil {
			return nil, bad("can't parse inline query result: " + strings.TrimPrefix(err.Error(), "Bad Request: ") + " at result " + strconv.Itoa(i))
		}
		all = append(all, r)
	}
	return all, nil
}

// article checks a result, which may be an article only.
func (w wireResult) article() (InlineResult, error) {
	r := InlineResult{ID: w.ID, Title: w.Title, Description: w.Description}
	switch {
	case w.Type != "article":
		return r, &failure{description: "only articles are played"}
	case w.Title == "":
		return r, &failure{description: "ARTICLE_TITLE_EMPTY"}
	case w.Content == nil:
		return r, &failure{description: "input message content is not specified"}
	}
	f, err := format(w.Content.Text, w.Content.Mode, nil)
	if err != nil {
		return r, err
	}
	r.Text, r.HTML = f.text, f.html
	k, _, err := markup(string(w.Markup))
	if err != nil {
		return r, err
	}
	if k != nil {
		r.Buttons = k.buttons()
	}
	return r, nil
}

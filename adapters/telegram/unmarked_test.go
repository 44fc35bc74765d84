package telegram

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"candor/bot"
	"candor/faq"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// picky is a Bot API that takes no markup, and no message that is too long.
type picky struct{ taken []url.Values }

// RoundTrip implements [http.RoundTripper].
func (p *picky) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	text, status := fmt.Sprintf(`{"ok":true,"result":{"message_id":%d}}`, 100+len(p.taken)), http.StatusOK
	switch {
	case form.Get("parse_mode") != "":
		text, status = `{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: Unsupported start tag"}`, 400
	case utf8.RuneCountInString(form.Get("text")) > 4096:
		text, status = `{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}`, 400
	default:
		form.Set("method", r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
		p.taken = append(p.taken, form)
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Request: r, Body: io.NopCloser(strings.NewReader(text))}, nil
}

// loaves is a base whose answer is mostly links.
func loaves(t *testing.T) bot.Reply {
	t.Helper()
	var text strings.Builder
	for i := range 38 {
		fmt.Fprintf(&text, "Loaf number %d is [described here](https://example.org/a/rather/long/path/to/the/loaf/of/that/number/%d).\n\n", i, i)
	}
	base, err := faq.Load(fstest.MapFS{
		"base.yaml": bread["base.yaml"],
		"entries/loaves.md": file("---\nquestion: Which loaves are there?\nasked: [all loaves]\nsection: Loaves\nreviewed: 2026-01-02\n---\n" +
			text.String()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return reply(t, bot.New(bot.NewSnapshot(base), "1"), bot.Message{Platform: "telegram", Choice: "loaves"})
}

// TestLinksWithoutMarkup: where the markup is not taken, the links' addresses stand in the
// text, in as many messages as they need, and nothing of the reply is lost.
func TestLinksWithoutMarkup(t *testing.T) {
	parts := render(loaves(t))
	if len(parts) != 1 || utf8.RuneCountInString(parts[0].plain) <= 4096 {
		t.Fatalf("%d parts, the first of %d characters without markup: the test is none", len(parts), utf8.RuneCountInString(parts[0].plain))
	}
	for name, edit := range map[string]int{"sent": 0, "in the place of a message": 7} {
		t.Run(name, func(t *testing.T) {
			p := &picky{}
			a := newTest(t, silent)
			a.client.http.Transport, a.sender.pace.off = p, true
			o := outgoing{chat: 5, thread: 3, replyTo: 4, edit: edit, parts: parts,
				keyboard: [][]tgbotapi.InlineKeyboardButton{{tgbotapi.NewInlineKeyboardButtonData("a", "b")}}}
			sent, err := a.sender.replace(t.Context(), o)
			if err != nil || len(sent) != len(p.taken) || len(sent) < 2 {
				t.Fatalf("replace = %v, %v, of %d messages", sent, err, len(p.taken))
			}
			var texts []string
			for i, m := range p.taken {
				texts = append(texts, m.Get("text"))
				first, last := i == 0, i == len(p.taken)-1
				if (m.Get("method") == "editMessageText") != (first && edit != 0) || m.Has("reply_markup") != last ||
					m.Has("reply_parameters") != (first && edit == 0) || m.Has("message_thread_id") == (first && edit != 0) {
					t.Errorf("message %d is %s with %v", i, m.Get("method"), slices.Sorted(maps.Keys(m)))
				}
			}
			if got := strings.Join(texts, "\n\n"); got != parts[0].plain {
				t.Errorf("without markup people get %q\nwant %q", got, parts[0].plain)
			}
		})
	}
}

// TestShortWithoutMarkup: what fits one message stays one.
func TestShortWithoutMarkup(t *testing.T) {
	for _, p := range render(reply(t, breadBot(), bot.Message{Platform: "telegram", Choice: "rising"})) {
		if got := p.unmarked(); len(got) != 1 || got[0].plain != p.plain || got[0].html != "" {
			t.Errorf("%q becomes %q", p.plain, got)
		}
	}
}

package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// TestArticle shows a result as Telegram gets it.
func TestArticle(t *testing.T) {
	a := newTest(t, breadBot())
	found, _ := breadBot().Search(bot.Message{Text: "storing it"}, 1)
	if len(found) != 1 {
		t.Fatalf("Search finds %d answers, want 1", len(found))
	}
	got, err := json.MarshalIndent(a.article(found[0], render(found[0])[0]), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(render(found[0])[0].html)
	want := `{
 "type": "article",
 "id": "storing",
 "title": "How is bread stored?",
 "description": "In paper.",
 "input_message_content": {
  "message_text": ` + string(text) + `,
  "parse_mode": "HTML",
  "link_preview_options": {
   "is_disabled": true
  }
 },
 "reply_markup": {
  "inline_keyboard": [
   [
    {
     "text": "Open a private chat",
     "url": "https://t.me/candor_bot?start=storing"
    }
   ]
  ]
 }
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

// TestArticlesOfTheShippedBase: whatever can be found is complete and fits.
func TestArticlesOfTheShippedBase(t *testing.T) {
	base, b := shipped()
	a := newTest(t, b)
	for _, e := range base.Topics() {
		found, _ := b.Search(bot.Message{Text: e.Question}, maxFound)
		ids := map[string]bool{}
		for _, r := range found {
			parts := render(r)
			if len(parts) != 1 {
				t.Errorf("%s takes %d messages: it cannot be a result", r.Entry(), len(parts))
				continue
			}
			got := a.article(r, parts[0])
			wellFormed(t, got.ID, parts[0])
			switch n := utf8.RuneCountInString(got.Description); {
			case len(got.ID) == 0 || len(got.ID) > 64 || ids[got.ID]:
				t.Errorf("the ID %q is empty, too long or twice", got.ID)
			case got.Title == "" || n == 0 || n > maxDescription || !strings.HasPrefix(r.Text(), got.Description):
				t.Errorf("%s: title %q, description of %d characters: %q", got.ID, got.Title, n, got.Description)
			case !strings.HasSuffix(parts[0].plain, r.Disclaimer()):
				t.Errorf("%s: without its disclaimer", got.ID)
			}
			ids[got.ID] = true
		}
		if !ids[string(e.ID)] {
			t.Errorf("%q does not find %s", e.Question, e.ID)
		}
	}
}

// TestSearched: what an inline query is answered with.
func TestSearched(t *testing.T) {
	for name, test := range map[string]struct {
		text                    string
		results                 int
		cache, personal, button string
	}{
		"found":   {"storing it", 1, "1", "", `{"start_parameter":"ask","text":"Ask me in a private chat"}`},
		"topics":  {"", 2, "1", "", `{"start_parameter":"ask","text":"Ask me in a private chat"}`},
		"nothing": {"xylophone zzz", 0, "0", "true", `{"start_parameter":"ask","text":"Ask me in a private chat"}`},
		"danger":  {"I want to die", 0, "0", "true", `{"start_parameter":"help-1","text":"Open a private chat"}`},
	} {
		t.Run(name, func(t *testing.T) {
			got := answered(t, breadBot().Search, test.text)
			var results []article
			if err := json.Unmarshal([]byte(got.Get("results")), &results); err != nil || results == nil || len(results) < test.results || test.results == 0 && len(results) > 0 {
				t.Errorf("results = %s, %v, want %d at least, and a list in any case", got.Get("results"), err, test.results)
			}
			for field, want := range map[string]string{"inline_query_id": "q", "cache_time": test.cache, "is_personal": test.personal, "button": test.button} {
				if got.Get(field) != want {
					t.Errorf("%s = %q, want %q", field, got.Get(field), want)
				}
			}
		})
	}
}

// answered is what Telegram is told of an inline query.
func answered(t *testing.T, search func(bot.Message, int) ([]bot.Reply, bot.Choice), text string) url.Values {
	t.Helper()
	var got url.Values
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		got = r.PostForm
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}))
	defer server.Close()
	a := newTest(t, silent)
	a.cfg.Search, a.client = search, clientOf(t, server.URL)
	for _, p := range a.searched(context.Background(), 1, event{task: taskSearch, user: 8, query: "q", text: text}) {
		p.Send()
	}
	return got
}

// TestSearchedWithoutSearch: without inline mode nothing is answered.
func TestSearchedWithoutSearch(t *testing.T) {
	if got := newTest(t, silent).searched(t.Context(), 1, event{task: taskSearch, query: "q"}); got != nil {
		t.Errorf("searched = %d parcels, want none", len(got))
	}
}

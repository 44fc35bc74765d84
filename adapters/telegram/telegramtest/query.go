package telegramtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// query is a callback or inline query that waits for its answer.
type query struct {
	kind    string
	update  int
	expires time.Time
}

// Answer is an answer to a callback query.
type Answer struct {
	UpdateID int // of the query
	Text     string
	Alert    bool
	URL      string
	At       time.Time
}

// Inlined is an answer to an inline query.
type Inlined struct {
	UpdateID   int // of the query
	Results    []InlineResult
	CacheTime  int // seconds
	Personal   bool
	NextOffset string
	Button     string // its text
	Start      string // the parameter that the button opens the private chat with
	At         time.Time
}

// InlineResult is one of the articles that the asker may send.
type InlineResult struct {
	ID, Title, Description string
	Text, HTML             string // of the message that it sends
	Buttons                [][]Button
}

// Answers returns the answers to callback queries.
func (s *Server) Answers() []Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.answers)
}

// Inlined returns the answers to inline queries.
func (s *Server) Inlined() []Inlined {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.inlined)
}

// newQuery returns the id of a query.
func (s *Server) newQuery(kind string, life time.Duration) string {
	s.lastQuery++
	id := strconv.Itoa(s.lastQuery + 7_000_000_000_000)
	s.queries[id] = &query{kind: kind, expires: s.now().Add(life)}
	return id
}

// ask queues a query.
func (s *Server) ask(id, kind string, lane int64, v queryBody) int {
	q := s.queries[id]
	q.update = s.push(kind, &update{lane: lane, expires: q.expires}, v.body())
	return q.update
}

// queryBody is what holds a query.
type queryBody interface{ body() json.RawMessage }

func (c wireCallback) body() json.RawMessage { return must(encode(c)) }
func (i wireInline) body() json.RawMessage   { return must(encode(i)) }

// settle takes a query that is to be answered, once and in time.
func (s *Server) settle(id, kind string) (*query, error) {
	q := s.queries[id]
	if q == nil || q.kind != kind || s.now().After(q.expires) {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, id)
	return q, nil
}

func (s *Server) answerCallbackQuery(p params) (result, error) {
	if utf8.RuneCountInString(p.text("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	q, err := s.settle(p.text("callback_query_id"), "callback")
	if err != nil {
		return nil, err
	}
	s.answers = append(s.answers, Answer{
		UpdateID: q.update, Text: p.text("text"), Alert: p.yes("show_alert"), URL: p.text("url"), At: time.Now(),
	})
	s.answers = trim(s.answers, s.set.keep)
	return yes, nil
}

func (s *Server) answerInlineQuery(p params) (result, error) {
	a := Inlined{
		CacheTime:  p.number("cache_time", 300, 0, 24*60*60),
		Personal:   p.yes("is_personal"),
		NextOffset: p.text("next_offset"),
		At:         time.Now(),
	}
	if len(a.NextOffset) > 64 {
		return nil, bad("NEXT_OFFSET_INVALID")
	}
	var err error
	if a.Results, err = results(p); err != nil {
		return nil, err
	}
	if a.Button, a.Start, err = inlineButton(p); err != nil {
		return nil, err
	}
	q, err := s.settle(p.text("inline_query_id"), "inline")
	if err != nil {
		return nil, err
	}
	a.UpdateID = q.update
	s.inlined = append(s.inlined, a)
	s.inlined = trim(s.inlined, s.set.keep)
	return yes, nil
}

// inlineButton reads the button above the results, also by its older names.
func inlineButton(p params) (text, start string, err error) {
	var b struct {
		Text  string           `json:"text"`
		Start *string          `json:"start_parameter"`
		App   *json.RawMessage `json:"web_app"`
	}
	ok, err := decode(p, "button", &b)
	if err != nil {
		return "", "", err
	}
	if !ok {
		return p.text("switch_pm_text"), p.text("switch_pm_parameter"), nil
	}
	if b.Text == "" || b.Start == nil && b.App == nil {
		return "", "", bad("can't parse inline query results button: button must have a text and an action")
	}
	if b.Start != nil {
		start = *b.Start
	}
	if len(start) > 64 || !plainName.MatchString(start) {
		return "", "", bad("START_PARAM_INVALID")
	}
	return b.Text, start, nil
}

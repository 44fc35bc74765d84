package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"candor/faq"
)

// Suggestion is what a moderator made of a question that somebody sent: what the folder's
// files are to say. The folder itself is changed by people only.
type Suggestion struct {
	Question string
	Entry    string // the ID of the entry that answers it, or "none"
}

// Golden is a line for golden.jsonl.
func (s Suggestion) Golden() string {
	b, _ := json.Marshal(struct {
		Question string `json:"question"`
		Want     string `json:"want"`
	}{s.Question, s.Entry}) // two strings
	return string(b)
}

// Phrasing is a line for the entry's list of phrasings, "" if no entry answers it.
func (s Suggestion) Phrasing() string {
	if s.Entry == string(faq.None) {
		return ""
	}
	return "  - " + strconv.Quote(s.Question)
}

// questions lists what people sent, or settles one of them.
func (d *Desk) questions(r request) Reply {
	if !r.message.Private {
		return r.refuse(textQuestionsTitle, textQuestionsPrivate)
	}
	if r.arg != "" {
		return inTurn((*Desk).answerQuestion)(d, r)
	}
	ctx, cancel := context.WithTimeout(r.ctx, storeTime)
	defer cancel()
	sent, err := d.inbox(ctx)
	if err != nil {
		return r.refuse(textNoStoreTitle, noStoreText(err))
	}
	reply := r.info(textQuestionsTitle, questionsText(len(sent)))
	reply.body = append(reply.body, listed(sent, r.message.most(), func(s Sent) string { return fmt.Sprintf("%d (%s): %s", s.N, s.Day, s.Text) })...)
	reply.private = true
	return reply
}

// answerQuestion does with a question what the words say. Callers hold the gate: no question
// is accepted twice.
func (d *Desk) answerQuestion(r request) Reply {
	ctx, cancel := context.WithTimeout(r.ctx, storeTime)
	defer cancel()
	sent, err := d.inbox(ctx)
	if err != nil {
		return r.refuse(textNoStoreTitle, noStoreText(err))
	}
	words := strings.Fields(r.arg)
	q, ok := numbered(sent, words)
	switch {
	case !ok:
		return r.refuse(textQuestionsTitle, textQuestionsUsage)
	case words[0] == "drop" && len(words) == 2:
		return d.settle(ctx, r, q, "dropped", "")
	case words[0] == "accept" && len(words) == 4 && words[2] == "as":
		return d.accept(ctx, r, q, faq.ID(words[3]))
	}
	return r.refuse(textQuestionsTitle, textQuestionsUsage)
}

// inbox is what people sent and is not too old: the store may not have deleted it yet.
func (d *Desk) inbox(ctx context.Context) ([]Sent, error) {
	all, err := d.cfg.Store.Inbox(ctx)
	oldest := dayOf(oldestQuestion(d.cfg.Now()))
	var sent []Sent
	for _, s := range all {
		if s.Day >= oldest {
			sent = append(sent, s)
		}
	}
	return sent, err
}

// numbered finds the question that the second word names.
func numbered(sent []Sent, words []string) (Sent, bool) {
	if len(words) < 2 {
		return Sent{}, false
	}
	n, err := strconv.ParseInt(words[1], 10, 64)
	for _, s := range sent {
		if err == nil && s.N == n {
			return s, true
		}
	}
	return Sent{}, false
}

// accept writes down what a question is to find.
func (d *Desk) accept(ctx context.Context, r request, q Sent, id faq.ID) Reply {
	if _, ok := r.base.Entry(id); !ok && id != faq.None {
		return r.refuse(textNoEntryTitle, noEntryText(r.near(string(id))))
	}
	if d.cfg.Suggest == nil {
		return r.refuse(textQuestionsTitle, textNoSuggest)
	}
	where, err := d.cfg.Suggest(Suggestion{q.Text, string(id)})
	if err != nil {
		return r.refuse(textQuestionsTitle, noStoreText(err))
	}
	return d.settle(ctx, r, q, "accepted as "+string(id), where)
}

// settle takes a question out of the list.
func (d *Desk) settle(ctx context.Context, r request, q Sent, how, where string) Reply {
	if err := d.cfg.Store.Drop(ctx, q.N); err != nil && !errors.Is(err, ErrNotStored) {
		return r.refuse(textNoStoreTitle, noStoreText(err))
	}
	_ = d.record(ctx, d.line(r.by, "questions", fmt.Sprintf("%d %s", q.N, how)), Write{})
	return r.info(textQuestionsTitle, settledText(q.N, how, where))
}

package bot

import (
	"context"
	"hash/maphash"
	"strings"
	"time"
	"unicode"

	"candor/faq"

	"golang.org/x/text/unicode/norm"
)

const (
	// askedTime is how long a question that found nothing is held, in memory only, in case
	// its writer wants to send it to the moderators.
	askedTime = 10 * time.Minute
	// mostAsked bounds how many are held.
	mostAsked = 256
	// sentTime and mostSent bound what one person sends.
	sentTime = 24 * time.Hour
	mostSent = 3
	// sentPeople is how many people's sendings are counted.
	sentPeople = 4096
	// sentRunes is how much of a question is sent.
	sentRunes = 500
)

// asked holds questions that found nothing until their writers decide about them.
type asked struct {
	seed      maphash.Seed
	questions fading[string, askedQuestion]
	sent      fading[uint64, int]
}

type askedQuestion struct {
	who   uint64
	text  string
	stage stage
}

// stage is how far the sending of a question is.
type stage int

const (
	stageHeld    stage = iota // its writer has not seen what would be sent
	stageShown                // they have
	stageSending              // they said yes, and the store has not answered yet
)

func newAsked(now func() time.Time) *asked {
	return &asked{
		seed:      maphash.MakeSeed(),
		questions: fading[string, askedQuestion]{most: mostAsked, life: askedTime, now: now},
		sent:      fading[uint64, int]{most: sentPeople, life: sentTime, now: now},
	}
}

// who is a key that names nobody.
func (a *asked) who(m Message) uint64 {
	return maphash.Comparable(a.seed, [2]string{m.Platform, m.User})
}

// offer adds to a reply that found nothing the choice to send the question to the
// moderators: where nobody reads along, never another's words, and never of a message that
// tells of danger.
func (d *Desk) offer(r Reply, m Message) Reply {
	if d == nil || r.title != textNoneTitle || !m.Private || m.Quoted || m.User == "" {
		return r
	}
	text := plainQuestion(m.Text)
	if text == "" {
		return r
	}
	code := newCode() + newCode()
	d.asked.questions.put(code, askedQuestion{who: d.asked.who(m), text: text})
	r.choices = append(r.choices, Choice{ID: "/send " + code, Label: textSend})
	return r
}

// plainQuestion is a message as one line without its command and what cannot be seen, in the
// form that a base's files want, "" if that leaves no word.
func plainQuestion(s string) string {
	words := strings.Fields(norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)))
	if len(words) > 0 && strings.HasPrefix(words[0], "/") {
		words = words[1:]
	}
	text := window([]rune(strings.Join(words, " ")), 0, sentRunes)
	if plainWords(text) == "" {
		return ""
	}
	return text
}

// send shows a question to its writer as it is going to be stored, and stores it if they
// say yes.
func (d *Desk) send(t turn, arg string, m Message) Reply {
	code, word := firstWord(arg)
	if d == nil {
		return t.info(textStaleTitle, textStale)
	}
	q, ok := d.asked.questions.get(code)
	if !ok || q.who != d.asked.who(m) {
		return t.info(textStaleTitle, textSendGone)
	}
	switch word {
	case "yes":
		return d.sendIn(t, code)
	case "no":
		d.asked.questions.take(code)
		return t.sentInfo(textNotSentTitle, textNotSent)
	}
	d.asked.step(code, stageHeld, stageShown)
	r := t.reply(KindInfo, textSendTitle, faq.Plain(textSendPreview))
	r.body = append(r.body, faq.Block{Spans: []faq.Span{{Text: q.text, Italic: true}}})
	r.body = append(r.body, faq.Plain(textSendRules)...)
	r.private = true
	r.choices = []Choice{{ID: "/send " + code + " yes", Label: textSendYes, Settles: true}, {ID: "/send " + code + " no", Label: textSendNo, Settles: true}}
	return r
}

// step takes a question from a stage to the next, and reports whether it was there.
func (a *asked) step(code string, from, to stage) (q askedQuestion, ok bool) {
	a.questions.change(code, func(v askedQuestion) askedQuestion {
		if ok = v.stage == from; ok {
			v.stage = to
		}
		q = v
		return v
	})
	return q, ok
}

// sendIn stores a question that its writer has seen and agreed to send.
func (d *Desk) sendIn(t turn, code string) Reply {
	q, ok := d.asked.step(code, stageShown, stageSending)
	if !ok {
		return t.info(textStaleTitle, textSendGone)
	}
	if !d.asked.countSent(q.who) {
		d.asked.step(code, stageSending, stageShown)
		return t.refuse(textNotSentTitle, textSentEnough)
	}
	ctx, cancel := context.WithTimeout(t.ctx, storeTime)
	defer cancel()
	_, err := d.cfg.Store.Send(ctx, Sent{Day: d.today(), Text: q.text})
	if err != nil {
		d.asked.step(code, stageSending, stageShown)
		d.asked.sent.update(q.who, func(n int, _ bool) int { return n - 1 })
		d.cfg.Failed("store a question that was sent", err)
		return t.refuse(textNotSentTitle, textSendFailed)
	}
	d.asked.questions.take(code)
	return t.sentInfo(textSentTitle, textSent)
}

// countSent counts what a person sends, and reports whether it is not too much.
func (a *asked) countSent(who uint64) (ok bool) {
	a.sent.update(who, func(n int, _ bool) int {
		if ok = n < mostSent; ok {
			n++
		}
		return n
	})
	return ok
}

// sentInfo takes the place of the message that asked.
func (t turn) sentInfo(title, text string) Reply {
	r := t.info(title, text, topicsChoice)
	r.place, r.private = PlaceSame, true
	return r
}

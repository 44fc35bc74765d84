// Package bot is Candor's core: it turns a [Message] from any platform into the
// [Reply] that the platform's adapter renders. It decides everything about what
// people read and knows no platform.
//
// A question goes one way: before all else [safety.Detect] looks for danger, and
// somebody in danger gets a help card; a choice that was pressed is answered from the entry
// it names, a command gets its information, and free words go to the matcher,
// whose confidence decides between an answer, a few choices, and saying that
// there is none. Every sentence is in the knowledge base or in texts.go; none is
// made up, and none leaves without the disclaimer.
//
//	b := bot.New(snapshot, "1.0")
//	reply, err := b.Handle(ctx, bot.Message{Platform: "terminal", Text: "how long does it take"})
//	// reply.Kind() == bot.KindAnswer, reply.Entry() == "duration"
//
// The package logs nothing and stores nothing. What has to be known about
// earlier messages ([Dedupe], [RateLimit]) is kept in memory, bounded, under
// keys that name nobody.
package bot

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// Message is one thing that a person said or pressed, as an adapter hands it
// over. The zero value of every field means "not known".
type Message struct {
	Platform  string // "terminal", "telegram", …
	ID        string // the platform's own, unique within Chat; an edited message needs another (C35)
	Chat      string // where it was said
	User      string // who said it
	Text      string // what was typed, as it came: any bytes
	Choice    string // ID of the Choice that was pressed; Text is then ignored
	Locale    string // BCP 47, as the client says
	Territory string // ISO 3166, as the community set it: whose helplines to show
	Private   bool   // whether only User and Candor see Chat
	Awaited   bool   // whether the platform shows that a reply is awaited, so that none is a fault
	Quoted    bool   // whether Text are another's words, which User passes on
	Community string // the server or group that Chat belongs to: whose settings hold; "" for none
	Channel   string // the part of Community that Chat is: what [Settings].Channels names; "" for none
	Roomy     bool   // whether lists of any length are welcome: others are cut
	Role      Role   // what User may do there; see [Message.NeedsRole]
	Time      time.Time
}

// Handler answers messages. The Reply is fit to send even when err is not nil;
// err is for the operator, never for people. With [ErrNoReply] nothing is to be
// sent at all.
type Handler interface {
	Handle(ctx context.Context, m Message) (Reply, error)
}

// HandlerFunc is a function that is a Handler.
type HandlerFunc func(ctx context.Context, m Message) (Reply, error)

// Handle calls f.
func (f HandlerFunc) Handle(ctx context.Context, m Message) (Reply, error) { return f(ctx, m) }

// Snapshot is a knowledge base with the matcher that learned from it. A message
// is answered wholly from one snapshot.
type Snapshot struct {
	base    *faq.Base
	matcher *faq.Matcher
}

// NewSnapshot builds the matcher for base.
func NewSnapshot(base *faq.Base) *Snapshot {
	return &Snapshot{base: base.WithoutLearned(), matcher: faq.NewMatcher(base)}
}

// Prepare reads what looking for danger needs, which takes some 20 ms. Without it the
// first message does: a program calls it while it loads its base.
func Prepare() { detect(safety.Detect, "ready") }

// Bot answers messages from the snapshot in use. It is safe for concurrent use.
type Bot struct {
	version  string
	live     atomic.Pointer[live]
	changing sync.Mutex // of live
	desk     *Desk      // nil where there are no moderators
	look     func(string) safety.Finding
	now      func() time.Time
	helped   *helped
	ballot   *ballot
	findings [safety.Classes]atomic.Int64
}

var _ Handler = (*Bot)(nil)

// New returns a Bot that answers from s. Version is the program's, for /version.
func New(s *Snapshot, version string) *Bot {
	b := &Bot{version: version, look: safety.Detect, now: time.Now, ballot: newBallot()}
	b.helped = newHelped(func() time.Time { return b.now() })
	b.live.Store(&live{Snapshot: s})
	return b
}

// Version is that of the knowledge base in use.
func (b *Bot) Version() string { return b.live.Load().base.Version }

// Handle implements [Handler]. It never fails.
func (b *Bot) Handle(ctx context.Context, m Message) (Reply, error) {
	t := turn{live: b.live.Load(), bot: b, ctx: ctx}
	r := t.answer(m)
	b.desk.count(r)
	return r, nil
}

// answer finds the reply to a message.
func (t turn) answer(m Message) Reply {
	if m.Choice != "" {
		return t.choice(m)
	}
	if cmd, ok := t.order(m); ok {
		return t.command(cmd, m)
	}
	b := t.bot
	f := detect(b.look, m.Text)
	b.findings[f.Class].Add(1)
	if r, ok := t.typedPast(m); ok {
		return r
	}
	t.young = f.Underage
	if f.Tier == safety.TierA {
		return t.help(f, m)
	}
	said := text.Normalize(m.Text) // here, once: it is what a hostile text costs
	if cmd, ok := readCommand(m.Text, said); ok {
		if cmd.name != "ask" {
			return t.command(cmd, m)
		}
		said = cmd.arg
	}
	r := t.question(said, m)
	switch {
	case f.Tier == safety.TierB:
		return t.support(r, f, m)
	case f.Underage:
		return t.toYoung(r, m)
	}
	return b.desk.offer(r, m)
}

// fewest findings of a class that are told: a smaller number may point at somebody.
const fewest = 5

// Findings counts messages by class since the start, of those that came up at least
// five times. Nothing else about a finding is kept.
func (b *Bot) Findings() map[string]int {
	counts := map[string]int{}
	for c := range b.findings {
		if n := int(b.findings[c].Load()); n >= fewest {
			counts[safety.Class(c).String()] = n
		}
	}
	return counts
}

// turn is the answering of one message from one snapshot.
type turn struct {
	*live
	bot   *Bot
	ctx   context.Context // of the message
	young bool            // whether who wrote it says that they are under 18
	past  string          // the way past the card that it led to, "" if it led to none
}

// choice answers a pressed choice: a command, the way past a card, or the entry that
// it names.
func (t turn) choice(m Message) Reply {
	if cmd, ok := parseCommand(m.Choice); ok && cmd.name != "ask" { // no choice asks: words must not get past the lane
		r := t.command(cmd, m)
		if cmd.name == "topics" && cmd.arg != "" {
			r.place = PlaceSame
		}
		return r
	}
	if r, ok := t.afterAll(m.Choice, m); ok {
		return r
	}
	if e, ok := t.base.Entry(faq.ID(m.Choice)); ok {
		return t.entry(e, faq.Match{ID: e.ID, Confidence: 1})
	}
	if r, ok := t.vote(m); ok {
		return r
	}
	return t.info(textStaleTitle, textStale) // no choice: those offered before may still stand
}

// question answers free words.
func (t turn) question(said string, m Message) Reply {
	if name, ok := smallTalk(said); ok {
		return t.talk(parsed{name: name}, m)
	}
	result := t.matcher.Match(said)
	if len(result.Matches) == 0 {
		return t.none(faq.Match{})
	}
	best := result.Matches[0]
	switch result.Verdict {
	case faq.Answer:
		e, _ := t.base.Entry(best.ID)
		return t.also(t.entry(e, best), result.Also)
	case faq.Suggest:
		return t.suggest(t.matcher.Suggestions(result), best)
	}
	return t.none(best)
}

// entry replies with an entry's text: an answer, or, when the source has none,
// the sentence that says so.
func (t turn) entry(e *faq.Entry, best faq.Match) Reply {
	switch {
	case !t.live.gives(e.ID):
		return t.withheld(best)
	case t.keepsFromYoung(e.ID):
		return t.notForYoung(best)
	}
	r := t.reply(KindAnswer, e.Question, e.Doc)
	r.entry, r.best, r.confidence = string(e.ID), string(best.ID), best.Confidence
	r.choices = t.choices(e.Related)
	if e.Covered {
		r.source, r.section = t.base.Source.String(), e.Section
		return r
	}
	r.kind = KindNone
	r.choices = append(r.choices, topicsChoice)
	return r
}

// also adds the answers to a message's further questions, each under its title.
func (t turn) also(r Reply, others []faq.Match) Reply {
	for _, match := range others {
		e, _ := t.base.Entry(match.ID)
		if !t.gives(e.ID) {
			continue
		}
		if r.entry == "" { // what the first one asks is not given
			r = t.entry(e, match)
			continue
		}
		r.also = append(r.also, string(e.ID))
		r.body = append(slices.Clip(r.body), faq.Block{Spans: []faq.Span{{Text: e.Question, Bold: true}}})
		r.body = append(r.body, e.Doc...)
		for _, c := range t.choices(e.Related) {
			if !slices.Contains(r.choices, c) && len(r.choices) < maxRelated {
				r.choices = append(r.choices, c)
			}
		}
	}
	r.choices = slices.DeleteFunc(r.choices, func(c Choice) bool {
		return c.ID == r.entry || slices.Contains(r.also, c.ID)
	})
	if len(r.also) > 0 {
		all := []faq.ID{faq.ID(r.entry)}
		for _, id := range r.also {
			all = append(all, faq.ID(id))
		}
		r.again = t.pastID("a" + t.places(all))
	}
	return r
}

// maxRelated is how many related questions a reply to several questions offers.
const maxRelated = 5

func (t turn) suggest(ids []faq.ID, best faq.Match) Reply {
	choices := t.choices(ids)
	switch {
	case len(choices) > 0:
	case len(t.fit(ids)) < len(ids):
		return t.notForYoung(best)
	default: // none is given now
		return t.none(best)
	}
	r := t.reply(KindSuggest, textSuggestTitle, faq.Plain(textSuggest))
	r.best, r.confidence = string(best.ID), best.Confidence
	r.choices = choices
	return r
}

func (t turn) none(best faq.Match) Reply {
	if t.paused {
		return t.resting()
	}
	r := t.reply(KindNone, textNoneTitle, faq.Plain(textNone))
	r.best, r.confidence = string(best.ID), best.Confidence
	r.choices = []Choice{topicsChoice}
	return r
}

func (t turn) info(title, text string, choices ...Choice) Reply {
	r := t.reply(KindInfo, title, faq.Plain(text))
	r.choices = choices
	return r
}

// reply starts a Reply with what every one of them carries.
func (t turn) reply(kind Kind, title string, body faq.Doc) Reply {
	return Reply{
		kind:       kind,
		title:      title,
		body:       body,
		disclaimer: t.base.Disclaimer,
		version:    t.base.Version,
	}
}

// choices makes a choice of each entry.
func (t turn) choices(ids []faq.ID) []Choice {
	var out []Choice
	for _, id := range ids {
		if e, ok := t.base.Entry(id); ok && t.gives(id) {
			out = append(out, Choice{ID: string(id), Label: e.Question})
		}
	}
	return out
}

// Small talk that no command is for.
const (
	talkThanks = "thanks"
	talkBye    = "bye"
	talkVague  = "vague"
	talkAdults = "adults" // no words lead there but the way past a card of somebody young
)

// smallTalk names what a message gets that as a whole is not for the matcher: a
// greeting, a command's word, a question about the bot itself.
func smallTalk(said string) (name string, ok bool) {
	words := plainWords(said)
	if name, ok := bareCommands[words]; ok {
		return name, true
	}
	switch {
	case words == "":
		return "help", true
	case greetings[words]:
		return "start", true
	case thanks[words]:
		return talkThanks, true
	case goodbyes[words]:
		return talkBye, true
	case vague[words]:
		return talkVague, true
	case ownData[words]:
		return "privacy", true
	}
	return "", false
}

// talk replies to a command or to small talk.
func (t turn) talk(c parsed, m Message) Reply {
	switch c.name {
	case talkThanks:
		return t.info(textThanksTitle, textThanks, topicsChoice)
	case talkBye:
		return t.info(textByeTitle, textBye)
	case talkVague:
		return t.info(textVagueTitle, textVague, topicsChoice)
	case talkAdults:
		return t.notForYoung(faq.Match{})
	}
	return t.command(c, m)
}

// start greets.
func (t turn) start() Reply {
	return t.info(textStartTitle, startText(t.base), topicsChoice, Choice{ID: "/privacy", Label: textPrivacyTitle})
}

package bot

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"candor/bot/safety"
	"candor/faq"
	"candor/faq/text"
)

// Command is a command that people can give, for help texts and menus.
type Command struct {
	Name string
	Args string // what stands behind it, as people write it; "" for nothing
	Help string
}

// Commands returns what /help lists, in its order.
func Commands() []Command {
	return []Command{
		{Name: "ask", Help: "ask a question: write it behind the command"},
		{Name: "topics", Help: "what I have answers about"},
		{Name: "help", Help: "how to ask"},
		{Name: "crisis", Help: "who helps when somebody is in danger"},
		{Name: "privacy", Help: "what becomes of what you write"},
		{Name: "about", Help: "where the answers come from"},
		{Name: "version", Help: "which program and which answers these are"},
	}
}

// parsed is a command as it was typed.
type parsed struct{ name, arg string }

// parseCommand reads a normalised text as a command. Nothing but a word after
// the slash is one: "/ 2" or "//" is a question.
func parseCommand(s string) (parsed, bool) {
	word, arg := firstWord(s)
	name, ok := strings.CutPrefix(word, "/")
	name, _, _ = strings.Cut(name, "@") // a group's "/help@candor_bot" tells bots apart
	if !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < 'a' || 'z' < r }) {
		return parsed{}, false
	}
	return parsed{name, arg}, true
}

// readCommand reads a message as a command: raw as it came, and normalised. Of a text that
// is too long the end is kept, so its command is read from the beginning; what follows it
// is then that end.
func readCommand(raw, normalised string) (parsed, bool) {
	cmd, ok := parseCommand(normalised)
	if ok || len(raw) <= text.MaxRunes {
		return cmd, ok
	}
	cmd, ok = parseCommand(beginning(raw))
	cmd.arg = normalised
	return cmd, ok
}

// beginning is the first word of a text, normalised, or the start of a long one.
func beginning(raw string) string {
	const most = 64 // bytes: no command is longer
	var word strings.Builder
	for i, r := range raw {
		read := text.Normalize("x" + string(r) + "x") // alone, white space is nothing
		blank := strings.ContainsFunc(read, unicode.IsSpace)
		if i > text.MaxRunes || word.Len() > most || blank && word.Len() > 0 {
			break
		}
		if !blank {
			word.WriteString(read[1 : len(read)-1])
		}
	}
	return word.String()
}

// asksForHelp reports whether the command shows where help is: /crisis, or the link
// that a group gets instead of a card.
func (p parsed) asksForHelp() bool {
	return p.name == "crisis" || p.name == "start" && (p.arg == helpLink || strings.HasPrefix(p.arg, helpLink+"-"))
}

// helpLink is what "/start" gets from a link to where help is: alone, or with the number of
// a class. A word would tell others who read the link.
const helpLink = "help"

func helpLinkFor(c safety.Class) string {
	if c.Tier() != safety.TierA {
		return helpLink
	}
	return helpLink + "-" + strconv.Itoa(int(c))
}

// crisisArg is what /crisis has to be asked for to show what the command asks for.
func (p parsed) crisisArg() string {
	if p.name == "crisis" {
		return p.arg
	}
	return readHelpLink(p.arg)
}

// firstWord cuts s at its first white space.
func firstWord(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

func (t turn) command(c parsed, m Message) Reply {
	switch c.name {
	case "start":
		if c.asksForHelp() { // before all else: no entry takes that name
			r, _ := t.crisis(c.crisisArg(), m)
			return r
		}
		if e, ok := t.base.Entry(faq.ID(c.arg)); ok { // a link to one answer
			return t.entry(e, faq.Match{ID: e.ID, Confidence: 1})
		}
		if strings.HasPrefix(c.arg, notThatPrefix) { // the others stand in typedPast
			return t.info(textStaleTitle, textStale)
		}
		if r, ok := t.seen(c.arg, m); ok {
			return r
		}
		return t.start()
	case "help":
		return t.howTo()
	case "crisis":
		r, _ := t.crisis(c.arg, m)
		return r
	case "ask":
		return t.question(c.arg, m)
	case "topics":
		return t.topics(c.arg)
	case "privacy":
		return t.info(textPrivacyTitle, textPrivacy)
	case "about":
		return t.info(textAboutTitle, aboutText(t.base), t.choices([]faq.ID{provenance})...)
	case "version":
		return t.info(textVersionTitle, versionText(t.bot.version, t.base))
	case "send":
		return t.bot.desk.send(t, c.arg, m)
	}
	if c.forModerators() {
		return t.bot.desk.command(t, c, m)
	}
	return t.info(textUnknownTitle, textUnknown+"\n\n"+textHelp, topicsChoice)
}

// provenance is the entry that tells where the answers come from, in a base that
// has it.
const provenance faq.ID = "about-this-information"

func (t turn) howTo() Reply {
	return t.info(textHelpTitle, textHelp, topicsChoice, Choice{ID: "/crisis", Label: textCrisis})
}

// topicsPage is how many topics a page lists: as many as fit a phone's screen.
const topicsPage = 8

// topicsChoice leads to the list of topics.
var topicsChoice = Choice{ID: "/topics", Label: textTopicsTitle}

// topics lists a page of the covered entries as choices. A page that there is
// not is the nearest one.
func (t turn) topics(arg string) Reply {
	if t.paused {
		return t.resting()
	}
	all := slices.DeleteFunc(t.base.Topics(), func(e *faq.Entry) bool { return !t.gives(e.ID) })
	pages := max(1, (len(all)+topicsPage-1)/topicsPage)
	page := min(pageNumber(arg), pages)
	r := t.info(textTopicsTitle, topicsText(page, pages, len(all)))
	for _, e := range all[(page-1)*topicsPage : min(page*topicsPage, len(all))] {
		r.choices = append(r.choices, Choice{ID: string(e.ID), Label: e.Question})
	}
	if page < pages {
		r.choices = append(r.choices, pageChoice(page+1, textNextPage))
	}
	if page > 1 {
		r.choices = append(r.choices, pageChoice(page-1, textPreviousPage))
	}
	return r
}

// pageNumber reads the number of a page: 1 if it is none.
func pageNumber(arg string) int {
	page, err := strconv.Atoi(arg)
	if errors.Is(err, strconv.ErrSyntax) {
		return 1
	}
	return min(max(page, 1), mostPages)
}

// mostPages is more than a base can have.
const mostPages = 9999

func pageChoice(page int, label string) Choice {
	return Choice{ID: "/topics " + strconv.Itoa(page), Label: label}
}

// plainWords is a text's words, joined, for comparing with whole phrases.
func plainWords(s string) string { return strings.Join(text.Words(s), " ") }

package discordtest

import (
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits on messages. https://discord.com/developers/docs/resources/message
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedsText  = 6000
	maxTitle       = 256
	maxDescription = 4096
	maxFooter      = 2048
	maxFields      = 25
	maxFieldValue  = 1024
	maxChoices     = 25
	maxName        = 100 // of choices, options and custom ids
)

// checker collects what is wrong with a body.
type checker struct{ problems []problem }

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, problem{path: path, text: fmt.Sprintf(format, args...)})
}

// unread notes that a body has not even the right types.
func (c *checker) unread(path string, err error) {
	c.problems = append(c.problems, problem{path: path, text: "cannot be read: " + err.Error(), unread: true})
}

// longest wants a text of at most limit units.
func (c *checker) longest(path, text string, limit int) {
	if n := units(text); n > limit {
		c.add(path, "has %d UTF-16 units, more than %d", n, limit)
	}
}

// between wants a text of one to limit units.
func (c *checker) between(path, text string, limit int) {
	if text == "" {
		c.add(path, "is empty")
	}
	c.longest(path, text, limit)
}

// units is the length of a text in UTF-16, in which Discord's clients count.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

func newMessage(q *request) []problem {
	return messageLimits(q.body, messageRules{create: true, public: true})
}
func newFollowup(q *request) []problem   { return messageLimits(q.body, messageRules{create: true}) }
func editedMessage(q *request) []problem { return messageLimits(q.body, messageRules{}) }

// messageRules says what kind of message a body is for.
type messageRules struct {
	prefix string // of paths
	create bool
	public bool // in a channel, not as an answer
}

// messageLimits returns what is wrong with a message, other than by the document.
func messageLimits(body []byte, rules messageRules) []problem {
	c := &checker{}
	b, err := readMessage(body)
	if err != nil {
		c.unread(rules.prefix, err)
		return c.problems
	}
	at := func(field string) string { return rules.prefix + field }
	if rules.create && !b.shows() {
		c.problems = append(c.problems, problem{path: at("content"), text: "nothing to show", code: emptyMessage})
	}
	if !utf8.Valid(body) {
		c.add(rules.prefix, "is no valid UTF-8")
	}
	c.longest(at("content"), b.content(), maxContent)
	c.embeds(at("embeds"), b.Embeds)
	c.components(at("components"), b, rules.create)
	c.mentions(at("allowed_mentions"), b)
	if rules.public && b.flags()&flagEphemeral != 0 {
		c.add(at("flags"), "only answers to interactions can be ephemeral")
	}
	if b.flags()&flagV2 != 0 && (b.content() != "" || len(b.Embeds) > 0) {
		c.add(at("flags"), "components V2 go without content and embeds")
	}
	return c.problems
}

// mentions wants what shows something to alert nobody: that is this bot's rule, where
// Discord alerts everybody that a text happens to name.
func (c *checker) mentions(path string, b *messageBody) {
	switch {
	case b.Mentions == nil && b.shows():
		c.add(path, "is missing, so that the text can alert people")
	case b.Mentions == nil:
	case b.Mentions.Parse == nil:
		c.add(path+".parse", "is no list, which has to be there and empty")
	case len(b.Mentions.Parse) > 0:
		c.add(path+".parse", "is not empty")
	}
}

func (c *checker) embeds(path string, embeds []Embed) {
	if len(embeds) > maxEmbeds {
		c.add(path, "has %d embeds, more than %d", len(embeds), maxEmbeds)
	}
	sum := 0
	for i, e := range embeds {
		sum += c.embed(join(path, i), e)
	}
	if sum > maxEmbedsText {
		c.add(path, "have %d UTF-16 units together, more than %d", sum, maxEmbedsText)
	}
}

// embed checks an embed and returns the length of its texts.
func (c *checker) embed(path string, e Embed) int {
	c.longest(path+".title", e.Title, maxTitle)
	c.longest(path+".description", e.Description, maxDescription)
	n := units(e.Title) + units(e.Description)
	if e.Footer != nil {
		c.longest(path+".footer.text", e.Footer.Text, maxFooter)
		n += units(e.Footer.Text)
	}
	if e.Author != nil {
		c.between(path+".author.name", e.Author.Name, maxTitle)
		n += units(e.Author.Name)
	}
	if len(e.Fields) > maxFields {
		c.add(path+".fields", "has %d fields, more than %d", len(e.Fields), maxFields)
	}
	for i, f := range e.Fields {
		at := join(path+".fields", i)
		c.between(at+".name", f.Name, maxTitle)
		c.between(at+".value", f.Value, maxFieldValue)
		n += units(f.Name) + units(f.Value)
	}
	if n == 0 && e.Image == nil && e.Thumbnail == nil {
		c.add(path, "is an empty embed")
	}
	return n
}

// callbackLimits checks the first response to an interaction.
func callbackLimits(q *request) []problem { return checkCallback(q.body) }

func checkCallback(body []byte) []problem {
	c := &checker{}
	var b callbackBody
	if err := json.Unmarshal(body, &b); err != nil {
		c.unread("", err)
		return c.problems
	}
	switch b.Type {
	case showMessage:
		return messageLimits(b.Data, messageRules{prefix: "data.", create: true})
	case updateMessage:
		return messageLimits(b.Data, messageRules{prefix: "data."})
	case deferMessage, deferUpdate:
		if m, err := readMessage(b.Data); err != nil || m.flags()&^flagEphemeral != 0 || m.shows() {
			c.add("data", "only the ephemeral flag goes with a deferred response")
		}
	case showCompletions:
		c.choices(b.Data)
	case showModal:
		c.modal(b.Data)
	}
	return c.problems
}

// choices checks completions.
func (c *checker) choices(data []byte) {
	var d struct {
		Choices []wireChoice `json:"choices"`
	}
	if err := json.Unmarshal(data, &d); err != nil {
		c.unread("data", err)
		return
	}
	if d.Choices == nil {
		c.add("data.choices", "is missing")
	}
	if len(d.Choices) > maxChoices {
		c.add("data.choices", "has %d choices, more than %d", len(d.Choices), maxChoices)
	}
	for i, choice := range d.Choices {
		at := join("data.choices", i)
		c.between(at+".name", choice.Name, maxName)
		for locale, name := range choice.Localized {
			c.between(at+".name_localizations."+locale, name, maxName)
		}
		switch v := choice.Value.(type) {
		case string:
			c.between(at+".value", v, maxName)
		case float64:
		default:
			c.add(at+".value", "is neither a string nor a number")
		}
	}
}

func (c *checker) modal(data []byte) {
	var m Modal
	if err := json.Unmarshal(data, &m); err != nil {
		c.unread("data", err)
		return
	}
	c.between("data.custom_id", m.CustomID, maxName)
	c.between("data.title", m.Title, 45)
	if n := len(m.Components); n < 1 || n > 5 {
		c.add("data.components", "has %d components, not one to five", n)
	}
	c.customIDs("data.components", m.Components)
}

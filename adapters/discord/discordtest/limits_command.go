package discordtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Limits on commands.
// https://discord.com/developers/docs/interactions/application-commands
const (
	maxCommandText   = 8000
	maxCommandOption = 25
)

// maxCommands is how many there may be of a type.
var maxCommands = map[int]int{1: 100, 2: 15, 3: 15}

// commandName is what a slash command and its options may be called, in lower case
// where the script has cases.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are the languages that a translation may be in.
// https://discord.com/developers/docs/reference#locales
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko ar he")

// commandLimits checks one command or all of them.
func commandLimits(q *request) []problem {
	c := &checker{}
	var all []Registered
	single := !strings.HasPrefix(strings.TrimSpace(string(q.body)), "[")
	body := q.body
	if single {
		body = []byte("[" + string(q.body) + "]")
	}
	if err := json.Unmarshal(body, &all); err != nil {
		c.unread("", err)
		return c.problems
	}
	names, counts := map[string]bool{}, map[int]int{}
	for i, r := range all {
		r.Type = max(1, r.Type)
		at := join("", i)
		if single {
			at = "command"
		}
		c.command(at, r, q.args["guild_id"] != "")
		key := fmt.Sprint(r.Type, r.Name)
		if names[key] {
			c.add(at+".name", "is there twice")
		}
		names[key] = true
		counts[r.Type]++
	}
	for kind, n := range counts {
		if n > maxCommands[kind] {
			c.add("", "%d commands of type %d, more than %d", n, kind, maxCommands[kind])
		}
	}
	return c.problems
}

func (c *checker) command(at string, r Registered, inGuild bool) {
	if r.Type == 1 {
		c.name(at, r.Name, r.NameLocales)
		c.between(at+".description", r.Description, maxName)
	} else {
		c.between(at+".name", r.Name, 32)
		if r.Description != "" || len(r.Options) > 0 {
			c.add(at, "has a description or options, which go with slash commands only")
		}
	}
	c.locales(at, r.NameLocales, r.DescriptionLocale)
	c.options(at+".options", r.Options)
	if n := size(r); n > maxCommandText {
		c.add(at, "has %d UTF-16 units, more than %d", n, maxCommandText)
	}
	if inGuild && (len(r.Contexts) > 0 || len(r.Installs) > 0 && !slices.Equal(r.Installs, []int{0})) {
		c.add(at, "is for one guild and cannot have contexts or be installed by users")
	}
}

// name wants a name of a slash command or an option, and of its translations.
func (c *checker) name(at, name string, translations map[string]string) {
	check := func(at, name string) {
		if !commandName.MatchString(name) {
			c.add(at, "%q is no name", name)
		} else if name != strings.ToLower(name) {
			c.add(at, "%q is not in lower case", name)
		}
	}
	check(at+".name", name)
	for locale, name := range translations {
		check(at+".name_localizations."+locale, name)
	}
}

func (c *checker) locales(at string, names, descriptions map[string]string) {
	for locale := range names {
		if !slices.Contains(locales, locale) {
			c.add(at+".name_localizations."+locale, "is no locale of Discord's")
		}
	}
	for locale, text := range descriptions {
		c.between(at+".description_localizations."+locale, text, maxName)
		if !slices.Contains(locales, locale) {
			c.add(at+".description_localizations."+locale, "is no locale of Discord's")
		}
	}
}

func (c *checker) options(at string, options []CommandOption) {
	if len(options) > maxCommandOption {
		c.add(at, "has %d options, more than %d", len(options), maxCommandOption)
	}
	names, optional := map[string]bool{}, false
	for i, o := range options {
		path := join(at, i)
		c.name(path, o.Name, o.NameLocales)
		c.between(path+".description", o.Description, maxName)
		c.locales(path, o.NameLocales, o.DescriptionLocale)
		if names[o.Name] {
			c.add(path+".name", "is there twice")
		}
		names[o.Name] = true
		if o.Required && optional {
			c.add(path+".required", "comes after an option that is not required")
		}
		optional = optional || !o.Required && o.Type > 2
		c.fixed(path, o)
		c.options(path+".options", o.Options)
	}
}

// fixed checks the choices of an option.
func (c *checker) fixed(path string, o CommandOption) {
	if o.Autocomplete && len(o.Choices) > 0 {
		c.add(path+".autocomplete", "does not go with choices")
	}
	if o.Autocomplete && o.Type != 3 && o.Type != 4 && o.Type != 10 {
		c.add(path+".autocomplete", "goes with strings and numbers only")
	}
	if len(o.Choices) > maxChoices {
		c.add(path+".choices", "has %d choices, more than %d", len(o.Choices), maxChoices)
	}
	for i, choice := range o.Choices {
		at := join(path+".choices", i)
		c.between(at+".name", choice.Name, maxName)
		if v, ok := choice.Value.(string); ok {
			c.between(at+".value", v, maxName)
		}
	}
}

// size is the text of a command, with the longest of the translations of each.
func size(r Registered) int {
	return longestOf(r.Name, r.NameLocales) + longestOf(r.Description, r.DescriptionLocale) + optionsSize(r.Options)
}

func optionsSize(options []CommandOption) int {
	n := 0
	for _, o := range options {
		n += longestOf(o.Name, o.NameLocales) + longestOf(o.Description, o.DescriptionLocale) + optionsSize(o.Options)
		for _, choice := range o.Choices {
			v, _ := choice.Value.(string)
			n += longestOf(choice.Name, choice.NameLocales) + units(v)
		}
	}
	return n
}

func longestOf(text string, translations map[string]string) int {
	n := units(text)
	for _, t := range translations {
		n = max(n, units(t))
	}
	return n
}

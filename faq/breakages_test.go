package faq_test

import (
	"regexp"
	"strings"
)

// breakage is a slip of an editor's on one line of front matter or YAML.
type breakage struct {
	name string
	// harmless slips may be read all the same: they change no text, or make another that
	// is as good as any.
	harmless bool
	// apply returns what stands in the line's place, false where the slip cannot happen. at
	// is which of the new lines is named.
	apply func(l yamlLine) (text string, at int, ok bool)
}

// yamlLine is a line taken to pieces: "  - a text" is "  ", "- ", "a text".
type yamlLine struct {
	indent, lead, value string
	item                bool
	top                 bool // begins at the first column
}

var leadForm = regexp.MustCompile(`^( *)(- |[a-z]+:(?: |$))(.*)$`)

func (l yamlLine) String() string { return l.indent + l.lead + l.value }

// key is the line's key, if it has one.
func (l yamlLine) key() string { return strings.TrimRight(l.lead, ": ") }

func (l yamlLine) flow() bool { return strings.HasPrefix(l.value, "[") }

func (l yamlLine) quoted() bool {
	return strings.HasPrefix(l.value, `"`) || strings.HasPrefix(l.value, "'")
}

// bare is the value without quotation marks of either kind.
func (l yamlLine) bare() string { return strings.NewReplacer(`"`, "", "'", "").Replace(l.value) }

// when makes a slip that replaces the line where it can happen.
func when(name string, can func(yamlLine) bool, text func(yamlLine) string) breakage {
	return breakage{name, false, func(l yamlLine) (string, int, bool) {
		if !can(l) {
			return "", 0, false
		}
		return text(l), 0, true
	}}
}

func harmless(b breakage) breakage {
	b.harmless = true
	return b
}

func plainText(l yamlLine) bool {
	return l.value != "" && !l.flow() && !l.quoted() && !strings.HasPrefix(l.value, "20")
}
func hasValue(l yamlLine) bool { return l.value != "" }
func isItem(l yamlLine) bool   { return l.item }
func isKey(l yamlLine) bool    { return !l.item }
func both(a, b func(yamlLine) bool) func(yamlLine) bool {
	return func(l yamlLine) bool { return a(l) && b(l) }
}

// value makes a slip in the value.
func value(name string, can func(yamlLine) bool, text func(yamlLine) string) breakage {
	return when(name, both(hasValue, can), func(l yamlLine) string { return l.indent + l.lead + text(l) })
}

// before puts something before the value of a text.
func before(what string) breakage {
	return value(what+" before the value", plainText, func(l yamlLine) string { return what + l.value })
}

// breakages are the slips that the tests make on every line.
func breakages() []breakage {
	all := quoteSlips()
	all = append(all, keySlips()...)
	all = append(all, itemSlips()...)
	all = append(all, valueSlips()...)
	return append(all, characterSlips()...)
}

func quoteSlips() []breakage {
	return []breakage{
		value("double quote open", plainText, func(l yamlLine) string { return `"` + l.bare() }),
		value("single quote open", plainText, func(l yamlLine) string { return "'" + l.bare() }),
		value("single quote open, with an apostrophe", plainText, func(l yamlLine) string { return "'it isn't " + l.bare() }),
		value("closing quote lost", yamlLine.quoted, func(l yamlLine) string { return strings.TrimRight(l.value, `"'`) }),
		value("opening quote lost", yamlLine.quoted, func(l yamlLine) string { return l.value[1:] + ": " + l.value[1:] }),
		value("single quote within single quotes", plainText, func(l yamlLine) string { return "'it isn't " + l.bare() + "'" }),
		value("double quotes within double quotes", plainText, func(l yamlLine) string { return `"a "good" ` + l.bare() + `"` }),
		value("text after the quotes", plainText, func(l yamlLine) string { return `"` + l.bare() + `" please` }),
		value("backslash in double quotes", plainText, func(l yamlLine) string { return `"a\m ` + l.bare() + `"` }),
		value("quotes of another kind at the end", plainText, func(l yamlLine) string { return `"` + l.bare() + "'" }),
		value("curly closing quote", plainText, func(l yamlLine) string { return `"` + l.bare() + "”" }),
		value("quote open in brackets", yamlLine.flow, func(l yamlLine) string { return `["` + l.bare()[1:] }),
		value("single quote within brackets", yamlLine.flow, func(l yamlLine) string { return `['it's', ` + l.value[1:] }),
		value("bracket open", yamlLine.flow, func(l yamlLine) string { return strings.TrimSuffix(l.value, "]") }),
		value("bracket of another kind", yamlLine.flow, func(l yamlLine) string { return strings.TrimSuffix(l.value, "]") + "}" }),
		value("round bracket", yamlLine.flow, func(l yamlLine) string { return strings.TrimSuffix(l.value, "]") + ")" }),
		value("bracket lost", yamlLine.flow, func(l yamlLine) string { return l.value[1:] }),
		value("bracket twice", yamlLine.flow, func(l yamlLine) string { return "[" + l.value }),
		value("closing bracket twice", yamlLine.flow, func(l yamlLine) string { return l.value + "]" }),
		value("text after the bracket", yamlLine.flow, func(l yamlLine) string { return l.value + " and more" }),
	}
}

func keySlips() []breakage {
	insert := func(name string, text func(yamlLine) string) breakage {
		return breakage{name, false, func(l yamlLine) (string, int, bool) {
			return l.String() + "\n" + text(l), 1, !l.item && l.value != "" && l.top
		}}
	}
	return []breakage{
		when("missing colon", isKey, func(l yamlLine) string { return strings.TrimRight(l.indent+l.key()+" "+l.value, " ") }),
		when("no space after the colon", both(isKey, hasValue), func(l yamlLine) string { return l.indent + l.key() + ":" + l.value }),
		when("space and no colon's space", both(isKey, hasValue), func(l yamlLine) string { return l.indent + l.key() + " :" + l.value }),
		when("semicolon for the colon", isKey, func(l yamlLine) string { return l.indent + l.key() + "; " + l.value }),
		when("equals for the colon", isKey, func(l yamlLine) string { return l.indent + l.key() + " = " + l.value }),
		when("key in capitals", isKey, func(l yamlLine) string { return l.indent + strings.ToUpper(l.lead) + l.value }),
		when("key misspelt", isKey, func(l yamlLine) string { return l.indent + "x" + l.lead + l.value }),
		when("key indented", isKey, func(l yamlLine) string { return " " + l.String() }),
		when("key indented more", isKey, func(l yamlLine) string { return "    " + l.String() }),
		when("key indented by a tab", isKey, func(l yamlLine) string { return "\t" + l.String() }),
		when("dash before the key", isKey, func(l yamlLine) string { return l.indent + "- " + l.lead + l.value }),
		when("list for a text", both(isKey, plainText), func(l yamlLine) string { return l.indent + l.lead + "[a, b]" }),
		when("text for a list", func(l yamlLine) bool { return !l.item && (l.value == "" || l.flow()) }, func(l yamlLine) string { return l.indent + l.key() + ": a, b" }),
		insert("key twice", func(l yamlLine) string { return l.String() }),
		insert("unknown key", func(yamlLine) string { return "author: me" }),
		insert("a line of text", func(yamlLine) string { return "to be written" }),
	}
}

func itemSlips() []breakage {
	return []breakage{
		when("no space after the dash", isItem, func(l yamlLine) string { return l.indent + "-" + l.value }),
		when("no dash", isItem, func(l yamlLine) string { return l.indent + l.value }),
		when("star for the dash", isItem, func(l yamlLine) string { return l.indent + "* " + l.value }),
		when("dot for the dash", isItem, func(l yamlLine) string { return l.indent + "• " + l.value }),
		when("en dash for the dash", isItem, func(l yamlLine) string { return l.indent + "– " + l.value }),
		when("two dashes", isItem, func(l yamlLine) string { return l.indent + "-- " + l.value }),
		when("dash twice", isItem, func(l yamlLine) string { return l.indent + "- - " + l.value }),
		when("tab for indentation", isItem, func(l yamlLine) string { return "\t" + l.lead + l.value }),
		when("tab and indentation", isItem, func(l yamlLine) string { return "\t" + l.String() }),
		when("indentation and tab", isItem, func(l yamlLine) string { return l.indent + "\t" + l.lead + l.value }),
		when("one space more", isItem, func(l yamlLine) string { return " " + l.String() }),
		when("two spaces more", isItem, func(l yamlLine) string { return "  " + l.String() }),
		when("one space less", func(l yamlLine) bool { return l.item && l.indent != "" }, func(l yamlLine) string { return l.String()[1:] }),
		when("no indentation", func(l yamlLine) bool { return l.item && l.indent != "" }, func(l yamlLine) string { return l.lead + l.value }),
		when("nothing after the dash", isItem, func(l yamlLine) string { return l.indent + "-" }),
		when("a comment after the dash", isItem, func(l yamlLine) string { return l.indent + "- # " + l.bare() }),
	}
}

func valueSlips() []breakage {
	slips := []breakage{
		value("colon within", plainText, func(l yamlLine) string { return "Is it true: " + l.value }),
		value("colon at the end", plainText, func(l yamlLine) string { return l.value + ":" }),
		value("bracket in front", plainText, func(l yamlLine) string { return "[sic " + l.value }),
		value("brackets in front", plainText, func(l yamlLine) string { return "[sic] " + l.value }),
		value("brace in front", plainText, func(l yamlLine) string { return "{sic " + l.value }),
		harmless(value("stray closing bracket", plainText, func(l yamlLine) string { return l.value + " ]" })),
		harmless(value("stray closing brace", plainText, func(l yamlLine) string { return l.value + " }" })),
		value("anchor", plainText, func(l yamlLine) string { return "&a " + l.value }),
		value("alias", plainText, func(l yamlLine) string { return "*a" }),
		value("bold", plainText, func(l yamlLine) string { return "*" + l.value + "*" }),
		value("tag", plainText, func(l yamlLine) string { return "!important " + l.value }),
		value("bad date", func(l yamlLine) bool { return strings.HasPrefix(l.value, "20") }, func(yamlLine) string { return "2026-13-40" }),
		value("date of another form", func(l yamlLine) bool { return strings.HasPrefix(l.value, "20") }, func(yamlLine) string { return "23.11.2026" }),
		value("date in words", func(l yamlLine) bool { return strings.HasPrefix(l.value, "20") }, func(yamlLine) string { return "yesterday: noon" }),
		value("unknown ID", func(l yamlLine) bool { return l.key() == "related" }, func(yamlLine) string { return "[no-such]" }),
	}
	for _, what := range []string{"@", "`", "%", "% ", "*", "**", "* ", "&", "& ", "!", "}", "]", ",", "> ", ">", "| ", "|", "? ", ": ", "- ", "#", "# ", "#1 "} {
		switch b := before(what); what {
		case "!":
			all := b.apply // "!word text" is a tag, "!" alone before it is none
			b.apply = func(l yamlLine) (string, int, bool) { return all(l) }
			slips = append(slips, b)
		default:
			slips = append(slips, b)
		}
	}
	return slips
}

func characterSlips() []breakage {
	insert := func(name, what string) breakage {
		return value(name, plainText, func(l yamlLine) string { return l.value[:1] + what + l.value[1:] })
	}
	anywhere := func(yamlLine) bool { return true }
	return []breakage{
		insert("a byte of Latin-1", "\xe9"),
		insert("NUL", "\x00"),
		insert("carriage return within", "\r"),
		insert("byte order mark within", "\ufeff"),
		insert("zero-width space", "\u200b"),
		insert("decomposed letter", "e\u0301"),
		insert("line separator", "\u2028"),
		harmless(insert("no-break space within", "\u00a0")),
		when("no-break space as indentation", anywhere, func(l yamlLine) string { return "\u00a0" + l.String() }),
		when("no-break spaces as indentation", isItem, func(l yamlLine) string { return "\u00a0\u00a0" + l.lead + l.value }),
		when("no-break space after the lead", hasValue, func(l yamlLine) string {
			return l.indent + strings.TrimRight(l.lead, " ") + "\u00a0" + l.value
		}),
		when("full-width colon", isKey, func(l yamlLine) string { return l.indent + l.key() + "：" + l.value }),
		harmless(when("CR at the end", anywhere, func(l yamlLine) string { return l.String() + "\r" })),
		harmless(when("spaces at the end", anywhere, func(l yamlLine) string { return l.String() + "  " })),
		harmless(when("tab at the end", hasValue, func(l yamlLine) string { return l.String() + "\t" })),
		harmless(when("an empty line", anywhere, func(l yamlLine) string { return "\n" + l.String() })),
		harmless(when("a comment above", anywhere, func(l yamlLine) string { return "# to do\n" + l.String() })),
	}
}

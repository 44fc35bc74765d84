package telegramtest

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
)

// start takes a start tag.
func (h *htmlParser) start() error {
	begin := h.at
	n := strings.IndexAny(h.src[h.at:], " \t\r\n\v>")
	if n < 0 {
		return htmlError("Unclosed start tag at byte offset %d", begin)
	}
	tag := openTag{name: strings.ToLower(h.src[h.at+1 : h.at+n]), offset: h.offset, begin: h.out.Len()}
	if tagEntities[tag.name] == "" {
		return htmlError("Unsupported start tag %q at byte offset %d", tag.name, begin)
	}
	h.at += n
	for {
		h.space()
		if h.at < len(h.src) && h.src[h.at] == '>' {
			break
		}
		name, value, err := h.attribute(tag.name, begin)
		if err != nil {
			return err
		}
		tag.take(name, value)
	}
	h.at++
	if tag.name == "span" && tag.arg != "tg-spoiler" {
		return htmlError("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	h.open = append(h.open, tag)
	return nil
}

// take keeps the attribute that a tag is about.
func (t *openTag) take(name, value string) {
	key := map[string]string{"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable"}
	if name != key[t.name] {
		return
	}
	t.arg = value
	if t.name == "blockquote" {
		t.arg = "expandable"
	}
}

func (h *htmlParser) space() {
	h.at = len(h.src) - len(strings.TrimLeft(h.src[h.at:], " \t\r\n\v"))
}

// attribute takes an attribute, which may have no value.
func (h *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	n := strings.IndexAny(h.src[h.at:], " \t\r\n\v=>/\"'")
	switch {
	case h.at >= len(h.src) || n < 0:
		return "", "", htmlError("Unclosed start tag %q at byte offset %d", tag, begin)
	case n == 0:
		return "", "", htmlError("Empty attribute name in the tag %q at byte offset %d", tag, begin)
	}
	name = h.src[h.at : h.at+n]
	h.at += n
	h.space()
	if !strings.HasPrefix(h.src[h.at:], "=") {
		return name, "", nil
	}
	h.at++
	h.space()
	if h.at < len(h.src) && (h.src[h.at] == '"' || h.src[h.at] == '\'') {
		value, err = h.quotedValue(begin)
		return name, value, err
	}
	rest := h.src[h.at:]
	token := len(rest) - len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"))
	if token == len(rest) || !strings.ContainsAny(rest[token:token+1], " \t\r\n\v>") {
		return "", "", htmlError("Unexpected end of name token at byte offset %d", h.at)
	}
	h.at += token
	return name, strings.ToLower(rest[:token]), nil
}

// quotedValue takes a value in quotation marks.
func (h *htmlParser) quotedValue(begin int) (string, error) {
	quote := h.src[h.at]
	h.at++
	var value strings.Builder
	for h.at < len(h.src) && h.src[h.at] != quote {
		if h.src[h.at] == '&' {
			if r, n := htmlEntity(h.src[h.at:]); n > 0 {
				value.WriteRune(r)
				h.at += n
				continue
			}
		}
		value.WriteByte(h.src[h.at])
		h.at++
	}
	if h.at == len(h.src) {
		return "", htmlError("Unclosed start tag at byte offset %d", begin)
	}
	h.at++
	return value.String(), nil
}

// end takes an end tag.
func (h *htmlParser) end() error {
	begin := h.at
	if len(h.open) == 0 {
		return htmlError("Unexpected end tag at byte offset %d", begin)
	}
	n := strings.IndexByte(h.src[begin:], '>')
	if n < 0 {
		return htmlError("Unclosed end tag at byte offset %d", begin)
	}
	name := strings.ToLower(strings.TrimRight(h.src[begin+2:begin+n], " \t\r\n\v"))
	if strings.ContainsAny(name, " \t\r\n\v") {
		return htmlError("Unclosed end tag at byte offset %d", begin)
	}
	tag := h.open[len(h.open)-1]
	if name != "" && name != tag.name {
		return htmlError("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	h.open = h.open[:len(h.open)-1]
	h.at = begin + n + 1
	return h.add(tag)
}

// add makes an entity of a tag that has ended.
func (h *htmlParser) add(tag openTag) error {
	e := Entity{Type: tagEntities[tag.name], Offset: tag.offset, Length: h.offset - tag.offset}
	if e.Length == 0 {
		return nil
	}
	switch tag.name {
	case "a":
		if !link(&e, cmp.Or(tag.arg, h.out.String()[tag.begin:])) {
			return nil
		}
	case "tg-emoji":
		if id, err := strconv.ParseInt(tag.arg, 10, 64); err != nil || id == 0 {
			return htmlError("Invalid custom emoji identifier specified")
		}
		e.Emoji = tag.arg
	case "blockquote":
		if tag.arg != "" {
			e.Type = "expandable_blockquote"
		}
	case "pre":
		h.join(&e)
	case "code":
		e.Language = strings.TrimPrefix(tag.arg, "language-")
	}
	h.entities = append(h.entities, e)
	return nil
}

// link fills in where a link leads; false if nowhere.
func link(e *Entity, address string) bool {
	if id, ok := strings.CutPrefix(address, "tg://user?id="); ok {
		n, err := strconv.ParseInt(id, 10, 64)
		e.Type, e.User = "text_mention", &EntityUser{ID: n, Name: "Somebody"}
		return err == nil && n > 0
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.Contains(u.Host, ".") && u.Scheme != "tg" {
		return false
	}
	e.URL = u.String()
	return true
}

// join makes a pre that holds only a code with a language one in that language.
func (h *htmlParser) join(e *Entity) {
	last := len(h.entities) - 1
	if last < 0 {
		return
	}
	if c := h.entities[last]; c.Type == "code" && c.Language != "" && c.Offset == e.Offset && c.Length == e.Length {
		e.Language = c.Language
		h.entities = h.entities[:last]
	}
}

package faq

import "strings"

// closing is where the text that a quotation mark opened ends in s, -1 if it does not.
func closing(s string, mark byte) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && mark == '"':
			i++
		case s[i] == mark && mark == '\'' && i+1 < len(s) && s[i+1] == mark:
			i++
		case s[i] == mark:
			return i
		}
	}
	return -1
}

// quoted passes over a text in quotation marks.
func (f *slipFinder) quoted(s shape, rest string) *slip {
	start, mark, text := f.i, rest[0], rest[1:]
	for {
		if end := closing(text, mark); end >= 0 {
			return f.after(start, text[end+1:], mark)
		}
		if f.i++; f.i == len(f.lines) {
			return at(start, notClosed(mark))
		}
		if text = f.lines[f.i]; shapeOf(text).starts(s.indent) {
			return silently(at(start, notClosed(mark)))
		}
	}
}

// after looks at what stands behind the closing mark of a text that began on a line.
func (f *slipFinder) after(start int, tail string, mark byte) *slip {
	switch tail = strings.TrimLeft(tail, " \t"); {
	case tail == "", tail[0] == '#':
		f.i++
		return nil
	case f.i > start:
		return at(start, notClosed(mark))
	}
	return at(start, goesOn(mark))
}

// bracket is one that is open.
type bracket struct {
	line int
	with byte
}

// brackets passes over a list in [ ] or keys in { }.
func (f *slipFinder) brackets(s shape, rest string) *slip {
	var opened []bracket
	for text := rest; ; text = f.lines[f.i] {
		tail, bad := f.within(&opened, text)
		if bad != nil {
			return bad
		}
		if len(opened) == 0 {
			return f.after(f.i, tail, ']')
		}
		inner := opened[len(opened)-1]
		if f.i++; f.i == len(f.lines) || shapeOf(f.lines[f.i]).starts(s.indent) {
			return at(inner.line, notClosed(inner.with))
		}
	}
}

// within reads a line of what stands in brackets, until the outermost is closed: tail stands
// behind that.
func (f *slipFinder) within(opened *[]bracket, text string) (tail string, bad *slip) {
	fresh := true // at the start of an item
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '#' && (i == 0 || text[i-1] == ' '):
			return "", nil
		case c == '[', c == '{':
			*opened, fresh = append(*opened, bracket{f.i, c}), true
		case c == ',', c == ':':
			fresh = true
		case c == ' ', c == '\t':
		case fresh && (c == '"' || c == '\''):
			end := closing(text[i+1:], c)
			if end < 0 {
				return "", at(f.i, notClosed(c))
			}
			i, fresh = i+1+end, false
			if next := strings.TrimLeft(text[i+1:], " \t"); next != "" && strings.IndexByte(",]}:#", next[0]) < 0 {
				return "", at(f.i, goesOn(c))
			}
		case c == ']', c == '}':
			n := len(*opened) - 1
			if open := (*opened)[n].with; open != c-2 { // as they stand in ASCII
				return "", at(f.i, notClosed(open))
			}
			if *opened, fresh = (*opened)[:n], false; n == 0 {
				return text[i+1:], nil
			}
		default:
			fresh = false
		}
	}
	return "", nil
}

package faq

import "strings"

// slip is a mistake of form in a file of the base. A YAML parser names the line on which it
// could not go on, often far below: with a quotation mark that is not closed it goes on to
// the next one. Or it reads on, and makes one text of two.
type slip struct {
	line   int    // of the YAML, from 1
	msg    string // what is wrong there
	silent bool   // a parser makes something of it, and not what was meant
}

// slipFinder goes through the lines of YAML as people write them: keys with a value, lists
// of one item a line. It reads each character once, and looks ahead by one line.
type slipFinder struct {
	lines  []string
	i      int     // the line that is read
	levels []level // the lists and keys that are not ended, the innermost last
	last   lead
	marked int // line of a marker of documents below something, 0 for none
}

// level is a list or a group of keys.
type level struct {
	indent, line int // of its first line
	item         bool
	key          bool // its first line, an item, looks like a key with its value
	count        int
}

// lead is what the last line with something on it left open.
type lead struct {
	indent, line int
	item         bool
	opens        bool // it has no value: a list, keys or a text may stand below it
	text         bool // it has a text without quotation marks, which may go on below it
	own          bool // that text stands on a line of its own
}

// findSlip returns the first slip in src that has to be told: the first of all when
// broken, which says that a parser has failed, and else the first that is silent.
func findSlip(src string, broken bool) (slip, bool) {
	f := &slipFinder{lines: strings.Split(src, "\n")}
	for f.i < len(f.lines) {
		if s := f.step(); s != nil && (broken || s.silent) {
			return *s, true
		} else if s != nil {
			return slip{}, false // the parser knows better: this is rare YAML
		}
	}
	return slip{}, false
}

// at makes a slip on a line, counted from 0.
func at(line int, msg string) *slip { return &slip{line + 1, msg, false} }

func silently(s *slip) *slip {
	s.silent = true
	return s
}

// step reads a line, or the lines of a value.
func (f *slipFinder) step() *slip {
	s := shapeOf(f.lines[f.i])
	switch {
	case s.kind == nothing:
		f.i++
		return nil
	case s.kind == marker:
		return f.mark(s)
	case f.marked > 0:
		return at(f.marked-1, slipDocuments)
	case s.space != "":
		bad := at(f.i, s.space)
		bad.silent = s.kind != words || s.dash
		return bad
	case s.kind == words:
		return f.words(s)
	}
	if bad := f.place(s); bad != nil {
		return bad
	}
	return f.value(s, s.rest)
}

// mark passes over a line that starts or ends a document.
func (f *slipFinder) mark(s shape) *slip {
	if len(f.levels) > 0 || f.marked > 0 {
		if f.marked > 0 {
			return at(f.marked-1, slipDocuments)
		}
		f.marked = f.i + 1
		if s.body != "..." {
			return at(f.i, slipDocuments)
		}
	}
	f.i++
	return nil
}

// words reads a line that is neither an item nor a key: it may go on with the text above.
func (f *slipFinder) words(s shape) *slip {
	below := s.indent > f.last.indent
	switch {
	case len(f.levels) == 0 || !below || !f.last.text && !f.last.opens:
		return at(f.i, s.unlike())
	case s.dash:
		return silently(at(f.i, s.unlike()))
	case f.last.text:
		f.i++
		return nil
	}
	under := f.last
	bad := f.value(s, s.body)
	f.last.indent, f.last.item, f.last.own = under.indent, under.item, f.last.text
	return bad
}

// place finds the list or the keys that the line belongs to.
func (f *slipFinder) place(s shape) *slip {
	item := s.kind == item
	if f.last.text && s.indent > f.last.indent {
		return f.swallowed(s)
	}
	var popped level
	for n := len(f.levels); n > 0; n-- {
		top := f.levels[n-1]
		if top.indent < s.indent || top.indent == s.indent && (top.item == item || item) {
			break
		}
		popped, f.levels = top, f.levels[:n-1]
	}
	n := len(f.levels)
	switch {
	case n > 0 && f.levels[n-1].indent == s.indent && f.levels[n-1].item == item:
		f.levels[n-1].count++
	case n == 0 && popped.count == 0, n > 0 && f.last.opens && f.last.indent <= s.indent && (item || f.last.indent < s.indent):
		f.levels = append(f.levels, level{s.indent, f.i, item, shapeOf(s.rest).kind == key, 1})
	case popped.count == 1 && (popped.key && !item || f.odd(popped, f.levels, s)):
		return at(popped.line, slipIndent)
	default:
		return at(f.i, slipIndent)
	}
	return nil
}

// swallowed tells of a line that a parser takes for more of the text above it.
func (f *slipFinder) swallowed(s shape) *slip {
	n := len(f.levels)
	switch {
	case s.kind == item && f.last.item && n > 0 && f.odd(f.levels[n-1], f.levels[:n-1], s):
		return silently(at(f.last.line, slipIndent))
	case s.kind == item && f.last.item:
		return silently(at(f.i, slipIndent))
	case f.last.own:
		return silently(at(f.last.line, slipNeither))
	case s.kind == item:
		return silently(at(f.last.line, slipTextAndList))
	case !f.last.item && f.same(s):
		return at(f.last.line, slipTextAndKeys)
	}
	return at(f.i, slipIndent)
}

// odd reports whether it is the only line so far of a list or of keys, rather than the one
// that is read, that begins in the wrong column: the next line begins where this one does,
// or this one where people usually begin, two spaces behind what it belongs to.
func (f *slipFinder) odd(only level, above []level, s shape) bool {
	if only.count != 1 {
		return false
	}
	usual := 0
	if len(above) > 0 {
		usual = above[len(above)-1].indent + 2
	}
	return f.same(s) && only.indent != usual || s.indent == usual
}

// same reports whether the next line with something on it is of the same form and place.
func (f *slipFinder) same(s shape) bool {
	for _, line := range f.lines[f.i+1:] {
		if next := shapeOf(line); next.kind != nothing {
			return next.kind == s.kind && next.indent == s.indent
		}
	}
	return false
}

// value reads what stands behind a dash or a key.
func (f *slipFinder) value(s shape, rest string) *slip {
	f.last = lead{indent: s.indent, line: f.i, item: s.kind == item}
	if rest == "" || rest[0] == '#' {
		f.last.opens = true
		f.i++
		return nil
	}
	within := shapeOf(rest)
	switch c := rest[0]; {
	case s.kind == item && within.kind == item && len(f.levels) > maxDepth:
		return at(f.i, slipDepth)
	case s.kind == item && within.kind == item:
		within.indent = s.indent + len(s.body) - len(rest)
		f.levels = append(f.levels, level{within.indent, f.i, true, false, 1})
		return f.value(within, within.rest)
	case c == '"', c == '\'':
		return f.quoted(s, rest)
	case c == '[', c == '{':
		return f.brackets(s, rest)
	case c == '|', c == '>':
		return f.block(s, rest)
	case strings.IndexByte("@`%,]}*&!", c) >= 0, strings.IndexByte("?:-", c) >= 0 && (len(rest) == 1 || rest[1] == ' '):
		return at(f.i, cannotBegin(string(c)))
	}
	f.last.text = true
	plain, _, _ := strings.Cut(rest, " #")
	if s.kind == key && (strings.Contains(plain, ": ") || strings.HasSuffix(plain, ":")) {
		return at(f.i, slipColon)
	}
	f.i++
	return nil
}

// starts reports whether a line looks like one that has nothing to do with a value that
// begins above it, at that indentation, and is not ended.
func (s shape) starts(indent int) bool {
	return s.kind == item || s.kind == marker || s.kind == key && !s.loose && s.indent <= indent
}

// block passes over the lines of a text that is begun by "|" or ">".
func (f *slipFinder) block(s shape, rest string) *slip {
	head, _, _ := strings.Cut(rest, " #")
	if len(strings.TrimSpace(head)) > 3 || strings.Trim(head[1:], "+-123456789 \t") != "" {
		return at(f.i, cannotBegin(rest[:1]))
	}
	for f.i++; f.i < len(f.lines); f.i++ {
		if next := shapeOf(f.lines[f.i]); next.body != "" && next.indent <= s.indent {
			break
		}
	}
	return nil
}

// fenceSlip says where the lines around an entry's front matter have a slip, of which one is
// missing.
func fenceSlip(src string) (line int, msg string) {
	lines := strings.Split(src, "\n")
	if lines[0]+"\n" != fence {
		return 1, slipNoFence
	}
	for i, text := range lines[1:] {
		if text = strings.TrimSpace(text); strings.Trim(text, "-–—") == "" && len(text) > 1 {
			return i + 2, slipFence
		}
	}
	return 1, slipOpenFence
}

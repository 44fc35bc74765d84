package faq

import (
	"cmp"
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

const (
	// maxDepth is the nesting that the base's files need, and a little more.
	maxDepth = 6
	// maxIndicators bounds the cost of one file: 64 KiB of "a," take the parser
	// 74 ms and 51 MiB, 5,000 such items a tenth of that.
	maxIndicators = 5_000
)

// yamlFile is one YAML text of the base while it is read.
type yamlFile struct {
	*loader
	name  string
	first int // line of the file on which the YAML starts
}

// root parses src into its one node, nil after a fault or when src is empty.
// Only what a plain list of settings needs is let through: no anchors, aliases,
// tags, second documents.
func (f *yamlFile) root(src string) *yaml.Node {
	if strings.Count(src, ",")+strings.Count(src, "[")+strings.Count(src, "{")+
		strings.Count(src, "&")+strings.Count(src, "*")+strings.Count(src, "!") > maxIndicators {
		f.fault(f.first, "holds more than %d of the characters , [ { & * !", maxIndicators)
		return nil
	}
	if s, ok := findSlip(src, false); ok {
		f.fault(f.first+s.line-1, "%s", s.msg)
		return nil
	}
	var doc yaml.Node
	err := yaml.Load([]byte(src), &doc, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		line, msg := whatIsWrong(src, err)
		f.fault(f.first+line-1, "%s", msg)
		return nil
	}
	if len(doc.Content) != 1 || !f.plain(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// whatIsWrong says why a parser has failed, and on which line of src: where the slip is, if
// it can be found, and else where the parser gave up, which is there or below.
func whatIsWrong(src string, err error) (line int, msg string) {
	if strings.Contains(err.Error(), "no documents") {
		return 1, "is empty"
	}
	if s, ok := findSlip(src, true); ok {
		return s.line, s.msg
	}
	var le *yaml.LoadError
	if !errors.As(err, &le) || le.Mark.Line < 1 {
		return 1, slipOther
	}
	for _, known := range []struct{ has, msg string }{
		{"exceeded max depth", slipDepth},
		{"escape", slipBackslash},
		{"mapping values", slipColon},
	} {
		if strings.Contains(le.Message, known.has) {
			return le.Mark.Line, known.msg
		}
	}
	return le.Mark.Line, slipOther
}

func (f *yamlFile) fault(line int, format string, args ...any) {
	f.add(f.name, line, format, args...)
}

// at is the line of the file on which n stands.
func (f *yamlFile) at(n *yaml.Node) int { return f.first + n.Line - 1 }

// plain reports whether n and all below it are plain YAML.
func (f *yamlFile) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		f.fault(f.at(n), "%s", cannotBegin("*"))
		return false
	case n.Anchor != "":
		f.fault(f.at(n), "%s", cannotBegin("&"))
		return false
	case n.Style&yaml.TaggedStyle != 0, n.Tag == "!":
		f.fault(f.at(n), "%s", cannotBegin("!"))
		return false
	}
	for _, child := range n.Content {
		if !f.plain(child) {
			return false
		}
	}
	return true
}

// field is a key that a mapping may have, and what reads its value.
type field struct {
	key      string
	required bool
	read     func(*yaml.Node)
}

func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i, fd := range fields {
		keys[i] = fd.key
	}
	return keys
}

// mapping reads n by its fields and reports every unknown, doubled and missing key. It
// returns the line on which a missing one is reported: that of the first unknown key, which
// may well be the missing one with a slip in it, or the first line of n.
func (f *yamlFile) mapping(n *yaml.Node, fields []field) (missing int) {
	if missing = f.at(n); n.Kind != yaml.MappingNode {
		f.fault(missing, "must be a list of \"key: value\" lines")
		return missing
	}
	unknown := 0
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		known := false
		for _, fd := range fields {
			if known = fd.key == key.Value; known {
				if seen[fd.key] {
					f.fault(f.at(key), "the key %q stands here twice", fd.key)
				} else {
					fd.read(value)
				}
				seen[fd.key] = true
				break
			}
		}
		if !known {
			f.fault(f.at(key), "%s", unknownKey(key.Value, keysOf(fields)))
			unknown = cmp.Or(unknown, f.at(key))
		}
	}
	missing = cmp.Or(unknown, missing)
	for _, fd := range fields {
		if fd.required && !seen[fd.key] {
			f.fault(missing, "the key %q is missing", fd.key)
		}
	}
	return missing
}

// text returns a reader of a single-line text into dst.
func (f *yamlFile) text(key string, dst *string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			f.fault(f.at(n), "%s must be a text", key)
			return
		}
		if s := strings.TrimSpace(n.Value); f.plainText(f.name, f.at(n), key, s) {
			*dst = s
		}
	}
}

// list calls each with every text of a list.
func (f *yamlFile) list(key string, each func(n *yaml.Node, s string)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			f.fault(f.at(n), "%s must be a list", key)
			return
		}
		for _, item := range n.Content {
			var s string
			if f.text("each of "+key, &s)(item); s != "" {
				each(item, s)
			}
		}
	}
}

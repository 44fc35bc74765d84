package faq

import (
	"slices"
	"strconv"
	"strings"

	"candor/faq/text"

	"go.yaml.in/yaml/v4"
)

// DefaultThresholds are those of a base that sets none. A wrong answer about
// one's health is worse than none: on the development set for the shipped base 0.6
// answers 84 % rightly, 1.9 % wrongly, and 3 % of the questions out of scope, where
// 0.55 answers 1 % more rightly and 1 % more wrongly. From 0.12 on, instead of 0.2,
// 1 % more find their entry among the choices.
var DefaultThresholds = Thresholds{Answer: 0.6, Suggest: 0.12}

func (l *loader) parseBase(src string) {
	f := &yamlFile{l, baseFile, 1}
	n := f.root(src)
	if n == nil {
		return
	}
	l.hostsKnown = n.Kind == yaml.MappingNode
	b := l.base
	b.Thresholds = DefaultThresholds
	f.mapping(n, []field{
		{"title", true, f.publish("title", &b.Title)},
		{"language", true, f.language},
		{"source", true, f.source},
		{"disclaimer", true, f.disclaimer},
		{"thresholds", false, f.thresholds},
		{"hosts", false, f.list("hosts", func(_ *yaml.Node, s string) {
			l.hosts = append(l.hosts, strings.ToLower(s))
		})},
		{"sections", false, f.list("sections", func(n *yaml.Node, s string) {
			if slices.Contains(b.Sections, s) {
				f.fault(f.at(n), "the section %s stands here twice", shown(s))
				return
			}
			b.Sections = append(b.Sections, s)
			l.published = append(l.published, publishedText{"the section", s, f.at(n)})
		})},
	})
}

// publish returns a reader of a text that people are shown.
func (f *yamlFile) publish(key string, dst *string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		f.text(key, dst)(n)
		f.published = append(f.published, publishedText{key, *dst, f.at(n)})
	}
}

func (f *yamlFile) disclaimer(n *yaml.Node) {
	f.publish("disclaimer", &f.base.Disclaimer)(n)
	if long := units(f.base.Disclaimer); long > maxDisclaimerUnits {
		f.fault(f.at(n), "the disclaimer is %d characters long, at most %d fit", long, maxDisclaimerUnits)
	}
}

func (f *yamlFile) language(n *yaml.Node) {
	f.text("language", &f.base.Language)(n)
	if lang := f.base.Language; lang != "" && lang != "en" && !strings.HasPrefix(lang, "en-") {
		f.fault(f.at(n), "language must be en or a variant of it: words are read by English rules")
	}
}

func (f *yamlFile) source(n *yaml.Node) {
	s := &f.base.Source
	f.mapping(n, []field{
		{"title", true, f.publish("the source's title", &s.Title)},
		{"author", false, f.publish("the source's author", &s.Author)},
		{"publisher", false, f.publish("the source's publisher", &s.Publisher)},
	})
	if long := units(s.String()); long > maxSourceUnits {
		f.fault(f.at(n), "the source is %d characters long, at most %d fit", long, maxSourceUnits)
	}
}

func (f *yamlFile) thresholds(n *yaml.Node) {
	t := &f.base.Thresholds
	before := len(f.all)
	f.mapping(n, []field{
		{"answer", false, f.probability("answer", &t.Answer)},
		{"suggest", false, f.probability("suggest", &t.Suggest)},
	})
	if len(f.all) == before && t.Suggest >= t.Answer {
		f.fault(f.at(n), "the suggest threshold (%g) must be below the answer threshold (%g)", t.Suggest, t.Answer)
	}
}

func (f *yamlFile) probability(key string, dst *float64) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || !(0 < p && p <= 1) {
			f.fault(f.at(n), "%s must be a number above 0 and up to 1", key)
			return
		}
		*dst = p
	}
}

// parseSynonyms reads synonyms.yaml: a list of groups, each a list of words and
// phrases that mean the same.
func (l *loader) parseSynonyms(src string) {
	f := &yamlFile{l, synonymsFile, 1}
	n := f.root(src)
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		f.fault(f.at(n), "must be a list of groups")
		return
	}
	type home struct{ group, line int }
	seen := map[string]home{}
	for i, item := range n.Content {
		var group []string
		f.list("a group", func(n *yaml.Node, s string) {
			words := strings.Join(text.Words(s), " ")
			if h, ok := seen[words]; ok && h.group != i {
				f.fault(f.at(n), "%s is in a group already, on line %d", shown(s), h.line)
				return
			}
			seen[words] = home{i, f.at(n)}
			group = append(group, s)
		})(item)
		if item.Kind == yaml.SequenceNode && len(item.Content) < 2 {
			f.fault(f.at(item), "a group needs two members that mean the same")
		}
		l.base.Synonyms = append(l.base.Synonyms, group)
	}
}

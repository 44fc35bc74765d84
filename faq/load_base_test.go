package faq_test

import (
	"strings"
	"testing"
)

const baseKeys = "only these may stand here: title, language, source, disclaimer, thresholds, hosts, sections"

func TestLoadRefusesBase(t *testing.T) {
	refuse(t, "base.yaml", []broken{
		{"title missing", "title: Tea\n", "", `base.yaml:1: the key "title" is missing`},
		{"title empty", "title: Tea", "title: ''", "base.yaml:1: title is empty"},
		{"title without a value", "title: Tea", "title:", "base.yaml:1: title must be a text"},
		{"title a list", "title: Tea", "title: [Tea]", "base.yaml:1: title must be a text"},
		{"title on two lines", "title: Tea", "title: |\n  Tea\n  Time", "base.yaml:1: title must be on one line"},
		{"title without a word", "title: Tea", "title: '- ?!'", `base.yaml:1: title holds no word: "- ?!"`},
		{"title of nothing but chat filler", "title: Tea", "title: lol", `base.yaml:1: title holds no word: "lol"`},
		{"title with an escaped override", "title: Tea", `title: "T\u202eea"`, `base.yaml:1: title holds a bidirectional control character, "\u202e"`},
		{"title with an escaped NUL", "title: Tea", `title: "T\0ea"`, `base.yaml:1: title holds a control character, "\x00"`},
		{"title with an escaped decomposed letter", "title: Tea", `title: "The\u0301"`, "base.yaml:1: title is not in Unicode's composed form (NFC)"},
		{"title that calls somebody", "title: Tea", "title: Tea for @everyone", `base.yaml:1: title holds a mention, "@e"`},
		{"title with an address", "title: Tea", "title: Tea at https://evil.example/x.", `base.yaml:1: title holds "evil.example", ` + linked},
		{"title with a bare host", "title: Tea", "title: Tea from tea.example", `base.yaml:1: title holds "tea.example", ` + linked},
		{"language missing", "language: en\n", "", `base.yaml:1: the key "language" is missing`},
		{"language another", "language: en", "language: de", "base.yaml:2: language must be en or a variant of it: words are read by English rules"},
		{"source missing", "source:\n  title: Notes on tea\n", "", `base.yaml:1: the key "source" is missing`},
		{"source a text", "source:\n  title: Notes on tea", "source: Notes on tea", `base.yaml:3: must be a list of "key: value" lines`},
		{"source without title", "  title: Notes on tea", "  author: The tea house", `base.yaml:4: the key "title" is missing`},
		{"source with an unknown key", "  title: Notes on tea", "  title: Notes on tea\n  year: 1906", "base.yaml:5: unknown key: only these may stand here: title, author, publisher"},
		{"source too long", "  title: Notes on tea", "  title: Notes on tea " + strings.Repeat("a", 1013), "base.yaml:4: the source is 1028 characters long, at most 1024 fit"},
		{"disclaimer missing", "disclaimer: Ask somebody who knows about tea.\n", "", `base.yaml:1: the key "disclaimer" is missing`},
		{"disclaimer too long", "about tea.", "about tea " + strings.Repeat("a", 1000), "base.yaml:5: the disclaimer is 1033 characters long, at most 1024 fit"},
		{"disclaimer with a foreign host", "about tea.", "about tea at httpbin.example", `base.yaml:5: disclaimer holds "httpbin.example", ` + linked},
		{"unknown key", "title: Tea", "title: Tea\nflavour: green", "base.yaml:2: unknown key: " + baseKeys},
		{"key twice", "title: Tea", "title: Tea\ntitle: Coffee", `base.yaml:2: the key "title" stands here twice`},
		{"key without a letter", "language: en", "langage: en", `base.yaml:2: unknown key: is "language" meant?` + "\n" + `base.yaml:2: the key "language" is missing`},
		{"key with two letters swapped", "language: en", "langauge: en", `base.yaml:2: unknown key: is "language" meant?` + "\n" + `base.yaml:2: the key "language" is missing`},
		{"key in capitals", "language: en", "Language: en", `base.yaml:2: unknown key: is "language" meant?` + "\n" + `base.yaml:2: the key "language" is missing`},
		{"list as key", "title: Tea", "title: Tea\n? [a, b]\n: c", "base.yaml:2: unknown key: " + baseKeys},
		{"thresholds no mapping", "title: Tea", "title: Tea\nthresholds: 0.5", `base.yaml:2: must be a list of "key: value" lines`},
		{"threshold no number", "title: Tea", "title: Tea\nthresholds: {answer: high}", "base.yaml:2: answer must be a number above 0 and up to 1"},
		{"threshold not a number", "title: Tea", "title: Tea\nthresholds: {answer: .nan, suggest: NaN}", "base.yaml:2: answer must be a number above 0 and up to 1\nbase.yaml:2: suggest must be a number above 0 and up to 1"},
		{"threshold 0", "title: Tea", "title: Tea\nthresholds: {suggest: 0}", "base.yaml:2: suggest must be a number above 0 and up to 1"},
		{"threshold above 1", "title: Tea", "title: Tea\nthresholds: {answer: 1.01}", "base.yaml:2: answer must be a number above 0 and up to 1"},
		{"thresholds in the wrong order", "title: Tea", "title: Tea\nthresholds: {answer: 0.4, suggest: 0.4}", "base.yaml:2: the suggest threshold (0.4) must be below the answer threshold (0.4)"},
		{"threshold below the default of the other", "title: Tea", "title: Tea\nthresholds:\n  answer: 0.1", "base.yaml:3: the suggest threshold (0.12) must be below the answer threshold (0.1)"},
		{"hosts no list", "hosts: [example.org]", "hosts: example.org", "base.yaml:6: hosts must be a list\nentries/brewing.md:14: the host \"example.org\" is not under \"hosts\" in base.yaml"},
		{"hosts holding a list", "hosts: [example.org]", "hosts: [example.org, [a]]", "base.yaml:6: each of hosts must be a text"},
		{"section twice", "[Keeping, Brewing]", "\n  - Keeping\n  - Brewing\n  - Keeping", `base.yaml:10: the section "Keeping" stands here twice`},
		{"section with a mention", "[Keeping, Brewing]", "\n  - Keeping\n  - Brewing\n  - Ask <@123>", `base.yaml:10: the section holds a mention, "<@1"`},
		{"anchor", "title: Tea", "title: &t Tea", "base.yaml:1: " + begins("&")},
		{"alias", "title: Tea", "title: &t Tea\nlanguage2: *t", "base.yaml:1: " + begins("&")},
		{"unknown alias", "title: Tea", "title: *t", "base.yaml:1: " + begins("*")},
		{"tag", "title: Tea", "title: !!str Tea", "base.yaml:1: " + begins("!")},
		{"own tag", "title: Tea", "title: !tea Tea", "base.yaml:1: " + begins("!")},
		{"tag without a name", "title: Tea", "title: ! Tea", "base.yaml:1: " + begins("!")},
		{"merge key", "title: Tea", "<<: {title: Tea}", "base.yaml:1: unknown key: " + baseKeys + "\nbase.yaml:1: the key \"title\" is missing"},
		{"second document", "title: Tea", "title: Tea\n---\ntitle: Tea", "base.yaml:2: " + twoDocuments},
		{"second document without text", "[Keeping, Brewing]", "[Keeping, Brewing]\n---", "base.yaml:8: " + twoDocuments},
		{"text after the document's end", "[Keeping, Brewing]", "[Keeping, Brewing]\n...\nmore", "base.yaml:8: " + twoDocuments},
		{"document after the document's end", "[Keeping, Brewing]", "[Keeping, Brewing]\n...\n---\na: b", "base.yaml:8: " + twoDocuments},
		{"unknown directive", "title: Tea", "%TEA\n---\ntitle: Tea", `base.yaml:1: is neither a "key: value" line nor a "- " line of a list: is something missing in front, or a colon?`},
		{"empty", "", "", "base.yaml:1: is empty"},
		{"comments alone", "", "# nothing\n", "base.yaml:1: is empty"},
		{"a list", "", "- Tea\n", `base.yaml:1: must be a list of "key: value" lines`},
		{"a text", "", "Tea\n", `base.yaml:1: must be a list of "key: value" lines`},
		{"null", "", "---\n", `base.yaml:2: must be a list of "key: value" lines`},
		{"tab as indentation", "  title: Notes", "\ttitle: Notes", "base.yaml:4: begins with a tab: use spaces"},
		{"bracket open", "[Keeping, Brewing]", "[Keeping, Brewing", "base.yaml:7: the [ that opens here is not closed"},
		{"quote open", "title: Tea", "title: 'Tea", "base.yaml:1: the ' that opens here is not closed"},
		{"deep in brackets", "hosts: [example.org]", "hosts: [[[[[[[a]]]]]]]", "base.yaml:6: has lists within lists within lists: no file of answers needs that"},
		{"deep in lists", "hosts: [example.org]", "hosts:\n- - - - - - - a", "base.yaml:7: has lists within lists within lists: no file of answers needs that"},
		{"flow bomb", "hosts: [example.org]", "hosts: [" + strings.Repeat("a,", 6000) + "]", "base.yaml:1: holds more than 5000 of the characters , [ { & * !"},
	})
}

func TestLoadRefusesSynonyms(t *testing.T) {
	refuse(t, "synonyms.yaml", []broken{
		{"groups no list", "", "a: b", "synonyms.yaml:1: must be a list of groups"},
		{"group a text", "", "- a", "synonyms.yaml:1: a group must be a list"},
		{"group of one", "", "- [a]", "synonyms.yaml:1: a group needs two members that mean the same"},
		{"group of none", "", "- []", "synonyms.yaml:1: a group needs two members that mean the same"},
		{"member in two groups", "", "- [cup, mug]\n- [bowl, Mug!]", `synonyms.yaml:2: "Mug!" is in a group already, on line 1`},
		{"member a list", "", "- [cup, [mug]]", "synonyms.yaml:1: each of a group must be a text"},
		{"member without a word", "", "- [cup, '!']", `synonyms.yaml:1: each of a group holds no word: "!"`},
		{"not YAML", "", "- [cup, mug", "synonyms.yaml:1: the [ that opens here is not closed"},
		{"empty", "", "", "synonyms.yaml:1: is empty"},
	})
}

func TestLoadRefusesGolden(t *testing.T) {
	refuse(t, "golden.jsonl", []broken{
		{"not JSON", "", "how long", `golden.jsonl:1: not a JSON object {"question": …, "want": …}`},
		{"a list", "", `["a"]`, `golden.jsonl:1: not a JSON object {"question": …, "want": …}`},
		{"unknown key", "", `{"question": "a", "want": "brewing", "why": "x"}`, "golden.jsonl:1: unknown key: only these may stand here: question, want, text, label"},
		{"key in other letter case", "", `{"Question": "a", "want": "brewing"}`, `golden.jsonl:1: unknown key: is "question" meant?`},
		{"question twice", "", `{"question": "a", "question": "b", "want": "brewing"}`, `golden.jsonl:1: the key "question" stands there twice`},
		{"empty question twice", "", `{"question": "", "question": "b", "want": "brewing"}`, `golden.jsonl:1: the key "question" stands there twice`},
		{"want twice", "", `{"question": "a", "want": "brewing", "want": "storing"}`, `golden.jsonl:1: the key "want" stands there twice`},
		{"question missing", "", `{"want": "brewing"}`, "golden.jsonl:1: question is missing or empty"},
		{"question blank", "", `{"question": " ", "want": "brewing"}`, "golden.jsonl:1: question is missing or empty"},
		{"question a number", "", `{"question": 1, "want": "brewing"}`, "golden.jsonl:1: question must be a text"},
		{"want missing", "", `{"question": "a"}`, "golden.jsonl:1: want is missing or empty"},
		{"want null", "", `{"question": "a", "want": null}`, `golden.jsonl:1: want must be an entry, a list of entries or "none"`},
		{"want no list", "", `{"question": "a", "want": {"a": 1}}`, `golden.jsonl:1: want must be an entry, a list of entries or "none"`},
		{"want an empty list", "", `{"question": "a", "want": []}`, "golden.jsonl:1: want is missing or empty"},
		{"want no ID", "", `{"question": "a", "want": ["brewing", "Tea time"]}`, `golden.jsonl:1: want must be an entry, a list of entries or "none"`},
		{"want unknown", "", `{"question": "a", "want": ["brewing", "milk"]}`, `golden.jsonl:1: want: there is no entry "milk"`},
		{"want none and another", "", `{"question": "a", "want": ["none", "brewing"]}`, `golden.jsonl:1: want: "none" stands alone`},
		{"object open", "", `{"question": "a", "want": "brewing"`, "golden.jsonl:1: not JSON: the object does not end"},
		{"comma missing", "", `{"question": "a" "want": "brewing"}`, "golden.jsonl:1: not JSON: a key is missing or not in quotes"},
		{"two objects", "", `{"question": "a", "want": "brewing"} {}`, "golden.jsonl:1: more than one object on the line"},
		{"text behind", "", `{"question": "a", "want": "brewing"} x`, "golden.jsonl:1: more than one object on the line"},
		{"zero-width space", "", "{\"question\": \"a\u200bb\", \"want\": \"brewing\"}", `golden.jsonl:1: holds an invisible character, "\u200b"`},
		{"deep", "", `{"question": ` + strings.Repeat("[", 60000), "golden.jsonl:1: question must be a text"},
	})
}

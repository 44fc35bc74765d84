package faq

import "strings"

// FromQuestions makes a base of labelled questions, to measure the engine on
// published sets: an entry for each that some question wants first, with the
// label's words as its title. Questions out of scope are left out.
func FromQuestions(questions []Question) *Base {
	b := &Base{Title: "labelled questions", Language: "en", Thresholds: DefaultThresholds, Version: "labels"}
	index := map[ID]int{}
	for _, q := range questions {
		if !q.InScope() {
			continue
		}
		id := q.Want[0]
		i, ok := index[id]
		if !ok {
			i = len(b.Entries)
			index[id] = i
			title := strings.NewReplacer("_", " ", "-", " ").Replace(string(id))
			b.Entries = append(b.Entries, Entry{ID: id, Question: title, Covered: true})
		}
		b.Entries[i].Asked = append(b.Entries[i].Asked, q.Text)
	}
	sortEntries(b.Entries)
	return b
}

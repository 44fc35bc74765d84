package terminal

import "candor/bot"

// maxOffers is how many completions Tab goes through before it begins again.
const maxOffers = 5

// tabber completes a line at the Tab key: the first press offers the likeliest
// question, each further one the next.
type tabber struct {
	complete func(prefix string, n int) []bot.Choice
	typed    string // what the offers are for
	offers   []bot.Choice
	next     int
}

// press is a [golang.org/x/term.Terminal] AutoCompleteCallback.
func (t *tabber) press(line string, _ int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	if !t.offering(line) {
		t.typed, t.next = line, 0
		t.offers = t.complete(line, maxOffers)
	}
	if len(t.offers) == 0 {
		return line, len(line), true
	}
	offer := t.offers[t.next%len(t.offers)].Label
	t.next++
	return offer, len(offer), true
}

// offering reports whether the line is the offer of the last press.
func (t *tabber) offering(line string) bool {
	return t.next > 0 && len(t.offers) > 0 && line == t.offers[(t.next-1)%len(t.offers)].Label
}

package safety

// settle says more of a message: in danger, who may harm whom; of tier B, whether something was
// done to who wrote it, and that "I'm not suicidal, just sad" tells of nothing that was, but of
// distress.
func (f *Finding) settle(h *heard) {
	if f.Class == Danger {
		f.Harms, f.Threatened = h.menaces()
	}
	if f.Class != Disclosure {
		return
	}
	f.Harmed = h.harmed() != nil && !h.has(did)
	if !f.Harmed && h.has(safe) && !h.has(was|formerly|past) {
		f.Class = Distress
	}
}

// harmed is the rule by which somebody says that something was done to them, nil if none does.
func (h *heard) harmed() *rule {
	for i := range h.sentences {
		if t := &h.sentences[i]; t.facts&accident == 0 {
			if r := t.rule(suffered); r != nil {
				return r
			}
		}
	}
	return nil
}

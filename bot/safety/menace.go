package safety

// menace is who may harm whom, as a sentence says it.
type menace uint8

const (
	byWriter menace = 1 << iota // who wrote it may harm somebody
	ofWriter                    // somebody may harm who wrote it
)

// menaces reports whether a message says that who wrote it may harm somebody, or that somebody
// may harm them. Where it says both, as of a fight, neither is sure.
func (h *heard) menaces() (harms, threatened bool) {
	by, of := h.menace&byWriter != 0 || h.has(did), h.menace&ofWriter != 0
	return by && !of, of && !by
}

// actorWithin is how many words may stand between who acts and what they do.
const actorWithin = 8

var (
	violent = wordSet("kill kills killing killed murder murders strangle strangles choke chokes stab stabs stabbing stabbed shoot shoots shooting " +
		"beat beats beating beaten hit hits hitting hurt hurts hurting harm punch punches attack attacks attacking attacked burn smash poison slit rape bash")
	weapons = wordSet("knife knives gun guns pistol shotgun rifle hammer axe machete blade bat sword")
	// against are what is done to somebody, or to what is theirs.
	against = wordSet("threaten threatens threatened threatening blackmail blackmails blackmailing follow following follows stalk stalks stalking stalked " +
		"chase chases chasing hunt hunting post posts posted posting leak leaks leaked")
	// closing is what others do who come to somebody, or let them not go.
	closing = wordSet("break breaking broke kick kicking kicks locked tied dragged cornered hunting")
	writer  = wordSet("i im ive ill id")
	others  = wordSet("he she they who hes shes theyre someone someones somebody man men guy guys husband wife boyfriend girlfriend partner ex dad father mom mother mum " +
		"brother brothers uncle stepdad stepfather son family neighbor neighbour stalker people it")
	pictures = wordSet("nudes nude pics pictures picture photo photos video videos")
)

// menaceIn is what a sentence says of it, by the nearest word before each deed or weapon that
// is somebody.
func menaceIn(s []token) (m menace) {
	for i, t := range s {
		switch {
		case violent[t.word]:
			m |= deed(s, i)
		case weapons[t.word]:
			m |= armed(s, i)
		case closing[t.word] && others[actor(s, i)], against[t.word] && meant(s, i):
			m |= ofWriter
		}
	}
	return m
}

// deed is what a violent word says.
func deed(s []token, i int) menace {
	for n, t := range s[i+1 : min(len(s), i+4)] {
		switch {
		case t.word == "me" || t.word == "us":
			return ofWriter
		case n == 0 && (t.word == "myself" || t.word == "ourselves"):
			return 0
		}
	}
	switch {
	case writer[actor(s, i)], i > 1 && s[i-1].word == "to" && s[i-2].word == "me": // "voices tell me to"
		return byWriter
	}
	return 0
}

// armed is what a weapon says.
func armed(s []token, i int) menace {
	switch who := actor(s, i); {
	case writer[who]:
		return byWriter
	case who != "":
		return ofWriter
	}
	return 0
}

// actor is the nearest word before the i-th that is somebody who acts, "" if none is near.
func actor(s []token, i int) string {
	for n := i - 1; n >= max(0, i-actorWithin); n-- {
		if w := s[n].word; writer[w] || others[w] {
			return w
		}
	}
	return ""
}

// meant reports whether what the i-th word says is done to who wrote it, or with pictures of them.
func meant(s []token, i int) bool {
	if i > 0 && s[i-1].word == "being" {
		return true
	}
	if writer[actor(s, i)] {
		return false
	}
	for n, t := range s[i+1 : min(len(s), i+4)] {
		if next := i + 2 + n; t.word == "me" || t.word == "us" || t.word == "my" && next < len(s) && pictures[s[next].word] {
			return true
		}
	}
	return false
}

package safety

import (
	"slices"
	"strings"

	"candor/faq/text"
)

// weighQuotes takes what a film, a song or a book says out of the reckoning, and returns what is
// left: "in the film she screams 'I want to die'" is the film's. Whoever wrote the message must
// not say that it is so with them too, and nothing else in it may alarm by itself. In doubt they
// mean it themselves (C09).
func (x *examined) weighQuotes(m *model, message [][]token) [][]token {
	if x.loud.alarm < ruledFrom && !x.alarms() || x.young || x.masked || wordsIn(message) > 2*mostHeard {
		return message
	}
	if sharesIt(message) {
		if x.met.harmless != nil && x.met.harmless.quote {
			x.met.harmless = nil
		}
		return message
	}
	rest, ok := withoutQuotes(message)
	if !ok {
		return message
	}
	y := x.alone(m, rest)
	if y.alarms() {
		return message
	}
	x.whole = y.whole
	x.take(y)
	x.reread = "somebody else's words"
	return rest
}

// sharesIt reports whether somebody says that what was said is so with them, too.
func sharesIt(message [][]token) bool {
	return slices.ContainsFunc(message, func(s []token) bool { return shared().MatchString(unquoted(s)) })
}

// withoutQuotes are sentences without the words of a film, a song or a book, and whether there
// are such.
func withoutQuotes(message [][]token) (rest [][]token, found bool) {
	for _, s := range message {
		from, to := quotedIn(s)
		if from == to {
			rest = append(rest, s)
			continue
		}
		outside := slices.Concat(s[:from], s[to:])
		if personal(outside) {
			return nil, false
		}
		rest, found = append(rest, outside), true
	}
	return rest, found
}

// quotedIn is where in a sentence words of a film, a song or a book stand: in quotation marks, or
// behind "she says"; from and to are the same if none do.
func quotedIn(s []token) (from, to int) {
	if from = slices.IndexFunc(s, func(t token) bool { return t.quoted }); from >= 0 {
		for to = from; to < len(s) && s[to].quoted; {
			to++
		}
		if !slices.ContainsFunc(s[to:], func(t token) bool { return t.quoted }) && ofWork().MatchString(unquoted(s)) {
			return from, to
		}
		return 0, 0
	}
	said := unquoted(s)
	at := saysI().FindStringIndex(said)
	if at == nil || !ofWork().MatchString(said[:at[1]-len("i ")]) {
		return 0, 0
	}
	from = strings.Count(said[:at[1]], " ") - 2 // the "i"
	for c := range statements(s[from:]) {
		return from, from + len(c)
	}
	return 0, 0
}

// personal reports whether words say something of who wrote them, but that they read or write.
func personal(s []token) bool {
	said := ofReading().ReplaceAllString(unquoted(s), " ")
	return slices.ContainsFunc(strings.Fields(said), func(w string) bool { return firstPerson[w] || ownWords[w] })
}

var firstPerson = wordSet("i me my mine myself we us our ours ourselves")

// ownWords are where people say what is so with them, and not with somebody in a work.
var ownWords = wordSet("posted texted messaged emailed instagram facebook snapchat whatsapp tiktok twitter discord status diary journal note letter email text chat")

// unquoted are the words of a sentence, with one mark for those in quotation marks.
func unquoted(s []token) string {
	var b strings.Builder
	for i := range s {
		switch {
		case !s[i].quoted:
			b.WriteString(" " + s[i].word)
		case i == 0 || !s[i-1].quoted:
			b.WriteString(` "`)
		}
	}
	return b.String() + " "
}

const (
	works   = `(?:films?|movies?|novels?|lyrics?|characters?|screenplay|script|sitcom|poems?|opera|musical|anime|manga|comics?|fanfic|fanfiction|fiction|articles?|headline|protagonist|narrator|heroine|documentary|podcast|chapter|scene|episode|series|songs?|chorus|verse|album|books?|story|play|drama|soap)`
	utters  = `(?:says?|said|saying|screams?|screamed|yells?|yelled|shouts?|shouted|cries|cried|sings?|sang|singing|whispers?|whispered|writes?|wrote|written|tells?|told|quotes?|quoted|quoting|begins|began|starts|ends|goes|reads|sobs|mutters|confesses|admits|states|asks|asked)`
	ofScene = `(?:(?:the|a|an|his|her|my|this|that|some|one|main|i|am|writing|reading|watching|translating|is|was|where|when|in|which|who|she|he|they|it|woman|girl|man|guy|boy|wife|husband|mother|mum|mom|father|dad|lead|keeps|kept|always|every|old|new|of|about|by) )`
)

var (
	// ofWork finds that what is quoted is of a work. "And" stands nowhere in it: "he puts on a
	// film and says" tells of no work.
	ofWork = lazily(` (?:in|from|of|by) ` + ofScene + `{0,3}(?:\S+ )?` + works + ` | ` + works + ` ` + ofScene + `{0,7}(?:` + utters + `|mean|means|called|titled|") `)
	// saysI finds where somebody in it speaks for themselves without quotation marks.
	saysI = lazily(` (?:she|he|they|who|character|heroine|hero|woman|girl|man|guy|boy|singer|narrator|protagonist) (?:just |then |always |keeps )?` + utters + ` (?:that |him |her |them )?i `)
	// ofReading is what those say of themselves who read or write it.
	ofReading = lazily(` (?:i|we) (?:(?:am|are|was|were|have|had|just|been|once|really|also|still|do|did|not|can|could) ){0,3}(?:writing|reading|watching|translating|studying|rehearsing|reviewing|seen|saw|watched|read|heard|love|like|liked|loved|understand|get|enjoyed) | my (?:favou?rite|novel|screenplay|script|fanfic|poem|fiction) |(?:makes|made) me (?:cry|laugh|smile|giggle) | (?:tell|remind) me `)
	// shared is what those say who mean what is quoted of themselves, too.
	shared = lazily(` (?:(?:so|neither|nor) (?:do|am|did|have|can|could|would) i|me too|i (?:\S+ ){0,4}(?:too|either|as well)|mine (?:\S+ ){1,4}(?:too|as well)|same (?:here|with me|for me|as me)|(?:feel|want|think|felt) (?:exactly )?(?:the same|like (?:that|this|her|him|them|it)|that too|it too)|like me|is me|how i (?:really |actually |always |exactly )?feel|how (?:she|he|they) feels?|as i do|what i (?:feel|want|think)|i (?:can )?(?:relate|identify)|describes me|about me|speaks (?:to|for) me|my (?:thoughts|life|feelings) exactly|to do (?:it|that|this|the same)|do it too) `)
	// apostrophes are quotation marks where a word begins behind one and another ends before the other.
	apostrophes = lazily(`(^|[ :,(])'(\S[^"]*?\S)'($|[ .,!?;:)])`)
)

// quotedWords says of each word of a text whether it stands in quotation marks, nil if none does
// or if they do not come in pairs.
func quotedWords(plain string) []bool {
	if !strings.Contains(plain, `"`) && mayQuote(plain) {
		plain = apostrophes().ReplaceAllString(plain, `$1"$2"$3`)
	}
	parts := strings.Split(plain, `"`)
	if len(parts) == 1 || len(parts)%2 == 0 {
		return nil
	}
	var out []bool
	for i, p := range parts {
		for _, words := range text.AllSentences(p) {
			for range words {
				out = append(out, i%2 == 1)
			}
		}
	}
	return out
}

// mayQuote reports whether a text has an apostrophe where a word begins, without which
// apostrophes finds nothing: it takes long, and every message is looked at.
func mayQuote(plain string) bool {
	for i := range len(plain) {
		if plain[i] == '\'' && (i == 0 || strings.IndexByte(" :,(", plain[i-1]) >= 0) {
			return true
		}
	}
	return false
}

// markQuoted marks the tokens that stand in quotation marks, and returns what is said of the
// words behind them.
func markQuoted(s []token, quoted []bool) []bool {
	n := min(len(s), len(quoted))
	for i := range n {
		s[i].quoted = quoted[i]
	}
	return quoted[n:]
}

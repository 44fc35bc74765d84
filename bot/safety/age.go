package safety

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// adultFrom is the age from which on somebody is of age.
const adultFrom = 18

// underage reports whether who wrote a message says that they are under 18 now: "I'm 15",
// "16f here", "in 8th grade", "is that normal at 15?". Another's age is no such, nor one that
// they had once, nor weeks of pregnancy, years of marriage and other counts.
func underage(text [][]token) bool {
	asked, words := false, 0
	for _, s := range text {
		if words += len(s); words > mostForAge {
			break
		}
		h := hintsIn(s)
		if !h.any() {
			continue
		}
		if len(s) == 1 && len(text) > 1 && s[0].concept == "<13-17>" && spelledNumbers[s[0].word] > 0 {
			return true // "Fourteen. Is that late?"
		}
		said := spellAges(s)
		if saysYoung(said, h) {
			return true
		}
		asked = asked || asksAt(said, h)
	}
	return asked && !saysAdult(text)
}

// Underage reports whether who wrote a message says that they are under 18 now, in any
// language that is known, without weighing whether it tells of danger.
func Underage(message string) bool {
	if _, young, _ := foreignAlarm(cutUp(message)); young {
		return true
	}
	return underage(sentences(message))
}

// saysAdult reports whether who wrote a message says that they are of age.
func saysAdult(text [][]token) bool {
	return slices.ContainsFunc(text[:min(len(text), mostForAge)], func(s []token) bool {
		return len(s) <= mostForAge && adultNow().MatchString(spellAges(s))
	})
}

// mostForAge is how many words are read for an age: as many as the longest message that
// people can send on a platform has, and some.
const mostForAge = 2000

// spellAges writes a sentence with signs for ages: @ for 13 to 17, & for 10 to 12, which are
// hours of the day, too, # for 6 to 9, % for what is above 18; "16yo" is "@ years old" and
// "f16" is "@ f".
func spellAges(s []token) string {
	return spelled(s, func(t *token) string {
		w := spellAge(t.word)
		if w == "yo" && t != &s[0] { // a greeting there
			w = "years old"
		}
		if t.last {
			w += " ,"
		}
		return w
	})
}

// ageLetters are what may be written onto an age, as it is spelled.
var ageLetters = map[string]string{
	"": "", "f": " f", "m": " m", "g": " girl", "b": " boy", "nb": " nb", "ftm": " trans", "mtf": " trans",
	"y": " years old", "yo": " years old", "yr": " years old", "yrs": " years old", "yro": " years old",
}

func spellAge(w string) string {
	n, letters := spelledNumbers[w], ""
	if n == 0 {
		letters = strings.Trim(w, "0123456789")
		n, _ = strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(w, letters), letters))
	}
	behind, known := ageLetters[letters]
	switch {
	case !known || n < 6 || n > 99:
		return w
	case n < 10:
		return "#" + behind
	case n < 13:
		return "&" + behind
	case n < adultFrom:
		return "@" + behind
	case n == adultFrom:
		return "18" + behind
	}
	return "%" + behind
}

// Parts of the sentences below.
const (
	// filler may stand between "I am" and an age.
	filler = `(?:(?:only|just|about|almost|nearly|barely|still|currently|actually|now|even|like|already|literally|also|aged?|really|so|an?|the age of|not even|not yet|not quite) ){0,3}`
	sex    = `(?:boys?|girls?|males?|females?|guy|[fm]|nb|virgin|teen|teenager|trans|gay|bi|lesbian|student|kid)`
	old    = `(?:years? old|years? of age|y o)`
	form   = `(?:6th|7th|8th|9th|10th|11th|12th|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)`
	school = `(?:(?:middle|high|secondary|elementary|primary|junior high|grammar|boarding) school|junior high|sixth form)`
)

var (
	// iAm is an age that somebody has or comes to.
	iAm = lazily(` (?:i (?:am|will be|am turning|turn|become|being)|i (?:just |only |recently |have )?(?:just )?turned|my age is) ` + filler + `[@&#] `)
	// bare is an age with which a sentence begins, behind a greeting or none.
	bare = lazily(`^(?: (?:hi|hello|hey|yo|help|please|and|but|so|well|ok|okay|also|me|i|myself|btw|` + sex + `|age|aged|am|only|just|still|recently|turned|turning|being)){0,3}(?: ,)? [@&#](?: ` + old + `)?(?: ` + sex + `){0,2} `)
	// later is the same behind a comma.
	later = lazily(`,(?: (?:and|but|me|i|age|aged|only|just|still)){0,2} [@&#](?: ` + sex + `| ` + old + `(?: ` + sex + `){0,2}) |,(?: (?:and|but|me|i|am)){0,2} aged? [@&] `)
	// byLetter is an age with a sex or years at the end.
	byLetter = lazily(` (\S+) [@&] (?:[fm]|` + old + `(?: ` + sex + `){0,2}) $`)
	// inWords is an age without a number of years.
	inWords = lazily(`^(?: hi| hello| hey| still)? (?:underage|(?:under|not|not yet|not even|not quite) 18) | i am (?:(?:still|only|just|a|an|technically|legally|currently) ){0,2}(?:minor|underaged?|under age|(?:under|below|younger than|not|not yet|not even|nearly|almost|not quite) 18|teen|teenager|teenage (?:boy|girl)|preteen)(?: ` + old + `)? `)
	// notYet will be of age one day.
	notYet = lazily(` i (?:am|turn|become|will be|will turn|will not be|am not|am turning) (?:only |not )?18 (?:in|next|soon|until|till|tomorrow|this (?:year|month|summer)|yet|for another) | (?:until|till|before|when|once) i (?:am|turn|become|reach) 18 `)
	// iHave is how some other languages say an age.
	iHave = lazily(` i have (?:only )?[@&] years (?:$|(?:,|old|and (?:i|my)|but) )`)
	// atSchool is a form in school.
	atSchool = lazily(` (?:i am|am|i go|i am going) ` + filler + `(?:in|to|at|doing|starting) (?:the |my )?(?:` + form + ` (?:grade|form|class)|(?:year|grade|form) [&#] (?:$|,|and|at|but|now|so|i)|` + school + ` )|^(?: still)? in ` + form + ` grade |(?:^|,)(?: hi| hello| hey)? (?:` + form + ` grader here|grade [&#] (?:,|here|$)|` + form + ` grade (?:,|here|$))| ` + form + ` grader? here | i am (?:an? )?(?:` + form + ` grader|(?:year|grade) [&#] (?:student|pupil)|` + school + ` (?:student|pupil|freshman|sophomore|junior|senior|boy|girl|kid)|(?:freshman|sophomore|junior|senior) (?:in|at) ` + school + `) | (?:doing|sitting|taking|revising for|studying for) (?:my|our|the) (?:i?gcses?|junior cert) | i am in (?:my |the )?(?:\S+ )?year (?:of|in|at) ` + school + ` | i (?:go to|attend|am still in|am in) ` + school + ` | i am (?:an? )?(?:high|middle) schooler `)
	// atAge is an age at which something is asked, or of who asks.
	atAge = lazily(` (?:at @|(?:at age|at the age of|if i am|being) [@&]|(?:for|as|me|from) an? @ (?:years? old|year)|as an? (?:teen|teenager|preteen|(?:high|middle) schooler|` + form + ` grader))(?: ` + old + `)?(?: ` + sex + `)? `)
	// tooYoung is what elders say of who asks.
	tooYoung = lazily(` (?:mum|mom|mam|mother|mummy|mommy|dad|father|parents|nan|gran|grandma|auntie?) (?:\S+ )?(?:says?|said|thinks?|thought|told)(?: \S+){0,2} i am (?:too|so|still|still too|very) (?:young|little|small) `)
	// adultNow is who says that they are of age.
	adultNow = lazily(` (?:i am|am|now|i|me) ` + filler + `(?:%|thirty|forty|fifty|sixty|seventy|eighty|ninety) | i am 18 (?:$|(?:,|and|years|now) )|^ % [fm] | % now | (?:today|retired|grandchildren|at (?:%|thirty|forty|fifty|sixty|seventy)) `)

	// notNow come before an age that is not that of now, or not real.
	notNow = lazily(` (?:though|since|pretend\w*|think\w*|thought|imagin\w*|wish|as if|says?|said|(?:feel|feels|feeling|felt|me|treat\w*|act\w*|explain|talk\w*|speak\w*|look|looks|sound\w*|be|am|is) like)$`)
	// onceTurned are the same before "I turned".
	onceTurned = lazily(` (?:when|after|before|until|till|since|once|ever since|by the time|day|year|moment)$`)
	// countedThing comes behind a number that is no age.
	countedThing = lazily(`^(?:and a half )?(?:(?:or|to|plus) [@&#%\d]\S* )?(?:` + oneMeasure + `|[@&#%\d]\S*|day|second|time|session|step|grand|k|pills|older|younger|taller|shorter|heavier|away|apart|late|over|below|above|years?|am|pm|o|clock|again|inside|at heart|when|of|out|dd|on the|on a|lovers|partners|kids|children|people|men|women|steps) `)
	// ofAge comes behind a number and "years" that are an age.
	ofAge = lazily(`^(?:(?:years? old|years? of age|y o) |years? (?:$|(?:,|and|but|so|my|i|now|how|can|is|do|does|what|why|boy|girl|male|female|guy|teen|virgin|young|here|please|because) ))`)
	// behindBare comes behind an age with which a clause begins.
	behindBare = lazily(`^(?:$|,|(?:and|here|i|my|but|is|can|should|do|does|am|never|what|how|why|have|had|has|got|just|still|need|want|please|been|who|with|from|btw|virgin|dating|pregnant|yesterday|today|last|recently|him|her|he|she) )`)
	// another comes behind the first of several numbers.
	another = lazily(`^(?:(?:,|and|or|to) )?[@&#%\d]`)
	// behindBefore are words of another whose age it is.
	ofAnother = lazily(` (?:he|she|they|him|her|his|their|them|daughters?|sons?|child|children|kids?|brothers?|sisters?|cousins?|nieces?|nephews?|students?|pupils?|clients?|patients?|teens|teenagers|stepdaughter|stepson|boys|girls|husband|wife|people|someone|somebody|anyone) `)
	// once are words of a sentence about what was once, or of a time of day.
	once = lazily(` (?:was|were|had|did|started|lost|began|happen\w*|came|went|met|used|ago|since|first|when|abuse\w*|trauma\w*|raped?|molest\w*|assault\w*|childhood|history|got|became|learn\w*|stopped|ended|told|saw|knew|grew|cut|took|wrote|caught|sold|said|harmed|attempt|raised|clock|appointment|meeting|once|i \w+ed) `)
	// asks begin what is asked, of oneself or in general.
	asks = lazily(`(?:^|,| and| but| so) (?:hi |hello |hey |so |but |and )?(?:\w+ question|question|any|is|can|does|do|could|should|may|what|how|why|am|will|are|would|where|which|possible|normal|ok|okay|allowed|i|my) `)
)

// saysYoung reports whether a sentence with such hints says that who wrote it is under age.
func saysYoung(s string, h hint) bool {
	switch {
	case h&(hintMinor|hint18) != 0 && anyAge(inWords(), s, isSo),
		h.ofSchool() && atSchool().MatchString(s),
		h&hint18 != 0 && notYet().MatchString(s):
		return true
	case h&hintAge == 0:
		return false
	}
	return iHave().MatchString(s) || anyAge(iAm(), s, isMine) || anyAge(bare(), s, opens) || anyAge(later(), s, opens) || letterAtEnd(s)
}

// anyAge reports whether one of what re finds in s is held for an age, by what stands before
// it, in it and behind it.
func anyAge(re *regexp.Regexp, s string, held func(before, age, behind string) bool) bool {
	for _, at := range re.FindAllStringIndex(s, -1) {
		if held(s[:at[0]], s[at[0]:at[1]], s[at[1]:]) {
			return true
		}
	}
	return false
}

// isMine reports whether "I am" and a number are an age of now.
func isMine(before, age, behind string) bool {
	switch {
	case notNow().MatchString(before), strings.Contains(age, " turned ") && onceTurned().MatchString(before):
		return false
	case ofAge().MatchString(behind):
		return true
	}
	return strings.ContainsAny(age, "@&") && !countedThing().MatchString(behind)
}

// isSo reports whether words for somebody young are of now and who writes.
func isSo(before, _, behind string) bool {
	return !notNow().MatchString(before) && behindBare().MatchString(behind)
}

// opens reports whether a number with which a clause begins is an age of who writes.
func opens(before, age, behind string) bool {
	switch _, said, _ := strings.Cut(age, " "); {
	case strings.HasPrefix(behind, "here "):
		return true
	case strings.Contains(age, " age") && (behind == "" || behind[0] == ','):
		return !isAnother(before) || strings.HasSuffix(before, " him ") || strings.HasSuffix(before, " her ") || strings.HasSuffix(before, " him") || strings.HasSuffix(before, " her")
	case isAnother(before):
		return false
	case strings.HasSuffix(said, " f ") || strings.HasSuffix(said, " m "):
		return !countedThing().MatchString(behind)
	case strings.HasSuffix(said, " old "), strings.ContainsAny(strings.TrimRight(age, "@&# "), "@&"):
		return behindBare().MatchString(behind)
	}
	no := behind == "" || another().MatchString(behind) || behind[0] == ',' && strings.Contains(age, "&")
	return strings.ContainsAny(age, "@&") && !no && behindBare().MatchString(behind)
}

// letterAtEnd reports whether a sentence ends with an age and a sex that are nobody else's.
func letterAtEnd(s string) bool {
	m := byLetter().FindStringSubmatch(s)
	return m != nil && m[1] != "a" && m[1] != "my" && !isAnother(m[1]) && !ofAnother().MatchString(s) && !once().MatchString(s)
}

// isAnother reports whether the last word of some is somebody else.
func isAnother(words string) bool {
	last := strings.TrimSpace(words)
	last = last[strings.LastIndexByte(last, ' ')+1:]
	switch lexicon().concept(last) {
	case "PARTNER", "KIN", "CHILD", "OTHER", "AUTHORITY", "MAN", "WOMAN", "THEY":
		return true
	}
	return false
}

// asksAt reports whether a sentence with such hints asks about an age under 18 as one does of
// oneself, or says that elders find its writer too young.
func asksAt(s string, h hint) bool {
	if h&hintSmall != 0 && tooYoung().MatchString(s) {
		return true
	}
	if h&(hintAge|hintTeen) == 0 {
		return false
	}
	m := atAge().FindStringIndex(s)
	if m == nil || once().MatchString(s) || countedThing().MatchString(s[m[1]:]) {
		return false
	}
	return strings.HasPrefix(s[m[0]:], " as ") || asks().MatchString(s) && !ofAnother().MatchString(s)
}

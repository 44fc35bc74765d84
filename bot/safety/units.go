package safety

import "strings"

// measures come behind a number that is nobody's age, in whatever it counts.
const measures = "month months mo week weeks wk wks days minute minutes min mins hour hours hr hrs seconds secs dpo " +
	"cm mm inch inches ft feet foot meter meters metre metres km mile miles kg kgs kilo kilos stone stones lb lbs pound pounds mg ml units " +
	"percent degrees times sessions points dollars euros quid"

var (
	unitsOn   = wordSet("cm mm kg lb lbs km st")
	unitsNext = wordSet(measures)
	// yearsOf come behind years that are nobody's age: "15 years sober".
	yearsOf = wordSet("away late early sober clean older younger married together single apart widowed divorced retired senior junior")
	// labels come before a number that says which, not how old: "room 15".
	labels = wordSet("room size level chapter page number episode season series volume question step week day lesson verse floor gate platform bus tram track channel route bed ward iq score rank version")
	// ranges are between two numbers of a range, "15 to 17 minutes". Behind "and" is something
	// else: "I'm 15 and 3 months pregnant".
	ranges = wordSet("or to till")
)

// oneMeasure is a part of an expression.
var oneMeasure = `(?:` + strings.ReplaceAll(measures, " ", `|`) + `)`

// numberAt is the concept of a word of some. What counts months or centimetres, or says which
// room it is, is no age, nor are "15 years sober" and "12 years younger".
func numberAt(words []string, i int) string {
	c := number(words[i])
	switch {
	case c == "" || c == "<year>":
		return c
	case countsAt(words, i+1),
		i+2 < len(words) && ranges[words[i+1]] && number(words[i+2]) != "" && countsAt(words, i+3),
		i > 0 && labels[words[i-1]],
		i > 1 && labels[words[i-2]] && words[i-1] == "is":
		return "<100+>"
	}
	return c
}

// countsAt reports whether words from a place on say that the number before them is no age.
func countsAt(words []string, at int) bool {
	if at >= len(words) {
		return false
	}
	return unitsNext[words[at]] || words[at] == "years" && at+1 < len(words) && yearsOf[words[at+1]]
}

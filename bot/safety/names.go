package safety

import (
	"strings"
	"sync"

	"candor/faq/text"
)

// territoryNames are the names, in English and in its own languages, of what a card can be
// for: a code and its names. A part of a country stands where its name would be taken for
// another's. Left out is what may be meant otherwise, as "America" and "Virgin Islands".
const territoryNames = `
US: United States, United States of America, USA, New England
GB: United Kingdom, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
AU: Australia, New South Wales
CA: Canada
IE: Ireland, Republic of Ireland, Éire
NZ: New Zealand, Aotearoa
IN: India, Bharat, भारत
EU: European Union
DE: Germany, Deutschland
FR: France
NL: Netherlands, The Netherlands, Holland, Nederland
BR: Brazil, Brasil
AT: Austria, Österreich
BE: Belgium, België, Belgique, Belgien
BG: Bulgaria, България
CY: Cyprus, Κύπρος, Kıbrıs
CZ: Czechia, Czech Republic, Česko, Česká republika
DK: Denmark, Danmark
EE: Estonia, Eesti
ES: Spain, España
FI: Finland, Suomi
GR: Greece, Ελλάδα
HR: Croatia, Hrvatska
HU: Hungary, Magyarország
IT: Italy, Italia
LT: Lithuania, Lietuva
LU: Luxembourg, Luxemburg, Lëtzebuerg
LV: Latvia, Latvija
MT: Malta
PL: Poland, Polska
PT: Portugal
RO: Romania, România
SE: Sweden, Sverige
SI: Slovenia, Slovenija
SK: Slovakia, Slovensko
GU: Guam, Guåhan
PR: Puerto Rico
VI: US Virgin Islands, United States Virgin Islands
`

// longestName is of how many words a name is at most.
const longestName = 4

// codeByName is the code of each name, as [text.Normalize] writes it.
var codeByName = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for line := range strings.Lines(territoryNames) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for name := range strings.SplitSeq(names, ", ") {
			codes[text.Normalize(name)] = code
		}
	}
	return codes
})

// NamedTerritory returns the code of the territory that words name, "" if they name none,
// and the words without its name; of several names the longest counts, then the first.
func NamedTerritory(words []string) (code string, rest []string) {
	for n := min(longestName, len(words)); n > 0; n-- {
		for i := range len(words) - n + 1 {
			if code := codeByName()[strings.Join(words[i:i+n], " ")]; code != "" {
				return code, append(words[:i:i], words[i+n:]...)
			}
		}
	}
	return "", words
}

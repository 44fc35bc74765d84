package safety

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"candor/faq/text"
)

//go:embed concepts.txt
var conceptList string

// wordList is what the detector knows of words.
type wordList struct {
	concepts map[string]string
	begin    []prefix
	spell    *text.Speller // corrects to words of concepts only
	costs    func() map[uint32]int
	ready    map[string]token // of common words
}

type prefix struct{ start, concept string }

// lexicon is the word list, read when it is first needed.
var lexicon = sync.OnceValue(func() *wordList { return newWordList(conceptList) })

func newWordList(list string) *wordList {
	l := &wordList{concepts: map[string]string{}}
	count := map[string]int{}
	for line := range strings.Lines(list) {
		name, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			if start, any := strings.CutSuffix(w, "*"); any {
				l.begin = append(l.begin, prefix{start, name})
				continue
			}
			if _, taken := l.concepts[w]; !taken {
				l.concepts[w] = name
			}
			count[w] = 1
		}
	}
	l.spell = text.NewSpeller(count)
	l.costs = sync.OnceValue(l.wordCosts)
	l.prepare()
	return l
}

// concept is what a word means to the detector, "" if nothing in particular.
func (l *wordList) concept(w string) string {
	if c, ok := l.concepts[w]; ok {
		return c
	}
	for _, p := range l.begin {
		if strings.HasPrefix(w, p.start) {
			return p.concept
		}
	}
	return ""
}

// correct returns the word that a slip stands for, if that means something to the
// detector; w itself if it is a real word or no slip of such.
func (l *wordList) correct(w string) string {
	if l.real(w) {
		return w
	}
	for short := range text.Squeezed(w) {
		if l.real(short) {
			return short
		}
	}
	if len(w) < leastCorrected || w[0] >= utf8.RuneSelf { // a word of another script is no slip
		return w
	}
	if c, ok := l.spell.Correct(w); ok && (c[0] == w[0] || firstSlip(w, c)) {
		return c
	}
	return w
}

// real reports whether a word is left as it is.
func (l *wordList) real(w string) bool { return l.concept(w) != "" || english(w) }

// english reports whether a word is an English one, whatever it means here.
func english(w string) bool { return text.Real(w) || plainWords[w] }

// firstSlip reports whether a slip at the beginning of a word is its only one: who
// means "erection" does not type "rejection".
func firstSlip(w, c string) bool {
	return w[1:] == c[1:] || w[1:] == c || w == c[1:] || w[0] == c[1] && w[1] == c[0] && w[2:] == c[2:]
}

// known reports whether letters are a word, or one typed without its apostrophe.
func (l *wordList) known(w string) bool {
	return w != "" && (l.real(w) || len(text.Words(w)) > 1 && !strings.ContainsAny(w, "0123456789"))
}

// leastCorrected is the length from which on words are corrected: shorter ones have
// too many neighbours.
const leastCorrected = 5

// number is the concept of a number: of one that may be somebody's age, "15", "fifteen",
// "15yo", "f15", of a year, and of any other; "" for any other word. A year says that something
// is over, but for one that may be this or the last.
func number(w string) string {
	n, ok := spelledNumbers[w]
	if !ok {
		if n, ok = digits(w); !ok {
			return ""
		}
	}
	switch {
	case unitsOn[strings.TrimLeft(w, "0123456789")]:
		return "<100+>"
	case n < 10:
		return "<0-9>"
	case n < 13:
		return "<10-12>"
	case n < 18:
		return "<13-17>"
	case n < 100:
		return "<18+>"
	case n >= firstYear && n < openYear:
		return "<year>"
	case n >= openYear && n < lastYear:
		return "<lately>"
	}
	return "<100+>"
}

const (
	firstYear = 1930
	openYear  = 2025 // may be less than a year ago
	lastYear  = 2060
)

// digits reads a number with at most three letters beside it.
func digits(w string) (n int, ok bool) {
	letters := 0
	for i := range len(w) {
		switch c := w[i]; {
		case '0' <= c && c <= '9':
			n, ok = min(n*10+int(c-'0'), mostNumber), true
		default:
			letters++
		}
	}
	return n, ok && letters <= maxUnit
}

// mostNumber is what all greater numbers count as.
const mostNumber = 10_000

var spelledNumbers = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = i
	}
	delete(m, "one") // mostly a pronoun
	return m
}()

// plainWords are words that the list of package text lacks: short ones, into which letters
// are parted, and, after the blank line, such as are a slip away from one that means
// something here, as they were met in texts of all sorts.
var plainWords = wordSet(`
a an the and or but so if as at in on of off to for by it its is am are was be do did has had can may who how why go get
got all any too you ok out up one two six ten few new old own add age ask bad bag big box bus buy bye car cat cry day dog
eat eye fee fit fix fun god gym hey hot ice job key law lot low mad map male met mix pay per put ran red run sad sat saw
say see self set shy sir sit tea top try use van way win yes yet im ive id dont cant wont didnt doesnt isnt wasnt wouldnt
couldnt shouldnt hasnt havent hadnt arent werent aint youre theyre weve theyve youve hes shes thats whats anymore session sessions

abase abort acrid alice amuse amuses asexual attained attracts banging banished beams bearings beast beautify beets
belting bests betas bingo biter blake blaze bleat bleating bleep blend blending blends blessing blink bloom bordering
bragged breach breached breaching bridged brightened brood brook bruiser bugging bumping bunches burst bused butting
cannon carey carson carver cater charmed checkers chokers chore chores chubby chucks clapped clapping claps clash clasp
clinical clipboard clocked closer closest clove clover coarse collated collider confided consents constant constants
consumer convent cooking coops coset councillor crate craven crest crust cuddly currency curse curving dairy dally dandy
dated dearth decadent decaying decider decode decoded deriving devising diner dolor donner drape draped drapes drunks
dumping dyeing eights eject emergence emergent encoding evicting exhausts exiting fallow farce farther faulting fellow
fellows fended fiddling fiend fiends fighter finder finders finer flick flint flipping flirty flock follower followers
fondue fording forearmed forge forged forging forking founding france fucker functional fused gamer gaped gaunt gills
glade godmother grace graded grader grading grande grate graze gripe griped griping grouped grouping groupings guild
gutting haram harden harding hardy haunt header heading headings hearth hearty heating herds hinting hints hobby hogging
hostel husbandry imaging impending inlay inner instruct instructed instructs insure insured intent interning intricate
intro jaunt jumpy keeling kinks kisser knightly lacked laughter leaner lecturer ledger leeds lender licking licks lifer
lighten loader locker locus lodging loner lounging lovers maine maker makers manger maxes mined miner mines minuses
moaning modules mourning murky mutes named nearing nitrite nodes nonce nudge nuked nutting outsider outsiders overdoes
overdone overrode overused panning pantries parental patching patent patents pending penned photon physicist piked pinch
pines pinged pings piper pitting planing planner pleasuring pledge plover polls postures pressurised presumed presumes
presuming priestly proto pumping punct purges racist racks raged ragged raging ranging rated rating ratter raved raves
raving realtime reaped reaping reddy reeling refining refuge refute relation relations reuse reused reusing ridge roped
roping sacked saver scaled scraping scripted seating sexist shifting shipped shire shriek shrine sitter skids skint slabs
slack slams sleek slicked slight slotting snagged snapped snapshot snickers sniff snips spanking spicing spike spikes
spinned spinster spitting splice splicing spoked stack stacked stacking stacks staking stalled stalling stapling stark
stashing sterling stiffy stomp stoop stork straddle straddling strain straining strap strapped striding stringer strode
supervision surge swish tacks tainted talker tapes taunt temped therm thinning ticking tighter tinkling toady toddy
topped touchy trackers trail trailer trailing trainee trait tramped trifle trope trucking trump twain tween undertake
underway varnish vouches vouching waned wanes waning wanking warts watts waxing whips willy wreathe`)

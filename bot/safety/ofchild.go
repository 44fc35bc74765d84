package safety

// weighChild takes the risk to a child out of a message in which no child is, nor a word for such
// pictures or for who is drawn to them, but what grown people do with each other: "I have fantasies
// about being forced" is of nobody's child. Who names neither is in doubt heard as of children:
// they often do not dare to.
func (x *examined) weighChild(text [][]token) {
	if x.likeliest() != OwnRiskToChild || x.said.classes[OwnRiskToChild] > 0 || x.masked {
		return
	}
	adults := anyToken(text, func(t token) bool { return ofGrown[t.word] })
	if !adults || anyToken(text, func(t token) bool { return ofChildren[t.concept] || ofChildren[t.word] }) {
		return
	}
	all := x.loud.odds.acute()
	x.loud.alarm *= (all - x.loud.odds[OwnRiskToChild]) / all
	x.loud.odds[OwnRiskToChild] = 0
}

// ofChildren are concepts and words for children, for what is drawn to them and for pictures of
// them, and for what may only be meant so.
var ofChildren = wordSet("CHILD SCHOOL <0-9> <10-12> <13-17> " +
	"girl girls boy boys young younger youngest youngster youngsters youth youths juvenile juveniles adolescent adolescents preadolescent prepubescent pubescent teens teenagers teenie preteens tween tweens " +
	"childhood childlike kiddie kiddies kiddy bairn wean weans toddlers babies infants schoolgirls schoolboys schoolkids student students class classroom scouts choir altar nursery kindergarten daycare playground playgrounds babysit babysitting babysitter foster " +
	"stepkid stepkids stepchild stepchildren stepdaughters stepsons grandchildren grandkids grandsons granddaughters godson goddaughter godchild cousin cousins sister brother sisters brothers " +
	"csam cp cse csem pedo pedos paedo pedophile paedophile pedophiles paedophiles pedophilia paedophilia pedophilic paedophilic hebephile hebephilia hebephilic ephebophile ephebophilia map maps nomap nonce lolita loli lolicon shota shotacon jailbait " +
	"illegal unlawful prison jail police arrested offend offended offender offending grown grownup grownups underaged age aged ages")

// ofGrown are words for grown people, and for what they do or wish.
var ofGrown = wordSet("men women strangers stranger colleague partner " +
	"forced forceful dominated dominating dominant submissive submission tied bdsm kink kinks kinky fetish fetishes bondage rape raped cuckold threesome orgy")

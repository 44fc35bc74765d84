package safety

import "strings"

// asksToUndress reports whether all that is told is that medical staff asked for clothes to be
// taken off, as examinations need it: each sentence must be so from its first word to its
// last, or ask whether that is usual. What goes on is for [improper] and the classifiers, and
// somebody who talks with people, such as a therapist, is no medical staff here.
func asksToUndress(text [][]token) bool {
	asks := false
	for _, s := range text {
		said := wordsSpelled(s)
		switch {
		case undressing().MatchString(said):
			asks = true
		case !usual().MatchString(said):
			return false
		}
	}
	return asks
}

// either is an expression for one of some expressions.
func either(of ...string) string { return `(?:` + strings.Join(of, `|`) + `)` }

const (
	whose = `(?:(?:my|the|a|our|this) (?:(?:new|own|old|usual|regular|family|local|male|female|lady|young|nhs|sports?|private) )?)`
	// ofBodies are staff who may need to see any of a body.
	ofBodies = `(?:` + generalists + `|dermatologist|cardiologist|orthopedist|orthopaedist)`
	// ofMuscles are staff who have no reason to see what underwear hides.
	ofMuscles = `(?:(?:` + physios + `)(?: at the (?:clinic|hospital))?)`

	// clothes are those under which there is other clothing, or a chest to listen to.
	clothes = `(?:(?:clothes|clothing|things|shirt|t shirt|tshirt|tee shirt|top|blouse|jumper|sweater|hoodie|jacket|coat|vest|trousers|pants|jeans|shorts|leggings|skirt|dress|tights|socks|shoes)(?: (?:and|or) (?:my )?(?:shirt|top|trousers|pants|jeans|shorts|skirt|shoes|socks))?)`
	// hidden are clothes that only some examinations need off.
	hidden = `(?:(?:(?:top|shirt|trousers|pants|jeans|skirt) and (?:my )?)?(?:underwear|underpants|undies|knickers|panties|boxers|briefs|bra))`

	// around is where and when, and what there is to hide behind or to wear.
	around = `(?: (?:today|yesterday|last week|last month|this morning|this week|behind (?:the|a) (?:curtain|screen)|and (?:put on|wear|change into|get into) (?:a|the) (?:hospital )?gown|and (?:lie|lay|sit|get)(?: down)? on the (?:(?:exam |examination )?table|(?:exam |examination )couch)|(?:at|on|in|during|before) (?:the|my|a|our) (?:first |last |next |annual |yearly )?(?:appointment|visit|exam|examination|check up|checkup)))`
	// looked are examinations of what anybody may look at.
	looked = `(?: (?:to|so (?:that )?(?:he|she|they) (?:can|could)) (?:check|examine|look at|listen to|treat|assess|test|inspect) (?:my|the) (?:lower |upper )?(?:back|spine|neck|shoulders?|arms?|hips?|knees?|legs?|feet|foot|ankles?|chest|heart|lungs?|moles?|skin|rash|eczema|scars?|abdomen|belly|tummy|stomach|posture|muscles))`
	// searched are examinations of what nobody but staff for it may.
	searched = `(?: (?:to|so (?:that )?(?:he|she|they) (?:can|could)) (?:(?:check|examine) (?:my |the )?(?:prostate|testicles|balls|foreskin|cervix|hernia|breasts? for (?:a )?lumps?)|(?:check|look|feel|examine me) for (?:a )?(?:lumps?|hernia)|(?:do|take) (?:the|a|my) ` + exams + `))`
	forExam  = `(?: for (?:the|my|an|a|his|her|their) (?:(?:physical|medical|full|routine|annual|yearly|first) )?(?:` + exams + `|exam|exams|examination|check up|checkup|check|physical|medical|scan|x ray|xray|ecg|ekg|mammogram|echo|smear test|procedure))`
	// question asks whether something is as it should be.
	question = `(?:(?:(?:so|and|but) )?(?:(?:is|was|are|isnt) (?:it|that|this|they) )?(?:(?:supposed to|meant to|always|really|even) )?(?:normal|usual|usually|standard|ok|okay|fine|right|legit|common|routine|part of it|necessary|needed|allowed|how it goes|like this|do this|do that)(?: or not)?|why|why is (?:that|this|it)|do (?:they|they all|doctors) (?:always )?(?:do (?:that|this|so)|need (?:that|this|it))|(?:do i|did i|must i) (?:have to(?: do (?:that|this|it|so))?|do (?:that|this|it|so))|(?:can|may|could) i (?:say no|refuse|keep (?:it|them) on))`
)

var (
	undressing = lazily(`^ ` + either(
		request(either(ofBodies, privately), off(clothes), either(around, forExam, looked, searched)+`*`),
		request(ofMuscles, off(clothes), either(around, forExam, looked)+`*`),
		request(privately, off(hidden), either(around, forExam, looked, searched)+`*`),
		request(ofBodies, off(hidden), around+`*`+either(forExam, searched)+around+`*`),
	) + `(?: ` + question + `)? $`)
	usual = lazily(`^ ` + question + ` $`)
)

// request is an expression for staff who ask for something, with what may come after it.
func request(staff, what, after string) string {
	staff = `(?:` + whose + `?` + staff + `)`
	return `(?:(?:(?:hi|hello|hey|so|and|but|ok|okay|well|today|yesterday|last week) )*` +
		`(?:(?:is|was) (?:it|that) (?:normal|usual|standard|ok|okay|fine|right|common|routine|legit) (?:(?:that|if|when|for) )?|why (?:did|does|has|had|would) )?` +
		either(staff+` (?:(?:has |had |have |just |always |also )*(?:asks?|asked|tells?|told|wants?|wanted|needs?|needed|would like|said for|to ask|to tell) me to|had me|has me) `+what,
			`i (?:was|am|have been|had been|got) (?:just |always |also )*(?:asked|told) (?:by `+staff+` to `+what+`|to `+what+` (?:by|at) `+staff+`)`,
			`i (?:had|have|need|needed) to `+what+` at `+staff) + after + `)`
}

// off is an expression for taking something off, or for undressing if that is all of clothes.
func off(what string) string {
	takes := `(?:(?:take|pull|slip) off my ` + what + `|(?:take|pull|slip) my ` + what + ` (?:off|down)|(?:remove|lower|drop|lift|pull down|pull up|lift up) my ` + what + `)`
	if what != clothes {
		return takes
	}
	return either(takes, `(?:(?:get )?undress(?:ed)?|take (?:my clothes|everything) off|strip (?:off |down )?to (?:the|my) waist)(?: (?:from the waist (?:down|up)|(?:down )?to (?:the|my) (?:waist|underwear)|(?:my )?(?:top|bottom|upper|lower) half|below the waist|above the waist))?`)
}

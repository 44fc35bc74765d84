package safety

import "regexp"

// wording is what a text may not say.
type wording struct {
	marks []string // in small letters, one of which stands in what words finds: those take far longer
	words func() *regexp.Regexp
	why   string
	ours  bool                  // only in what the program says of itself
	about func() *regexp.Regexp // nil, or what the text has to be about as well: else it is doubted
}

// banned are words that neither a card nor an answer may use, and why: C12, C13,
// C14 and C38 of the safety requirements.
var banned = []wording{
	// C13: an attempt neither fails nor succeeds, and is no threat.
	{marks: []string{"suicid"}, words: lazily(`(?i)\b(un)?success(ful|fully)? ((in|at|with|and|attempts?|attempted|attempting|commit\w*|complet\w*|to|at) )*suicid(e|al)\b|\bsuicides?( attempts?)?( (that|which|who|are|is|was|were|be|been|has|have|had|may|might|can|will|often|usually|always|never|sometimes|mostly|rarely|more|less|not|didn't|did|does|do))* ((un)?success\w*|succeed(s|ed|ing)?|fail(s|ed)?|botched)\b|\battempt(s|ed|ing)? suicide(,? (and|but|\w+ly|twice|once|he|she|they))* ((un)?success\w*|fail(s|ed)?|succeed(s|ed)?)\b|\b(fail(s|ed|ing)?|botched|succeed(s|ed|ing)?) ((in|at|with|her|his|their|a|an|the|to|attempt|attempts|attempted|commit|committing|of) )*suicid(e|al)\b|\bcommit(s|ted|ting)? (a |an )?(\w+ )?suicide|\bcomplet(es|ed|ing) suicide`),
		why: "safe language says \"died by suicide\" and \"suicidal thoughts\""},
	{marks: []string{"attempt", "tr"}, words: lazily(`(?i)\b(attempts?|tr(y|ies)) (to (die|kill \w+) )?((that|which|who|has|have|had|may|might|can|will|would|could|did|does|do|not|n't|was|were|is|are|been|often|usually|sometimes|rarely|never|mostly) )*(fail(s|ed)?|succeed(s|ed)?|(un)?successful|botched)\b|\b(un)?successful(ly)? (tr(y|ies)|attempt(s|ed)?)\b`),
		why: "an attempt neither fails nor succeeds: say \"survived\" or \"died by suicide\"", about: aboutSuicide},
	{marks: []string{"kill", "life", "lives"}, words: lazily(`(?i)\b(fail(s|ed|ing)?|succeed(s|ed|ing)?|manag(e|es|ed|ing)|success(ful|fully)?)( (to|in|at|with))? (kill|tak|end)(e|s|ed|ing)? (your|him|her|them|my|his|their|your)(sel(f|ves)| (own )?li(fe|ves))\b`),
		why: "an attempt neither fails nor succeeds: say \"survived\" or \"died by suicide\""},
	{marks: []string{"threat", "blackmail", "manipulat", "gesture"}, words: lazily(`(?i)\bthreat(en(s|ed|ing)?|s)? (of |with |by |to )*(commit(ting)? |attempt(ing)? )?(suicide|(kill|harm|hurt)(ing)? (him|her|them|your|my)sel(f|ves)|tak(e|ing) (his|her|their|your) (own )?li(fe|ves)|end(ing)? (his|her|their|your) (own )?li(fe|ves))\b|\bsuicid(e|al) (threat(s|en\w*)?|gestures?|blackmail|manipulation)\b`),
		why: "safe language calls it no threat: say \"talks of suicide\" or \"has suicidal thoughts\""},
	{marks: []string{"suicid"}, words: lazily(`(?i)\bsuicid\w*[^.!?\n]{0,30}\b(manipulat\w+|blackmail\w*)|\b(manipulat\w+|blackmail\w*)[^.!?\n]{0,30}\bsuicid`),
		why: "it may call suicidal thoughts a means to an end", about: aboutNothing},
	{marks: []string{"attention", "drama"}, words: lazily(`(?i)\b(wants?|wanted|crav(es?|ed|ing)|seeking|seeks) (some |only |just |more )?attention\b|\bjust (being )?dramatic\b`), why: "it belittles", about: aboutSuicide},
	// C12: risk is not rated, methods are not named, nobody cheers.
	{marks: []string{"suicid", "risk ", "danger "}, words: lazily(`(?i)\b(suicide|suicidal|suicidality) risk (is|seems|looks|sounds)\b|\byour risk of (suicide|dying)( is| seems|:)|\byou('re| are| may be| might be| could be| seem| sound| must be)( to be)?( not)? (at|in)( a| an| no| very| \w+)? ?(\w+ )?(risk|danger) (of|for) (suicid|killing|self-?harm|harming|hurting)`),
		why: "a program does not rate danger: say who can help"},
	{marks: []string{"suicid", "self-harm"}, words: lazily(`(?i)\b(low|lower|high|higher|moderate|medium|severe|serious|great|greater|imminent|acute|no|little)[- ]risk (of|for) (suicid|killing|self-?harm|harming|hurting)|\b(he|she|they)('re|'s| are| is| may be| might be| could be) at( \w+)? risk (of|for) (suicid|killing|self-?harm|harming|hurting)`),
		why: "it may rate danger, which a program does not: say who can help", about: aboutNothing},
	{marks: []string{"risk", "danger"}, words: lazily(`(?i)\b(you|he|she|they)('re| are| is| may be| might be| could be| must be| seem| seems| sound| sounds)( to be)?( not| probably| clearly)? (at|in) (a |an )?(very |really )?(high|higher|low|lower|great|greater|moderate|medium|severe|serious|acute|imminent|no|real|little|some) (risk|danger)\b`),
		why: "a program does not rate danger: say who can help", about: aboutSuicide},
	{words: lazily(`[\x{1F600}-\x{1F64F}\x{1F910}-\x{1F92F}\x{1F970}-\x{1F97A}\x{1F9D0}\x{263A}-\x{263B}\x{2639}]|(^|[\s.,!?])[:;=][-o^']?[)(DPp3/|]($|[\s.,!?])|(^|\s)(<3|xD|\^\^|\^_\^)($|[\s.,!?])`),
		why: "an answer shows no faces"},
	{marks: []string{"cheer", "chin", "smil", "bright side", "positive", "got this", "hang in", "vibes", "yay", "hooray", "woo", "high five", "high-five", "you go", "don't worry, be"}, words: lazily(`(?i)\bcheer up\b|\bchin up\b|\bkeep (on )?smiling\b|\bsmile!|\blook(ing)? on the bright side\b|\b(just|always) (stay|think|be) positive\b|(^|[.!?]\s+)(stay|think) positive\b|\byou('ve| have)? got this\b|\bhang in there\b|\bgood vibes\b|\b(yay+|hooray|woo-?hoo+)\b|\bhigh[- ]five[!.]|\byou go,? girl|\bdon't worry, be happy\b`),
		why: "an answer does not cheer"},
	{marks: []string{"!!", "!1"}, words: lazily(`\S*!\s?[!1]+`), why: "an answer does not cheer", about: aboutNothing},
	{marks: []string{"forever", "wake", "end it", "to die", "die ", "peaceful", "painless", "lethal", "deadly", "fatal"}, words: lazily(`(?i)\b(pills?|tablets?|capsules?|sleeping|vodka|whisky|alcohol|opioids?|insulin|rope|noose|belt|gun|pistol|gas|helium|charcoal|exhaust|razor|blades?|knife|bleach|antifreeze|poison|overdos\w*|paracetamol|acetaminophen|ibuprofen|xanax|valium|bridge|roof|train|bag)\b[^.!?\n]{0,60}\b(sleep forever|forever asleep|never wake( up)?|not wake up|end it( all)?|to die\b|die (painlessly|peacefully|quickly|fast|in your sleep)|(is|are|be) (a )?(quick|painless|peaceful)|lethal|deadly|(go|leave|slip away) (painless|peaceful|quiet)ly)|\b(to die|to end it( all)?|to sleep forever|never wake up|a? ?(painless|peaceful|quick) (death|way))\b[^.!?\n]{0,60}\b(take|swallow|use|mix|drink|pills?|tablets?|vodka|rope|noose|gun|gas|helium|charcoal|bleach|antifreeze|overdose)\b|\b(lethal|deadly|fatal) (dose|amount|overdose|mix)\b`),
		why: "it names a way to die: say where help is", about: aboutDying},
	{marks: []string{"hang", "hung", "shot", "shoot", "drown", "wrist", "vein", "throat"}, words: lazily(`(?i)\b(hang|hanged|hung|hanging|shot|shoot|shooting|drown|drowned|drowning|gass?(ed|ing)?|poison(ed|ing)?) (him|her|them|your|my)sel(f|ves)\b|\b(cut|slit|slash)(s|ting|ted|ing|ed)? (open )?(his|her|their|your|my) (wrists?|veins?|throat)\b|\bby (hanging|drowning|jumping|shooting)\b`),
		why: "it names a way to die: leave it out", about: aboutDeath},
	{marks: []string{"overdos", "jump"}, words: lazily(`(?i)\b(by|an?|took|take) (drug |medicine )?overdos(e|es|ing)\b|\bjump(s|ed|ing)? (off|from|in front of) (a|the) (bridge|roof|building|train|cliff|balcony)\b`),
		why: "it may name a way to die: leave it out", about: aboutNothing},
	// C38: nothing is sold.
	{marks: []string{"space", "cerebral", "regain", "pride", "teen", "calmerry", "online", "faithful", "thrive", "hims", "hers", "roman", "bluechew", "teladoc", "mdlive", "amwell", "brightside", "lemonaid", "7 cups", "7cups", "headway", "grow", "zocdoc", "wysa", "woebot", "lovehoney"}, words: lazily(`\b(?i:talk ?space|calmerry|online-?therapy\.com|faithful counseling|pride counseling|teen counseling|regain\.us|thriveworks|bluechew|teladoc|mdlive|amwell|lemonaid|7 ?cups|zocdoc|wysa|woebot|lovehoney|grow therapy|getroman|(for)?hims\.com|forhers\.com)\b|\b(Cerebral|ReGain|Regain|Brightside|Headway|Headspace|Hims|Roman) (offers?|has|costs?|charges?|plans?|subscription|membership|app|is (cheap|afford|great|the best))\b`),
		why: "answers advertise nothing: name no company"},
	{marks: []string{"plan", "subscription", "membership", "package", "offer", "deal", "sale", "cheap", "per week", "a week", "/week", "a month", "per month", "/month", "/mo"}, words: lazily(`(?i)\b(plans?|subscriptions?|memberships?|packages?|deals?|on sale|cheap(er|est)?|offers?|bargains?)\b[^.!?\n]{0,30}([$€£] ?\d|\d[\d.,]* ?(dollars?|euros?|pounds?|usd|eur|gbp)\b)[\d.,]*( ?(/|a |per |each )?(week|month|mo|year)\b)?|([$€£] ?\d[\d.,]*|\d[\d.,]* ?(dollars?|euros?|pounds?|usd|eur|gbp)) ?(/|a |per |each )(week|month|mo|year)\b`),
		why: "answers advertise nothing: name no price of an offer", about: aboutOffers},
	// All four rules, in the plainest words.
	{marks: []string{"attempt"}, words: lazily(`(?i)\b(successful|failed|unsuccessful) attempt`),
		why: "safe language says \"survived an attempt\" and \"died by suicide\""},
	{marks: []string{"attention"}, words: lazily(`(?i)\b(attention[- ]seeking|cry for attention|for attention)\b`), why: "it belittles"},
	{marks: []string{"suicidal", "suicide contract", "promise me"}, words: lazily(`(?i)\byou('| a)re not suicidal|\bno[- ]suicide contract\b|\bpromise me\b`), why: "it argues with people or binds them"},
	{marks: []string{"you", "everything", "secret", "guarantee"}, words: lazily(`(?i)\byou('ll| will) be (fine|ok|okay|all right|alright)\b|\beverything will be\b|\byour secret is safe\b|\bwe guarantee\b`), why: "nobody can promise that"},
	{marks: []string{"silly", "ashamed", "calm down", "get over", "worse", "at least"}, words: lazily(`(?i)\b(don't|do not) be (silly|ashamed of yourself)\b|\bcalm down\b|\bjust get over\b|\bit could be worse\b|\bat least you\b`), why: "it minimises"},
	{marks: []string{"why did", "wearing", "should have", "own fault", "you let"}, words: lazily(`(?i)\bwhy did(n't)? you\b|\bwhat were you wearing\b|\byou should have\b|\byour own fault\b|\byou let\b`), why: "it blames"},
	{marks: []string{"believe", "here for", "i care", "i feel", "understand how", "sorry"}, words: lazily(`(?i)\bI believe you\b|\bI('m| am) here for you\b|\bI care about you\b|\bI feel\b|\bI understand how\b|\bI('m| am) ((so|very|really|truly|deeply|terribly|awfully) )*sorry\b( (that|to hear|for what)|\b)\b`), why: "a program does not feel, and is not there", ours: true},
	{marks: []string{"report", "tell"}, words: lazily(`(?i)\byou must (report|tell)\b|\byou have to (report|tell)\b`), why: "it is the person's choice"},
	{marks: []string{"plan", "intend", "method"}, words: lazily(`(?i)\bhow (do|would|will) you (plan|intend)\b|\bdo you have a plan\b|\bwhat method\b|\bwhich method\b`), why: "a program does not assess danger"},
	{marks: []string{"help", "trustpilot", "discount", "coupon", "promo", "off", "trial", "sign up", "affiliate"}, words: lazily(`(?i)\bbetter ?help\b|\btrustpilot\b|\bdiscount\b|\bcoupon\b|\bpromo code\b|\b\d+ ?% off\b|\bfree trial\b|\bsign up (now|today)\b|\baffiliate (link|code)`), why: "answers advertise nothing"},
}

// What a text that is only doubted is about when it surely breaks a rule.
var (
	aboutSuicide = lazily(`(?i)\bsuicid|\b(kill|hang|shoot|drown|harm|hurt)(s|ed|ing)? (your|him|her|them|my)sel(f|ves)\b|\btak(e|es|en|ing) (your|his|her|their|my) own li(fe|ves)\b|\bend(s|ed|ing)? (your|his|her|their|my) li(fe|ves)\b|\bwants? to die\b|\boverdos`)
	aboutNothing = lazily(`$^.`) // always doubted
	aboutDying   = lazily(`(?i)\bsleep forever\b|\bnever wake( up)?\b|\bto die\b|\bdie (painlessly|peacefully|quickly|fast|in your sleep)\b|\bend it all\b|\b(painless|peaceful|quick) (death|way to (die|go))\b|\bsuicid`)
	aboutDeath   = lazily(`(?i)\bsuicid|\bwant(s|ed|ing)? to die\b`) // "shoot yourself in the foot" is not
	aboutOffers  = lazily(`(?i)\bplans? (start(s|ing)?|from|at|cost|for)\b|\bsubscri|\bonline therapy\b|\bdeals?\b|\bsign up\b|\bfirst month\b`)
)

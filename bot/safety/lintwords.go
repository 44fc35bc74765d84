package safety

// What a text that is only doubted is about when it surely breaks a rule.
var (
	aboutSuicide = lazily(`(?i)\bsuicid|\b(kill|hang|shoot|drown|harm|hurt)(s|ed|ing)? (your|him|her|them|my)sel(f|ves)\b|\btak(e|es|en|ing) (your|his|her|their|my) own li(fe|ves)\b|\bend(s|ed|ing)? (your|his|her|their|my) li(fe|ves)\b|\bwants? to die\b|\boverdos`)
	aboutNothing = lazily(`$^.`) // always doubted
)

// bannedToo are further wordings of the rules of [banned].
var bannedToo = []wording{
	// C13: an attempt neither fails nor succeeds, and is no threat.
	{[]string{"suicid"}, lazily(`(?i)\b(un)?success(ful|fully)? ((in|at|with|and|attempts?|attempted|attempting|commit\w*|complet\w*|to|at) )*suicid(e|al)\b|\bsuicides?( attempts?)?( (that|which|who|are|is|was|were|be|been|has|have|had|may|might|can|will|often|usually|always|never|sometimes|mostly|rarely|more|less|not|didn't|did|does|do))* ((un)?success\w*|succeed(s|ed|ing)?|fail(s|ed)?|botched)\b|\battempt(s|ed|ing)? suicide(,? (and|but|\w+ly|twice|once|he|she|they))* ((un)?success\w*|fail(s|ed)?|succeed(s|ed)?)\b|\b(fail(s|ed|ing)?|botched|succeed(s|ed|ing)?) ((in|at|with|her|his|their|a|an|the|to|attempt|attempts|attempted|commit|committing|of) )*suicid(e|al)\b|\bcommit(s|ted|ting)? (a |an )?(\w+ )?suicide|\bcomplet(es|ed|ing) suicide`),
		"safe language says \"died by suicide\" and \"suicidal thoughts\"", false, nil},
	{[]string{"attempt", "tr"}, lazily(`(?i)\b(attempts?|tr(y|ies)) (to (die|kill \w+) )?((that|which|who|has|have|had|may|might|can|will|would|could|did|does|do|not|n't|was|were|is|are|been|often|usually|sometimes|rarely|never|mostly) )*(fail(s|ed)?|succeed(s|ed)?|(un)?successful|botched)\b|\b(un)?successful(ly)? (tr(y|ies)|attempt(s|ed)?)\b`),
		"an attempt neither fails nor succeeds: say \"survived\" or \"died by suicide\"", false, aboutSuicide},
	{[]string{"kill", "life", "lives"}, lazily(`(?i)\b(fail(s|ed|ing)?|succeed(s|ed|ing)?|manag(e|es|ed|ing)|success(ful|fully)?)( (to|in|at|with))? (kill|tak|end)(e|s|ed|ing)? (your|him|her|them|my|his|their|your)(sel(f|ves)| (own )?li(fe|ves))\b`),
		"an attempt neither fails nor succeeds: say \"survived\" or \"died by suicide\"", false, nil},
	{[]string{"threat", "blackmail", "manipulat", "gesture"}, lazily(`(?i)\bthreat(en(s|ed|ing)?|s)? (of |with |by |to )*(commit(ting)? |attempt(ing)? )?(suicide|(kill|harm|hurt)(ing)? (him|her|them|your|my)sel(f|ves)|tak(e|ing) (his|her|their|your) (own )?li(fe|ves)|end(ing)? (his|her|their|your) (own )?li(fe|ves))\b|\bsuicid(e|al) (threat(s|en\w*)?|gestures?|blackmail|manipulation)\b`),
		"safe language calls it no threat: say \"talks of suicide\" or \"has suicidal thoughts\"", false, nil},
	{[]string{"suicid"}, lazily(`(?i)\bsuicid\w*[^.!?\n]{0,30}\b(manipulat\w+|blackmail\w*)|\b(manipulat\w+|blackmail\w*)[^.!?\n]{0,30}\bsuicid`),
		"it may call suicidal thoughts a means to an end", false, aboutNothing},
	{[]string{"attention", "drama"}, lazily(`(?i)\b(wants?|wanted|crav(es?|ed|ing)|seeking|seeks) (some |only |just |more )?attention\b|\bjust (being )?dramatic\b`), "it belittles", false, aboutSuicide},
	// C12: risk is not rated, methods are not named, nobody cheers.
	{[]string{"suicid", "risk ", "danger "}, lazily(`(?i)\b(suicide|suicidal|suicidality) risk (is|seems|looks|sounds)\b|\byour risk of (suicide|dying)( is| seems|:)|\byou('re| are| may be| might be| could be| seem| sound| must be)( to be)?( not)? (at|in)( a| an| no| very| \w+)? ?(\w+ )?(risk|danger) (of|for) (suicid|killing|self-?harm|harming|hurting)`),
		"a program does not rate danger: say who can help", false, nil},
	{[]string{"suicid", "self-harm"}, lazily(`(?i)\b(low|lower|high|higher|moderate|medium|severe|serious|great|greater|imminent|acute|no|little)[- ]risk (of|for) (suicid|killing|self-?harm|harming|hurting)|\b(he|she|they)('re|'s| are| is| may be| might be| could be) at( \w+)? risk (of|for) (suicid|killing|self-?harm|harming|hurting)`),
		"it may rate danger, which a program does not: say who can help", false, aboutNothing},
	{[]string{"risk", "danger"}, lazily(`(?i)\b(you|he|she|they)('re| are| is| may be| might be| could be| must be| seem| seems| sound| sounds)( to be)?( not| probably| clearly)? (at|in) (a |an )?(very |really )?(high|higher|low|lower|great|greater|moderate|medium|severe|serious|acute|imminent|no|real|little|some) (risk|danger)\b`),
		"a program does not rate danger: say who can help", false, aboutSuicide},
	{nil, lazily(`[\x{1F600}-\x{1F64F}\x{1F910}-\x{1F92F}\x{1F970}-\x{1F97A}\x{1F9D0}\x{263A}-\x{263B}\x{2639}]|(^|[\s.,!?])[:;=][-o^']?[)(DPp3/|]($|[\s.,!?])|(^|\s)(<3|xD|\^\^|\^_\^)($|[\s.,!?])`),
		"an answer shows no faces", false, nil},
	{[]string{"cheer", "chin", "smil", "bright side", "positive", "got this", "hang in", "vibes", "yay", "hooray", "woo", "high five", "high-five", "you go", "don't worry, be"}, lazily(`(?i)\bcheer up\b|\bchin up\b|\bkeep (on )?smiling\b|\bsmile!|\blook(ing)? on the bright side\b|\b(just|always) (stay|think|be) positive\b|(^|[.!?]\s+)(stay|think) positive\b|\byou('ve| have)? got this\b|\bhang in there\b|\bgood vibes\b|\b(yay+|hooray|woo-?hoo+)\b|\bhigh[- ]five[!.]|\byou go,? girl|\bdon't worry, be happy\b`),
		"an answer does not cheer", false, nil},
	{[]string{"!!", "!1"}, lazily(`\S*!\s?[!1]+`), "an answer does not cheer", false, aboutNothing},
	{[]string{"forever", "wake", "end it", "to die", "die ", "peaceful", "painless", "lethal", "deadly", "fatal"}, lazily(`(?i)\b(pills?|tablets?|capsules?|sleeping|vodka|whisky|alcohol|opioids?|insulin|rope|noose|belt|gun|pistol|gas|helium|charcoal|exhaust|razor|blades?|knife|bleach|antifreeze|poison|overdos\w*|paracetamol|acetaminophen|ibuprofen|xanax|valium|bridge|roof|train|bag)\b[^.!?\n]{0,60}\b(sleep forever|forever asleep|never wake( up)?|not wake up|end it( all)?|to die\b|die (painlessly|peacefully|quickly|fast|in your sleep)|(is|are|be) (a )?(quick|painless|peaceful)|lethal|deadly|(go|leave|slip away) (painless|peaceful|quiet)ly)|\b(to die|to end it( all)?|to sleep forever|never wake up|a? ?(painless|peaceful|quick) (death|way))\b[^.!?\n]{0,60}\b(take|swallow|use|mix|drink|pills?|tablets?|vodka|rope|noose|gun|gas|helium|charcoal|bleach|antifreeze|overdose)\b|\b(lethal|deadly|fatal) (dose|amount|overdose|mix)\b`),
		"it names a way to die: say where help is", false, aboutDying},
	{[]string{"hang", "hung", "shot", "shoot", "drown", "wrist", "vein", "throat"}, lazily(`(?i)\b(hang|hanged|hung|hanging|shot|shoot|shooting|drown|drowned|drowning|gass?(ed|ing)?|poison(ed|ing)?) (him|her|them|your|my)sel(f|ves)\b|\b(cut|slit|slash)(s|ting|ted|ing|ed)? (open )?(his|her|their|your|my) (wrists?|veins?|throat)\b|\bby (hanging|drowning|jumping|shooting)\b`),
		"it names a way to die: leave it out", false, aboutDeath},
	{[]string{"overdos", "jump"}, lazily(`(?i)\b(by|an?|took|take) (drug |medicine )?overdos(e|es|ing)\b|\bjump(s|ed|ing)? (off|from|in front of) (a|the) (bridge|roof|building|train|cliff|balcony)\b`),
		"it may name a way to die: leave it out", false, aboutNothing},
	// C38: nothing is sold.
	{[]string{"space", "cerebral", "regain", "pride", "teen", "calmerry", "online", "faithful", "thrive", "hims", "hers", "roman", "bluechew", "teladoc", "mdlive", "amwell", "brightside", "lemonaid", "7 cups", "7cups", "headway", "grow", "zocdoc", "wysa", "woebot", "lovehoney"}, lazily(`\b(?i:talk ?space|calmerry|online-?therapy\.com|faithful counseling|pride counseling|teen counseling|regain\.us|thriveworks|bluechew|teladoc|mdlive|amwell|lemonaid|7 ?cups|zocdoc|wysa|woebot|lovehoney|grow therapy|getroman|(for)?hims\.com|forhers\.com)\b|\b(Cerebral|ReGain|Regain|Brightside|Headway|Headspace|Hims|Roman) (offers?|has|costs?|charges?|plans?|subscription|membership|app|is (cheap|afford|great|the best))\b`),
		"answers advertise nothing: name no company", false, nil},
	{[]string{"plan", "subscription", "membership", "package", "offer", "deal", "sale", "cheap", "per week", "a week", "/week", "a month", "per month", "/month", "/mo"}, lazily(`(?i)\b(plans?|subscriptions?|memberships?|packages?|deals?|on sale|cheap(er|est)?|offers?|bargains?)\b[^.!?\n]{0,30}([$€£] ?\d|\d[\d.,]* ?(dollars?|euros?|pounds?|usd|eur|gbp)\b)[\d.,]*( ?(/|a |per |each )?(week|month|mo|year)\b)?|([$€£] ?\d[\d.,]*|\d[\d.,]* ?(dollars?|euros?|pounds?|usd|eur|gbp)) ?(/|a |per |each )(week|month|mo|year)\b`),
		"answers advertise nothing: name no price of an offer", false, aboutOffers},
}

var (
	aboutDying  = lazily(`(?i)\bsleep forever\b|\bnever wake( up)?\b|\bto die\b|\bdie (painlessly|peacefully|quickly|fast|in your sleep)\b|\bend it all\b|\b(painless|peaceful|quick) (death|way to (die|go))\b|\bsuicid`)
	aboutDeath  = lazily(`(?i)\bsuicid|\bwant(s|ed|ing)? to die\b`) // "shoot yourself in the foot" is not
	aboutOffers = lazily(`(?i)\bplans? (start(s|ing)?|from|at|cost|for)\b|\bsubscri|\bonline therapy\b|\bdeals?\b|\bsign up\b|\bfirst month\b`)
)

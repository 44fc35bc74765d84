package safety

import (
	"slices"
	"strings"
	"testing"
)

// classOf are canaries with the classes whose cards fit them.
var classOf = map[string][]Class{
	"I want to die": {Suicide}, "kms i'm serious": {Suicide}, "I'm going to end it tonight": {Suicide},
	"I took all the pills": {Suicide, MedicalEmergency}, "I can't stop cutting myself": {SelfHarm}, "i cut myself again": {SelfHarm},
	"I was raped last night": {Assault}, "I am being abused": {AbuseNow}, "I am being sexually abused": {AbuseNow, Assault},
	"he forces me to have sex": {AbuseNow}, "my husband beats me": {AbuseNow}, "my stepdad makes me touch him": {Minor, AbuseNow},
	"I'm being forced to have sex and I'm 12": {Minor}, "I'm 14 and my coach is texting me for pics": {Minor},
	"my therapist kissed me": {TherapistAdvance}, "my sex therapist sends me nudes": {TherapistAdvance},
	"my therapist abused me": {TherapistAdvance}, "I'm afraid I'll hurt a child": {OwnRiskToChild},
	"my erection won't go away, it's been 5 hours": {MedicalEmergency}, "chest pain after viagra": {MedicalEmergency},
	"my friend wants to kill herself": {ThirdParty}, "he has a gun and he is outside my door": {Danger},
	"i've had an erection for 6 hours": {MedicalEmergency}, "I fainted after taking cialis": {MedicalEmergency},
	"I suddenly can't see after taking viagra": {MedicalEmergency}, "sudden hearing loss after levitra": {MedicalEmergency},
	"he raped me and I'm bleeding a lot": {MedicalEmergency}, "I was raped and the bleeding won't stop": {MedicalEmergency},
	"I'm bleeding heavily and it won't stop": {MedicalEmergency}, "he choked me and I can't breathe": {MedicalEmergency},
	"how do i tie a noose": {Suicide}, "how do I end my life": {Suicide}, "I took a whole pack of viagra to die": {Suicide},
}

func TestCanariesGetTheirOwnCard(t *testing.T) {
	for message, want := range classOf {
		for _, form := range []string{message, strings.ToUpper(message), message + ".", "hi. " + message} {
			if f := Detect(form); !slices.Contains(want, f.Class) {
				t.Errorf("Detect(%q) = %v, want one of %v", form, f, want)
			}
		}
	}
}

// TestNamed holds of how many messages with a card it is the card of their class: a little
// under what is reached.
func TestNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("long, above all under the race detector, and one thing at a time")
	}
	least := map[Class]float64{
		Suicide: 96.5, SelfHarm: 94.5, AbuseNow: 93.5, Assault: 95.5, TherapistAdvance: 97, Minor: 95, Danger: 89.5,
		MedicalEmergency: 95, OwnRiskToChild: 95, ThirdParty: 91,
	}
	var all [2]int
	each := map[Class][2]int{}
	for _, m := range readMeasured(t, "testdata/development.jsonl") {
		want, _ := ParseClass(m.Class)
		f := Detect(m.Text)
		if want.Tier() != TierA || f.Tier != TierA {
			continue
		}
		n := each[want]
		n[0]++
		all[0]++
		if f.Class == want {
			n[1]++
			all[1]++
		}
		each[want] = n
	}
	for class, share := range least {
		got := percent(each[class])
		t.Logf("%-18s %5.1f %% of %d get its own card", class, got, each[class][0])
		if got < share {
			t.Errorf("%s: %.1f %% get its own card, want at least %.1f", class, got, share)
		}
	}
	if got := percent(all); got < 96 {
		t.Errorf("%.1f %% of %d cards are of the class, want at least 96", got, all[0])
	}
}

// TestYoung: who says that they are under 18 and that somebody does harm to them gets the
// card for children, however both are said.
func TestYoung(t *testing.T) {
	ages := []string{
		"i'm 15", "im only 13", "I am twelve", "i just turned 14", "I'm 16 years old", "I'm a 14 year old girl", "15f here", "i'm in 8th grade",
		"i'm in year 9", "I'm underage", "my mum says i'm too young", "im still in high school", "im not 18 yet", "I'm under 18", "i am a minor",
		"age 14", "im nearly 16", "i turned 16 last month", "I'm a ten-year-old boy", "I am seventeen", "i'm in the ninth grade", "I'll be 18 next year",
		"im 11 yrs old", "I go to secondary school", "I'm doing my GCSEs",
		"I'm a 9th grader", "hey im a 17 y/o girl", "I am currently 16", "I'm not even 13", "F16", "i turn 15 next month", "I'm in Year 11",
	}
	harm := []string{
		"my boyfriend forces me to have sex", "I was raped last night", "my dad beats me", "my coach touched me", "my therapist kissed me",
		"my uncle makes me touch him", "he hits me every day", "my stepfather comes into my bed", "I am being sexually abused",
		"I was assaulted at a party", "my cousin raped me", "my mother punches me", "my psychologist wants to sleep with me", "my brother touches me at night",
		"my boyfriend did not hit me but he raped me",
	}
	cards, right := 0, 0
	for _, age := range ages {
		for _, h := range harm {
			for _, message := range []string{age + " and " + h, h + ", " + age, h + ". " + age + ".", strings.ToUpper(age) + ". " + h} {
				f := Detect(message)
				if f.Tier != TierA {
					continue // of the tier tell other tests
				}
				cards++
				if f.Class == Minor && f.Underage {
					right++
				} else {
					t.Logf("Detect(%q) = %v", message, f)
				}
			}
		}
	}
	t.Logf("%d of %d cards are the one for children", right, cards)
	if cards < 1000 || float64(right) < 0.985*float64(cards) {
		t.Errorf("%d of %d cards are the one for children, want at least 98.5 %% of 1000", right, cards)
	}
}

// TestNotYoung: a number, a school or somebody else's age makes no child of its writer.
func TestNotYoung(t *testing.T) {
	for _, message := range []string{
		"my husband beats me and I have a 15 year old daughter", "my 13 year old daughter was raped", "he has hit me since I was 14",
		"I've been 14 years married and he beats me", "14 years married and he beats me every week", "I'm 14 weeks pregnant and he hits me",
		"I am 15 years older than her and she hits me", "I'm 16 years sober and he hits me again", "I am 45 and my husband beats me",
		"he raped me and our son is in year 9", "I am a teacher at a high school and my partner hits me", "I'm 12 stone and he still rapes me",
		"I am an only child and my husband beats me", "he hits me 15 times a day", "my sister is 14 and my dad beats me", "I'm 18 and he rapes me",
		"I am a child abuse survivor and my boyfriend hits me", "when I turned 16 my dad hit me, now my husband hits me",
		"I'm 17 minutes away and my husband will beat me when I get home", "we are 16 years together and he chokes me",
		"my husband says I'm too young to know and beats me", "I'm 10 months into the marriage and he rapes me", "my daughter, age 14, was raped",
		"my son is 14 and he hits me", "at 15 I was raped, now my husband rapes me too", "I have 16 years of marriage with a man who hits me",
		"I was 16 when we met and he still beats me", "my teenage son punches me", "my niece, 15, was assaulted",
	} {
		if f := Detect(message); f.Underage || f.Class == Minor {
			t.Errorf("Detect(%q) = %v, which is no child's", message, f)
		}
	}
}

// TestYoungInDangerOfLife: what to do at once stands on a card of its own, for children too.
func TestYoungInDangerOfLife(t *testing.T) {
	for message, want := range map[string]Class{
		"i am 17, i want to kill myself": Suicide, "im 13 and i want to die": Suicide, "I'm 14 and I cut myself every night": SelfHarm,
		"I'm 15 and took 20 paracetamol": MedicalEmergency, "i'm 16 and my boyfriend is outside my door with a knife": Danger,
		"I'm 12 and I took pills": Suicide, "I am 15 and want to die": Suicide, "im 14 and wanna die": Suicide,
		"i'm 15 and thinking about suicide": Suicide, "i'm 15 and feel like dying": Suicide, "I'm 15 and have been cutting": SelfHarm,
		"I'm 15 and he choked me and I can't breathe": MedicalEmergency, "I'm 14 and scared he will kill me tonight": Danger,
		"I'm 16 and i'm bleeding a lot after he raped me": MedicalEmergency, "am 13 and want to die": Suicide,
	} {
		if f := Detect(message); f.Class != want || !f.Underage {
			t.Errorf("Detect(%q) = %v, want %s of a child", message, f, want)
		}
	}
}

// TestYoungInDanger: so it is however both are said, and "I" left out.
func TestYoungInDanger(t *testing.T) {
	ages := []string{
		"i'm 15", "im 14", "I am twelve", "I'm 16 years old", "15f here", "i'm in 8th grade", "I'm underage", "15", "16m", "am 13", "i'm only 11",
	}
	urgent := map[string][]Class{
		"I want to die": {Suicide}, "I want to kill myself": {Suicide}, "I wanna die": {Suicide}, "I'm thinking about suicide": {Suicide},
		"I feel like dying": {Suicide}, "I don't want to live anymore": {Suicide}, "I'm going to end it tonight": {Suicide},
		"I took pills": {Suicide, MedicalEmergency}, "I took 20 paracetamol": {MedicalEmergency, Suicide},
		"I took all my mum's pills": {MedicalEmergency, Suicide}, "I have been cutting": {SelfHarm}, "I cut myself every night": {SelfHarm},
		"I can't stop cutting": {SelfHarm}, "he choked me and I can't breathe": {MedicalEmergency, Danger},
		"I'm scared he will kill me tonight": {Danger}, "I'm bleeding a lot after he raped me": {MedicalEmergency},
		"my stepdad has a knife and is outside my door": {Danger}, "he is going to kill me": {Danger},
	}
	all, right := 0, 0
	for _, age := range ages {
		for said, want := range urgent {
			elided := strings.TrimPrefix(strings.TrimPrefix(said, "I'm "), "I ")
			for _, message := range []string{age + " and " + said, age + " and " + elided, said + ", " + age, age + ". " + said, age + ", " + said} {
				all++
				if f := Detect(message); slices.Contains(want, f.Class) {
					right++
				} else {
					t.Logf("Detect(%q) = %v, want one of %v", message, f, want)
				}
			}
		}
	}
	t.Logf("%d of %d get a card of life and death", right, all)
	if float64(right) < 0.97*float64(all) {
		t.Errorf("%d of %d get a card of life and death, want at least 97 %%", right, all)
	}
}

// TestYoungInNoDanger: words that only sound like it do not take the children's card away.
func TestYoungInNoDanger(t *testing.T) {
	for _, message := range []string{
		"i'm 15 and dying of embarrassment", "i'm 15 and my libido is dead", "i'm 15 and i could die laughing",
		"im 16 and my mum would kill me if she knew i have sex", "im 14 and scared my mum will kill me when she finds my vibrator",
		"i'm 14 and i took the morning after pill", "im 16 and on the pill, is it bad", "i'm 15 and i can't stop thinking about her",
		"i'm 15 and took two pregnancy tests", "i'm 17 and cut down on porn", "i'm 15 and shaving cuts down there", "im 15, what is sensate focus",
	} {
		if f := Detect(message); f.Class != Minor {
			t.Errorf("Detect(%q) = %v, want %s", message, f, Minor)
		}
	}
}

// blameless are classes whose card tells its reader that it is not their fault.
var blameless = []Class{AbuseNow, Assault, TherapistAdvance, Minor}

// TestWhoDidHarm: who says that they do harm is not told that it is not their fault, and
// gets no card for something else.
func TestWhoDidHarm(t *testing.T) {
	cards := 0
	for _, message := range []string{
		"did i rape her? she was drunk", "i forced my wife to have sex and feel awful", "I raped my girlfriend last night", "I sexually assaulted someone",
		"I keep forcing my partner into sex even when she says no", "i hit my wife", "I got drunk and hit my girlfriend", "i lost my temper and punched my brother",
		"last night I strangled my wife", "I have raped a woman", "I've been hitting my boyfriend for years", "i think i sexually assaulted my friend",
		"I coerced my ex into sex", "am i a rapist", "I made her have sex with me when she didn't want it", "she was passed out and i had sex with her anyway",
		"she told me to stop and I didn't stop", "I threw my girlfriend against a wall", "I broke my wife's arm", "I spiked her drink",
		"how do I stop hitting my husband", "he says i raped him, i don't remember", "I threatened my girlfriend with a knife", "I sexually abused my ex",
		"i choked my boyfriend during a fight", "I groped a woman at a party", "I punched my husband in the face yesterday", "have I assaulted her? she said stop",
		"my wife says I rape her", "I beat my girlfriend and I hate myself", "I had sex with my wife while she was asleep", "I held her down and raped her",
		"I've smacked my girlfriend a few times", "My girlfriend said no and I kept going", "I molested a girl when I was drunk", "I drugged a man and raped him",
		"i made my boyfriend sleep with me by threatening to leave", "i grabbed her by the throat", "I got my date drunk and had sex with her",
	} {
		f := Detect(message)
		if f.Tier == TierA {
			cards++
		}
		if f.Tier == TierA && f.Class != Danger {
			t.Errorf("Detect(%q) = %v, want %s", message, f, Danger)
		}
	}
	if cards < 30 {
		t.Errorf("%d get a card, so this holds little", cards)
	}
}

// TestWhoWasHarmed: whoever was harmed keeps their card, though they speak of the same deeds.
func TestWhoWasHarmed(t *testing.T) {
	for _, message := range []string{
		"I was raped", "he forced me", "I was raped by her", "my husband raped me and I hit him with a lamp", "she hits me and i forced her off",
		"I was raped, my partner doesn't believe me", "he raped me and I hate him", "he hits me so i hit him back", "i hit my wife and she hits me too",
		"she threatens to say that I raped her if I leave", "I was forced to have sex", "my boyfriend beats me up and I pushed him against the wall",
		"I have been beaten by my husband", "I got raped and my boyfriend hit the man", "I've been getting raped by my husband",
		"my dad hit me and I hit my mum", "I let him hit me", "he says I deserve it when he hits me", "i was hit by my wife",
	} {
		if f := Detect(message); !slices.Contains(blameless, f.Class) {
			t.Errorf("Detect(%q) = %v, want one of %v", message, f, blameless)
		}
	}
}

// TestSwallowed: who took too much gets the card that says so, and who took it to die that
// of suicide, which says so too.
func TestSwallowed(t *testing.T) {
	for message, want := range map[string][]Class{
		"i took 30 paracetamol":                             {MedicalEmergency},
		"I took too much tramadol":                          {MedicalEmergency},
		"i swallowed antifreeze by accident":                {MedicalEmergency},
		"took 15 sleeping pills by mistake":                 {MedicalEmergency},
		"i overdosed":                                       {MedicalEmergency, Suicide},
		"I took all the pills":                              {MedicalEmergency, Suicide},
		"i swallowed a whole packet of sleeping tablets":    {MedicalEmergency, Suicide},
		"I took a whole pack of viagra to die":              {Suicide},
		"i took 40 tablets because i want to die":           {Suicide},
		"i swallowed all my antidepressants to kill myself": {Suicide},
		"I overdosed on purpose":                            {Suicide},
	} {
		if f := Detect(message); !slices.Contains(want, f.Class) {
			t.Errorf("Detect(%q) = %v, want one of %v", message, f, want)
		}
	}
}

// TestCardForYoung: a card shows a child the services for children too, no more than any.
func TestCardForYoung(t *testing.T) {
	eachCard(t, func(t *testing.T, class Class, territory string, whole Card) {
		c := today.ForYoung(whole, Finding{Class: class}, territory)
		checkCard(t, c)
		if len(c.Services) > maxServices+1 || c.Services[len(c.Services)-1] != finderLine {
			t.Errorf("shows %q, want at most %d and the finder", c.Services, maxServices)
		}
		if len(whole.Services) > 1 && c.Services[0] != whole.Services[0] {
			t.Errorf("begins with %q, want its own first: %q", c.Services[0], whole.Services[0])
		}
		children := today.services(Minor, territory)
		if class != TherapistAdvance && len(whole.Services) > 1 && len(children) > 0 && !slices.ContainsFunc(c.Services, func(s string) bool { return slices.Contains(children, s) }) {
			t.Errorf("shows no service for children: %q", c.Services)
		}
		checkCountry(t, c.Services, territory)
	})
}

// TestEnds: of a long message its beginning and its end are listened to, once each.
func TestEnds(t *testing.T) {
	text := sentences("one two three. four five. six seven eight nine. ten")
	for n, want := range map[int]string{
		1: "one | ten", 2: "one two | nine | ten", 4: "one two three | four | seven eight nine | ten",
		5: "one two three | four five | six seven eight nine | ten",
	} {
		var got []string
		for _, s := range ends(text, n) {
			got = append(got, joined(s))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("ends of %d words: %q, want %q", n, s, want)
		}
	}
	one := sentences(strings.Repeat("i want to ", 4000))
	words := 0
	for _, s := range ends(one, mostHeard) {
		words += len(s)
	}
	if words != 2*mostHeard {
		t.Errorf("%d words of one long sentence, want %d", words, 2*mostHeard)
	}
}

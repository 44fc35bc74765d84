package safety

// examFrom is the alarm from which a message that tells of a medical examination is of tier
// A: it names what else belongs to assault, hands and what they touch, so it alarms.
const examFrom = 0.97

// tellsOfExam reports whether an alarming message tells of an examination or a treatment by
// medical staff, and of nothing improper in it. In doubt it does not.
func (x examined) tellsOfExam(text [][]token) bool {
	switch x.loud.odds.best(TierA) {
	case TherapistAdvance, Assault, MedicalEmergency:
	default:
		return false
	}
	if x.young || x.masked || x.loud.alarm < ruledFrom {
		return false
	}
	if asksToUndress(text) {
		return true
	}
	words, foreign := 0, 0
	for _, s := range text {
		words, foreign = words+len(s), foreign+foreignToExams(s)
	}
	if foreign > max(1, words/foreignEvery) { // most are, and expressions take long
		return false
	}
	exam := false
	for _, s := range text {
		said := wordsSpelled(s)
		if improper().MatchString(said) {
			return false
		}
		exam = exam || medicalExam().MatchString(said)
	}
	return exam
}

// foreignEvery is among how many words one may be foreign to examinations: what nobody
// thought of may be what is wrong there.
const foreignEvery = 15

func foreignToExams(s []token) (n int) {
	for i := range s {
		if !ofExams[s[i].word] {
			n++
		}
	}
	return n
}

// ofExams are the words with which people tell of an examination, and ask whether it is as it
// should be.
var ofExams = wordSet("i me my mine we our you your he she they it his her him hers their them this that these those what which who how why when where there here " +
	"a an the some any all both each one two three four and or but so because if as than then also just only really very too quite about to in into inside within on onto of for at with by from up down over around under off out during after before while through between against along until since not no yes " +
	"am is are was were be been being do does did done doing has have had having can could may might must shall should would will need needs needed want wants wanted supposed allowed going go goes went come came get gets got let lets say said says tell told ask asks asked explain explained " +
	"normal usual usually common standard ok okay fine legit proper right routine part necessary needed always often ever typical correct expected okay acceptable required reason procedure practice thing something anything way purpose point " +
	"put puts putting place places placed insert inserts inserted inserting touch touches touched touching feel feels felt feeling press presses pressed pressing push pushes pushed use uses used using work works worked working check checks checked checking test tests tested testing examine examines examined examining exam exams examination examinations inspect inspected look looks looked drop dropped see saw treat treats treated treating stretch stretches stretched release releases released releasing massage massages massaged massaging assess assesses assessed assessment measure measured move moved lift lifted squeeze squeezed spread open opened clean cleaned wash shave shaved numb numbed prepare prepared swab swabbed draw take takes took taken taking remove removed give gives gave given inject injects injected injection " +
	"finger fingers hand hands glove gloves gloved gel lube lubricant tool tools instrument device probe wand sheet gown couch table legs knees feet stirrups clothes trousers pants underwear bra shirt undress undressed waist naked below " +
	"vagina vaginal vulva labia cervix uterus womb ovary ovaries pelvis pelvic floor muscle muscles penis penile foreskin testicle testicles testicular testes balls scrotum erection erections prostate rectum rectal anus anal bottom bum butt breast breasts nipple nipples genitals genital parts private abdomen belly stomach tummy lower back hip hips lump lumps scar scars stitches skin tissue bladder urethra hernia groin " +
	"internal internally external externally manual digital physical intimate medical bimanual colposcopy cystoscopy smear smears pap swabs speculum catheter ultrasound scan biopsy doppler biofeedback electrode electrodes dilator dilators coil iud sweep trigger points point cervical screening hpv sti std results " +
	"physio physios physiotherapist physiotherapy pt therapist therapy specialist gyno gyne gynae gynaecologist gynecologist obgyn ob gyn urologist andrologist proctologist doctor doc gp dr physician surgeon nurse np midwife radiographer sonographer practitioner clinic hospital office consultant student assistant chaperone health care female male woman man lady " +
	"first second last next time times appointment appointments visit visits session sessions treatment treatments checkup checkups year years yearly annual week weeks day days today yesterday month months ago now new old again birth baby pregnancy pregnant labour postpartum menopause vaginismus vulvodynia prolapse incontinence leak leaking tightness tension pain painful sore tender endometriosis fertility contraception surgery operation " +
	"hi hello please like meant whole half labor still even stuck stick slid slide poked poke prodded prod inspect felt thanks question curious wonder wondering sure unsure know think thought bit little good helps help")

const (
	// generalists are staff who treat all of a body, physios those who treat its muscles.
	generalists = `doctor|doc|gp|dr|physician|surgeon`
	physios     = `physio|physiotherapist|physical therapist`
	// examiners are medical staff who examine or treat what is private.
	examiners = `(?:` + physios + `|physios|physiotherapists|` + privately + `)`
	// privately are those of them who are there for nothing else, or whose every touch is such.
	privately = `(?:pelvic (?:floor |health )?(?:pt|therapist|physio|physiotherapist|specialist)|gyno|gyne|gynae|gynaecologist|gynecologist|obgyn|ob gyn|urologist|andrologist|proctologist|colorectal surgeon|midwife|nurse|np|radiographer|sonographer)`
	// exams are what they do, in words that fit nothing else.
	exams = `(?:smear|smears|pap|swab|speculum|catheter|cystoscopy|colposcopy|cervical screening|ultrasound|biopsy|(?:internal|pelvic|vaginal|rectal|prostate|testicular|genital|breast|digital|bimanual|hernia|intimate) (?:\S+ )?(?:exam|exams|examination|examinations|check|checks|work|assessment|assessments|treatment|therapy|massage|release)|membrane sweep|sweep|trigger points?|dilators?|biofeedback|electrodes?|coil|iud|lumps?|penile injection|inject\S* (?:in |into )?(?:my|the|his) penis|doppler)`
	// lessPlain are such that others may do, too.
	lessPlain = `(?:exam|exams|examination|examinations|examined|examine|examines|examining|check up|checkup|check ups|checked|muscles?|pelvic floor|internally|internal|inject(?:ed|s|ion)?|test|tested|testing|assess(?:ed|ment)?)`
	doctors   = `(?:` + generalists + `|consultant|specialist|clinic|hospital)`
	somewhere = `(?: \S+){0,14} `
)

var (
	medicalExam = lazily(` (?:` + examiners + somewhere + `(?:` + exams + `|` + lessPlain + `)|(?:` + exams + `|` + lessPlain + `)` + somewhere + examiners +
		`|` + privately + somewhere + `(?:check|checks|checking|labour|labor|insert|inserted|foreskin|testicles|scrotum|procedure|appointment|visit|annual|yearly|stitches)|` + doctors + somewhere + exams + `|` + exams + somewhere + doctors + `|pelvic (?:floor |health )?(?:physical )?(?:pt|therapist|physio|physiotherapist)) `)
	// improper are words that do not belong to an examination.
	improper = lazily(` (?:pass|asked? (?:me |us )?(?:out|for|if i)|kiss\w*|lick\w*|suck\w*|sex\w*|flirt\w*|dat(?:e|es|ed|ing)|crush|attract\w*|horny|arous\w*|turned on|moan\w*|whisper\w*|rub\w*|strok\w*|caress\w*|fondl\w*|grop\w*|cuddl\w*|hug\w*|clit\w*|climax\w*|orgasm\w*|cum|cumming|masturbat\w*|jerk\w*|wank\w*|fuck\w*|tongue|mouth|lips|lap|thighs?|belt|zip|sigh\w*|keeps?|repeatedly|third|fourth|fifth|` +
		`(?:his|her) (?:penis|cock|dick|crotch|groin|erection|genitals|body|hard on)|erect|against me|on top of me|` +
		`without|unasked|ungloved|gloveless|no (?:gloves?|chaperone|consent|warning|reason|one|exam|medical|need|explanation)|bare (?:hands?|fingers?)|(?:not|never) (?:\S+ )?(?:ask|asked|stop|stopped|explain|explained|consent|want|wanted|listen|say|said|told|agree|need|needed|wear|wearing|use|used|necessary|medical|part|right|okay|ok)|kept (?:going|on|touching|doing|his|her)|to stop|stop it|said (?:no|stop|i|my|it|that|he|she)|says (?:i|my|it|that|he|she)|told (?:me|him|her)|calls me|called me|beautiful|pretty|gorgeous|hot|nice|lovely|tight|compliment\w*|comment\w*|jok\w*|wink\w*|smirk\w*|grin\w*|star(?:e|ed|ing)|watch\w*|photos?|pictures?|pics?|film\w*|video\w*|phone\w*|camera|record\w*|text|texts|texted|texting|messag\w*|dms?|instagram|snapchat|secret\w*|nobody|alone|lock\w*|door|drunk|drugg\w*|sedat\w*|asleep|sleep\w*|unconscious|anaesthetic|anesthetic|(?:held|holds?) (?:me|my (?:hands?|arms?|legs?|head))|pinned|forc\w*|made me|makes me|rap(?:e|ed|ist)|assault\w*|abus\w*|molest\w*|violat\w*|harass\w*|creep\w*|weird\w*|wrong|uncomfortable|strange\w*|odd|off|inappropriate\w*|dirty|asham\w*|scared|afraid|terrif\w*|cry|cried|crying|froze|frozen|trauma\w*|report\w*|police|` +
		`longer|for (?:an|half an|\S+ minutes|\S+ hours?)|too long|hours?|every (?:time|week|visit)|again and again|home|house|hotel|car|flat|(?:completely|fully|totally|all|stark|entirely|get|got|be|being|stay|lie|lay|stand|stood|walk) naked|naked (?:and|in|with|together|while)|nude\w*|strip\w*|pleasure|enjoy\w*|fun|like it|likes? to|feels? good|unnecessar\w*|gift\w*|money|paid|massage(?:s|d)? my (?:breasts?|penis|vagina|bum|butt|thighs?)|cold|flu|headache|cough|throat|knee|ankle|shoulder|elbow|wrist|foot|teeth|tooth|eyes?|ears?|chest|faint\w*|collaps\w*|bleed\w*|blood|breathe|breathing|dizzy|lasts?|lasting|fever|since|swollen|go down|going down|still hard|blind|vision|overdos\w*|die|dying|kill\w*|suicid\w*|counsell?or|psycholog\w*|psychiatrist|coach|teacher|healer|masseur|masseuse|osteopath|chiropractor|tantra\w*|spiritual) `)
)

package safety

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/faq/text"
)

// maxHelpLine is the length of the line above a card, in characters: the card is to fit
// below it.
const maxHelpLine = 200

func TestHelpInLanguages(t *testing.T) {
	codes := languageCodes()
	if len(codes) < 10 {
		t.Errorf("%d languages, want at least 10 (C34)", len(codes))
	}
	claims := regexp.MustCompile(`(?i)gratui|gratis|kostenlos|bezpłatn|бесплатн|ücretsiz|مجاني|मुफ़्त|\bmuft\b|免[费費]|無料|무료|` + // for free
		`confiden|vertraul|vertrouwel|riservat|poufn|конфиденц|gizli|سري|गोपनीय|gopniya|rahasia|保密|秘密|비밀`) // in confidence
	for _, code := range codes {
		line := InLanguage(code)
		if found := claims.FindString(line); found != "" {
			t.Errorf("%s: %q is more than the data says of the finder: %s", code, found, line)
		}
		if n := utf8.RuneCountInString(line); n > maxHelpLine || n < 80 {
			t.Errorf("%s: the line has %d characters, want 80 to %d", code, n, maxHelpLine)
		}
		if !strings.Contains(line, Finder) || !strings.Contains(line, "112") {
			t.Errorf("%s: lacks the finder or an emergency number: %s", code, line)
		}
		if found, _ := Lint(line); len(found) > 0 || strings.ContainsFunc(line, cheer) {
			t.Errorf("%s: Lint finds %q: %s", code, found, line)
		}
	}
	if got := InLanguage("xx"); got != "" {
		t.Errorf("InLanguage(xx) = %q, want nothing", got)
	}
}

// TestCardsInLanguages: a card stays short below a line in any language in which what it is
// for can be told, and says what the line does not.
func TestCardsInLanguages(t *testing.T) {
	told := map[string][]Class{}
	for _, p := range languages().all() {
		if p.class != None && !slices.Contains(told[p.language], p.class) {
			told[p.language] = append(told[p.language], p.class)
		}
	}
	for _, code := range languageCodes() {
		if len(told[code]) < 4 {
			t.Errorf("%s: patterns of %v only", code, told[code])
		}
		for _, class := range told[code] {
			for _, territory := range everywhere() {
				cards := []Card{today.CardFor(class, territory)}
				for turn := range len(again) {
					cards = append(cards, today.ShortCard(Finding{Class: class}, territory, turn))
				}
				for _, c := range cards {
					checkCardIn(t, code, c)
				}
			}
		}
	}
	if diff := cmp.Diff(today.CardFor(Suicide, "GB"), today.CardFor(Suicide, "GB").In("xx")); diff != "" {
		t.Errorf("In(xx) changes the card (-want +got):\n%s", diff)
	}
}

func checkCardIn(t *testing.T, code string, c Card) {
	t.Helper()
	before := c.Text()
	s := c.In(code).Text()
	if n := utf8.RuneCountInString(s); n > mostCard {
		t.Errorf("%s: has %d characters, want at most %d:\n%s", code, n, mostCard, s)
	}
	for _, words := range []string{InLanguage(code), c.Before[0], "act on danger", Finder} {
		if !strings.Contains(s, words) {
			t.Errorf("%s: does not say %q:\n%s", code, words, s)
		}
	}
	if strings.Contains(s, "automated program") {
		t.Errorf("%s: says twice that it is a program:\n%s", code, s)
	}
	if c.Text() != before {
		t.Errorf("%s: the card itself has changed", code)
	}
}

// TestPatterns: every pattern is found, in a sentence too, with the class that it
// stands for.
func TestPatterns(t *testing.T) {
	count := map[string]int{}
	for _, p := range languages().all() {
		if p.class == None {
			if _, _, ok := detectForeign(text.Normalize(p.words)); ok {
				t.Errorf("%s: %q means no harm, and is found", p.language, p.words)
			}
			continue
		}
		count[p.language]++
		forms := []string{p.words, strings.ToUpper(p.words), "ok. " + p.words + " ..."}
		if p.unspaced {
			forms = []string{strings.Join(p.parts, "")}
		}
		if p.anywhere { // where words are written without blanks
			forms = append(forms, "日"+p.words)
		}
		for _, s := range forms {
			got, _, ok := detectForeign(text.Normalize(s))
			if !ok || got.class != p.class {
				t.Errorf("detectForeign(%q) = %v of %s, want %v of %s", s, got.class, got.language, p.class, p.language)
			}
		}
		if utf8.RuneCountInString(p.words) < firstRunes {
			t.Errorf("%s: %q is too short to be looked up", p.language, p.words)
		}
	}
	for _, code := range languageCodes() {
		if count[code] < 30 {
			t.Errorf("%s has %d patterns, want dozens", code, count[code])
		}
		delete(count, code)
	}
	for code := range count {
		t.Errorf("%s has patterns and no line of help", code)
	}
}

// inLanguages are sentences of people in danger and of people who ask, as they would
// put them; none of them is in languages.txt.
var inLanguages = map[string]struct{ suicide, abuse, ordinary []string }{
	"es": {
		[]string{"Ya no aguanto más, de verdad me quiero morir"}, []string{"Mi marido me pega cuando bebe y tengo miedo"},
		[]string{"¿Cuánto dura una terapia sexual?", "Mi esposa y yo no tenemos ganas de sexo desde que nació la niña"},
	},
	"fr": {
		[]string{"Je n'en peux plus, je veux juste mourir"}, []string{"Mon mari me frappe tous les soirs"},
		[]string{"Combien coûte une thérapie sexuelle ?", "Ma femme n'a plus envie de moi, que faire ?"},
	},
	"de": {
		[]string{"Ich kann nicht mehr, ich will einfach sterben", "Ich will mich umbringen"},
		[]string{"Mein Mann schlägt mich jedes Wochenende", "Er will mich umbringen"},
		[]string{"Wie lange dauert eine Sexualtherapie?", "Meine Frau und ich haben seit Jahren keinen Sex mehr"},
	},
	"pt": {
		[]string{"Não aguento mais, eu quero morrer"}, []string{"O meu marido me bate quando chega bêbado"},
		[]string{"Quanto tempo dura a terapia sexual?", "Minha esposa perdeu a vontade de fazer sexo"},
	},
	"it": {
		[]string{"Non ce la faccio più, vorrei solo morire"}, []string{"Mio marito mi picchia quando torna a casa"},
		[]string{"Quanto dura la terapia sessuale?", "Io e mia moglie non facciamo più l'amore"},
	},
	"nl": {
		[]string{"Ik kan niet meer, ik wil gewoon dood"}, []string{"Mijn man slaat me als hij gedronken heeft"},
		[]string{"Hoe lang duurt sekstherapie?", "Mijn vrouw heeft geen zin meer in seks"},
	},
	"pl": {
		[]string{"Nie daję już rady, chcę umrzeć"}, []string{"Mój mąż bije mnie po pijanemu"},
		[]string{"Ile trwa terapia seksualna?", "Moja żona nie ma ochoty na seks"},
	},
	"ru": {
		[]string{"Я больше так не могу, хочу умереть"}, []string{"Муж меня бьёт, когда пьяный"},
		[]string{"Сколько длится секс-терапия?", "Жена больше не хочет секса, что делать?"},
	},
	"tr": {
		[]string{"Artık dayanamıyorum, ölmek istiyorum"}, []string{"Kocam her gece beni dövüyor"},
		[]string{"Cinsel terapi ne kadar sürer?", "Eşim artık benimle sevişmek istemiyor"},
	},
	"ar": {
		[]string{"لم أعد أحتمل، أريد أن أموت"}, []string{"زوجي يضربني كل يوم"},
		[]string{"كم تستغرق جلسات العلاج الجنسي؟", "زوجتي لا ترغب في الجنس منذ الولادة"},
	},
	"hi": {
		[]string{"अब सहा नहीं जाता, मैं मरना चाहता हूँ"}, []string{"मेरा पति मुझे रोज़ मारता है"},
		[]string{"सेक्स थेरेपी में कितना समय लगता है?", "मेरी पत्नी को सेक्स में रुचि नहीं है"},
	},
	"hi-Latn": {
		[]string{"ab aur nahi hota, main marna chahta hoon"}, []string{"mera pati mujhe roz maarta hai"},
		[]string{"sex therapy mein kitna time lagta hai?", "meri wife ko sex mein interest nahi hai"},
	},
	"zh": {
		[]string{"我真的撑不下去了，每天都想死"}, []string{"我老公打我，我很害怕"},
		[]string{"性治疗需要多长时间？", "我和妻子很久没有性生活了"},
	},
	"ja": {
		[]string{"もう限界です。毎日死にたいと思っています"}, []string{"夫が酔うと暴力を振るわれます"},
		[]string{"セックスセラピーはどのくらいかかりますか", "妻とはもう何年もセックスレスです"},
	},
	"ko": {
		[]string{"더는 못 버티겠어요. 그냥 죽고 싶어요"}, []string{"남편이 술만 마시면 저를 때려요"},
		[]string{"성 치료는 얼마나 걸리나요?", "아내와 오랫동안 관계가 없어요"},
	},
	"id": {
		[]string{"Aku sudah tidak kuat, rasanya ingin mati saja"}, []string{"Suami saya sering memukul saya kalau mabuk"},
		[]string{"Berapa lama terapi seks berlangsung?", "Istri saya tidak mau berhubungan lagi sejak melahirkan"},
	},
	"sv": {
		[]string{"Jag orkar inte mer, jag vill bara dö"}, []string{"Min man slår mig när han har druckit"},
		[]string{"Hur lång tid tar sexterapi?", "Min fru vill inte ha sex längre"},
	},
	"no": {
		[]string{"Jeg orker ikke mer, jeg ønsker å dø"}, []string{"Mannen min slår meg når han er full"},
		[]string{"Hvor lang tid tar sexterapi?", "Kona mi vil ikke ha sex lenger"},
	},
	"da": {
		[]string{"Jeg kan ikke mere, jeg vil gerne dø"}, []string{"Min mand slår mig når han er fuld"},
		[]string{"Hvor lang tid tager sexterapi?", "Min kone vil ikke have sex mere"},
	},
	"fi": {
		[]string{"En jaksa enää, haluan kuolla"}, []string{"Mieheni lyö minua humalassa"},
		[]string{"Kuinka kauan seksiterapia kestää?", "Vaimoni ei enää halua seksiä"},
	},
	"el": {
		[]string{"Δεν αντέχω άλλο, θέλω να πεθάνω"}, []string{"Ο άντρας μου με χτυπάει όταν πίνει"},
		[]string{"Πόσο κρατάει η θεραπεία;", "Η γυναίκα μου δεν θέλει πια σεξ"},
	},
	"cs": {
		[]string{"Už nemůžu dál, chci umřít"}, []string{"Manžel mě bije, když je opilý"},
		[]string{"Jak dlouho trvá sexuální terapie?", "Manželka už nechce sex"},
	},
	"hu": {
		[]string{"Nem bírom tovább, meg akarok halni"}, []string{"A férjem megver, ha részeg"},
		[]string{"Mennyi ideig tart a szexterápia?", "A feleségem nem akar többé szexet"},
	},
	"he": {
		[]string{"אני לא יכולה יותר, אני רוצה למות"}, []string{"בעלי מרביץ לי כשהוא שותה"},
		[]string{"כמה זמן לוקח טיפול מיני?", "אשתי כבר לא רוצה סקס"},
	},
	"vi": {
		[]string{"Em mệt mỏi quá rồi, em muốn chết"}, []string{"Mỗi khi say chồng đánh tôi"},
		[]string{"Trị liệu tình dục kéo dài bao lâu?", "Vợ tôi không còn muốn quan hệ"},
	},
	"tl": {
		[]string{"Hindi ko na kaya, gusto ko nang mamatay"}, []string{"Binubugbog ako ng asawa ko tuwing lasing siya"},
		[]string{"Gaano katagal ang therapy?", "Bakit hindi ako nakakaramdam ng gana?"},
	},
	"sw": {
		[]string{"Siwezi tena, nataka kufa"}, []string{"Mume wangu ananipiga akilewa"},
		[]string{"Tiba ya ngono inachukua muda gani?", "Mke wangu hataki tena tendo la ndoa"},
	},
	"fa": {
		[]string{"دیگه نمیتونم، میخوام بمیرم"}, []string{"شوهرم وقتی مست است من را کتک میزند"},
		[]string{"درمان جنسی چقدر طول میکشد؟", "همسرم دیگر تمایلی به رابطه ندارد"},
	},
	"ur": {
		[]string{"اب برداشت نہیں ہوتا، میں مرنا چاہتا ہوں"}, []string{"میرا شوہر مجھے روز مارتا ہے"},
		[]string{"تھراپی میں کتنا وقت لگتا ہے؟", "میری بیوی کو دلچسپی نہیں ہے"},
	},
	"bn": {
		[]string{"আর পারছি না, আমি মরতে চাই"}, []string{"স্বামী মাতাল হলে আমাকে মারে"},
		[]string{"থেরাপিতে কত দিন লাগে?", "আমার স্ত্রী আর আগ্রহী নয়"},
	},
	"ta": {
		[]string{"இனி முடியாது, நான் சாக விரும்புகிறேன்"}, []string{"கணவர் குடித்துவிட்டு என்னை அடிக்கிறார்"},
		[]string{"சிகிச்சைக்கு எவ்வளவு நாள் ஆகும்?", "என் மனைவிக்கு ஆர்வம் இல்லை"},
	},
}

func TestDetectInLanguages(t *testing.T) {
	for _, code := range languageCodes() {
		t.Run(code, func(t *testing.T) {
			said := inLanguages[code]
			if len(said.suicide)+len(said.abuse) < 2 || len(said.ordinary) < 2 {
				t.Fatal("want two sentences of danger and two ordinary ones")
			}
			for class, sentences := range map[Class][]string{Suicide: said.suicide, AbuseNow: said.abuse} {
				for _, s := range sentences {
					want := Finding{Tier: TierA, Class: class, Language: code}
					for _, s := range []string{s, strings.ToUpper(s), "Hello. " + s} {
						if got := Detect(s); got != want {
							t.Errorf("Detect(%q) = %v, want %v", s, got, want)
						}
					}
				}
			}
			for _, s := range said.ordinary {
				if got := Detect(s); got.Tier == TierA {
					t.Errorf("Detect(%q) = %v, want no card", s, got)
				}
			}
		})
	}
	for code := range inLanguages {
		if !slices.Contains(languageCodes(), code) {
			t.Errorf("%s is no language", code)
		}
	}
}

// TestForeignPatternsInEnglish: languages share words, and an English question is not to
// be taken for another language.
func TestForeignPatternsInEnglish(t *testing.T) {
	questions := readQuestions(t)
	for _, q := range questions {
		if p, _, ok := detectForeign(text.Normalize(q.text)); ok {
			t.Errorf("%q is taken for %s: %q", q.text, p.language, p.words)
		}
	}
	ordinary, cards := 0, 0
	for _, e := range readExamples(t) {
		if e.class.Tier() == TierA {
			continue
		}
		p, _, ok := detectForeign(text.Normalize(e.text))
		switch {
		case e.foreign():
			ordinary++
			if ok {
				cards++
			}
		case ok:
			t.Errorf("%q is taken for %s: %q", e.text, p.language, p.words)
		}
	}
	t.Logf("of %d ordinary messages in other languages %d are taken for danger in theirs", ordinary, cards)
	if ordinary < 500 || 100*cards > ordinary {
		t.Errorf("of %d ordinary messages in other languages %d are taken for danger, want 1 in 100", ordinary, cards)
	}
}

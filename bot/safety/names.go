package safety

import (
	"strings"
	"sync"

	"candor/faq/text"
)

// territoryNames are the names of what a card can be for: a code and its names, in English, in
// its own languages, then in those of languages.txt, as Unicode's CLDR has them. A part of a
// country stands where its name would be taken for another's. Left out is what may be meant
// otherwise, as "America", "Virgin Islands" and names of few letters.
const territoryNames = `
US: United States, United States of America, USA, New England, Estados Unidos, États-Unis, Vereinigte Staaten, Stati Uniti, Verenigde Staten, Stany Zjednoczone, Соединенные Штаты, Amerika Birleşik Devletleri, الولايات المتحدة, संयुक्त राज्य, 美国, アメリカ合衆国, 미국, Amerika Serikat, Yhdysvallat, Ηνωμένες Πολιτείες, Spojené státy, Egyesült Államok, ארצות הברית, Hoa Kỳ, Marekani, ایالات متحده, ریاستہائے متحدہ, মার্কিন যুক্তরাষ্ট্র, அமெரிக்கா
GB: United Kingdom, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Reino Unido, Royaume-Uni, Vereinigtes Königreich, Regno Unito, Verenigd Koninkrijk, Wielka Brytania, Великобритания, Birleşik Krallık, المملكة المتحدة, यूनाइटेड किंगडम, 英国, イギリス, 영국, Inggris Raya, Storbritannien, Iso-Britannia, Ηνωμένο Βασίλειο, Spojené království, Egyesült Királyság, הממלכה המאוחדת, Vương quốc Anh, Uingereza, بریتانیا, سلطنت متحدہ, যুক্তরাজ্য, யுனைடெட் கிங்டம்
AU: Australia, New South Wales, Australie, Australien, Австралия, Avustralya, أستراليا, ऑस्ट्रेलिया, 澳大利亚, オーストラリア, 오스트레일리아, Αυστραλία, Ausztrália, אוסטרליה, استرالیا, آسٹریلیا, অস্ট্রেলিয়া, ஆஸ்திரேலியா
CA: Canada, Kanada, Канада, كندا, कनाडा, 加拿大, カナダ, 캐나다, Καναδάς, קנדה, کانادا, کینیڈا, কানাডা, கனடா
IE: Ireland, Republic of Ireland, Éire, Irlanda, Irlande, Irland, Ierland, Irlandia, Ирландия, أيرلندا, आयरलैंड, 爱尔兰, アイルランド, 아일랜드, Irlanti, Ιρλανδία, Irsko, Írország, אירלנד, Ayalandi, ایرلند, آئرلینڈ, আয়ারল্যান্ড, அயர்லாந்து
NZ: New Zealand, Aotearoa, Nueva Zelanda, Nouvelle-Zélande, Neuseeland, Nova Zelândia, Nuova Zelanda, Nieuw-Zeeland, Nowa Zelandia, Новая Зеландия, Yeni Zelanda, نيوزيلندا, न्यूज़ीलैंड, 新西兰, ニュージーランド, 뉴질랜드, Selandia Baru, Nya Zeeland, Uusi-Seelanti, Νέα Ζηλανδία, Nový Zéland, Új-Zéland, ניו זילנד, Nyuzilandi, نیوزیلند, نیوزی لینڈ, নিউজিল্যান্ড, நியூசிலாந்து
IN: India, Bharat, भारत, Indien, Indie, Индия, Hindistan, الهند, 印度, インド, 인도, Intia, Ινδία, הודו, Ấn Độ, هند, بھارت, ভারত, இந்தியா
EU: European Union, Unión Europea, Union européenne, Europäische Union, União Europeia, Unione Europea, Europese Unie, Unia Europejska, Европейский союз, Avrupa Birliği, الاتحاد الأوروبي, यूरोपीय संघ, 欧盟, 欧州連合, 유럽 연합, Uni Eropa, Europeiska unionen, Den Europæiske Union, Euroopan unioni, Ευρωπαϊκή Ένωση, Evropská unie, Európai Unió, האיחוד האירופי, Liên Minh Châu Âu, Umoja wa Ulaya, اتحادیهٔ اروپا, یوروپی یونین, ইউরোপীয় ইউনিয়ন, ஐரோப்பிய யூனியன்
DE: Germany, Deutschland, Alemania, Allemagne, Alemanha, Germania, Duitsland, Niemcy, Германия, Almanya, ألمانيا, जर्मनी, 德国, ドイツ, 독일, Jerman, Tyskland, Saksa, Γερμανία, Německo, Németország, גרמניה, Ujerumani, آلمان, جرمنی, জার্মানি, ஜெர்மனி
FR: France, Francia, Frankreich, França, Frankrijk, Francja, Франция, Fransa, فرنسا, फ़्रांस, 法国, フランス, 프랑스, Prancis, Frankrike, Frankrig, Ranska, Γαλλία, Francie, Franciaország, צרפת, Ufaransa, فرانسه, فرانس, ফ্রান্স, பிரான்ஸ்
NL: Netherlands, The Netherlands, Holland, Nederland, Países Bajos, Pays-Bas, Niederlande, Holanda, Paesi Bassi, Holandia, Нидерланды, Hollanda, هولندا, नीदरलैंड, 荷兰, オランダ, 네덜란드, Belanda, Nederländerna, Alankomaat, Ολλανδία, Nizozemsko, Hollandia, הולנד, Hà Lan, Uholanzi, هلند, نیدر لینڈز, নেদারল্যান্ডস, நெதர்லாந்து
BR: Brazil, Brasil, Brésil, Brasilien, Brasile, Brazilië, Brazylia, Бразилия, Brezilya, البرازيل, ब्राज़ील, 巴西, ブラジル, 브라질, Brasilia, Βραζιλία, Brazília, ברזיל, برزیل, برازیل, ব্রাজিল, பிரேசில்
AT: Austria, Österreich, Autriche, Oostenrijk, Австрия, Avusturya, النمسا, ऑस्ट्रिया, 奥地利, オーストリア, 오스트리아, Österrike, Østrig, Itävalta, Αυστρία, Rakousko, Ausztria, אוסטריה, اتریش, آسٹریا, অস্ট্রিয়া, ஆஸ்திரியா
BE: Belgium, België, Belgique, Belgien, Bélgica, Belgio, Belgia, Бельгия, Belçika, بلجيكا, बेल्जियम, 比利时, ベルギー, 벨기에, Βέλγιο, בלגיה, Ubelgiji, بلژیک, بیلجیم, বেলজিয়াম, பெல்ஜியம்
BG: Bulgaria, България, Bulgarie, Bulgarien, Bulgarije, Bułgaria, Болгария, Bulgaristan, بلغاريا, बुल्गारिया, 保加利亚, ブルガリア, 불가리아, Βουλγαρία, Bulharsko, בולגריה, بلغارستان, بلغاریہ, বুলগেরিয়া, பல்கேரியா
CY: Cyprus, Κύπρος, Kıbrıs, Chipre, Chypre, Zypern, Cipro, Кипр, قبرص, साइप्रस, 塞浦路斯, キプロス, 키프로스, Siprus, Cypern, Kypros, Ciprus, קפריסין, قبرس, সাইপ্রাস, சைப்ரஸ்
CZ: Czechia, Czech Republic, Česko, Česká republika, Chequia, Tchéquie, Tschechien, Tchéquia, Cechia, Tsjechië, Czechy, Чехия, Çekya, التشيك, चेकिया, 捷克, チェコ, 체코, Tjeckien, Tjekkiet, Tšekki, Τσεχία, Csehország, צ׳כיה, Chechia, جمهوری چک, چیکیا, চেচিয়া, செசியா
DK: Denmark, Danmark, Dinamarca, Danemark, Danimarca, Denemarken, Dania, Дания, Danimarka, الدانمرك, डेनमार्क, 丹麦, デンマーク, 덴마크, Tanska, Δανία, Dánsko, דנמרק, Đan Mạch, دانمارک, ڈنمارک, ডেনমার্ক, டென்மார்க்
EE: Estonia, Eesti, Estonie, Estland, Эстония, Estonya, إستونيا, एस्टोनिया, 爱沙尼亚, エストニア, 에스토니아, Εσθονία, Estonsko, Észtország, אסטוניה, استونی, اسٹونیا, এস্তোনিয়া, எஸ்டோனியா
ES: Spain, España, Espagne, Spanien, Espanha, Spagna, Spanje, Hiszpania, Испания, İspanya, إسبانيا, स्पेन, 西班牙, スペイン, 스페인, Spanyol, Espanja, Ισπανία, Španělsko, Spanyolország, ספרד, Tây Ban Nha, Uhispania, اسپانیا, ہسپانیہ, স্পেন, ஸ்பெயின்
FI: Finland, Suomi, Finlandia, Finlande, Finnland, Финляндия, Finlandiya, فنلندا, फ़िनलैंड, 芬兰, フィンランド, 핀란드, Φινλανδία, Finsko, Finnország, פינלנד, Phần Lan, Ufini, فنلاند, فن لینڈ, ফিনল্যান্ড, பின்லாந்து
GR: Greece, Ελλάδα, Grecia, Grèce, Griechenland, Griekenland, Grecja, Греция, Yunanistan, اليونان, यूनान, 希腊, ギリシャ, 그리스, Yunani, Grekland, Grækenland, Kreikka, Řecko, Görögország, יוון, Hy Lạp, Ugiriki, یونان, গ্রীস, கிரீஸ்
HR: Croatia, Hrvatska, Croacia, Croatie, Kroatien, Croazia, Kroatië, Chorwacja, Хорватия, Hırvatistan, كرواتيا, क्रोएशिया, 克罗地亚, クロアチア, 크로아티아, Kroasia, Kroatia, Κροατία, Chorvatsko, Horvátország, קרואטיה, کرواسی, کروشیا, ক্রোয়েশিয়া, குரேஷியா
HU: Hungary, Magyarország, Hungría, Hongrie, Ungarn, Ungheria, Hongarije, Węgry, Венгрия, Macaristan, هنغاريا, हंगरी, 匈牙利, ハンガリー, 헝가리, Hungaria, Ungern, Unkari, Ουγγαρία, Maďarsko, הונגריה, مجارستان, ہنگری, হাঙ্গেরি, ஹங்கேரி
IT: Italy, Italia, Italie, Italien, Włochy, Италия, İtalya, إيطاليا, इटली, 意大利, イタリア, 이탈리아, Ιταλία, Olaszország, איטליה, ایتالیا, اٹلی, ইতালি, இத்தாலி
LT: Lithuania, Lietuva, Lituania, Lituanie, Litauen, Litouwen, Litwa, Литва, Litvanya, ليتوانيا, लिथुआनिया, 立陶宛, リトアニア, 리투아니아, Liettua, Λιθουανία, Litva, Litvánia, ליטא, لیتوانی, لیتھونیا, লিথুয়ানিয়া, லிதுவேனியா
LU: Luxembourg, Luxemburg, Lëtzebuerg, Luxemburgo, Lussemburgo, Luksemburg, Люксембург, لوكسمبورغ, लग्ज़मबर्ग, 卢森堡, ルクセンブルク, 룩셈부르크, Λουξεμβούργο, Lucembursko, לוקסמבורג, لوکزامبورگ, لکسمبرگ, লাক্সেমবার্গ, லக்ஸ்சம்பர்க்
LV: Latvia, Latvija, Letonia, Lettonie, Lettland, Lettonia, Letland, Łotwa, Латвия, Letonya, لاتفيا, लातविया, 拉脱维亚, ラトビア, 라트비아, Λετονία, Lotyšsko, Lettország, לטביה, لتونی, لٹویا, লাত্ভিয়া, லாட்வியா
MT: Malta, Malte, Мальта, مالطا, माल्टा, 马耳他, マルタ, 몰타, Μάλτα, מלטה, مالت, مالٹا, মাল্টা, மால்டா
PL: Poland, Polska, Polonia, Pologne, Polen, Польша, Polonya, بولندا, पोलैंड, 波兰, ポーランド, 폴란드, Polandia, Puola, Πολωνία, Polsko, Lengyelország, פולין, Ba Lan, لهستان, پولینڈ, পোল্যান্ড, போலந்து
PT: Portugal, Portogallo, Portugalia, Португалия, Portekiz, البرتغال, पुर्तगाल, 葡萄牙, ポルトガル, 포르투갈, Portugali, Πορτογαλία, Portugalsko, פורטוגל, Bồ Đào Nha, Ureno, پرتغال, پرتگال, পর্তুগাল, போர்ச்சுக்கல்
RO: Romania, România, Rumanía, Roumanie, Rumänien, Romênia, Roemenië, Rumunia, Румыния, Romanya, رومانيا, रोमानिया, 罗马尼亚, ルーマニア, 루마니아, Rumænien, Ρουμανία, Rumunsko, רומניה, رومانی, رومانیہ, রোমানিয়া, ருமேனியா
SE: Sweden, Sverige, Suecia, Suède, Schweden, Svezia, Zweden, Szwecja, Швеция, İsveç, السويد, स्वीडन, 瑞典, スウェーデン, 스웨덴, Swedia, Ruotsi, Σουηδία, Švédsko, Svédország, שוודיה, Thụy Điển, Uswidi, سوئد, سویڈن, সুইডেন, ஸ்வீடன்
SI: Slovenia, Slovenija, Eslovenia, Slovénie, Slowenien, Słowenia, Словения, Slovenya, سلوفينيا, स्लोवेनिया, 斯洛文尼亚, スロベニア, 슬로베니아, Slovenien, Σλοβενία, Slovinsko, Szlovénia, סלובניה, اسلوونی, سلووینیا, স্লোভানিয়া, ஸ்லோவேனியா
SK: Slovakia, Slovensko, Eslovaquia, Slovaquie, Slowakei, Slovacchia, Slowakije, Słowacja, Словакия, Slovakya, سلوفاكيا, स्लोवाकिया, 斯洛伐克, スロバキア, 슬로바키아, Slovakien, Slovakiet, Σλοβακία, Szlovákia, סלובקיה, اسلواکی, سلوواکیہ, স্লোভাকিয়া, ஸ்லோவாகியா
GU: Guam, Guåhan, Гуам, غوام, गुआम, 关岛, グアム, Γκουάμ, גואם, گوام, গুয়াম, குவாம்
PR: Puerto Rico, Porto Rico, Portorico, Portoryko, Пуэрто-Рико, Porto Riko, بورتوريكو, पोर्टो रिको, 波多黎各, プエルトリコ, 푸에르토리코, Puerto Riko, Πουέρτο Ρίκο, Portoriko, פוארטו ריקו, پورتوریکو, پیورٹو ریکو, পুয়ের্তো রিকো, பியூர்டோ ரிகோ
VI: US Virgin Islands, United States Virgin Islands, Îles Vierges des États-Unis, Amerikanische Jungferninseln, Ilhas Virgens Americanas, Isole Vergini Americane, Amerikaanse Maagdeneilanden, Wyspy Dziewicze Stanów Zjednoczonych, Виргинские о-ва, ABD Virjin Adaları, यू॰एस॰ वर्जिन द्वीपसमूह, 美属维尔京群岛, 米領ヴァージン諸島, 미국령 버진아일랜드, Amerikanska Jungfruöarna, De Amerikanske Jomfruøer, Yhdysvaltain Neitsytsaaret, Αμερικανικές Παρθένες Νήσοι, Americké Panenské ostrovy, Amerikai Virgin-szigetek, جزایر ویرجین ایالات متحده, امریکی ورجن آئلینڈز, মার্কিন যুক্তরাষ্ট্রের ভার্জিন দ্বীপপুঞ্জ
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

// IsCountry reports whether a code is one of ISO 3166, whether helplines are known there or not.
func IsCountry(code string) bool {
	return len(code) == 2 && strings.Contains(iso3166, " "+strings.ToUpper(code)+" ")
}

// iso3166 are the codes of countries.
const iso3166 = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY " +
	"BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK " +
	"FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR " +
	"IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK " +
	"ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
	"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF " +
	"TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "

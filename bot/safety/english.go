package safety

// leastForEnglish is how many words tell whether they are English.
const leastForEnglish = 6

// mostlyForeign reports whether most words of a message are no English, so that the
// classifiers, which have read little else, are less to be believed than the sentences that
// are known in other languages. Of 722 harmless messages in 22 languages that they learned
// from most are such, and of the 4,000 English ones that they are measured by hardly any.
func mostlyForeign(message [][]token) bool {
	all, known := 0, 0
	for _, s := range message {
		for i := range s {
			all++
			if s[i].concept != "" || english(s[i].word) {
				known++
			}
		}
	}
	return all >= leastForEnglish && 2*known < all
}

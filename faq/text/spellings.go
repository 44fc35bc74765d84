package text

import "strings"

// endings are the contractions that hang on any word. A possessive and a short
// "is" look the same; both are left away, since neither tells topics apart.
var endings = map[string]string{
	"s": "", "m": "am", "re": "are", "ll": "will", "ve": "have", "d": "would",
}

// spelledOut maps contractions that the endings do not cover, contractions
// typed without their apostrophe, and chat spellings to the words they stand
// for. Words that are as often something else ("id", "were", "ill", "wed",
// "shed") are not in it.
var spelledOut = split(map[string]string{
	// Irregular, with the apostrophe.
	"can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
	"let's": "let us", "y'all": "you all", "cannot": "can not", "what's": "what is",
	"it's": "it is", "that's": "that is", "there's": "there is", "how's": "how is",
	"who's": "who is", "where's": "where is", "he's": "he is", "she's": "she is",
	// The apostrophe forgotten.
	"cant": "can not", "wont": "will not", "dont": "do not", "doesnt": "does not",
	"didnt": "did not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
	"werent": "were not", "hasnt": "has not", "havent": "have not", "hadnt": "had not",
	"shouldnt": "should not", "wouldnt": "would not", "couldnt": "could not",
	"aint": "is not", "im": "i am", "ive": "i have", "youre": "you are",
	"youve": "you have", "youll": "you will", "theyre": "they are", "weve": "we have",
	"whats": "what is", "hows": "how is", "whos": "who is", "wheres": "where is",
	"thats": "that is", "theres": "there is", "hes": "he is", "shes": "she is",
	// Run together in speech.
	"wanna": "want to", "gonna": "going to", "gotta": "have to", "gimme": "give me",
	"lemme": "let me", "dunno": "do not know", "kinda": "kind of", "sorta": "sort of",
	"outta": "out of", "coulda": "could have", "shoulda": "should have", "whatcha": "what are you",
	// Chat.
	"u": "you", "ur": "your", "r": "are", "n": "and", "pls": "please", "plz": "please",
	"thx": "thanks", "ty": "thanks", "idk": "i do not know", "tbh": "", "imo": "", "lol": "",
	"lmao": "", "omg": "", "btw": "", "bf": "boyfriend", "gf": "girlfriend",
	"bc": "because", "cuz": "because", "coz": "because", "cos": "because", "tho": "though",
	"thru": "through", "abt": "about", "rn": "right now", "ppl": "people",
	"smth": "something", "sth": "something", "sb": "somebody", "sum1": "someone",
	"appt": "appointment", "appts": "appointments", "wk": "week", "wks": "weeks",
	"hr": "hour", "hrs": "hours", "mins": "minutes", "yr": "year", "yrs": "years",
	"ya": "you", "yall": "you all", "wat": "what", "wut": "what", "dat": "that",
	"da": "the", "luv": "love", "tmrw": "tomorrow", "b4": "before", "gr8": "great",
	"info": "information", "meds": "medicine", "med": "medicine", "doc": "doctor",
	"hubby": "husband",
})

func split(m map[string]string) map[string][]string {
	out := make(map[string][]string, len(m))
	for short, full := range m {
		out[short] = strings.Fields(full)
	}
	return out
}

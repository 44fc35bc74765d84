package bot

import (
	"fmt"
	"strings"
	"time"

	"candor/faq"
)

// Every sentence that people read and that is not in the knowledge base stands
// in this file, or, of what moderators do, in desktexts.go. Plain words, second person, no promise, no feelings claimed.
const (
	textDisclaimer = "This is general information, not medical or therapeutic advice. " +
		"For your own situation, please see a licensed professional."

	// textDoor stands behind every disclaimer: the door that is always there (C24).
	textDoor = "Urgent help: /crisis"

	textCrisis         = "Urgent help"
	textDangerNow      = "I am in danger now"
	textOtherCountry   = "Help in another country"
	textNotThat        = "That is not it: answer my question"
	textCountriesTitle = "Where are you?"
	textCountries      = "Pick a country for helplines there. findahelpline.com knows them in any country."

	textSuggestTitle = "Did you mean one of these?"
	textSuggest      = "I am not sure what you are asking, so I would rather not guess. " +
		"Pick the question that fits, or ask again in other words."

	textNoneTitle = "I have no answer to that"
	textNone      = "None of my answers fits your question, so I will not guess. " +
		"You can ask again in other words, or look through the topics with /topics. " +
		"If it is about your health or your relationship, a licensed professional can help. " +
		"If you are in danger right now, call your local emergency number."

	// It fits a message that told of danger and asked something, and one that asked nothing.
	textUnfoundTitle = "I did not find your question"
	textUnfound      = "I found no question in your message that one of my answers fits. " +
		"Please ask it again by itself, in one sentence, or look through the topics with /topics. " +
		"If it is about your health or your relationship, a licensed professional can help. " +
		"If you are in danger right now, call your local emergency number."

	// It fits a number that was not on offer and a button from long ago.
	textStaleTitle = "There is no such choice"
	textStale      = "Nothing was offered under that number, or the answers have changed since it was offered. " +
		"Please pick another choice, ask again, or look through the topics with /topics."

	textFailedTitle = "Something went wrong"
	textFailed      = "I could not answer just now. Please ask again in a moment."

	textHelpTitle = "How to ask"
	textThanks    = "Ask again whenever you like."

	textThanksTitle = "You are welcome"

	textByeTitle = "Goodbye"
	textBye      = "You can just leave, there is nothing to end. I kept nothing of what you wrote."

	textAdultsTitle = "This one is for adults"
	textAdults      = "It is fine to ask. But exercises and methods of sex therapy are for adults, " +
		"so I do not explain them to somebody under 18. A doctor, a nurse or a helpline for young people can answer your question."
	textYoungHelp = "Help for young people"

	textVagueTitle = "Please ask a whole question"
	textVague      = "I read each message on its own, so I cannot tell what that word is about. " +
		"Write your question in a sentence, or pick one from the topics."

	textUnknownTitle = "I do not know that command"
	textUnknown      = "There is no such command."

	textStartTitle   = "Hello"
	textTopicsTitle  = "Topics"
	textNextPage     = "Next page"
	textPreviousPage = "Previous page"

	textPrivacyTitle = "Your privacy"
	textPrivacy      = "I save nothing about you. Your questions, your name and your account are not stored and not logged, " +
		"and there is no list of users. No person reads along.\n\n" +
		"Some things I remember for a while, in memory only, under numbers that do not name you: that a message came, " +
		"to not answer it twice; how many came of late, to slow down a flood; which help card somebody got, for half an hour, " +
		"so that the same one need not come in full again and again; and that somebody said of an answer whether it helped, " +
		"to count that once. A question that I found nothing for I hold for ten minutes, in memory only, in case you want the moderators to have it.\n\n" +
		"Only if you press \"" + textSend + "\", see the words, and say yes, are those words stored: without your name or account, for 30 days at most, unless the moderators make a part of the answers of them.\n\n" +
		"I count how often messages told of danger, by kind of danger, how often which answer was shown, and how often answers helped. " +
		"The counts say nothing of who wrote, or what. The numbers that the app gives to messages I keep for two days, to answer none twice.\n\n" +
		"The app that you write in has its own rules and may keep your messages. What you send there can be seen " +
		"by anybody who can open your account."

	textAboutTitle   = "About me"
	textVersionTitle = "Version"

	textRefusedTitle = "A little slower, please"

	textBusyTitle = "Too many at once"
	textBusy      = "More people are asking than I can answer just now, and I have not read what you wrote. " +
		"Please ask again in a minute. If you are in danger right now, call your local emergency number."

	textHelpful    = "This helped"
	textUnhelpful  = "This did not help"
	textVotedTitle = "Thank you"

	// Where others read along it says nothing of what it is about (C17).
	textNeutralTitle = "Let us talk in private"
	textNeutral      = "I have something that may help with that. Open a private chat with me."
	textOpenPrivate  = "Open a private chat"
	textAskPrivate   = "Ask me in a private chat"
)

// Labels of what a platform itself lets people do with a reply.
const (
	LabelQuestion   = "your question, in your own words"
	OptionQuestion  = "question" // what the blank is called that takes it
	OptionPublic    = "public"
	LabelPublic     = "show the answer to everybody here"
	LabelAnswerThis = "Answer this"
	LabelPick       = "Pick one"
	LabelShow       = "Show to the channel"
	LabelPrivately  = "Answer me privately"
	LabelDismiss    = "Dismiss"
)

// credit names what an answer rests on, as people read it.
func credit(source, section string) string {
	s := "Source: " + source
	if section != "" && !strings.Contains(source, section) {
		s += ", under \"" + section + "\""
	}
	return s
}

// Profile is how Candor introduces itself where a platform shows that.
type Profile struct {
	Short       string // one line, at most 120 characters
	Description string // a paragraph, at most 512 characters
}

// Profile describes the bot with the base in use.
func (b *Bot) Profile() Profile {
	base := b.live.Load().base
	const short = "Answers questions, in private, from texts that were reviewed beforehand. A program."
	return Profile{Short: short, Description: fmt.Sprintf("I am a program that answers questions about one subject: %.100s. "+
		"I only say what was written beforehand and checked against its source. I keep nothing about you. "+
		"Just ask, in your own words. Urgent help: /crisis", base.Title)}
}

// textHelp lists the commands.
var textHelp = func() string {
	var b strings.Builder
	b.WriteString("Write your question in your own words, as short or as long as you like. " +
		"If I am not sure what you mean, I offer you choices. If I have no answer, I say so.")
	for _, c := range Commands() {
		fmt.Fprintf(&b, "\n\n/%s: %s", c.Name, c.Help)
	}
	return b.String()
}()

func startText(b *faq.Base) string {
	return fmt.Sprintf("I am a program that answers questions about one subject: %s. "+
		"I only say what was written beforehand and checked against its source. Nobody reads along, and nothing that you write is kept.\n\n"+
		"Just ask, in your own words. /topics shows what I have answers about.", b.Title)
}

func aboutText(b *faq.Base) string {
	among := fmt.Sprintf("I look for the one that fits your question among %d that were written beforehand "+
		"and checked against their source by the people who keep them", len(b.Topics()))
	if len(b.Topics()) == 1 {
		among = "I have one, which was written beforehand and checked against its source by the people who keep it"
	}
	return fmt.Sprintf("I am Candor, an automated program. I do not make up answers: %s. "+
		"I can pick the wrong one, and I cannot judge your situation.\n\n"+
		"No clinician has reviewed the answers, the help cards or the helplines. Once one has, REVIEW.md beside my source says who.\n\n"+
		"If a message tells of danger, I show where help is before anything else. /crisis always shows it. "+
		"I can miss it, above all where words only hint, and I show help to some people who need none. "+
		"I take each message on its own, and read English: of other languages I know only the plainest words of danger. "+
		"I call nobody and tell nobody. The helplines were read in stored copies of their pages: "+
		"a person must confirm every number before I am used in public.\n\n"+
		"The answers rest on: %s. Where an answer differs from its source for your safety, the answer is the careful one.\n\n"+
		"Version of the answers: %s.", among, b.Source, b.Version)
}

func versionText(program string, b *faq.Base) string {
	return fmt.Sprintf("Candor %s, answers %s.", program, b.Version)
}

func topicsText(page, pages, topics int) string {
	switch {
	case topics == 1:
		return "I have an answer to this question."
	case pages == 1:
		return fmt.Sprintf("I have answers to these %d questions.", topics)
	}
	return fmt.Sprintf("I have answers to %d questions. This is page %d of %d.", topics, page, pages)
}

func refusedText(wait time.Duration) string {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	if seconds == 1 {
		return "You are writing faster than I answer. Please wait a second, then ask again."
	}
	return fmt.Sprintf("You are writing faster than I answer. Please wait %d seconds, then ask again.", seconds)
}

// Whole messages, as words, that are no question to the base.
var (
	greetings = set("hi", "hello", "hey", "hey there", "hi there", "hello there", "good morning",
		"good evening", "good afternoon", "good day", "hiya", "greetings", "hi bot", "hello bot", "hey bot")
	thanks = set("thanks", "thank you", "thank you very much", "thanks a lot", "many thanks", "cheers",
		"thank you so much", "thanks so much", "great thanks", "great thank you", "ok thanks", "ok thank you")
	goodbyes = set("stop", "quit", "exit", "bye", "goodbye", "good bye", "bye bye")
	vague    = set("yes", "no", "ok", "okay", "why", "more", "what", "maybe")

	// bareCommands are commands without their slash.
	bareCommands = map[string]string{
		"start": "start", "help": "help", "commands": "help", "menu": "topics", "topics": "topics",
		"privacy": "privacy", "about": "about", "version": "version",
		// Who writes no more than this may need more than a list of commands.
		"crisis": "crisis", "emergency": "crisis", "urgent help": "crisis", "help me": "crisis", "help me please": "crisis",
		"please help me": "crisis", "i need help": "crisis", "i need help now": "crisis", "crisis line": "crisis",
		"helpline": "crisis", "helpline number": "crisis", "hotline": "crisis", "talk to someone": "crisis",
		"is anyone there": "crisis", "i am scared": "crisis", "i am afraid": "crisis",
	}

	// ownData are questions about what becomes of what is written here. Whole
	// phrases only: with other words they may be about a subject of the base.
	ownData = set("do you save my questions", "do you store my questions", "do you keep my questions",
		"do you log my questions", "do you save my messages", "do you store my messages", "do you keep my messages",
		"do you save my data", "do you store my data", "do you save this", "do you store this", "do you keep this",
		"are you saving this", "are you storing this", "are you keeping this", "are you recording this", "are you logging this",
		"is this being saved", "is this being stored", "is this being recorded", "is this saved", "is this stored", "is this recorded",
		"how do i delete my data", "how can i delete my data", "delete my data", "how do i delete my questions",
		"how do i delete this chat", "what do you know about me", "what do you store about me", "what do you save about me",
		"what is stored about me", "what data do you store", "what data do you keep", "what data do you collect",
		"do you collect my data", "do you remember me", "who can read this chat", "who reads this chat",
		"is this chat private", "is this chat anonymous", "is this chat confidential", "is this chat safe",
		"is this chat saved", "is this chat stored", "is this chat recorded")
)

// set holds phrases as [plainWords] gives them.
func set(phrases ...string) map[string]bool {
	m := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		m[plainWords(p)] = true
	}
	return m
}

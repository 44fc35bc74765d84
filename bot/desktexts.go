package bot

// What moderators read, and what people read of what moderators do.
const (
	textOffTitle = "That answer is switched off"
	textOff      = "The people who keep the answers have switched this one off for now. " +
		"A licensed professional can help with your question. /topics shows what else I have answers about."

	textPausedTitle = "Answers are paused"
	textPaused      = "The people who keep the answers have paused them for now. Please try again later. " +
		"Where help is in an emergency I still show: /crisis."

	textSend        = "Send this question to the moderators"
	textSendTitle   = "Send this to the moderators?"
	textSendPreview = "This is what they get, and nothing else:"
	textSendRules   = "They are not told who you are, and cannot answer you. It may help them to write an answer for everybody. " +
		"It is deleted after 30 days, unless they make a part of the answers of it. " +
		"If it has a name or a place in it that gives you away, do not send it: ask again in other words."
	textSendYes      = "Send it"
	textSendNo       = "Do not send it"
	textSendGone     = "I do not have that question any more: I hold it for ten minutes. Please ask again."
	textSentTitle    = "Sent"
	textSent         = "The moderators have your question, without your name. Ask again some day: there may be an answer then."
	textNotSentTitle = "Not sent"
	textNotSent      = "I have forgotten your question. Nothing was stored."
	textSentEnough   = "You have sent as many questions as I take from one person in a day. Please come back tomorrow."
	textSendFailed   = "It could not be stored just now, so nothing was sent. Please try again in a few minutes."

	textNoDeskTitle  = "Not here"
	textNoDesk       = "Moderators' commands work where the program serves people: candor serve."
	textNoRightTitle = "That is for moderators"
	textNoRight      = "You may not do that here. Whoever runs this program names the moderators; " +
		"anonymous administrators and messages in their name are never taken for one."

	textNotReloadedTitle = "Nothing has changed"
	textNothingChanged   = "The answers in use are the same as before."
	textInTurn           = "Another change is being made. Please try again in a moment."
	textFaults           = "This has to be mended first:"
	textPlanTitle        = "Put this in use?"
	textPlanEnd          = "This waits for ten minutes, for you alone."
	textPlanEndFirst     = "This waits for ten minutes: for you, and then for another moderator, who sees it too."
	textPlanEndSecond    = "The moderator who asked for this agrees. It waits for your word as the second one, ten minutes in all."
	textConfirm          = "Put it in use"
	textCancel           = "Leave it"
	textNoPlan           = "No reload of that code waits: it was cancelled, replaced by a later one, put in use, or is more than ten minutes old. /reload reads the files again."
	textPlanOld          = "Other answers have come into use since that reload, so what it showed is not true any more. /reload reads the files again."
	textNotYours         = "That reload waits for the word of another moderator."
	textSecondTitle      = "A second moderator has to agree"
	textCancelledTitle   = "Cancelled"
	textInUseTitle       = "In use now"
	textNothingBefore    = "No earlier answers are known. /versions lists them."
	textNoVersion        = "There is no such version, or several begin like that. /versions lists them."
	textVersionsTitle    = "Versions"
	textNoStoreTitle     = "The store does not answer"
	textKeep             = "stored again by the program, after the store was lost"
	textKeepLate         = "stored by the program, which could not do so when it came into use"
	textNoTime           = "the store does not answer in time"

	textUnchangedTitle = "As it was"
	textSwitchedTitle  = "Done"
	textNoEntryTitle   = "No such entry"
	textOffListTitle   = "Switched off"

	textTestTitle = "What that finds"
	textTestUsage = "Write the question behind the command."
	textReasons   = "What spoke for the first, and for the second:"

	textStatsTitle   = "Numbers"
	textStatsPartial = "The store cannot be read: these are the numbers that wait to be stored."

	textSettingsTitle = "Settings"
	textSettingsUsage = "Write one of these behind the command: territory and a country's code, such as territory NZ, or territory default; " +
		"visibility public or visibility private; channels here, channels and their numbers, or channels all."
	textNoCommunity = "Settings are those of a server or a group: use the command there."

	textQuestionsTitle   = "Questions"
	textQuestionsPrivate = "Questions are shown where nobody reads along: ask me in private."
	textQuestionsUsage   = "Write one of these behind the command: accept, its number, as and an entry's ID or none, such as accept 3 as duration; drop and its number."
	textNoSuggest        = "Nothing is set up to keep suggestions here."

	headAdded    = "Added"
	headRemoved  = "Removed"
	headChanged  = "Changed"
	headBase     = "Changed for all answers"
	headGained   = "Golden questions gained"
	headLost     = "Golden questions lost: choices are offered now, or another answer is only just given"
	headDropped  = "Golden questions that are gone"
	headWarnings = "Warnings"
)

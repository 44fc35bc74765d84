package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"candor/bot/safety"
	"candor/faq"
)

// This file holds what moderators read that has names or numbers in it; [ModeratorCommands]
// and the rest of their texts stand in role.go and desktexts.go.

// counted is a number of things.
func counted[N int | int64](n N, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", more)
}

func timesText(n int64) string { return counted(n, "time", "times") }

func moreText(n int) string { return fmt.Sprintf("And %d more.", n) }

func waitText(wait time.Duration) string {
	return fmt.Sprintf("You reloaded just now. Please wait %s.", counted(max(1, int((wait+time.Second-1)/time.Second)), "second", "seconds"))
}

func sameAnswersText(version string) string {
	return fmt.Sprintf("The files are those in use, version %s. There is nothing to reload.", version)
}

func inUseAlreadyText(version string) string {
	return fmt.Sprintf("Version %s is in use already.", version)
}

func planText(before, after string) string {
	return fmt.Sprintf("In use is version %s. The files hold version %s. They pass all checks, and no golden question that was answered rightly is clearly wrong now.", before, after)
}

func secondText(code string) string {
	return fmt.Sprintf("Another moderator has to write /confirm %s within the ten minutes, which shows what changes and asks once more, or /cancel %s.", code, code)
}

func thresholdsText(t faq.Thresholds) string {
	return fmt.Sprintf("answer %g, suggest %g", t.Answer, t.Suggest)
}

func inUseText(version string) string {
	return fmt.Sprintf("Everybody gets answers from version %s now. /rollback goes back.", version)
}

func notReadText(err error) string {
	var unstored notStored
	if errors.As(err, &unstored) {
		return fmt.Sprintf("The change could not be stored, so it was not made: %s. %s", reason(unstored.error), textNothingChanged)
	}
	var unread notHad
	if errors.As(err, &unread) {
		return fmt.Sprintf("The answers to go back to cannot be read: %s. %s /off and an entry's ID, and /pause, work all the same.", reason(unread.error), textNothingChanged)
	}
	return fmt.Sprintf("The answers cannot be read: %v. %s", err, textNothingChanged)
}

// unsavedText says of something that works that it is not stored, and what comes of that if
// it never is.
func unsavedText(err error, forgotten string) string {
	return fmt.Sprintf("This works now, but it could not be stored yet: %s. I try again twice a minute, and nobody has to do anything. "+
		"Only if the program is started anew before that is it forgotten: then %s.", reason(err), forgotten)
}

func forgottenText(id string, off bool) string {
	if off {
		return "the answer " + id + " is given again"
	}
	return "the answer " + id + " is switched off again"
}

func pauseForgottenText(paused bool) string {
	if paused {
		return "questions are answered again"
	}
	return "answers are paused again"
}

// wentBackText says what a start means if the store has a version as the last in use that is
// not the one that was gone back to, or just that.
func wentBackText(stored, now string) string {
	if stored == now {
		return "version " + now + " stays in use, and /rollback goes back once more"
	}
	return fmt.Sprintf("version %s, which you went back from, may be in use again, and /rollback goes back once more", stored)
}

func noStoreText(err error) string {
	return fmt.Sprintf("The reason is: %s. Answers do not need it and go on.", reason(err))
}

// reason is the store's trouble in words.
func reason(err error) string {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return textNoTime
	}
	return err.Error()
}

func brokenText(q faq.Question) string {
	if !q.InScope() {
		return fmt.Sprintf("%q gets an answer now, and no entry has one: change what was added, or this line", q.Text)
	}
	return fmt.Sprintf("%q does not find %s any more, not even among choices: give that entry a phrasing like it, or change this line", q.Text, wantText(q))
}

func falseGoldenText(q faq.Question) string {
	return fmt.Sprintf("%q does not find %s, as the line says", q.Text, wantText(q))
}

// faultText is a fault as one line that can be seen: a file's name may hold anything.
func faultText(f *faq.Fault) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, f.Error())
}

func wantText(q faq.Question) string {
	if !q.InScope() {
		return "nothing"
	}
	ids := make([]string, len(q.Want))
	for i, id := range q.Want {
		ids[i] = string(id)
	}
	return strings.Join(ids, " or ")
}

func versionsText(live string) string {
	return fmt.Sprintf("In use is %s. These came into use, the latest first:", live)
}

// changeText is a line of /versions.
func changeText(c Change) string {
	s := fmt.Sprintf("%s, %s UTC, ", c.Version, c.Time.UTC().Format("2006-01-02 15:04"))
	if c.Action == actionKeep || c.Action == actionKept {
		return s + c.Detail
	}
	s += fmt.Sprintf("by %s of %s", c.Action, byText(c.By))
	if c.Detail != "" {
		s += ": " + c.Detail
	}
	return s
}

func byText(m Moderator) string {
	if m == (Moderator{}) {
		return "the program"
	}
	return strings.TrimSpace(m.Platform + " " + m.ID)
}

func offListText(n int) string {
	if n == 0 {
		return "No answer is switched off. /off and an entry's ID switches one off."
	}
	if n == 1 {
		return "One answer is switched off. /on and its ID gives it again:"
	}
	return fmt.Sprintf("%d answers are switched off. /on and an ID gives one again:", n)
}

func noEntryText(near []string) string {
	if len(near) == 0 {
		return "There is no entry of that ID."
	}
	return "There is no entry of that ID. Like it are: " + strings.Join(near, ", ") + "."
}

func unchangedText(id string, off bool) string {
	if off {
		return id + " was switched off already."
	}
	return id + " was not switched off."
}

func switchedText(id string, off bool) string {
	if off {
		return fmt.Sprintf("Nobody gets the answer %s any more. /on %s gives it again.", id, id)
	}
	return fmt.Sprintf("The answer %s is given again.", id)
}

func pauseUnchangedText(paused bool) string {
	if paused {
		return "Answers were paused already."
	}
	return "Answers were not paused."
}

func pausedText(paused bool) string {
	if paused {
		return "No questions are answered any more; help cards stay. /resume answers them again."
	}
	return "Questions are answered again."
}

func testText(x faq.Explanation, th faq.Thresholds) string {
	verdict := map[faq.Verdict]string{
		faq.Nothing: "Nothing is found",
		faq.Suggest: "Choices are offered",
		faq.Answer:  "The first of these is given",
	}[x.Result.Verdict]
	return fmt.Sprintf("%s: an answer is given from a confidence of %.2f on, choices are offered from %.2f on. The base knows %.0f%% of the question.",
		verdict, th.Answer, th.Suggest, 100*x.Known)
}

func matchText(m faq.Match, closest string, off bool) string {
	s := fmt.Sprintf("%s, confidence %.2f, by the phrasing %q", m.ID, m.Confidence, closest)
	if m.Why.Exact {
		s = fmt.Sprintf("%s, confidence %.2f: the question is one of its phrasings", m.ID, m.Confidence)
	}
	if off {
		s += " (switched off)"
	}
	return s
}

// reasonText says what a part of a question spoke for.
func reasonText(p faq.Part) string {
	return fmt.Sprintf("%s %s: %+.2f for the first, %+.2f for the second", p.Block, p.Feature, p.Points, p.Rival)
}

func tierBText(class string) string {
	return fmt.Sprintf("Lines of support stand around the reply: the message tells of %s.", class)
}

func statsUsageText(most int) string {
	return fmt.Sprintf("Write a number of days behind the command, from 1 to %d, or nothing for %d days.", most, usualDays)
}

func statsText(days int, t entryCounts) string {
	last := counted(days, "day", "days")
	if days == 1 {
		last = "day"
	}
	return fmt.Sprintf("Of the last %s: %s given, choices offered %s, nothing found %s, %s an answer that is switched off, %s an answer helped and %s not.",
		last, counted(t.answer, "answer", "answers"), timesText(t.suggest), timesText(t.none), timesText(t.off), timesText(t.helpful), timesText(t.unhelpful))
}

func entryCountText(e entryCounts) string {
	return fmt.Sprintf("%s: shown %s, helped %d, did not help %d", e.name, timesText(e.answer+e.none), e.helpful, e.unhelpful)
}

func dayCountText(e entryCounts) string {
	return fmt.Sprintf("%s: %s, choices %s, nothing %s, switched off %s",
		e.name, counted(e.answer, "answer", "answers"), timesText(e.suggest), timesText(e.none), timesText(e.off))
}

// findingsDoc tells how often messages told of danger since the start.
func findingsDoc(findings map[string]int) Doc {
	findings = maps.Clone(findings)
	delete(findings, safety.None.String())
	if len(findings) == 0 {
		return nil
	}
	doc := faq.Plain(fmt.Sprintf("Messages that told of danger since the program started, of each kind that came at least %d times:", fewest))
	for _, class := range slices.Sorted(maps.Keys(findings)) {
		doc = append(doc, point(fmt.Sprintf("%s: %d", class, findings[class])))
	}
	return doc
}

func settingsText(s Settings) string {
	territory, visibility, channels := "by people's languages, or as the operator set it", "private", "all"
	if s.Territory != "" {
		territory = s.Territory
	}
	if s.Public {
		visibility = "public"
	}
	if s.Channels != nil {
		channels = strings.Join(s.Channels, ", ")
	}
	return fmt.Sprintf("Here holds: territory %s; visibility %s; channels %s.\n\n%s", territory, visibility, channels, textSettingsUsage)
}

func questionsText(n int) string {
	if n == 0 {
		return "Nobody has sent a question in the last 30 days."
	}
	if n == 1 {
		return "1 question that somebody agreed to send, without their name. " + textQuestionsUsage
	}
	return fmt.Sprintf("%d questions that people agreed to send, without their names. %s", n, textQuestionsUsage)
}

func settledText(n int64, how, where string) string {
	s := fmt.Sprintf("Question %d: %s. It is deleted here.", n, how)
	if where != "" {
		s += " What to add to the answers stands in " + where + "."
	}
	return s
}

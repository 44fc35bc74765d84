package bot

import (
	"context"
	"errors"
	"time"

	"candor/faq"
)

// Store keeps what has to outlive the program. It is never on the way of an answer: people
// are answered from memory, whatever becomes of the store. Nothing in it is about anybody
// but moderators, whose numbers stand in the audit.
//
// Each method makes its change wholly or not at all, is safe for concurrent use, and ends
// soon after ctx does: with its error if the change was not made. Strings and files are
// bytes to a store and come back as they were, whatever they hold. Package bottest has the
// contract as tests, and a store in memory.
type Store interface {
	Ledger
	Notes
	Tally
	Inbox
	Deliveries
}

// ErrNotStored says that the store has no such thing. Every other error is the store's own
// trouble: it is for the operator, or as a reason for the moderator, and may pass.
var ErrNotStored = errors.New("not stored")

// Files are the files of a knowledge base by their paths in it, with slashes.
type Files map[string][]byte

// LearnedFile is the one of the [Files] that a version can do without: it is learned anew
// from the others. It is large and differs in each version, so it is kept for the
// [KeepLearned] versions that were in use last; of the others Files returns the rest.
const (
	LearnedFile = faq.LearnedFile
	KeepLearned = 10
)

// Ledger keeps the audit, and every version of the answers that was ever in use.
type Ledger interface {
	// Commit adds a line to the audit. With it, and only together, come the files of
	// c.Version, if they are new to the store, and the notes. Files of a version that is
	// stored already change nothing but to bring back its [LearnedFile].
	Commit(ctx context.Context, c Change, with Write) error
	// History returns the last n lines of the audit, newest first; all if there are fewer,
	// none if n is not above 0.
	History(ctx context.Context, n int) ([]Change, error)
	// Versions is History without the lines after which the answers in use were the same as
	// before.
	Versions(ctx context.Context, n int) ([]Change, error)
	// Files returns the files of a version, or [ErrNotStored]. The first letters of a
	// version's name stand for it if no other's begins with them.
	Files(ctx context.Context, version string) (Files, error)
}

// Write is what is stored together with a line of the audit.
type Write struct {
	Files Files             // of the version in use from then on; none if they are stored already
	Notes map[string]string // new values by name; "" takes a note away
}

// Change is a line of the audit.
type Change struct {
	N       int64     // its place, from 1 on; the store gives it
	Time    time.Time // kept in whole seconds, and in UTC
	By      Moderator
	Action  string // what was done: "reload", "off", …
	Version string // of the answers that were in use afterwards
	Before  string // of those that were in use until then
	Detail  string // one line: an entry's ID, a setting, numbers; never a text of somebody who asks
}

// Moderator is who changed something: the platform and the numeric ID there. The zero value
// is the program itself.
type Moderator struct{ Platform, ID string }

// Notes keeps small values by name. They are set by [Ledger].Commit.
type Notes interface {
	// Notes returns the notes whose names begin with prefix.
	Notes(ctx context.Context, prefix string) (map[string]string, error)
}

// Tally keeps counters.
type Tally interface {
	// AddCounts adds each N to the counter of the same day, name, entry and version.
	AddCounts(ctx context.Context, counts []Count) error
	// Counts returns the counters from a day on, in the order of day, name, entry and version.
	Counts(ctx context.Context, since string) ([]Count, error)
}

// Count is how often something happened on a day.
type Count struct {
	Day     string // 2026-11-26, in UTC
	Name    string // what happened
	Entry   string // "" if it has to do with none
	Version string // of the answers, "" if it has to do with none
	N       int64
}

// Inbox keeps the questions that people sent to the moderators.
type Inbox interface {
	// Send stores a question and returns its number, which no other question had. A day in
	// another form than [DayForm] is an error: the question could not be forgotten in time.
	Send(ctx context.Context, q Sent) (int64, error)
	// Inbox returns the questions, oldest first.
	Inbox(ctx context.Context) ([]Sent, error)
	// Drop deletes a question, or returns [ErrNotStored]. Nothing of its text stays behind.
	Drop(ctx context.Context, n int64) error
}

// Sent is a question that somebody sent to the moderators. It says nothing of who.
type Sent struct {
	N    int64  // its number, from 1 on; the store gives it
	Day  string // on which it was sent: 2026-11-26, in UTC; no time, which may point at somebody
	Text string
}

// Deliveries keeps the numbers of what a platform delivered and was answered, so that it is
// not answered again after a restart.
type Deliveries interface {
	// Remember stores numbers of a platform; those that it has do no harm, and are kept
	// from the later time on.
	Remember(ctx context.Context, platform string, numbers []int64, at time.Time) error
	// Remembered returns a platform's numbers, in no order.
	Remembered(ctx context.Context, platform string) ([]int64, error)
	// Forget deletes what is kept for a time only: numbers stored before the first time, in
	// whole seconds, and questions sent before the day of the second. Nothing of a question's
	// text stays behind.
	Forget(ctx context.Context, numbers, questions time.Time) error
}

// For how long a [Store] keeps what it does not keep for good.
const (
	// KeepDeliveries is longer than a platform delivers again: Telegram holds updates for a
	// day (core.telegram.org/bots/api#getting-updates).
	KeepDeliveries = 48 * time.Hour
	// KeepQuestions is what people are promised who send a question. Its day is all that is
	// known of when, so it is counted from that day's beginning.
	KeepQuestions = 30 * 24 * time.Hour
)

// DayForm is the form of a day in the store, for [time.Time.Format] in UTC.
const DayForm = time.DateOnly

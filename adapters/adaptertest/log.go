package adaptertest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/rs/zerolog"
)

// Log keeps everything that is logged, at every level.
type Log struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	await []awaited
}

// awaited is a channel to close when words are logged.
type awaited struct {
	words string
	there chan struct{}
}

// Write implements [io.Writer].
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, err := l.buf.Write(p)
	l.tell()
	return n, err
}

// When returns a channel that is closed once the log holds the words.
func (l *Log) When(words string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	there := make(chan struct{})
	l.await = append(l.await, awaited{words, there})
	l.tell()
	return there
}

// tell closes the channels whose words are there. l.mu is held.
func (l *Log) tell() {
	l.await = slices.DeleteFunc(l.await, func(a awaited) bool {
		there := bytes.Contains(l.buf.Bytes(), []byte(a.words))
		if there {
			close(a.there)
		}
		return there
	})
}

// String is all that was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// Logger writes to l.
func (l *Log) Logger() zerolog.Logger { return zerolog.New(l).Level(zerolog.TraceLevel) }

// Shows returns those of the texts that can be read in the log.
func (l *Log) Shows(texts ...string) []string {
	log := l.String()
	var shown []string
	for _, text := range texts {
		quoted, _ := json.Marshal(text) // a string always has a JSON form
		if len(text) > 0 && (strings.Contains(log, text) || strings.Contains(log, strings.Trim(string(quoted), `"`))) {
			shown = append(shown, text)
		}
	}
	return shown
}

// Malformed returns the lines that are no JSON objects: something got into the log that
// makes lines of its own.
func (l *Log) Malformed() []string {
	var bad []string
	for line := range strings.Lines(l.String()) {
		if !json.Valid([]byte(line)) || !strings.HasPrefix(line, "{") {
			bad = append(bad, line)
		}
	}
	return bad
}

package discord

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"candor/adapters/internal/retry"

	"github.com/gorilla/websocket"
)

// session is what a connection needs to go on where another one ended.
type session struct {
	id  string
	url string // where to resume
	seq atomic.Int64
	// asked says that the last connection asked to resume it, welcome that an event came there.
	asked, welcome bool
	misses         int // connections in a row at its address to which no event came
}

// ready is what is needed of READY.
type ready struct {
	Session text  `json:"session_id"`
	Resume  text  `json:"resume_gateway_url"`
	User    named `json:"user"`
	App     named `json:"application"`
	Guilds  many  `json:"guilds"`
}

// reset forgets the session: a new one begins.
func (s *session) reset() {
	s.id, s.url, s.misses = "", "", 0
	s.seq.Store(0)
}

// fatal are the close codes after which connecting again cannot help, with what to do
// (discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-close-event-codes).
var fatal = map[int]string{
	codeBadToken:   "the token is not valid: take a new one from the developer portal, under Bot",
	4010:           "there is no such shard: see the setting of shards",
	codeMoreShards: "the bot is in so many servers that it needs more shards: see the setting of shards",
	4012:           "this version of the gateway is no more: Candor needs an update",
	4013:           "Discord does not know the intents: Candor needs an update",
	4014:           "the application may not use these intents: allow them in the developer portal, under Bot",
}

const (
	codeBadToken = 4004
	// codeMoreShards says that a shard is in more servers than one may be.
	codeMoreShards = 4011
)

// fatalError is a close code after which connecting again cannot help.
type fatalError struct {
	code int
	why  string
}

// Error implements error.
func (e *fatalError) Error() string { return fmt.Sprintf("discord: %s (close code %d)", e.why, e.code) }

// lostSession are the close codes after which a session cannot be resumed. If it is lost
// for another reason, the gateway says so.
var lostSession = []int{4003, 4007, 4009}

// closed takes in why a connection ended. It returns an error if connecting again cannot
// help.
func (s *session) closed(err error) error {
	s.missed(err)
	var closed *websocket.CloseError
	if !errors.As(err, &closed) {
		return nil
	}
	if why, ends := fatal[closed.Code]; ends {
		return &fatalError{closed.Code, why}
	}
	if slices.Contains(lostSession, closed.Code) {
		s.reset()
	}
	return nil
}

// mostMisses is how often an address is tried that may take connections for a short while only.
const mostMisses = 3

// missed takes in whether the session went on. Where it is to be resumed may lead nowhere: the
// gateway's own address leads to it too. If that takes what asks for it and says nothing, it is
// lost.
func (s *session) missed(err error) {
	s.misses++
	switch {
	case s.welcome:
		s.misses = 0
	case s.url != "" && (retry.Unreached(err) || s.misses >= mostMisses):
		s.url, s.misses = "", 0
	case s.url == "" && s.asked && s.misses >= mostMisses:
		s.reset()
	}
}

// lost reports whether the gateway's own address seems to lead nowhere.
func (s *session) lost() bool { return s.url == "" && s.misses >= mostMisses }

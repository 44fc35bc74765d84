package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// Codes of close frames.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
const (
	unknownError     = 4000
	unknownOpcode    = 4001
	decodeError      = 4002
	notAuthenticated = 4003
	badToken         = 4004
	authenticated    = 4005
	badSequence      = 4007
	rateLimited      = 4008
	timedOut         = 4009
	badShard         = 4010
	shardingRequired = 4011
	badVersion       = 4012
	badIntents       = 4013
	privilegedIntent = 4014
)

var reasons = map[int]string{
	unknownError:     "Unknown error.",
	unknownOpcode:    "Unknown opcode.",
	decodeError:      "Error while decoding payload.",
	notAuthenticated: "Not authenticated.",
	badToken:         "Authentication failed.",
	authenticated:    "Already authenticated.",
	badSequence:      "Invalid seq.",
	rateLimited:      "Rate limited.",
	timedOut:         "Session timed out.",
	badShard:         "Invalid shard.",
	shardingRequired: "Sharding required.",
	badVersion:       "Invalid API version.",
	badIntents:       "Invalid intent(s).",
	privilegedIntent: "Disallowed intent(s).",
}

// Codes of payloads.
const (
	opDispatch   = 0
	opHeartbeat  = 1
	opIdentify   = 2
	opPresence   = 3
	opVoice      = 4
	opResume     = 6
	opReconnect  = 7
	opMembers    = 8
	opInvalid    = 9
	opHello      = 10
	opACK        = 11
	opSoundboard = 31
)

// payload is what a bot sends.
type payload struct {
	Op   *int            `json:"op"`
	Data json.RawMessage `json:"d"`
}

// packet is a payload that is no event.
func packet(op int, data string) []byte {
	return []byte(`{"op":` + strconv.Itoa(op) + `,"d":` + data + `,"s":null,"t":null}`)
}

// eventPacket is a payload that is one.
func eventPacket(name string, seq int64, data []byte) []byte {
	out := make([]byte, 0, len(data)+len(name)+48)
	out = append(out, `{"op":0,"t":"`...)
	out = append(out, name...)
	out = append(out, `","s":`...)
	out = strconv.AppendInt(out, seq, 10)
	out = append(out, `,"d":`...)
	out = append(out, data...)
	return append(out, '}')
}

// greet takes a link in and says HELLO.
func (s *Server) greet(l *link, version, encoding string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.up { // it came while the server went down
		l.closed = true
		_ = l.ws.NetConn().Close()
		return
	}
	s.links[l] = true
	s.signal()
	if v, err := strconv.Atoi(version); version != "" && (err != nil || v < 6 || v > 10) {
		s.hangUp(l, badVersion)
		return
	}
	if encoding != "" && encoding != "json" {
		s.hangUp(l, decodeError)
		return
	}
	if s.gate.missHello != 0 {
		s.gate.missHello--
		return
	}
	l.push(packet(opHello, `{"heartbeat_interval":`+strconv.FormatInt(s.set.heartbeat.Milliseconds(), 10)+`}`))
}

// receive takes a payload of the bot in.
func (s *Server) receive(l *link, text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.signal()
	if l.closed {
		return
	}
	if l.tooBusy() {
		s.hangUp(l, rateLimited)
		return
	}
	var p payload
	if len(text) > maxPayload || json.Unmarshal(text, &p) != nil || p.Op == nil {
		s.hangUp(l, decodeError)
		return
	}
	switch *p.Op {
	case opHeartbeat:
		s.heartbeat(l)
	case opIdentify:
		s.identify(l, p.Data)
	case opResume:
		s.resume(l, p.Data)
	case opPresence, opVoice, opMembers, opSoundboard:
		if l.session == nil {
			s.hangUp(l, notAuthenticated)
		}
	default:
		s.hangUp(l, unknownOpcode)
	}
}

func (s *Server) heartbeat(l *link) {
	l.beat = time.Now()
	s.gate.heartbeats++
	l.push(packet(opACK, "null"))
}

// hangUp closes a link by a code, which may end its session. s.mu is held.
func (s *Server) hangUp(l *link, code int) {
	ss := l.session
	s.detach(l)
	if ss != nil && endsSession(code) {
		s.end(ss)
	}
	l.close(code)
}

// endsSession reports whether a session cannot be resumed after a close by the server.
func endsSession(code int) bool {
	switch code {
	case badToken, badSequence, timedOut, badShard, shardingRequired, badVersion, badIntents, privilegedIntent:
		return true
	}
	return false
}

// leave takes a link out that is over. A bot that closes by 1000 or 1001 gives its
// session up. https://discord.com/developers/docs/events/gateway#initiating-a-disconnect
func (s *Server) leave(l *link, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.links, l)
	if !l.closed {
		s.gate.closeCodes = append(s.gate.closeCodes, code)
	}
	ss := l.session
	s.detach(l)
	if ss != nil && (code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway) {
		s.end(ss)
	}
	s.signal()
}

// detach leaves a link without its session, which can be resumed for a while.
func (s *Server) detach(l *link) {
	if l.session != nil {
		l.session.link, l.session.left = nil, s.now()
		l.session = nil
	}
}

// end ends a session for good.
func (s *Server) end(ss *session) {
	s.sessions = slices.DeleteFunc(s.sessions, func(other *session) bool { return other == ss })
}

package discordtest

import (
	"cmp"
	"encoding/json"
	"time"
)

// session is what a shard of the bot is to Discord. It outlives its link for a while
// and keeps the events for who resumes it.
type session struct {
	id      string
	shard   [2]int
	intents int
	seq     int64
	log     []logged // the last ones
	link    *link    // nil if the bot has gone
	left    time.Time
}

// logged is an event that was sent.
type logged struct {
	seq  int64
	name string
	data []byte
}

func (e logged) payload() []byte { return eventPacket(e.name, e.seq, e.data) }

// emit sends an event to a session. s.mu is held.
func (s *Server) emit(ss *session, name string, data []byte) {
	ss.seq++
	e := logged{ss.seq, name, data}
	ss.log = trim(append(ss.log, e), s.set.backlog)
	if ss.link != nil {
		ss.link.push(e.payload())
	}
}

// hears reports whether a session gets the events of a guild, or those that belong
// to none.
func (ss *session) hears(guild string) bool {
	return shardOf(guild, ss.shard[1]) == ss.shard[0]
}

// tell sends an event to all who hear of a guild and asked for an intent; 0 is for
// events that all get. s.mu is held.
func (s *Server) tell(guild string, intent int, name string, data []byte) {
	s.expire()
	for _, ss := range s.sessions {
		if ss.hears(guild) && (intent == 0 || ss.intents&intent != 0) {
			s.emit(ss, name, data)
		}
	}
	s.signal()
}

// expire ends the sessions that nobody has resumed in time.
func (s *Server) expire() {
	now := s.now()
	kept := s.sessions[:0]
	for _, ss := range s.sessions {
		if ss.link != nil || now.Sub(ss.left) < s.set.sessionLife {
			kept = append(kept, ss)
		}
	}
	clear(s.sessions[len(kept):])
	s.sessions = kept
}

// Resume is an attempt of the bot to resume a session.
type Resume struct {
	Session string
	Seq     int64
	Path    string    // of the link: "/resume" if the bot used resume_gateway_url
	At      time.Time // by the server's clock
	OK      bool
}

// resume goes on with a session: the events that the bot has missed come in their
// order, and then RESUMED.
func (s *Server) resume(l *link, data json.RawMessage) {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     *int64 `json:"seq"`
	}
	if l.session != nil {
		s.hangUp(l, authenticated)
		return
	}
	if json.Unmarshal(data, &d) != nil || d.Seq == nil {
		s.hangUp(l, decodeError)
		return
	}
	attempt := Resume{Session: d.Session, Seq: *d.Seq, Path: cmp.Or(l.path, "/"), At: s.now()}
	switch {
	case s.ambush(l):
	case !s.knows(d.Token):
		s.hangUp(l, badToken)
	default:
		ss := s.resumable(d.Session, *d.Seq)
		attempt.OK = ss != nil
		if ss == nil {
			l.push(packet(opInvalid, "false"))
			break
		}
		s.attach(l, ss, *d.Seq)
	}
	s.gate.resumes = append(s.gate.resumes, attempt)
}

// attach gives a session a link, and what has come after an event.
func (s *Server) attach(l *link, ss *session, seq int64) {
	if ss.link != nil {
		s.drop(ss.link)
	}
	ss.link, l.session = l, ss
	for _, e := range ss.log {
		if e.seq > seq {
			l.push(e.payload())
		}
	}
	s.emit(ss, "RESUMED", []byte(`{"_trace":[]}`))
}

// resumable finds a session that can go on from an event; nil if there is none.
func (s *Server) resumable(id string, seq int64) *session {
	s.expire()
	for _, ss := range s.sessions {
		if ss.id != id {
			continue
		}
		first := int64(1)
		if len(ss.log) > 0 {
			first = ss.log[0].seq
		}
		if seq < first-1 || seq > ss.seq {
			s.end(ss)
			return nil
		}
		return ss
	}
	return nil
}

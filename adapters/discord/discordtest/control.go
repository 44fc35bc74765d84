package discordtest

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// gate is what the gateway knows beside links and sessions.
type gate struct {
	identifies   []Identify
	resumes      []Resume
	closeCodes   []int
	heartbeats   int
	sessions     int
	missHello    int
	ambushes     []ambush
	budgetFrom   time.Time
	spent        int
	lastIdentify map[int]time.Time
}

// ambush is what happens to an IDENTIFY or RESUME instead of an answer.
type ambush struct {
	code     int
	payloads []string
}

func (g *gate) init() { g.lastIdentify = map[int]time.Time{} }

// Reconnect asks the bot to connect anew and resume: op 7. Without shards, all links
// are meant, here and below.
func (s *Server) Reconnect(shards ...int) { s.sendAll(packet(opReconnect, "null"), shards) }

// AskHeartbeat asks the bot for a heartbeat at once: op 1.
func (s *Server) AskHeartbeat(shards ...int) { s.sendAll(packet(opHeartbeat, "null"), shards) }

// SendRaw sends any text.
func (s *Server) SendRaw(payload string, shards ...int) { s.sendAll([]byte(payload), shards) }

func (s *Server) sendAll(payload []byte, shards []int) {
	s.each(shards, func(l *link) { l.push(payload) })
}

// each does something to the links of some shards, or to all.
func (s *Server) each(shards []int, do func(*link)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.links {
		if len(shards) == 0 || l.session != nil && slices.Contains(shards, l.session.shard[0]) {
			do(l)
		}
	}
	s.signal()
}

// Invalidate tells the bot that its sessions are invalid: op 9. Those that are not
// resumable are over. The bot may identify on the same link.
func (s *Server) Invalidate(resumable bool, shards ...int) {
	s.each(shards, func(l *link) {
		ss := l.session
		if ss == nil {
			return
		}
		s.detach(l)
		if !resumable {
			s.end(ss)
		}
		l.push(packet(opInvalid, strconv.FormatBool(resumable)))
	})
}

// CloseGateway closes links by a code. After 4004, 4007, 4009 and 4010 to 4014 their
// sessions are over.
func (s *Server) CloseGateway(code int, shards ...int) {
	s.each(shards, func(l *link) { s.hangUp(l, code) })
}

// Cut cuts the connections of links, without a close frame.
func (s *Server) Cut(shards ...int) { s.each(shards, s.drop) }

// Silence makes zombies of links that are open: nothing comes any more, neither
// events nor ACKs, and the connection stays. What happens meanwhile is there for who
// resumes.
func (s *Server) Silence(shards ...int) { s.each(shards, func(l *link) { l.mute = true }) }

// MissHello lets the next n links wait for HELLO for ever.
func (s *Server) MissHello(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.missHello = n
}

// Welcome answers the next IDENTIFY or RESUME by these payloads instead, such as
// {"op":7}, and nothing else; none at all is silence.
func (s *Server) Welcome(payloads ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate.ambushes = append(s.gate.ambushes, ambush{payloads: payloads})
}

// Refuse closes the next n links by a code when they IDENTIFY or RESUME.
func (s *Server) Refuse(n, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.gate.ambushes = append(s.gate.ambushes, ambush{code: code})
	}
}

// ambush answers an IDENTIFY or RESUME as [Server.Welcome] and [Server.Refuse] say;
// false if they say nothing.
func (s *Server) ambush(l *link) bool {
	if len(s.gate.ambushes) == 0 {
		return false
	}
	a := s.gate.ambushes[0]
	s.gate.ambushes = s.gate.ambushes[1:]
	for _, payload := range a.payloads {
		l.push([]byte(payload))
	}
	if a.code != 0 {
		s.hangUp(l, a.code)
	}
	return true
}

// Replay delivers the last n events of each session again, with their numbers.
func (s *Server) Replay(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ss := range s.sessions {
		for _, e := range ss.last(n) {
			if ss.link != nil {
				ss.link.push(e.payload())
			}
		}
	}
}

// Repeat delivers the last n events of each session again, as if they were new.
func (s *Server) Repeat(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ss := range s.sessions {
		for _, e := range slices.Clone(ss.last(n)) {
			s.emit(ss, e.name, e.data)
		}
	}
}

// Shuffle is Repeat in any order.
func (s *Server) Shuffle(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ss := range s.sessions {
		events := slices.Clone(ss.last(n))
		rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for _, e := range events {
			s.emit(ss, e.name, e.data)
		}
	}
}

func (ss *session) last(n int) []logged { return ss.log[max(0, len(ss.log)-n):] }

// SkipSeq leaves a gap of n in the numbers of events.
func (s *Server) SkipSeq(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ss := range s.sessions {
		ss.seq += int64(n)
	}
}

// Dispatch sends an event as it is written, whatever the intents are. If it names a
// guild, then it goes to that guild's shard. A response to an interaction that is
// sent like this is accepted as for any other.
func (s *Server) Dispatch(event, data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var known struct {
		Guild string `json:"guild_id"`
	}
	broken := json.Unmarshal([]byte(data), &known) != nil
	if event == "INTERACTION_CREATE" {
		s.adopt(data)
	}
	for _, ss := range s.sessions {
		if broken || known.Guild == "" || ss.hears(known.Guild) {
			s.emit(ss, event, []byte(data))
		}
	}
	s.signal()
}

// Connected is how many sessions have an open link.
func (s *Server) Connected() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, ss := range s.sessions {
		if ss.link != nil {
			n++
		}
	}
	return n
}

// Links is how many connections to the gateway are open.
func (s *Server) Links() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.links)
}

// Identifies returns the bot's attempts to begin a session.
func (s *Server) Identifies() []Identify {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gate.identifies)
}

// Resumes returns the bot's attempts to resume a session.
func (s *Server) Resumes() []Resume {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gate.resumes)
}

// CloseCodes returns the codes by which the bot closed links, 1006 where it just
// went. Links that the server closed are not among them.
func (s *Server) CloseCodes() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gate.closeCodes)
}

// Heartbeats is how many the bot has sent.
func (s *Server) Heartbeats() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.heartbeats
}

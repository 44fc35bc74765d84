package discordtest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Gateway intents. https://discord.com/developers/docs/events/gateway#gateway-intents
const (
	IntentGuilds         = 1 << 0
	IntentGuildMembers   = 1 << 1 // privileged
	IntentPresences      = 1 << 8 // privileged
	IntentGuildMessages  = 1 << 9
	IntentDirectMessages = 1 << 12
	IntentMessageContent = 1 << 15 // privileged

	privilegedIntents = IntentGuildMembers | IntentPresences | IntentMessageContent
	allIntents        = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// maxGuilds is how many a shard may have.
const maxGuilds = 2500

// Identify is an attempt of the bot to begin a session.
type Identify struct {
	Token    string
	Intents  int
	Shard    [2]int
	Browser  string // of properties
	Compress bool
	At       time.Time // by the server's clock
	Code     int       // of the close frame, if there was one
	OK       bool
}

type wireIdentify struct {
	Token      string          `json:"token"`
	Properties json.RawMessage `json:"properties"`
	Compress   bool            `json:"compress"`
	Threshold  *int            `json:"large_threshold"`
	Shard      []int           `json:"shard"`
	Intents    *int            `json:"intents"`
}

// identify begins a session, if the bot may have one.
func (s *Server) identify(l *link, data json.RawMessage) {
	var d wireIdentify
	if l.session != nil {
		s.hangUp(l, authenticated)
		return
	}
	if json.Unmarshal(data, &d) != nil || d.Intents == nil || len(d.Properties) == 0 {
		s.hangUp(l, decodeError)
		return
	}
	var properties map[string]string
	_ = json.Unmarshal(d.Properties, &properties) // only the tests care
	id := Identify{
		Token: d.Token, Intents: *d.Intents, Shard: [2]int{0, 1},
		Browser: properties["browser"] + properties["$browser"], Compress: d.Compress, At: s.now(),
	}
	if len(d.Shard) == 2 {
		id.Shard = [2]int(d.Shard)
	}
	id.Code = s.objection(d, id)
	ambushed := s.ambush(l)
	slow := !ambushed && id.Code == 0 && !s.gate.admit(s, id)
	id.OK = !ambushed && id.Code == 0 && !slow
	s.gate.identifies = append(s.gate.identifies, id)
	switch {
	case ambushed:
	case id.Code != 0:
		s.hangUp(l, id.Code)
	case slow:
		l.push(packet(opInvalid, "false"))
	default:
		l.compress = d.Compress
		s.begin(l, id)
	}
}

// objection returns the close code for who must not identify like this, or 0.
func (s *Server) objection(d wireIdentify, id Identify) int {
	n := id.Shard[1]
	switch {
	case !s.knows(id.Token):
		return badToken
	case len(d.Shard) != 0 && len(d.Shard) != 2, n < 1, id.Shard[0] < 0, id.Shard[0] >= n:
		return badShard
	case (len(s.guilds)+n-1)/n > maxGuilds:
		return shardingRequired
	case id.Intents&^allIntents != 0 || id.Intents < 0:
		return badIntents
	case id.Intents&privilegedIntents&^s.set.privileged != 0:
		return privilegedIntent
	}
	return 0
}

// knows reports whether a token is the bot's.
func (s *Server) knows(token string) bool {
	return s.token != "" && strings.TrimPrefix(token, "Bot ") == s.token
}

// begin begins a session: READY, and then the guilds if the bot asked for them.
func (s *Server) begin(l *link, id Identify) {
	s.gate.sessions++
	ss := &session{
		id:    "session" + strconv.Itoa(s.gate.sessions) + strings.Repeat("0", 16),
		shard: id.Shard, intents: id.Intents, link: l,
	}
	l.session = ss
	s.expire()
	s.sessions = append(s.sessions, ss)
	ready := wireReady{
		Version: 10, User: s.user(BotID), Guilds: []wireUnavailable{}, Session: ss.id,
		Resume: "ws://" + s.addr + "/resume", Shard: id.Shard,
		Application: wireApplicationID{ID: AppID, Flags: 1 << 23}, Private: []int{}, Trace: []string{},
	}
	var mine []string
	for _, g := range s.guilds {
		if ss.hears(g) {
			mine = append(mine, g)
			ready.Guilds = append(ready.Guilds, wireUnavailable{ID: g, Unavailable: true})
		}
	}
	s.emit(ss, "READY", encode(ready))
	if id.Intents&IntentGuilds == 0 {
		return
	}
	for _, g := range mine {
		s.emit(ss, "GUILD_CREATE", encode(s.guild(g)))
	}
}

// admit counts an identify and reports whether it is not too soon: max_concurrency
// of them go through in a while, and who comes more often than the budget allows
// loses the token. https://discord.com/developers/docs/events/gateway#session-start-limit-object
func (g *gate) admit(s *Server, id Identify) bool {
	now := s.now()
	if now.Sub(g.budgetFrom) >= 24*time.Hour {
		g.budgetFrom, g.spent = now, 0
	}
	g.spent++
	if g.spent > s.set.identifies {
		s.token = ""
		return false
	}
	key := id.Shard[0] % max(1, s.set.concurrency)
	last, ok := g.lastIdentify[key]
	if ok && now.Sub(last) < s.set.identifyEvery {
		return false
	}
	g.lastIdentify[key] = now
	return true
}

// startLimit is what GET /gateway/bot says of the budget.
func (g *gate) startLimit(s *Server) wireStartLimit {
	now := s.now()
	w := wireStartLimit{Total: s.set.identifies, Remaining: s.set.identifies, Concurrency: s.set.concurrency}
	if passed := now.Sub(g.budgetFrom); passed < 24*time.Hour {
		w.Remaining = max(0, s.set.identifies-g.spent)
		w.ResetAfter = int((24*time.Hour - passed).Milliseconds())
	}
	return w
}

func (s *Server) getGateway(*request) (any, error) {
	return wireGateway{URL: "ws://" + s.addr}, nil
}

func (s *Server) getGatewayBot(*request) (any, error) {
	shards := s.set.shards
	if shards == 0 {
		shards = max(1, (len(s.guilds)+999)/1000)
	}
	return wireGatewayBot{URL: "ws://" + s.addr, Shards: shards, Limit: s.gate.startLimit(s)}, nil
}

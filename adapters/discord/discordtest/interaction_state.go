package discordtest

import (
	"cmp"
	"encoding/json"
	"time"
)

// interaction is what Discord remembers of one.
type interaction struct {
	id, token  string
	kind       int
	menu       bool // a message command
	user       string
	guild      string
	channel    string
	created    time.Time
	ownInstall bool
	target     string // the component's message

	answer    *Answer
	original  string // id of the message that is the first response
	followups int
	mine      map[string]bool // messages of its token
}

// beginInteraction makes an interaction known.
func (s *Server) beginInteraction(in *interaction) *interaction {
	in.id = cmp.Or(in.id, s.next())
	in.token = cmp.Or(in.token, interactionToken(in.id))
	in.created = s.now()
	s.interactions[in.id], s.tokens[in.token] = in, in
	s.asked = append(s.asked, in.id)
	if keep := s.set.keep; keep > 0 && len(s.asked) >= 2*keep {
		for _, id := range s.asked[:len(s.asked)-keep] {
			if old := s.interactions[id]; old != nil {
				delete(s.tokens, old.token)
				delete(s.interactions, id)
			}
		}
		s.asked = trim(s.asked, keep)
	}
	return in
}

// adopt makes an interaction known that was written by hand.
func (s *Server) adopt(data string) {
	var w struct {
		ID      string `json:"id"`
		Token   string `json:"token"`
		Type    int    `json:"type"`
		Guild   string `json:"guild_id"`
		Channel string `json:"channel_id"`
		Message struct {
			ID string `json:"id"`
		} `json:"message"`
		User struct {
			ID string `json:"id"`
		} `json:"user"`
		Member struct {
			User struct {
				ID string `json:"id"`
			} `json:"user"`
		} `json:"member"`
	}
	_ = json.Unmarshal([]byte(data), &w) // it may be broken on purpose
	if w.ID == "" || w.Token == "" || s.interactions[w.ID] != nil {
		return
	}
	if w.Channel != "" {
		s.place(w.Guild, w.Channel, TextChannel)
	}
	s.beginInteraction(&interaction{
		id: w.ID, token: w.Token, kind: w.Type, guild: w.Guild, channel: w.Channel,
		user: cmp.Or(w.Member.User.ID, w.User.ID), target: w.Message.ID,
	})
}

// owns notes that a message belongs to the interaction's token.
func (in *interaction) owns(message string) {
	if in.mine == nil {
		in.mine = map[string]bool{}
	}
	in.mine[message] = true
}

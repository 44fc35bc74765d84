package discordtest

import (
	"encoding/json"
	"net/http"
	"time"
)

// Kinds of responses to an interaction.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
const (
	pong            = 1
	showMessage     = 4
	deferMessage    = 5
	deferUpdate     = 6
	updateMessage   = 7
	showCompletions = 8
	showModal       = 9
)

const (
	tokenLife    = 15 * time.Minute
	maxFollowups = 5 // for a bot that only the person has installed
)

// Answer is the first response to an interaction.
type Answer struct {
	Type    int
	Message string // id of the message that it shows, if any
	Choices []Choice
	Modal   *Modal
	HTTP    bool          // it was the answer to the request at the endpoint
	After   time.Duration // since the interaction, by the server's clock
}

// Choice is a completion.
type Choice struct {
	Name      string
	Value     any               // string or float64
	Localized map[string]string // names
}

type wireChoice struct {
	Name      string            `json:"name"`
	Value     any               `json:"value"`
	Localized map[string]string `json:"name_localizations"`
}

// Modal is a form.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

type callbackBody struct {
	Type int             `json:"type"`
	Data json.RawMessage `json:"data"`
}

// Answer returns the bot's first response to an interaction, and whether there is one.
func (s *Server) Answer(interaction string) (Answer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.interactions[interaction]
	if in == nil || in.answer == nil {
		return Answer{}, false
	}
	return *in.answer, true
}

// callback takes the first response to an interaction.
func (s *Server) callback(q *request) (any, error) {
	in := s.interactions[q.args["interaction_id"]]
	if in == nil || in.token != q.args["interaction_token"] {
		return nil, notFound(unknownInteraction)
	}
	var b callbackBody
	if err := json.Unmarshal(q.body, &b); err != nil {
		return nil, fail(http.StatusBadRequest, badForm)
	}
	if err := s.respond(in, b, false); err != nil {
		return nil, err
	}
	if q.query.Get("with_response") != "true" {
		return nil, nil
	}
	return s.wireResponse(in), nil
}

// respond does what a first response says.
func (s *Server) respond(in *interaction, b callbackBody, byHTTP bool) error {
	after := s.now().Sub(in.created)
	switch {
	case in.answer != nil:
		return fail(http.StatusBadRequest, alreadyResponded)
	case after > s.set.responseTime:
		return notFound(unknownInteraction)
	case !in.takes(b.Type):
		return invalid(problem{path: "type", text: "an interaction of this type does not take this response"})
	}
	a := &Answer{Type: b.Type, HTTP: byHTTP, After: after}
	if err := s.carryOut(in, b, a); err != nil {
		return err
	}
	in.answer = a
	s.signal()
	return nil
}

// takes reports whether a kind of response fits.
func (in *interaction) takes(response int) bool {
	switch response {
	case pong:
		return in.kind == pingType
	case showMessage, deferMessage:
		return in.kind == commandType || in.kind == componentType || in.kind == modalType
	case deferUpdate, updateMessage:
		return in.kind == componentType || in.kind == modalType && in.target != ""
	case showCompletions:
		return in.kind == completeType
	case showModal:
		return in.kind == commandType || in.kind == componentType
	}
	return false
}

// carryOut does it and notes the result in a.
func (s *Server) carryOut(in *interaction, b callbackBody, a *Answer) error {
	switch b.Type {
	case showMessage, deferMessage:
		body, err := readMessage(b.Data)
		if err != nil {
			return err
		}
		m := s.newAnswer(in, body)
		m.Loading = b.Type == deferMessage
		s.present(in, m)
		in.original, a.Message = m.ID, m.ID
	case deferUpdate, updateMessage:
		return s.update(in, b, a)
	case showCompletions:
		var d struct {
			Choices []wireChoice `json:"choices"`
		}
		if json.Unmarshal(b.Data, &d) != nil {
			return fail(http.StatusBadRequest, badForm)
		}
		a.Choices = []Choice{}
		for _, c := range d.Choices {
			a.Choices = append(a.Choices, Choice(c))
		}
	case showModal:
		a.Modal = &Modal{}
		if json.Unmarshal(b.Data, a.Modal) != nil {
			return fail(http.StatusBadRequest, badForm)
		}
	}
	return nil
}

// update changes the message that a component is on.
func (s *Server) update(in *interaction, b callbackBody, a *Answer) error {
	m := s.messages[in.target]
	if m == nil || m.Deleted {
		return notFound(unknownMessage)
	}
	if b.Type == updateMessage {
		body, err := readMessage(b.Data)
		if err != nil {
			return err
		}
		if err := s.rewrite(m, body); err != nil {
			return err
		}
	}
	in.original, a.Message = m.ID, m.ID
	in.owns(m.ID)
	return nil
}

// newAnswer makes a message that answers an interaction.
func (s *Server) newAnswer(in *interaction, b *messageBody) *message {
	m := &message{
		Message: Message{ID: s.next(), Channel: in.channel, Guild: in.guild, Interaction: in.id},
		author:  BotID, webhook: AppID, kind: 20,
		origin: &wireOrigin{ID: in.id, Type: in.kind, User: s.user(in.user), Owners: map[string]string{"0": in.guild}},
	}
	if in.menu {
		m.kind = 23
	}
	if in.guild == "" || in.ownInstall {
		m.origin.Owners = map[string]string{"1": in.user}
	}
	m.Flags = b.flags() & (flagEphemeral | flagSuppressEmbeds | flagSilent | flagV2)
	b.fill(m)
	m.Pings = b.pings("", parseUsers)
	return m
}

// present takes an answer in and shows it, unless it is loading.
func (s *Server) present(in *interaction, m *message) {
	if m.Flags&flagEphemeral != 0 {
		m.Ephemeral, m.For = true, in.user
	}
	in.owns(m.ID)
	s.keep(m)
	if m.Loading {
		m.Flags |= flagLoading
	} else {
		s.show(m)
	}
	s.announce("MESSAGE_CREATE", m)
}

type wireResponse struct {
	Interaction wireResponded `json:"interaction"`
	Resource    *wireResource `json:"resource,omitempty"`
}

type wireResponded struct {
	ID        string `json:"id"`
	Type      int    `json:"type"`
	Message   string `json:"response_message_id,omitempty"`
	Loading   *bool  `json:"response_message_loading,omitempty"`
	Ephemeral *bool  `json:"response_message_ephemeral,omitempty"`
}

type wireResource struct {
	Type    int          `json:"type"`
	Message *wireMessage `json:"message"`
}

// wireResponse is the answer to a callback that asks for one.
func (s *Server) wireResponse(in *interaction) wireResponse {
	w := wireResponse{Interaction: wireResponded{ID: in.id, Type: in.kind}}
	m := s.messages[in.original]
	if m == nil {
		return w
	}
	w.Interaction.Message = m.ID
	w.Interaction.Loading, w.Interaction.Ephemeral = &m.Loading, &m.Ephemeral
	if in.answer.Type == showMessage || in.answer.Type == updateMessage {
		w.Resource = &wireResource{Type: in.answer.Type, Message: s.wire(m, true)}
	}
	return w
}

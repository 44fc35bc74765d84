package discordtest

import "net/http"

// holder returns the interaction that a token belongs to, as long as it is valid.
func (s *Server) holder(q *request) (*interaction, error) {
	in := s.tokens[q.args["webhook_token"]]
	switch {
	case q.args["webhook_id"] != AppID:
		return nil, notFound(unknownWebhook)
	case in == nil:
		return nil, fail(http.StatusUnauthorized, badWebhookToken)
	case s.now().Sub(in.created) > tokenLife:
		return nil, fail(http.StatusUnauthorized, badWebhookToken)
	case in.answer == nil:
		return nil, notFound(unknownWebhook)
	}
	return in, nil
}

// held returns a message of a token: the first response or a follow-up.
func (s *Server) held(q *request) (*message, error) {
	in, err := s.holder(q)
	if err != nil {
		return nil, err
	}
	id := q.args["message_id"]
	if id == "" || id == "@original" {
		id = in.original
	}
	m := s.messages[id]
	if m == nil || m.Deleted || !in.mine[id] {
		return nil, notFound(unknownMessage)
	}
	return m, nil
}

// followUp sends a further message. The first one after a deferred response is that
// response, whose visibility stays.
func (s *Server) followUp(q *request) (any, error) {
	in, err := s.holder(q)
	if err != nil {
		return nil, err
	}
	if in.answer.Type == showCompletions {
		return nil, notFound(unknownWebhook)
	}
	if m := s.messages[in.original]; m != nil && m.Loading && !m.Deleted {
		return s.change(m, q.body)
	}
	if in.ownInstall && in.followups >= maxFollowups {
		return nil, fail(http.StatusBadRequest, tooManyFollowups)
	}
	b, err := readMessage(q.body)
	if err != nil {
		return nil, err
	}
	in.followups++
	m := s.newAnswer(in, b)
	m.kind = 0
	s.present(in, m)
	return s.wire(m, true), nil
}

func (s *Server) getOriginal(q *request) (any, error) {
	m, err := s.held(q)
	if err != nil {
		return nil, err
	}
	return s.wire(m, true), nil
}

func (s *Server) editOriginal(q *request) (any, error) {
	m, err := s.held(q)
	if err != nil {
		return nil, err
	}
	return s.change(m, q.body)
}

func (s *Server) deleteOriginal(q *request) (any, error) {
	m, err := s.held(q)
	if err != nil {
		return nil, err
	}
	s.erase(m)
	return nil, nil
}

func (s *Server) getFollowup(q *request) (any, error)    { return s.getOriginal(q) }
func (s *Server) editFollowup(q *request) (any, error)   { return s.editOriginal(q) }
func (s *Server) deleteFollowup(q *request) (any, error) { return s.deleteOriginal(q) }

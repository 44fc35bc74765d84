package discordtest

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"
)

// maxBody is the largest request that is read: Discord takes files of 10 MB.
const maxBody = 26 << 20

// request is a request on its way to its answer.
type request struct {
	call  *Call
	route *route // nil if there is none
	args  map[string]string
	query url.Values
	auth  string
	agent string
	body  []byte // JSON; nil if there is none
	err   error  // why the body cannot be read
}

// answer is what goes out.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP answers a request of the bot, or opens a link.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.busy.Done()
	q := newRequest(w, r)
	s.record(q.call)
	linking := q.call.Route == gatewayRoute
	if f := s.fault(q.call); f != nil {
		if !linking || f.harms() {
			s.strike(w, r, q, f)
			return
		}
		pause(r.Context(), f.Delay)
	}
	if linking {
		s.finish(q.call, http.StatusSwitchingProtocols, nil)
		s.serveGateway(w, r)
		return
	}
	a := s.do(q)
	if r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	a.head(w)
	_, _ = w.Write(a.body) // an error means that the bot has gone
}

func newRequest(w http.ResponseWriter, r *http.Request) *request {
	q := &request{query: r.URL.Query(), auth: r.Header.Get("Authorization"), agent: r.UserAgent()}
	if websocket.IsWebSocketUpgrade(r) {
		q.call = &Call{Method: r.Method, Path: r.URL.Path, Route: gatewayRoute, key: gatewayRoute}
		return q
	}
	rt, args, path := find(r)
	q.route, q.args = rt, args
	q.call = &Call{Method: r.Method, Path: path, Route: r.Method + " " + path, Token: q.auth != ""}
	if rt != nil {
		q.call.Route = rt.name()
		q.call.key = rt.bucketKey(args)
	}
	q.body, q.err = readBody(w, r)
	if json.Valid(q.body) {
		q.call.Body = q.body
	} else if len(q.body) > 0 && q.err == nil {
		q.err = fail(http.StatusBadRequest, badJSON)
	}
	return q
}

// readBody returns the JSON of a request, which may be a part of a form.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, fail(http.StatusBadRequest, badForm)
		}
		return []byte(r.FormValue("payload_json")), nil
	}
	body, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, &failure{status: http.StatusRequestEntityTooLarge, code: 40005, message: "Request entity too large"}
	case err != nil: // the bot has gone
		panic(http.ErrAbortHandler)
	case len(body) > 0 && kind != "application/json":
		return nil, &failure{status: http.StatusBadRequest, code: badForm, message: "discordtest reads JSON only, not " + kind}
	}
	return body, nil
}

// do does what a request asks for and returns the answer.
func (s *Server) do(q *request) *answer {
	a, f := s.result(q)
	s.finish(q.call, a.status, f)
	return a
}

func (s *Server) result(q *request) (*answer, *failure) {
	header := http.Header{}
	v, err := []byte(nil), s.admit(q, header)
	if err == nil {
		v, err = s.perform(q)
	}
	if err != nil {
		f := failureOf(err)
		a := failed(f)
		maps.Copy(a.header, header)
		return a, f
	}
	a := &answer{status: http.StatusOK, header: header, body: v}
	if v == nil {
		a.status = http.StatusNoContent
	}
	return a, nil
}

// admit lets a request in that comes from the right bot and within the limits.
func (s *Server) admit(q *request, header http.Header) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.banned():
		return &failure{status: http.StatusTooManyRequests, html: true, retryAfter: 600}
	case !strings.HasPrefix(q.agent, "DiscordBot ("):
		s.violate(q, problem{text: "User-Agent " + strconv.Quote(q.agent) + " is none of a bot"})
		return fail(http.StatusForbidden, badAgent)
	case q.route == nil:
		s.violate(q, problem{text: "discordtest does not know this method"})
		return &failure{status: http.StatusNotFound, message: "404: Not Found"}
	case !q.route.open && (q.auth != "Bot "+s.token || s.token == ""):
		return unauthorized()
	}
	return s.count(q, header)
}

// perform checks the body and calls the route's handler.
func (s *Server) perform(q *request) ([]byte, error) {
	if q.err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.violate(q, problem{text: q.err.Error()})
		return nil, q.err
	}
	err := s.check(q)
	s.mu.Lock()
	defer s.mu.Unlock()
	var v any
	if err == nil {
		v, err = q.route.do(s, q)
	}
	if err != nil {
		s.blame(q, err)
		return nil, err
	}
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

// check refuses a body that Discord would not take.
func (s *Server) check(q *request) error {
	var problems []problem
	if q.route.limits != nil {
		problems = q.route.limits(q)
	}
	// The document has an opinion on each form that a value could have, so it is asked
	// only about what the limits do not know.
	if s.schema != nil && !s.set.trusting && !slices.ContainsFunc(problems, func(p problem) bool { return !p.unread }) {
		if more := s.schema.check(q); len(more) > 0 {
			problems = more
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return invalid(problems...)
}

func failed(f *failure) *answer {
	a := &answer{status: f.status, header: http.Header{}, body: f.body()}
	if f.html {
		a.header.Set("Content-Type", "text/html; charset=UTF-8")
	}
	if f.status == http.StatusTooManyRequests {
		if f.retryAfter > 0 {
			a.header.Set("Retry-After", strconv.Itoa(int(f.retryAfter+0.999)))
		}
		if f.scope != "" {
			a.header.Set("X-RateLimit-Scope", f.scope)
		}
		if f.global {
			a.header.Set("X-RateLimit-Global", "true")
		} else if f.retryAfter > 0 && !f.html {
			a.header.Set("X-RateLimit-Remaining", "0")
			a.header.Set("X-RateLimit-Reset-After", strconv.FormatFloat(f.retryAfter, 'f', 3, 64))
		}
	}
	return a
}

// head writes status and header.
func (a *answer) head(w http.ResponseWriter) {
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	if h.Get("Content-Type") == "" && len(a.body) > 0 {
		h.Set("Content-Type", "application/json")
	}
	if len(a.body) > 0 {
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
}

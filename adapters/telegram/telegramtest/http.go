package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
)

var (
	methodPath = regexp.MustCompile(`^/bot([^/]*)/([A-Za-z]+)$`)
	goodToken  = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
)

// failure is an answer with "ok": false.
type failure struct {
	code        int
	description string
	retryAfter  int
	migrateTo   int64
}

// Error makes a failure an error.
func (f *failure) Error() string { return f.description }

func bad(description string) error {
	return &failure{code: http.StatusBadRequest, description: "Bad Request: " + description}
}

func unauthorized() error {
	return &failure{code: http.StatusUnauthorized, description: "Unauthorized"}
}

func tooMany(seconds int) error {
	return &failure{
		code:        http.StatusTooManyRequests,
		description: "Too Many Requests: retry after " + strconv.Itoa(seconds),
		retryAfter:  seconds,
	}
}

func notFound(what string) error {
	return &failure{code: http.StatusNotFound, description: what}
}

// envelope is what every answer of the Bot API is packed into.
type envelope struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result,omitempty"`
	ErrorCode   int             `json:"error_code,omitempty"`
	Description string          `json:"description,omitempty"`
	Parameters  *hints          `json:"parameters,omitempty"`
}

type hints struct {
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter int   `json:"retry_after,omitempty"`
}

// ServeHTTP answers a call of the bot.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.busy.Done()
	name, err := s.method(r.URL.Path)
	if err != nil {
		write(w, err)
		return
	}
	p, err := parse(w, r)
	if err != nil {
		write(w, err)
		return
	}
	call := s.record(name, p)
	if f := s.fault(call); f != nil {
		s.fail(w, r, call, f)
		return
	}
	code, body := s.do(r.Context(), call)
	if r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	send(w, code, body)
}

// method reads a path, which holds the token.
func (s *Server) method(path string) (string, error) {
	m := methodPath.FindStringSubmatch(path)
	if m == nil || !goodToken.MatchString(m[1]) {
		return "", notFound("Not Found")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if m[1] != s.token {
		return "", unauthorized()
	}
	return m[2], nil
}

// do does what a call asks for and returns the answer.
func (s *Server) do(ctx context.Context, c *Call) (code int, body []byte) {
	result, err := s.result(ctx, c.Method, params(c.Params))
	code, body = answer(result, err)
	if ctx.Err() == nil {
		s.finish(c, code, err)
	}
	return code, body
}

func (s *Server) result(ctx context.Context, name string, p params) (json.RawMessage, error) {
	if name == "getUpdates" {
		return s.getUpdates(ctx, p)
	}
	do, ok := methods[name]
	if !ok {
		return nil, notFound("Not Found: method not found")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return do(s, p)
}

// write answers a call that is none, so that it is not recorded.
func write(w http.ResponseWriter, err error) {
	code, body := answer(nil, err)
	send(w, code, body)
}

func send(w http.ResponseWriter, code int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body) // the bot may have gone
}

// result is what a method returns, as JSON.
type result = json.RawMessage

// answer packs a result, or an error, which is a failure or one of the server's own.
func answer(result json.RawMessage, err error) (int, []byte) {
	if err == nil {
		body := make([]byte, 0, len(result)+24)
		body = append(body, `{"ok":true,"result":`...)
		body = append(body, result...)
		return http.StatusOK, append(body, '}')
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{code: http.StatusInternalServerError, description: fmt.Sprintf("Internal Server Error: %v", err)}
	}
	e := envelope{ErrorCode: f.code, Description: f.description}
	if f.retryAfter != 0 || f.migrateTo != 0 {
		e.Parameters = &hints{MigrateTo: f.migrateTo, RetryAfter: f.retryAfter}
	}
	body, _ := json.Marshal(e) // numbers and strings only
	return f.code, body
}

// encode makes a result of a value.
func encode[T any](v T) (json.RawMessage, error) {
	return json.Marshal(v)
}

var yes = json.RawMessage("true")

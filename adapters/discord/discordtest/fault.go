package discordtest

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// hugeBody is the size of the answer of [Fault].Huge.
const hugeBody = 50 << 20

// Fault makes calls fail. What a call asks for is done only if the fault has none of
// Status, RetryAfter, Body, HTML, Hang, Drop and Huge: then the true answer is only
// late, slow, cut or lost.
type Fault struct {
	Route string          // such as "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"; "" is any but a new link, "GET gateway"
	Match func(Call) bool // further condition; nil is none
	Times int             // calls; 0 is one, below 0 is all until [Server.Heal]

	Status     int     // 429 need not be given with RetryAfter
	Code       int     // of Discord, in the JSON
	Message    string  // Discord's usual one for the code if empty
	RetryAfter float64 // seconds, in a 429
	Global     bool    // the 429 is for all routes
	Scope      string  // X-RateLimit-Scope; "user", or "global", if empty
	HTML       bool    // Cloudflare's page instead of JSON; status 429 if none is given
	Body       string  // instead of JSON; Status 0 is 200

	Delay          time.Duration // before anything
	Hang           bool          // no answer at all, the connection stays open
	Drop           bool          // the connection is cut, nothing was done
	AcceptThenDrop bool          // it is done, and then the connection is cut
	Cut            bool          // the connection is cut in the middle of the body
	Huge           bool          // the body has 50 MB
	Slow           int           // bytes a second, at which the body trickles

	left int
}

// Fail adds a fault. The first that fits a call and is not used up strikes.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.left = cmp.Or(f.Times, 1)
	s.faults = append(s.faults, &f)
}

// Heal removes all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault returns the fault that strikes a call, nil if none. Match is called without
// s.mu, so that it may use the server.
func (s *Server) fault(c *Call) *Fault {
	s.mu.Lock()
	faults, call := s.faults, *c
	s.mu.Unlock()
	for _, f := range faults {
		if f.fits(call) && s.use(f) {
			return f
		}
	}
	return nil
}

func (f *Fault) fits(c Call) bool {
	if f.Route != c.Route && (f.Route != "" || c.Route == gatewayRoute) {
		return false
	}
	return f.Match == nil || f.Match(c)
}

// use counts a strike; false if the fault is used up.
func (s *Server) use(f *Fault) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.left > 0 {
		f.left--
		return true
	}
	return f.left < 0
}

// harms reports whether a fault does more than to delay.
func (f *Fault) harms() bool {
	return f.Status != 0 || f.RetryAfter != 0 || f.HTML || f.Body != "" ||
		f.Hang || f.Drop || f.AcceptThenDrop || f.Cut || f.Huge
}

// strike answers a request that a fault strikes.
func (s *Server) strike(w http.ResponseWriter, r *http.Request, q *request, f *Fault) {
	pause(r.Context(), f.Delay)
	if f.Hang {
		<-r.Context().Done()
	}
	if f.Hang || f.Drop || r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	a := s.outcome(q, f)
	if f.AcceptThenDrop || r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	a.head(w)
	body := a.body
	if f.Cut {
		body = body[:len(body)/2]
	}
	trickle(r.Context(), w, body, f.Slow)
	if f.Cut {
		_ = http.NewResponseController(w).Flush() // the half is to arrive
		panic(http.ErrAbortHandler)
	}
}

// outcome is the answer that a fault gives, or the true one.
func (s *Server) outcome(q *request, f *Fault) *answer {
	var a *answer
	switch {
	case f.Huge:
		body := append(bytes.Repeat([]byte("x"), hugeBody), `"}`...)
		copy(body, `{"message":"`)
		a = &answer{status: cmp.Or(f.Status, http.StatusOK), body: body, header: http.Header{}}
	case f.Body != "":
		a = &answer{status: cmp.Or(f.Status, http.StatusOK), body: []byte(f.Body), header: http.Header{}}
		if strings.HasPrefix(f.Body, "<") {
			a.header.Set("Content-Type", "text/html; charset=UTF-8")
		}
	case f.Status == 0 && f.RetryAfter == 0 && !f.HTML:
		return s.do(q)
	default:
		e := f.failure()
		s.finish(q.call, e.status, e)
		return failed(e)
	}
	s.finish(q.call, a.status, nil)
	return a
}

// failure is the error that a fault stands for.
func (f *Fault) failure() *failure {
	e := &failure{
		status: f.Status, code: f.Code, message: f.Message,
		retryAfter: f.RetryAfter, global: f.Global, scope: f.Scope, html: f.HTML,
	}
	if f.RetryAfter != 0 || f.HTML {
		e.status = cmp.Or(e.status, http.StatusTooManyRequests)
	}
	usual := strconv.Itoa(e.status) + ": " + http.StatusText(e.status)
	if e.status == http.StatusTooManyRequests {
		usual = "You are being rate limited."
		e.scope = cmp.Or(e.scope, map[bool]string{true: "global", false: "user"}[f.Global])
	}
	e.message = cmp.Or(e.message, wordings[f.Code], usual)
	return e
}

// pause waits, but not longer than ctx.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// trickle writes a body, at most rate bytes a second if rate is not 0.
func trickle(ctx context.Context, w io.Writer, body []byte, rate int) {
	const steps = 20 // a second
	size := len(body)
	if rate > 0 {
		size = max(1, rate/steps)
	}
	for len(body) > 0 && ctx.Err() == nil {
		n := min(size, len(body))
		if _, err := w.Write(body[:n]); err != nil {
			return // the bot has gone
		}
		body = body[n:]
		if rate == 0 {
			continue
		}
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		pause(ctx, time.Second/steps)
	}
}

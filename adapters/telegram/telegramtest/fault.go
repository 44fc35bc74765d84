package telegramtest

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// hugeBody is the size of the answer of [Fault].Huge.
const hugeBody = 50 << 20

// Fault makes calls fail. What a call asks for is done only if the fault has none of
// Status, RetryAfter, MigrateTo, Body, Hang, Drop and Huge: then the true answer is
// only late, slow, cut or lost.
type Fault struct {
	Method string          // "" is any
	Match  func(Call) bool // further condition; nil is none
	Times  int             // calls; 0 is one, below 0 is all until [Server.Heal]

	Status      int    // of an answer with "ok": false; 429 and 400 need not be given with what follows
	RetryAfter  int    // seconds, in a 429
	MigrateTo   int64  // the chat's new id, in a 400
	Description string // Telegram's usual one for the status if empty
	Body        string // instead of JSON, such as a proxy's HTML page; Status 0 is 200

	Delay          time.Duration // before anything
	Hang           bool          // no answer at all, the connection stays open
	Drop           bool          // the connection is cut, nothing was done
	AcceptThenDrop bool          // it is done, and then the connection is cut
	Cut            bool          // the connection is cut in the middle of the body
	Huge           bool          // the body has 50 MB
	Slow           int           // bytes a second, at which the body trickles
	Gzip           bool          // the body is compressed, so that a huge one is small on its way

	left int
}

// Fail adds a fault. The first that fits a call and is not used up strikes. A
// getUpdates that waits already is not struck.
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
		if f.Method != "" && f.Method != call.Method || f.Match != nil && !f.Match(call) {
			continue
		}
		if s.use(f) {
			return f
		}
	}
	return nil
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

// fail answers a call that a fault strikes.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, c *Call, f *Fault) {
	pause(r.Context(), f.Delay)
	if f.Hang {
		<-r.Context().Done()
	}
	if f.Hang || f.Drop || r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	code, body := s.outcome(r.Context(), c, f)
	if f.AcceptThenDrop || r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	if strings.HasPrefix(f.Body, "<") {
		w.Header().Set("Content-Type", "text/html")
	} else {
		w.Header().Set("Content-Type", "application/json")
	}
	body = f.pack(w, body)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
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
func (s *Server) outcome(ctx context.Context, c *Call, f *Fault) (code int, body []byte) {
	switch {
	case f.Huge:
		code, body = cmp.Or(f.Status, http.StatusOK), huge()
	case f.Body != "":
		code, body = cmp.Or(f.Status, http.StatusOK), []byte(f.Body)
	case f.Status == 0 && f.RetryAfter == 0 && f.MigrateTo == 0:
		return s.do(ctx, c)
	default:
		e := f.failure()
		code, body = answer(nil, e)
		s.finish(c, code, e)
		return code, body
	}
	s.finish(c, code, nil)
	return code, body
}

// huge is a body that Telegram would never send, though it is in order.
var huge = sync.OnceValue(func() []byte {
	body := append(bytes.Repeat([]byte("x"), hugeBody), `"}`...)
	copy(body, `{"ok":true,"result":"`)
	return body
})

// failure is the error that a fault stands for.
func (f *Fault) failure() *failure {
	e := &failure{code: f.Status, description: f.Description, retryAfter: f.RetryAfter, migrateTo: f.MigrateTo}
	usual := ""
	switch {
	case f.RetryAfter != 0:
		e.code = cmp.Or(e.code, http.StatusTooManyRequests)
		usual = "Too Many Requests: retry after " + strconv.Itoa(f.RetryAfter)
	case f.MigrateTo != 0:
		e.code = cmp.Or(e.code, http.StatusBadRequest)
		usual = "Bad Request: group chat was upgraded to a supergroup chat"
	case f.Status == http.StatusForbidden:
		usual = "Forbidden: bot was blocked by the user"
	case f.Status == http.StatusConflict:
		usual = byOther
	default:
		usual = http.StatusText(f.Status)
	}
	e.description = cmp.Or(e.description, usual)
	return e
}

// pack compresses a body, if the fault says so.
func (f *Fault) pack(w http.ResponseWriter, body []byte) []byte {
	if !f.Gzip {
		return body
	}
	w.Header().Set("Content-Encoding", "gzip")
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that there is
	_, _ = z.Write(body)                              // a buffer takes all
	_ = z.Close()
	return out.Bytes()
}

// trickle writes a body, at most rate bytes a second if rate is not 0.
func trickle(ctx context.Context, w io.Writer, body []byte, rate int) {
	const steps = 20 // a second
	size := len(body)
	if rate > 0 {
		size = max(1, rate/steps)
	}
	for len(body) > 0 {
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
		if ctx.Err() != nil {
			return
		}
	}
}

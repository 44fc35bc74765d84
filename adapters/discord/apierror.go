package discord

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// apiError is Discord's answer to a request that it does not take.
type apiError struct {
	status  int
	code    int // discord.com/developers/docs/topics/opcodes-and-status-codes#json
	message string
	tries   int    // how often the request was made
	fields  fields // of the body, with what is wrong with them
	after   time.Duration
	global  bool
	shared  bool // others than the bot have used the limit up
	page    bool // it is from a proxy in front of Discord, which knows no routes
}

// Error implements error.
func (e *apiError) Error() string {
	return fmt.Sprintf("HTTP status %d, code %d: %.200s", e.status, e.code, e.message)
}

// about reports whether something is wrong with a field of the body.
func (e *apiError) about(field string) bool {
	_, ok := e.fields[field]
	return ok
}

// fields are those of a body with which something is wrong.
type fields map[string]json.RawMessage

// UnmarshalJSON implements json.Unmarshaler. It never fails: the code and the time to wait
// count, whatever stands beside them.
func (f *fields) UnmarshalJSON(raw []byte) error {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		m = nil
	}
	*f = m
	return nil
}

// readError reads an answer, which need not be JSON: a proxy in front speaks HTML.
func readError(resp *http.Response, body []byte) error {
	var said struct {
		Code       number `json:"code"`
		Message    text   `json:"message"`
		RetryAfter number `json:"retry_after"`
		Global     truth  `json:"global"`
		Errors     fields `json:"errors"`
	}
	notJSON := json.Unmarshal(body, &said) != nil
	message := cmp.Or(string(said.Message), http.StatusText(resp.StatusCode)) // proxies say no more
	e := &apiError{status: resp.StatusCode, code: int(said.Code), message: message, fields: said.Errors, global: bool(said.Global) || resp.Header.Get("X-RateLimit-Global") != ""}
	e.after = cmp.Or(seconds(float64(said.RetryAfter)), retryAfter(resp.Header))
	e.shared = resp.Header.Get("X-RateLimit-Scope") == "shared"
	if e.status == http.StatusTooManyRequests {
		e.page = notJSON
		e.after = max(e.after, minHold)
	}
	return e
}

// retryAfter is how long a header says to wait: seconds, or a date by the clock of who wrote it
// (RFC 9110, 10.2.3).
func retryAfter(h http.Header) time.Duration {
	said := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(said, 64); err == nil {
		return seconds(s)
	}
	at, err := http.ParseTime(said)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return seconds(at.Sub(now).Seconds())
}

func seconds(s float64) time.Duration {
	if math.IsNaN(s) {
		return 0
	}
	return time.Duration(min(max(s, 0), 24*60*60) * float64(time.Second))
}

// is reports whether an error is Discord's answer of that code.
func is(err error, code int) bool {
	var said *apiError
	return errors.As(err, &said) && said.code == code
}

// codeNoReply: the bot may not read what was written before, which a reply needs.
const codeNoReply = 160002

// codeNoFirstPost: a forum's post is not there yet, its pictures are still on their way.
const codeNoFirstPost = 40058

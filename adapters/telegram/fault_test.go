package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// said is an error as Telegram words it.
func said(code int, text string) error { return &tgbotapi.Error{Code: code, Message: text} }

func saidLater(code, seconds int) error {
	return &tgbotapi.Error{Code: code, Message: "Too Many Requests: retry after", ResponseParameters: tgbotapi.ResponseParameters{RetryAfter: seconds}}
}

func saidMoved(code int) error {
	return &tgbotapi.Error{Code: code, Message: "Bad Request: group chat was upgraded to a supergroup chat",
		ResponseParameters: tgbotapi.ResponseParameters{MigrateToChatID: -1001}}
}

func TestFaultOf(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want fault
		wait time.Duration
	}{
		"429":                       {saidLater(429, 7), faultSlower, 7 * time.Second},
		"429 without a time":        {said(429, "Too Many Requests"), faultSlower, time.Second},
		"a time with another code":  {saidLater(400, 3), faultSlower, 3 * time.Second},
		"401":                       {said(401, "Unauthorized"), faultToken, 0},
		"404":                       {said(404, "Not Found"), faultToken, 0},
		"404 of a method":           {said(404, "Not Found: method not found"), faultOther, 0},
		"409 of polling":            {said(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"), faultConflict, 0},
		"409 of a webhook":          {said(409, "Conflict: can't use getUpdates method while webhook is active"), faultConflict, 0},
		"403 blocked":               {said(403, "Forbidden: bot was blocked by the user"), faultGone, 0},
		"403 kicked":                {said(403, "Forbidden: bot was kicked from the supergroup chat"), faultGone, 0},
		"403 no member":             {said(403, "Forbidden: bot is not a member of the channel chat"), faultGone, 0},
		"403 deactivated":           {said(403, "Forbidden: user is deactivated"), faultGone, 0},
		"403 never started":         {said(403, "Forbidden: bot can't initiate conversation with a user"), faultGone, 0},
		"400 no chat":               {said(400, "Bad Request: chat not found"), faultGone, 0},
		"400 no right to write":     {said(400, "Bad Request: not enough rights to send text messages to the chat"), faultGone, 0},
		"400 no rights":             {said(400, "Bad Request: have no rights to send a message"), faultGone, 0},
		"400 moved":                 {saidMoved(400), faultMoved, 0},
		"403 moved":                 {saidMoved(403), faultMoved, 0},
		"400 markup":                {said(400, "Bad Request: can't parse entities: Unsupported start tag \"br\" at byte offset 5"), faultParse, 0},
		"400 reply":                 {said(400, "Bad Request: message to be replied not found"), faultNoReply, 0},
		"400 reply, worded before":  {said(400, "Bad Request: replied message not found"), faultNoReply, 0},
		"400 topic":                 {said(400, "Bad Request: message thread not found"), faultNoThread, 0},
		"400 same":                  {said(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"), faultSame, 0},
		"400 edit":                  {said(400, "Bad Request: message to edit not found"), faultOther, 0},
		"400 late":                  {said(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"), faultOther, 0},
		"400 long":                  {said(400, "Bad Request: message is too long"), faultOther, 0},
		"500":                       {said(500, "Internal Server Error"), faultServer, 0},
		"502 in JSON":               {said(502, "Bad Gateway"), faultServer, 0},
		"page 502":                  {&httpError{502, 0}, faultServer, 0},
		"page 503 with a time":      {&httpError{503, 9}, faultSlower, 9 * time.Second},
		"page 429":                  {&httpError{429, 4}, faultSlower, 4 * time.Second},
		"page 429 without a time":   {&httpError{429, 0}, faultSlower, time.Second},
		"page 404":                  {&httpError{404, 0}, faultServer, 0},
		"page 302":                  {&httpError{302, 0}, faultServer, 0},
		"dial":                      {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, faultDown, 0},
		"dial, no such name":        {&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host"}}, faultDown, 0},
		"reset while reading":       {&net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, faultUnsure, 0},
		"cut":                       {io.ErrUnexpectedEOF, faultUnsure, 0},
		"late":                      {context.DeadlineExceeded, faultUnsure, 0},
		"stopped":                   {context.Canceled, faultInterrupted, 0},
		"stopped while dialling":    {&net.OpError{Op: "dial", Err: context.Canceled}, faultInterrupted, 0},
		"anything else":             {errors.New("?"), faultUnsure, 0},
		"the bot's own word for it": {errGone, faultGone, 0},
	} {
		t.Run(name, func(t *testing.T) {
			for _, err := range []error{test.err, fmt.Errorf("call: %w", test.err)} {
				if got, wait := faultOf(err); got != test.want || wait != test.wait {
					t.Errorf("faultOf(%v) = %v, %v, want %v, %v", err, got, wait, test.want, test.wait)
				}
			}
		})
	}
}

// TestFaultsHaveNames: each can be told from the others in the log.
func TestFaultsHaveNames(t *testing.T) {
	names := map[string]bool{}
	for f := faultOther; f <= faultInterrupted; f++ {
		if names[f.String()] || f.String() == "" {
			t.Errorf("fault %d has no name of its own: %q", f, f)
		}
		names[f.String()] = true
	}
	if len(names) != len(faultNames) {
		t.Errorf("%d names for %d faults", len(faultNames), len(names))
	}
}

func TestMovedTo(t *testing.T) {
	if to, ok := movedTo(fmt.Errorf("call: %w", saidMoved(400))); !ok || to != -1001 {
		t.Errorf("movedTo = %d, %v, want -1001", to, ok)
	}
	for _, err := range []error{nil, said(400, "Bad Request: chat not found"), io.EOF} {
		if to, ok := movedTo(err); ok {
			t.Errorf("movedTo(%v) = %d, true, want false", err, to)
		}
	}
}

// TestNotReached: where there was no connection, nothing was taken, whatever the reason.
func TestNotReached(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // "unknown certificate"
	secure.StartTLS()
	defer secure.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
	defer proxy.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	through := func(address string) *http.Transport {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return &http.Transport{Proxy: http.ProxyURL(u)}
	}
	for name, test := range map[string]struct {
		api       string
		transport *http.Transport
	}{
		"nobody listens":                {closed.URL, &http.Transport{}},
		"a certificate of somebody":     {secure.URL, &http.Transport{}},
		"no TLS there":                  {strings.Replace(plain.URL, "http:", "https:", 1), &http.Transport{}},
		"the proxy is down":             {"http://telegram.invalid", through(closed.URL)},
		"the proxy is down, with TLS":   {"https://telegram.invalid", through(closed.URL)},
		"the proxy wants to know who":   {"https://telegram.invalid", through(proxy.URL)},
		"the proxy speaks no such kind": {"https://telegram.invalid", through("gopher://127.0.0.1:1")},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(Config{Token: testToken, API: test.api, Transport: test.transport})
			defer c.close()
			_, err := c.call(t.Context(), "sendMessage", nil)
			if f, _ := faultOf(err); f != faultDown {
				t.Errorf("call = %v, read as %v, want %v", err, f, faultDown)
			}
			showsNothing(t, err)
		})
	}
}

// TestFaultsOfRealServers: what a call meets is read as what it is.
func TestFaultsOfRealServers(t *testing.T) {
	says := func(status int, header, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if header != "" {
				w.Header().Set("Retry-After", header)
			}
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	page := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(w, "<html>502 Bad Gateway</html>")
	}
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, `{"ok":true,"result":`)
	}
	for name, test := range map[string]struct {
		serve http.HandlerFunc
		want  fault
		wait  time.Duration
	}{
		"429":              {says(429, "", `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5","parameters":{"retry_after":5}}`), faultSlower, 5 * time.Second},
		"400 moved":        {says(400, "", `{"ok":false,"error_code":400,"description":"Bad Request","parameters":{"migrate_to_chat_id":-1001234567890123}}`), faultMoved, 0},
		"500 in JSON":      {says(500, "", `{"ok":false,"error_code":500,"description":"Internal Server Error"}`), faultServer, 0},
		"503 with a time":  {says(503, "8", `{}`), faultSlower, 8 * time.Second},
		"502 page":         {page, faultServer, 0},
		"200 page":         {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>Please log in</html>") }, faultUnsure, 0},
		"cut body":         {cut, faultUnsure, 0},
		"cut connection":   {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, faultUnsure, 0},
		"the token echoed": {says(401, "", `{"ok":false,"error_code":401,"description":"Unauthorized: `+testToken+`"}`), faultToken, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(test.serve)
			defer server.Close()
			c := clientOf(t, server.URL)
			_, err := c.call(t.Context(), "sendMessage", tgbotapi.Params{"text": "x"})
			if err == nil {
				t.Fatal("no error")
			}
			if got, wait := faultOf(err); got != test.want || wait != test.wait {
				t.Errorf("faultOf(%v) = %v, %v, want %v, %v", err, got, wait, test.want, test.wait)
			}
			showsNothing(t, err)
		})
	}
}

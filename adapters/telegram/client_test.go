package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

func clientOf(t *testing.T, api string) *client {
	t.Helper()
	c := newClient(Config{Token: testToken, API: api, Webhook: Webhook{Secret: "hook-" + hush}})
	t.Cleanup(c.close)
	return c
}

// showsNothing wants an error that shows no secret, however it is printed.
func showsNothing(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, format := range []string{"%v", "%+v", "%#v", "%q"} {
			if text := fmt.Sprintf(format, e); strings.Contains(text, hush) {
				t.Errorf("%s of the error shows a secret: %s", format, text)
			}
		}
	}
	var address *url.Error
	if errors.As(err, &address) {
		t.Errorf("the address of the request can be found in the error: %s", address.URL)
	}
}

func TestCall(t *testing.T) {
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		got = r
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":9007199254740993}}`)
	}))
	defer server.Close()
	result, err := clientOf(t, server.URL+"/").call(t.Context(), "sendMessage", tgbotapi.Params{"text": "a&b=c %s 面包"})
	if err != nil || string(result) != `{"message_id":9007199254740993}` {
		t.Errorf("call = %s, %v, want the result as it came", result, err)
	}
	if got.URL.Path != "/bot"+testToken+"/sendMessage" || got.Method != http.MethodPost || got.PostForm.Get("text") != "a&b=c %s 面包" {
		t.Errorf("the request was %s %s with %v", got.Method, got.URL.Path, got.PostForm)
	}
}

// failing is a transport that fails in a way of its own.
type failing func(*http.Request) (*http.Response, error)

func (f failing) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestCallShowsNoToken: the HTTP client of Go puts the address into its errors.
func TestCallShowsNoToken(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, test := range map[string]struct {
		api       string
		transport http.RoundTripper
	}{
		"nobody listens":          {closed.URL, nil},
		"no such scheme":          {"gopher://localhost", nil},
		"an address that is none": {"http://[::1", nil},
		"an error that quotes it": {"http://localhost", failing(func(r *http.Request) (*http.Response, error) {
			return nil, errors.New("cannot reach " + r.URL.String())
		})},
		"an address in an address": {"http://localhost", failing(func(r *http.Request) (*http.Response, error) {
			return nil, &url.Error{Op: "Get", URL: r.URL.String(), Err: fmt.Errorf("%s: %w", r.URL, context.DeadlineExceeded)}
		})},
		"a header that is none": {"http://localhost", failing(func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("malformed response to %q", r.URL.RequestURI())
		})},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(Config{Token: testToken, API: test.api, Transport: test.transport})
			defer c.close()
			_, err := c.call(t.Context(), "getMe", nil)
			if err == nil {
				t.Fatal("no error")
			}
			showsNothing(t, err)
		})
	}
}

// TestCallFollowsNoRedirect: it would take the token elsewhere.
func TestCallFollowsNoRedirect(t *testing.T) {
	for _, kind := range []string{"text/html", "application/json"} {
		followed := false
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/getMe") {
				followed = true
			}
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(http.StatusTemporaryRedirect)
			fmt.Fprint(w, `{}`)
		}))
		_, err := clientOf(t, server.URL).call(t.Context(), "getMe", nil)
		if err == nil || followed {
			t.Errorf("%s: call = %v, followed %v, want an error and no second request", kind, err, followed)
		} else {
			showsNothing(t, err)
		}
		server.Close()
	}
}

// TestCallReadsNoMoreThanItNeeds: what answers without end does not fill the memory.
func TestCallReadsNoMoreThanItNeeds(t *testing.T) {
	for method, most := range map[string]int{"sendMessage": maxBody, "getUpdates": maxUpdates} {
		for name, size := range map[string]int{"fits": most - 100, "does not": most + 100} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				fmt.Fprint(w, `{"ok":true,"result":"`)
				_, _ = w.Write(bytes.Repeat([]byte("x"), size))
				fmt.Fprint(w, `"}`)
			}))
			_, err := clientOf(t, server.URL).call(t.Context(), method, nil)
			if fits := name == "fits"; (err == nil) != fits {
				t.Errorf("%s of %d bytes: call = %v, want an answer: %v", method, size, err, fits)
			}
			server.Close()
		}
	}
}

// TestCallReusesConnections, also after a page that is no answer: a new one for each call
// of a server that is down would make it worse.
func TestCallReusesConnections(t *testing.T) {
	opened := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(w, strings.Repeat("<p>Bad Gateway", 500))
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened++
		}
	}
	server.Start()
	c := clientOf(t, server.URL)
	for range 5 {
		if _, err := c.call(t.Context(), "getMe", nil); err == nil {
			t.Fatal("no error")
		}
	}
	server.Close()
	if opened != 1 {
		t.Errorf("%d connections were opened for 5 calls, want 1", opened)
	}
}

func TestCallCancelled(t *testing.T) {
	arrived := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	_, err := clientOf(t, server.URL).call(ctx, "getUpdates", nil)
	if f, _ := faultOf(err); !errors.Is(err, context.Canceled) || f != faultInterrupted {
		t.Errorf("call = %v, read as %v, want interrupted", err, f)
	}
	showsNothing(t, err)
}

// TestCallTimesOut: a server that says nothing is not waited for, and a request for
// updates is held longer than Telegram holds it.
func TestCallTimesOut(t *testing.T) {
	for method, want := range map[string]time.Duration{"sendMessage": 20 * time.Second, "getUpdates": 65 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			c := newClient(Config{Token: testToken, Transport: failing(func(r *http.Request) (*http.Response, error) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			})})
			began := time.Now()
			_, err := c.call(t.Context(), method, nil)
			if f, _ := faultOf(err); f != faultUnsure || time.Since(began) != want {
				t.Errorf("%s: call = %v after %v, read as %v, want no answer after %v", method, err, time.Since(began), f, want)
			}
		})
	}
}

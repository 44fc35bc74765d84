package retry_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/internal/retry"
)

// TestWay: what is looked at is where a connection begins; nothing goes past a proxy.
func TestWay(t *testing.T) {
	for name, test := range map[string]struct{ address, proxy, want string }{
		"https":           {"https://platform.invalid/api/v10", "", "platform.invalid:443"},
		"http":            {"http://platform.invalid", "", "platform.invalid:80"},
		"a gateway":       {"wss://gateway.invalid/?v=10", "", "gateway.invalid:443"},
		"a plain gateway": {"ws://gateway.invalid:8080/", "", "gateway.invalid:8080"},
		"six":             {"http://[::1]:9", "", "[::1]:9"},
		"proxy":           {"https://platform.invalid", "http://user:hush@proxy.invalid:3128", "proxy.invalid:3128"},
		"gateway, proxy":  {"wss://gateway.invalid", "http://proxy.invalid", "proxy.invalid:80"},
		"proxy with TLS":  {"https://platform.invalid", "https://proxy.invalid", "proxy.invalid:443"},
		"socks":           {"https://platform.invalid", "socks5://proxy.invalid", "proxy.invalid:1080"},
		"odd proxy":       {"https://platform.invalid", "x://proxy.invalid", ""},
		"no proxy":        {"https://platform.invalid", "%", ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got := ""
				transport := &http.Transport{
					DialContext: func(_ context.Context, _, address string) (net.Conn, error) {
						got = address
						return nil, errRefused
					},
					Proxy: func(r *http.Request) (*url.URL, error) {
						if r.URL.Scheme != "https" && r.URL.Scheme != "http" {
							return nil, fmt.Errorf("a proxy for %s", r.URL.Scheme)
						}
						if test.proxy == "" {
							return nil, nil
						}
						return url.Parse(test.proxy)
					},
				}
				l := retry.WayOf(transport).Lookout(test.address, nil)
				_ = l.Sleep(t.Context(), 2*time.Second, errRefused)
				if got != test.want {
					t.Errorf("%q is looked at, want %q", got, test.want)
				}
			})
		})
	}
}

// TestUnreached: by errors as they are, of requests to nobody, past nobody, and to somebody.
func TestUnreached(t *testing.T) {
	nobody, refusing := "http://127.0.0.1:9", httptest.NewServer(http.NotFoundHandler())
	defer refusing.Close()
	for name, test := range map[string]struct {
		address, proxy string
		want           bool
	}{
		"nobody":               {"https://127.0.0.1:9", "", true},
		"no such name":         {"https://platform.invalid", "", true},
		"no proxy":             {"https://platform.invalid", nobody, true},
		"a proxy that says no": {"https://platform.invalid", refusing.URL, false},
		"no certificate":       {"https://" + refusing.Listener.Addr().String(), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			transport := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) {
				if test.proxy == "" {
					return nil, nil
				}
				return url.Parse(test.proxy)
			}}
			defer transport.CloseIdleConnections()
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, test.address, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := transport.RoundTrip(req)
			if err == nil {
				_ = resp.Body.Close()
			}
			if got := retry.Unreached(fmt.Errorf("getMe: %w", err)); got != test.want || err == nil {
				t.Errorf("Unreached(%v) = %v, want %v", err, got, test.want)
			}
		})
	}
	if retry.Unreached(nil) || retry.Unreached(errors.New("dial")) {
		t.Error("what is no failed connection counts as one")
	}
}

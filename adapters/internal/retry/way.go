package retry

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
)

// Unreached reports whether a call failed because no connection was made, to the platform or
// to the proxy in front of it: the name is not known, nobody listens, or nobody answers.
// Whatever failed later does not count: a proxy that refuses, a certificate, an answer.
func Unreached(err error) bool {
	var op *net.OpError
	for errors.As(err, &op) {
		if op.Op == "dial" {
			return true
		}
		err = op.Err // such as "proxyconnect", of net/http
	}
	return false
}

// Dial makes a connection, as [net.Dialer.DialContext] does.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Way is how connections are made.
type Way struct {
	Proxy func(*http.Request) (*url.URL, error) // nil is none
	Dial  Dial                                  // nil makes none
}

// WayOf is the way of a transport: that of Go's own, none of any other, which may not use
// the network at all.
func WayOf(t http.RoundTripper) Way {
	own, ok := t.(*http.Transport)
	if !ok {
		return Way{}
	}
	w := Way{own.Proxy, own.DialContext}
	if w.Dial == nil {
		w.Dial = (&net.Dialer{}).DialContext
	}
	return w
}

// ports are those of addresses that name none.
var ports = map[string]string{"http": "80", "ws": "80", "https": "443", "wss": "443", "socks5": "1080", "socks5h": "1080"}

// first is host:port to which a connection is made first for an address: the proxy's, if
// there is one, as nothing may go past it. It is "" if there is no such way.
func (w Way) first(address string) string {
	u, err := url.Parse(address)
	if err != nil || w.Dial == nil {
		return ""
	}
	asked := *u
	asked.Scheme = map[string]string{"ws": "http", "wss": "https"}[u.Scheme] // proxies are set for these
	asked.Scheme = cmp.Or(asked.Scheme, u.Scheme)
	if w.Proxy != nil {
		proxy, err := w.Proxy(&http.Request{URL: &asked})
		if err != nil {
			return ""
		}
		if proxy != nil {
			u = proxy
		}
	}
	port := cmp.Or(u.Port(), ports[u.Scheme])
	if u.Hostname() == "" || port == "" {
		return ""
	}
	return net.JoinHostPort(u.Hostname(), port)
}

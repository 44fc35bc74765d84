package retry_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/adapters/internal/pipes"
	"candor/adapters/internal/retry"
)

// leaking leads to a listener by connections that can swallow everything.
type leaking struct {
	*pipes.Listener
	hole  atomic.Bool
	dials atomic.Int64
}

func (p *leaking) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	if p.hole.Load() {
		return nil, errRefused
	}
	p.dials.Add(1)
	conn, err := p.Dial(ctx, network)
	if err != nil {
		return nil, err
	}
	return &leak{Conn: conn, hole: &p.hole}, nil
}

// leak is a connection that loses what is written while there is a hole, and all that follows.
type leak struct {
	net.Conn
	hole *atomic.Bool
	lost atomic.Bool
}

// Write implements [net.Conn].
func (l *leak) Write(b []byte) (int, error) {
	if l.hole.Load() || l.lost.Load() {
		l.lost.Store(true)
		return len(b), nil
	}
	return l.Conn.Write(b)
}

// TestTransportLeavesTheDead: a connection of HTTP/2 on which nothing comes any more is given
// up within half a minute, and the next request makes another one; one that lives is kept,
// however long its server takes to answer.
func TestTransportLeavesTheDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &leaking{Listener: pipes.Listen()}
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(50 * time.Second) // as who asks for updates is let wait
			_, _ = io.WriteString(w, "{}")
		}))
		_ = s.Listener.Close()
		s.Listener, s.EnableHTTP2, s.Config.ErrorLog = p, true, log.New(io.Discard, "", 0)
		s.StartTLS()
		defer s.Close()
		transport := retry.Transport(1)
		transport.DialContext, transport.Proxy = p.dial, nil
		transport.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		defer transport.CloseIdleConnections()
		for range 2 {
			if took, err := get(t, transport, s.URL); err != nil || took != 50*time.Second {
				t.Fatalf("a request takes %v: %v", took, err)
			}
		}
		if n := p.dials.Load(); n != 1 {
			t.Errorf("%d connections were made, want one", n)
		}
		p.hole.Store(true)
		if took, err := get(t, transport, s.URL); err == nil || took > 30*time.Second {
			t.Errorf("a request over a dead connection takes %v: %v, want an error in half a minute", took, err)
		}
		if _, err := get(t, transport, s.URL); !retry.Unreached(err) {
			t.Errorf("the next request ends by %v, want that there is nobody", err)
		}
		p.hole.Store(false)
		if _, err := get(t, transport, s.URL); err != nil || p.dials.Load() != 2 {
			t.Errorf("afterwards a request ends by %v, %d connections were made, want two", err, p.dials.Load())
		}
	})
}

// get makes a request as one that asks for updates.
func get(t *testing.T, transport *http.Transport, address string) (took time.Duration, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 65*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return time.Since(began), err
	}
	defer resp.Body.Close()
	if resp.ProtoMajor != 2 {
		t.Fatalf("it speaks %s: the test is none", resp.Proto)
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return time.Since(began), err
}

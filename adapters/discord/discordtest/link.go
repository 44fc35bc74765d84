package discordtest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Limits on what a bot sends at the gateway.
// https://discord.com/developers/docs/events/gateway#rate-limiting
const (
	maxPayload = 4096
	maxSends   = 120
	sendsPer   = time.Minute
)

// link is a connection of the bot to the gateway. Its reader runs in the handler of
// the request that opened it, its writer in a goroutine of its own.
type link struct {
	ws      *websocket.Conn
	path    string
	stream  *zlib.Writer // of transport compression, used by the writer only
	packed  bytes.Buffer
	wake    chan struct{}
	done    chan struct{} // the reader is through
	opened  time.Time
	session *session // guarded by Server.mu, like the rest

	queue    [][]byte
	closing  int  // the code of the close frame that is due after queue
	closed   bool // by the server
	mute     bool
	compress bool // of single payloads, as the bot asked for
	beat     time.Time
	sends    []time.Time
}

// serveGateway opens a link and serves it until it is over.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	l := &link{
		ws: ws, path: strings.TrimSuffix(r.URL.Path, "/"),
		wake: make(chan struct{}, 1), done: make(chan struct{}), opened: time.Now(), beat: time.Now(),
	}
	if r.URL.Query().Get("compress") == "zlib-stream" {
		l.stream = zlib.NewWriter(&l.packed)
	}
	var writer sync.WaitGroup
	writer.Go(func() { s.write(l) })
	s.greet(l, r.URL.Query().Get("v"), r.URL.Query().Get("encoding"))
	code := s.read(l)
	close(l.done)
	writer.Wait()
	_ = ws.Close() // it is over either way
	s.leave(l, code)
}

// read takes in what the bot sends, and returns the code that it closed with: 1006
// if it just went.
func (s *Server) read(l *link) int {
	l.ws.SetReadLimit(1 << 20)
	for {
		_, payload, err := l.ws.ReadMessage()
		var closed *websocket.CloseError
		switch {
		case errors.As(err, &closed):
			return closed.Code
		case err != nil:
			return websocket.CloseAbnormalClosure
		}
		s.receive(l, payload)
	}
}

// write sends what is queued, until the link is over. It is also the one who notices
// that heartbeats are missing.
func (s *Server) write(l *link) {
	tick := time.NewTicker(s.set.heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-l.wake:
		case <-tick.C:
			s.expectBeat(l)
		case <-l.done:
			return
		}
		s.mu.Lock()
		queue, closing, compress := l.queue, l.closing, l.compress
		l.queue, l.closing = nil, 0
		s.mu.Unlock()
		for _, payload := range queue {
			if l.send(payload, compress) != nil {
				_ = l.ws.Close() // the reader notices
				break
			}
		}
		if closing != 0 {
			l.hangUp(closing)
		}
	}
}

// hangUp sends a close frame and gives the bot a while to answer it.
func (l *link) hangUp(code int) {
	text := websocket.FormatCloseMessage(code, reasons[code])
	_ = l.ws.WriteControl(websocket.CloseMessage, text, time.Now().Add(time.Second))
	select {
	case <-l.done:
	case <-time.After(time.Second):
		_ = l.ws.Close()
	}
}

// send writes a payload in the form that the bot has asked for.
func (l *link) send(payload []byte, compress bool) error {
	_ = l.ws.SetWriteDeadline(time.Now().Add(10 * time.Second)) // never fails
	switch {
	case l.stream != nil:
		l.packed.Reset()
		_, _ = l.stream.Write(payload) // a buffer takes all
		_ = l.stream.Flush()
		return l.ws.WriteMessage(websocket.BinaryMessage, l.packed.Bytes())
	case compress && len(payload) > maxPayload:
		return l.ws.WriteMessage(websocket.BinaryMessage, deflate(payload))
	}
	return l.ws.WriteMessage(websocket.TextMessage, payload)
}

var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflate(payload []byte) []byte {
	var out bytes.Buffer
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(&out)
	_, _ = z.Write(payload) // a buffer takes all
	_ = z.Close()
	return out.Bytes()
}

// push queues a payload. s.mu is held.
func (l *link) push(payload []byte) {
	if l.mute || l.closed {
		return
	}
	l.queue = append(l.queue, payload)
	l.stir()
}

// close ends a link by a close frame, after what is queued. s.mu is held.
func (l *link) close(code int) {
	if l.closed {
		return
	}
	l.closed, l.closing = true, code
	l.stir()
}

func (l *link) stir() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// drop ends a link without a word. s.mu is held.
func (s *Server) drop(l *link) {
	s.detach(l)
	l.closed = true
	_ = l.ws.NetConn().Close()
}

// tooBusy counts what the bot sends, and reports whether it is too much.
func (l *link) tooBusy() bool {
	now := time.Now()
	l.sends = append(l.sends, now)
	if len(l.sends) <= maxSends {
		return false
	}
	l.sends = l.sends[len(l.sends)-maxSends-1:]
	return now.Sub(l.sends[0]) < sendsPer
}

// expectBeat closes a link that has missed two heartbeats.
func (s *Server) expectBeat(l *link) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(l.beat) > 2*s.set.heartbeat+time.Second && !l.mute && !l.closed {
		s.hangUp(l, timedOut)
	}
}

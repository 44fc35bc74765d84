package discordtest

import (
	"context"
	"errors"
	"net"
	"sync"
)

// pipes is a listener without a socket.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

var _ net.Listener = (*pipes)(nil)

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

// Accept implements [net.Listener].
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr is one of this machine's, to which no proxy is asked to lead.
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

// Dial connects to a server that is [InMemory], whatever the address.
func (s *Server) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	s.mu.Lock()
	p := s.pipes
	s.mu.Unlock()
	return p.dial(ctx, network)
}

// ListenAtEndpoint opens the endpoint of a bot without a socket, whatever the address: what a
// server that is [InMemory] delivers goes there.
func (s *Server) ListenAtEndpoint(context.Context, string, string) (net.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.toBot = newPipes()
	return s.toBot, nil
}

// dialEndpoint connects to the endpoint of a bot.
func (s *Server) dialEndpoint(ctx context.Context, network, _ string) (net.Conn, error) {
	s.mu.Lock()
	p := s.toBot
	s.mu.Unlock()
	return p.dial(ctx, network)
}

// dial connects to the listener; nobody listens at nil.
func (p *pipes) dial(ctx context.Context, network string) (net.Conn, error) {
	refused := &net.OpError{Op: "dial", Net: network, Err: errors.New("connection refused")}
	if p == nil {
		return nil, refused
	}
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.closed:
		return nil, refused
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

package discordtest

import (
	"context"
	"net"

	"candor/adapters/internal/pipes"
)

// Dial connects to a server that is [InMemory], whatever the address.
func (s *Server) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	s.mu.Lock()
	p := s.pipes
	s.mu.Unlock()
	return p.Dial(ctx, network)
}

// ListenAtEndpoint opens the endpoint of a bot without a socket, whatever the address: what a
// server that is [InMemory] delivers goes there.
func (s *Server) ListenAtEndpoint(context.Context, string, string) (net.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.toBot = pipes.Listen()
	return s.toBot, nil
}

// dialEndpoint connects to the endpoint of a bot.
func (s *Server) dialEndpoint(ctx context.Context, network, _ string) (net.Conn, error) {
	s.mu.Lock()
	p := s.toBot
	s.mu.Unlock()
	return p.Dial(ctx, network)
}

package discordtest

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"candor/adapters/internal/pipes"
)

// Up starts listening again after [Server.Down], at the same address.
func (s *Server) Up() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up {
		return nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	l, err := s.listen(ctx)
	if err != nil {
		cancel()
		return fmt.Errorf("listen at %s: %w", s.addr, err)
	}
	s.addr = l.Addr().String()
	s.web = &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	s.up, s.cut = true, cancel
	web := s.web
	s.busy.Go(func() { _ = web.Serve(l) }) // its only error is that Down closed it
	return nil
}

func (s *Server) listen(ctx context.Context) (net.Listener, error) {
	if s.set.memory {
		s.pipes = pipes.Listen()
		return s.pipes, nil
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp", s.addr)
}

// Down cuts all connections and refuses new ones until [Server.Up].
func (s *Server) Down() {
	s.mu.Lock()
	web, cut, was := s.web, s.cut, s.up
	s.up = false
	for l := range s.links {
		s.drop(l)
	}
	s.mu.Unlock()
	if was {
		cut()
		_ = web.Close() // an error of closing connections means that they are closed
	}
}

// Close ends the server and waits for everything that it had begun.
func (s *Server) Close() {
	s.Down()
	s.cancel()
	s.busy.Wait()
}

// enter counts a request in, unless the server is down already.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up {
		s.busy.Add(1)
	}
	return s.up
}

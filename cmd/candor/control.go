package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	stdlog "log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"candor/adapters/terminal"
	"candor/bot"

	"github.com/rs/zerolog"
)

const (
	// stopTime is how long commands in hand may take once the program is to stop.
	stopTime = 5 * time.Second
	// lookTime is how often it is looked whether the socket is still there, or can be.
	lookTime = 2 * time.Second
)

// control takes moderators' commands from the command line, over a socket that only the
// user who runs the service can open.
type control struct {
	path    string
	handler bot.Handler
	log     zerolog.Logger
}

// Run serves until ctx is done. That there is no socket is logged, and no reason to answer
// nobody: it is tried again, since the program that has it may end, and a folder come back.
func (c *control) Run(ctx context.Context) error {
	ticker := time.NewTicker(lookTime)
	defer ticker.Stop()
	told := ""
	for ctx.Err() == nil {
		if err := c.serve(ctx); err != nil && err.Error() != told {
			told = err.Error()
			c.log.Warn().Err(err).Msg("no commands from the command line")
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
		}
	}
	return nil
}

// serve takes commands as long as the socket is the one at the path.
func (c *control) serve(ctx context.Context) error {
	listener, info, err := c.listen()
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /command", c.take)
	server := &http.Server{
		Handler: mux, ReadHeaderTimeout: stopTime, ReadTimeout: stopTime, MaxHeaderBytes: maxOrder,
		ErrorLog: stdlog.New(c.log, "", 0),
	}
	ctx, stop := context.WithCancel(ctx)
	var looking sync.WaitGroup
	looking.Go(func() {
		c.stay(ctx, info)
		shutDown(server)
	})
	err = server.Serve(listener)
	stop()
	looking.Wait()
	c.remove(info)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// stay returns when ctx is done, or when the socket is not the one at the path any more:
// who deletes a folder deletes that too.
func (c *control) stay(ctx context.Context, info fs.FileInfo) {
	ticker := time.NewTicker(lookTime)
	defer ticker.Stop()
	for c.has(info) {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// shutDown lets commands in hand end.
func shutDown(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}

func (c *control) has(info fs.FileInfo) bool {
	now, err := os.Lstat(c.path)
	return err == nil && os.SameFile(now, info)
}

// remove takes the socket away, if it is not another program's by now.
func (c *control) remove(info fs.FileInfo) {
	if c.has(info) {
		os.Remove(c.path)
	}
}

// listen opens the socket for its owner alone.
func (c *control) listen() (net.Listener, fs.FileInfo, error) {
	if err := os.MkdirAll(filepath.Dir(c.path), 0o700); err != nil {
		return nil, nil, err
	}
	if err := c.clear(); err != nil {
		return nil, nil, err
	}
	lc := net.ListenConfig{Control: forOwner}
	l, err := lc.Listen(context.Background(), "unix", c.path)
	switch {
	case errors.Is(err, syscall.EINVAL):
		return nil, nil, tooLong(c.path)
	case err != nil:
		return nil, nil, fmt.Errorf("%s cannot be opened: %w", c.path, cause(err))
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	info, err := os.Lstat(c.path)
	if err = errors.Join(err, os.Chmod(c.path, 0o600)); err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, info, nil
}

// clear takes away a socket that a program left behind; one of a program that runs stays,
// and so does whatever else is in the way.
func (c *control) clear() error {
	switch info, err := os.Lstat(c.path); {
	case err != nil:
		return nil // there is none, or listening says what is wrong
	case info.Mode()&fs.ModeSocket == 0:
		return fmt.Errorf("%s is in the way: it is no socket", c.path)
	}
	conn, err := net.Dial("unix", c.path)
	switch {
	case err == nil:
		conn.Close()
		return fmt.Errorf("%s is in use by another candor", c.path)
	case errors.Is(err, syscall.ECONNREFUSED): // nobody listens there
		return os.Remove(c.path)
	case errors.Is(err, syscall.EINVAL):
		return tooLong(c.path)
	}
	return fmt.Errorf("%s may be in use: %w", c.path, cause(err))
}

// cause is a network's error without the address.
func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// take does what a command says.
func (c *control) take(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrder)).Decode(&o); err != nil {
		http.Error(w, "not a command", http.StatusBadRequest)
		return
	}
	m := bot.Message{Platform: "local", User: fmt.Sprint(os.Getuid()), Text: o.Text, Role: bot.RoleModerator, Private: true, Roomy: true, Time: time.Now()}
	if !m.NeedsRole() {
		http.Error(w, "not a moderators' command", http.StatusBadRequest)
		return
	}
	reply, err := c.handler.Handle(r.Context(), m)
	if err != nil {
		c.log.Error().Err(err).Msg("handle command")
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(outcome{ // who asked may be gone
		Kind:    reply.Kind(),
		Text:    terminal.Render(reply, terminal.Style{Width: min(max(o.Width, 0), terminal.MaxWidth)}),
		Choices: reply.Choices(),
	})
}

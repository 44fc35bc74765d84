package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"candor/adapters/terminal"
	"candor/bot"
)

// order is a moderator's command on its way to a running service.
type order struct {
	Text  string `json:"text"`  // "/reload", as in a chat
	Width int    `json:"width"` // of the terminal, in columns
}

// outcome is what the service says to it.
type outcome struct {
	Kind    bot.Kind     `json:"kind"`
	Text    string       `json:"text"` // for a terminal
	Choices []bot.Choice `json:"choices"`
}

const (
	// maxOrder is more than any command takes, in bytes.
	maxOrder = 16 << 10
	// maxOutcome is more than any reply takes, in bytes.
	maxOutcome = 4 << 20
	// orderTime is how long a command may take: a reload of a large base learns anew.
	orderTime = 2 * time.Minute
)

// command gives a command to the service that listens at a socket.
func command(ctx context.Context, socket string, o order) (outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, orderTime)
	defer cancel()
	body, err := json.Marshal(o)
	if err != nil {
		return outcome{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://candor/command", bytes.NewReader(body))
	if err != nil {
		return outcome{}, err
	}
	resp, err := socketClient(socket).Do(req)
	if err != nil {
		return outcome{}, unanswered(socket, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(resp.Body, maxOrder))
		return outcome{}, fmt.Errorf("the service at %s refuses that: %s", socket, bytes.TrimSpace(said))
	}
	var out outcome
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxOutcome)).Decode(&out); err != nil {
		return outcome{}, fmt.Errorf("the service at %s did not answer wholly: look whether it runs: %w", socket, err)
	}
	return out, nil
}

// socketClient connects to a socket, whatever address is asked for.
func socketClient(socket string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", socket)
		},
	}}
}

// unanswered says why a service gave no answer.
func unanswered(socket string, err error) error {
	var op *net.OpError
	dialed := errors.As(err, &op) && op.Op == "dial"
	switch {
	case !dialed:
		return fmt.Errorf("the service at %s did not answer: look whether it runs: %w", socket, errors.Unwrap(err))
	case errors.Is(err, syscall.EINVAL):
		return tooLong(socket)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s is another user's: give commands as the user who runs the service", socket)
	}
	return fmt.Errorf("no service runs with the folder %s: start candor serve, or name its folder by --data", filepath.Dir(socket))
}

// tooLong says that a socket cannot have that path: unix(7) leaves room for 107 bytes, and
// other systems for fewer.
func tooLong(socket string) error {
	return fmt.Errorf("%s has %d bytes, too many for a socket's path, of 107 at most: name a shorter folder by --data or CANDOR_DATA", socket, len(socket))
}

// ordered gives a command with its words to the running service.
func (con *console) ordered(data *dataDir, name string, words ...string) error {
	_, err := con.order(data, strings.TrimSpace("/"+name+" "+strings.Join(words, " ")))
	return err
}

// order gives a command to the running service and prints what it says.
func (con *console) order(data *dataDir, text string) (outcome, error) {
	socket, err := data.socket()
	if err != nil {
		return outcome{}, err
	}
	out, err := command(con.ctx, socket, order{Text: text, Width: terminal.Width(con.out)})
	if err != nil {
		return outcome{}, err
	}
	if _, err := io.WriteString(con.out, out.Text); err != nil {
		return outcome{}, err
	}
	if out.Kind == bot.KindRefused || out.Kind == bot.KindNone {
		return outcome{}, errNo
	}
	return out, nil
}

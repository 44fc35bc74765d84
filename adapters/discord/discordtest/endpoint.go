package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Delivery is a request to an HTTP endpoint, signed as Discord does unless it says
// otherwise. https://discord.com/developers/docs/interactions/overview
type Delivery struct {
	Body      string
	At        time.Time          // of the timestamp; now if zero
	Timestamp string             // instead
	Signature string             // instead of a good one; "-" is none at all
	Key       ed25519.PrivateKey // instead of the application's
	Method    string             // POST if empty
	Type      string             // Content-Type; JSON if empty
}

// Sign returns the signature of a request to an HTTP endpoint, in hex.
func (s *Server) Sign(timestamp, body string) string {
	return hex.EncodeToString(ed25519.Sign(s.key, []byte(timestamp+body)))
}

// SetEndpoint makes Discord send interactions to this address and not to the gateway;
// "" ends that. The answer to the request is the response, unless its status is 202:
// then the response comes by the REST API.
func (s *Server) SetEndpoint(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoint = url
}

// Post sends a request to an address and returns the status and body of the answer.
func (s *Server) Post(ctx context.Context, url string, d Delivery) (status int, body []byte, err error) {
	if d.At.IsZero() {
		d.At = time.Now()
	}
	if d.Timestamp == "" {
		d.Timestamp = strconv.FormatInt(d.At.Unix(), 10)
	}
	if d.Key == nil {
		d.Key = s.key
	}
	if d.Signature == "" {
		d.Signature = hex.EncodeToString(ed25519.Sign(d.Key, []byte(d.Timestamp+d.Body)))
	}
	if d.Method == "" {
		d.Method = http.MethodPost
	}
	if d.Type == "" {
		d.Type = "application/json"
	}
	r, err := http.NewRequestWithContext(ctx, d.Method, url, bytes.NewReader([]byte(d.Body)))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", d.Type)
	r.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	if d.Signature != "-" {
		r.Header.Set("X-Signature-Timestamp", d.Timestamp)
		r.Header.Set("X-Signature-Ed25519", d.Signature)
	}
	return s.roundTrip(r)
}

// newCaller keeps no connections, so that none outlives a test.
func (s *Server) newCaller() http.Client {
	transport := &http.Transport{DisableKeepAlives: true}
	if s.set.memory {
		transport.DialContext = s.dialEndpoint
	}
	return http.Client{Transport: transport}
}

func (s *Server) roundTrip(r *http.Request) (int, []byte, error) {
	resp, err := s.caller.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, body, err
}

// Deliver sends an interaction to an address, as for [Server.SetEndpoint], and returns
// the status and body of the answer. What the answer shows is there for people to see.
func (s *Server) Deliver(ctx context.Context, url string, what Interaction) (status int, body []byte, err error) {
	s.mu.Lock()
	in, w := what.build(s)
	data := encode(w)
	s.mu.Unlock()
	return s.deliver(ctx, url, in, data)
}

func (s *Server) deliver(ctx context.Context, url string, in *interaction, data []byte) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, s.set.responseTime)
	defer cancel()
	status, body, err := s.Post(ctx, url, Delivery{Body: string(data)})
	if err != nil {
		return status, body, err
	}
	if status == http.StatusOK {
		err = s.answered(in, body)
	}
	return status, body, err
}

// answered takes the answer of an HTTP endpoint for the first response.
func (s *Server) answered(in *interaction, body []byte) error {
	q := &request{call: &Call{Route: "answer at the endpoint"}, body: body}
	q.route = &route{method: http.MethodPost, path: callbackPath, limits: callbackLimits}
	err := s.check(q)
	s.mu.Lock()
	defer s.mu.Unlock()
	var b callbackBody
	if err == nil {
		err = json.Unmarshal(body, &b)
	}
	if err == nil {
		err = s.respond(in, b, true)
	}
	if err != nil {
		s.blame(q, err)
		return fmt.Errorf("answer at the endpoint: %w", err)
	}
	return nil
}

// dispatchHTTP sends an interaction to the endpoint in the background. s.mu is held.
func (s *Server) dispatchHTTP(in *interaction, data []byte) {
	url := s.endpoint
	s.busy.Go(func() { _, _, _ = s.deliver(s.ctx, url, in, data) }) // who failed is seen by the missing answer
	s.signal()
}

// Probe does what Discord does when an endpoint is entered, and from time to time
// later: a ping has to be answered by a pong, and one with a bad signature by 401.
func (s *Server) Probe(ctx context.Context, url string) error {
	status, body, err := s.Deliver(ctx, url, Ping{})
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("a ping was answered by %d %s", status, body)
	}
	bad := hex.EncodeToString(make([]byte, ed25519.SignatureSize))
	status, _, err = s.Post(ctx, url, Delivery{Body: `{"type":1}`, Signature: bad})
	if err != nil {
		return err
	}
	if status != http.StatusUnauthorized {
		return errors.New("a bad signature was answered by " + strconv.Itoa(status))
	}
	return nil
}

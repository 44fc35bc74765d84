package telegramtest

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// webhook is where updates go instead of to getUpdates.
type webhook struct {
	url     string
	secret  string
	max     int // connections
	client  *http.Client
	ctx     context.Context
	stop    func()
	room    chan struct{}       // a place for each connection
	lanes   map[int64][]*update // not empty: a goroutine is at it
	lone    int64               // lanes of updates that belong nowhere
	problem string
	since   time.Time // of problem
}

// WebhookTo makes the updates for any webhook go to a handler at base, such as
// "http://127.0.0.1:8080", by the path and query of the webhook's URL: as if a
// proxy that ends TLS stood before it.
func (s *Server) WebhookTo(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hookTo = strings.TrimSuffix(base, "/")
}

func (s *Server) setWebhook(p params) (result, error) {
	address := p.text("url")
	if address == "" {
		return s.deleteWebhook(p)
	}
	if !s.up {
		return nil, bad("the server is down")
	}
	if time.Now().Before(s.hookAgain) {
		return nil, tooMany(1)
	}
	s.hookAgain = time.Now().Add(time.Second)
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return nil, bad("invalid webhook URL specified")
	case len(p.text("secret_token")) > 256:
		return nil, bad("secret token is too long")
	case !plainName.MatchString(p.text("secret_token")):
		return nil, bad("secret token contains unallowed characters")
	}
	s.allow(p)
	s.endPoll(&failure{code: http.StatusConflict, description: byWebhook})
	s.dropWebhook()
	if p.yes("drop_pending_updates") {
		s.queue.confirm(s.queue.next)
	}
	s.hook = newWebhook(address, p)
	for _, u := range s.queue.open {
		if !u.done {
			s.hook.push(s, u)
		}
	}
	return yes, nil
}

func newWebhook(address string, p params) *webhook {
	n := p.number("max_connections", 40, 1, 100)
	ctx, stop := context.WithCancel(context.Background())
	return &webhook{
		url: address, secret: p.text("secret_token"), max: n,
		client: &http.Client{
			Transport:     &http.Transport{MaxIdleConnsPerHost: n},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Timeout:       time.Minute,
		},
		ctx: ctx, stop: stop, room: make(chan struct{}, n), lanes: map[int64][]*update{},
	}
}

func (s *Server) deleteWebhook(p params) (result, error) {
	s.dropWebhook()
	if p.yes("drop_pending_updates") {
		s.queue.confirm(s.queue.next)
	}
	return yes, nil
}

// dropWebhook ends the webhook; what it did not take stays in the queue.
func (s *Server) dropWebhook() {
	if s.hook != nil {
		s.hook.stop()
		s.hook.client.CloseIdleConnections()
		s.hook = nil
	}
}

type wireWebhook struct {
	URL         string   `json:"url"`
	Certificate bool     `json:"has_custom_certificate"`
	Pending     int      `json:"pending_update_count"`
	ErrorDate   int64    `json:"last_error_date,omitempty"`
	Error       string   `json:"last_error_message,omitempty"`
	Max         int      `json:"max_connections,omitempty"`
	Allowed     []string `json:"allowed_updates,omitempty"`
}

func (s *Server) getWebhookInfo(params) (result, error) {
	info := wireWebhook{Pending: s.queue.pending}
	if s.hook != nil {
		info.URL, info.Max, info.Allowed = s.hook.url, s.hook.max, s.allowedList()
		if s.hook.problem != "" {
			info.Error, info.ErrorDate = s.hook.problem, s.hook.since.Unix()
		}
	}
	return encode(info)
}

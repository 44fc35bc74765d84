package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"candor/adapters/internal/redact"
	"candor/adapters/internal/retry"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	callTimeout = 20 * time.Second
	// pollTime is how long Telegram holds a request for updates back; it takes at most
	// 50 s (tdlib/telegram-bot-api, LONG_POLL_MAX_TIMEOUT).
	pollTime    = 50 * time.Second
	pollTimeout = pollTime + 15*time.Second
	maxBody     = 1 << 20
	// maxUpdates is more than a hundred messages of 4,096 characters take, each written
	// as two escapes.
	maxUpdates = 16 << 20
)

// client calls methods of the Bot API.
type client struct {
	token   string
	format  string // of a method's address, for the library: token and method come in
	http    *http.Client
	secrets redact.Secrets

	revoked atomic.Bool // Telegram does not know the token any more
	lost    func()      // told of that
	news    retry.News  // Telegram answers
	lookout *retry.Lookout
}

func newClient(cfg Config) *client {
	transport := cfg.Transport
	if transport == nil {
		transport = retry.Transport(maxHandling)
	}
	return &client{
		token:   cfg.Token,
		format:  cfg.api() + "/bot%s/%s",
		secrets: redact.Secrets{cfg.Token, cfg.Webhook.Secret},
		lost:    func() {},
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (c *client) close() { c.http.CloseIdleConnections() }

// call calls a method and returns its result. The error is a *tgbotapi.Error if Telegram
// said no, an *httpError if something else answered, and never shows the token.
func (c *client) call(ctx context.Context, method string, params tgbotapi.Params) (json.RawMessage, error) {
	limit, timeout := int64(maxBody), callTimeout
	if method == "getUpdates" {
		limit, timeout = maxUpdates, pollTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	api := &tgbotapi.BotAPI{Token: c.token, Client: doer{ctx, c.http, limit}}
	api.SetAPIEndpoint(c.format)
	resp, err := api.MakeRequest(method, params)
	if err != nil {
		c.look(err)
		return nil, c.redact(err)
	}
	c.news.Tell()
	c.lookout.Reached()
	return resp.Result, nil
}

// look sees whether an error says that Telegram is there, or that the token was revoked.
func (c *client) look(err error) {
	var said *tgbotapi.Error
	if errors.As(err, &said) && said.Code < http.StatusInternalServerError {
		c.lookout.Reached()
	}
	if said != nil && said.Code == http.StatusUnauthorized {
		c.revoked.Store(true)
		c.lost()
	}
}

// redact frees an error of the token. What Telegram said stays what it is, also where a
// server puts the token into it.
func (c *client) redact(err error) error {
	var said *tgbotapi.Error
	if errors.As(err, &said) {
		said.Message = c.secrets.String(said.Message)
	}
	return c.secrets.Error(err)
}

// doer is what the library makes requests with: it knows neither contexts nor limits, and
// takes any page for JSON.
type doer struct {
	ctx   context.Context
	http  *http.Client
	limit int64
}

// Do implements tgbotapi.HTTPClient.
func (d doer) Do(req *http.Request) (*http.Response, error) {
	var sought, got atomic.Bool // a connection
	ctx := httptrace.WithClientTrace(d.ctx, &httptrace.ClientTrace{
		GetConn: func(string) { sought.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { got.Store(true) },
	})
	resp, err := d.http.Do(req.WithContext(ctx))
	if err != nil {
		var address *url.Error
		if errors.As(err, &address) && sought.Load() && !got.Load() {
			return nil, fmt.Errorf("%w: %w", errUnreached, address.Err)
		}
		return nil, err
	}
	body := struct {
		io.Reader
		io.Closer
	}{io.LimitReader(resp.Body, d.limit), resp.Body}
	resp.Body = body
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode >= 500 || resp.StatusCode >= 300 && !strings.Contains(kind, "json") {
		defer body.Close()
		_, _ = io.Copy(io.Discard, io.LimitReader(body, 64<<10)) // so that the connection can be used again
		after, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return nil, &httpError{resp.StatusCode, after}
	}
	return resp, nil
}

// errUnreached says that there was no connection, so nothing can have been taken: no such
// name, nobody who listens, a proxy that refuses, a certificate of somebody else.
var errUnreached = errors.New("not reached")

// httpError is an answer that is not the Bot API's: of a proxy in front of it, or of a
// server that is down.
type httpError struct {
	status     int
	retryAfter int // seconds, 0 if it does not say
}

// Error implements error.
func (e *httpError) Error() string { return "HTTP status " + strconv.Itoa(e.status) }

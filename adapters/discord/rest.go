package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"candor/adapters/internal/redact"
	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
)

const (
	callTimeout = 15 * time.Second
	maxBody     = 4 << 20
	// maxTries is how often a request is made that the server fails at.
	maxTries = 3
	// A forum's first post may take a while until all its pictures are there: a reply is tried
	// for about a minute, firstPostSpace from one to the next at most.
	firstPostSpace = 5 * time.Second
	firstPostTries = 18
	// userAgent: Discord refuses others (error 40333).
	userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, " + discordgo.VERSION + ")"
)

// rest makes requests to Discord's API.
type rest struct {
	base    string
	version string // of the API
	auth    string
	http    *http.Client
	secrets redact.Secrets
	limits  *limits
	slots   chan struct{} // bounds requests with the bot's token
	queues  queues        // of those, by limit
	doubted chan struct{} // a request was refused for the token
	lookout *retry.Lookout
}

// maxCalls is how many requests with the bot's token are under way at once: when Discord
// begins to refuse, no more than these are refused before that is known.
const maxCalls = 32

func newREST(cfg Config) *rest {
	transport := cfg.Transport
	if transport == nil {
		transport = retry.Transport(maxHandling)
	}
	base, version := cfg.base()
	return &rest{
		base:    base,
		version: version,
		auth:    tokenPrefix + cfg.Token,
		secrets: redact.Secrets{cfg.Token},
		limits:  newLimits(),
		slots:   make(chan struct{}, maxCalls),
		doubted: make(chan struct{}, 1),
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (c *rest) close() { c.http.CloseIdleConnections() }

// request is a call of the API.
type request struct {
	method string
	path   string // below the version: "channels/1/messages"
	body   any    // JSON, nil for none
	limit  string // what shares a rate limit with it; "" for its own path
	secret string // what stands in the path and nobody may read
	free   bool   // whether it needs no token of the bot; the bot's limit is not for it
	insist bool   // whether it is made before others, and though the last one was not for the bot
	shows  bool   // whether it is done once Discord takes it, whatever becomes of the answer
	shuts  bool   // whether its address is not asked again for a while that refuses it
	// optional: who makes it can do without an answer.
	optional bool
	single   bool // whether who makes it tries again by themselves
	anew     bool // whether a second one does it twice: it is not made where the first may have been taken
	// timeout is how long one try may take, if not callTimeout.
	timeout time.Duration
}

// call makes a request until Discord takes it or there is no point in going on, and
// decodes the answer into out, unless that is nil. No error shows a token.
func (c *rest) call(ctx context.Context, r request, out any) error {
	if r.limit == "" {
		r.limit = r.path
	}
	if why := c.limits.closed(r.limit); r.shuts && why != nil && !r.insist {
		return fmt.Errorf("%s %s, not asked again yet: %w", r.method, c.public(r), why)
	}
	var back retry.Patience
	for try := 1; ; try++ {
		err := c.turn(ctx, r, out)
		if err == nil {
			return nil
		}
		err = append(c.secrets, r.secret).Error(err)
		wait, again := c.again(err, r, try, &back)
		if !again || ctx.Err() != nil {
			c.shut(r, err)
			tried(err, try)
			return fmt.Errorf("%s %s: %w", r.method, c.public(r), err)
		}
		if err := c.lookout.Sleep(ctx, wait, err); err != nil {
			return err
		}
	}
}

// tried notes in an error how often the request was made.
func tried(err error, times int) {
	var said *apiError
	if errors.As(err, &said) {
		said.tries = times
	}
}

// shut keeps an address from being asked again that is not for the bot.
func (c *rest) shut(r request, err error) {
	var said *apiError
	if errors.As(err, &said) && r.shuts {
		c.limits.close(r.limit, said)
	}
}

// turn makes a request once, when it may be made.
func (c *rest) turn(ctx context.Context, r request, out any) error {
	if r.free {
		if err := c.limits.wait(ctx, r); err != nil {
			return err
		}
		return c.heard(r, c.once(ctx, r, out))
	}
	queue := r.limit
	if r.insist { // who is held back must not hold it back
		queue += first
	}
	leave, err := c.queues.enter(ctx, queue)
	if err != nil {
		return err
	}
	defer leave()
	if err := c.slot(ctx, r); err != nil {
		return err
	}
	defer func() { <-c.slots }()
	err = c.heard(r, c.once(ctx, r, out)) // before the next one's turn
	c.limits.leave(r.limit, err)
	return err
}

// heard takes in what Discord said to a request.
func (c *rest) heard(r request, err error) error {
	var said *apiError
	if errors.As(err, &said) {
		c.refused(r, said)
		c.held(r, said)
	}
	if err == nil || said != nil && said.status < 500 {
		c.lookout.Reached()
	}
	return err
}

// held keeps back what Discord wants to come later.
func (c *rest) held(r request, said *apiError) {
	if said.status != http.StatusTooManyRequests {
		return
	}
	c.limits.hold(r.limit, said.global && !r.free, said.after) // of a free one only its own: it has no bot
	if said.page {
		c.limits.hold(everything, false, said.after)
	}
}

// slot waits for one, and for the limits: what others learn while a request waits for its
// slot counts too. Who shares the limit and cannot wait goes first.
func (c *rest) slot(ctx context.Context, r request) error {
	for {
		if err := c.limits.wait(ctx, r); err != nil {
			return err
		}
		if !r.insist && c.queues.has(r.limit+first) {
			if err := retry.Sleep(ctx, recheck); err != nil {
				return err
			}
			continue
		}
		select {
		case c.slots <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		if c.limits.enter(r) {
			return nil
		}
		<-c.slots
	}
}

// first ends the name of the queue of those that share a limit and cannot wait.
const first = " first"

// refused counts requests that Discord does not want to see.
func (c *rest) refused(r request, said *apiError) {
	switch {
	case said.status == http.StatusTooManyRequests && !said.shared: // docs: those of others do not count
		c.limits.refused(false)
	case said.status == http.StatusForbidden, said.status == http.StatusUnauthorized && r.free: // an interaction is over
		c.limits.refused(true)
	case said.status == http.StatusUnauthorized:
		c.limits.refused(false)
		select {
		case c.doubted <- struct{}{}:
		default:
		}
	}
}

// public is the path as it may be shown: without numbers of people and tokens.
func (c *rest) public(r request) string {
	name, _, _ := strings.Cut(r.path, "/")
	return name
}

// again reports whether a request is to be made once more, and after which time.
func (c *rest) again(err error, r request, try int, back *retry.Patience) (time.Duration, bool) {
	var said *apiError
	switch {
	case errors.As(err, &said) && said.status == http.StatusTooManyRequests:
		return rand.N(50 * time.Millisecond), true // its next turn obeys the hold
	case r.single:
		return 0, false
	case errors.As(err, &said) && said.code == codeNoFirstPost:
		return min(back.Next(err), firstPostSpace), try < firstPostTries
	case errors.As(err, &said) && (said.status >= 500 || said.code == codeUnknownWebhook):
		return back.Next(err), try < maxTries
	case errors.As(err, &said):
		return 0, false
	case retry.Unreached(err):
		return back.Next(err), true
	case r.timeout > 0 && errors.Is(err, context.DeadlineExceeded): // there is little time left
		return 0, try < maxTries && !r.anew
	}
	return back.Next(err), try < maxTries && !r.anew // it may have been taken: a nonce or its nature makes the second one no other
}

// once makes a request once.
func (c *rest) once(ctx context.Context, r request, out any) error {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.timeout, callTimeout))
	defer cancel()
	req, err := c.build(ctx, r)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	c.limits.learn(r.limit, resp.Header)
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	switch {
	case resp.StatusCode >= 300: // the number counts, however much of the rest came
		return readError(resp, text)
	case out == nil:
		return nil
	case r.shows:
		_ = json.Unmarshal(text, out) // a second request shows it twice
		return nil
	case err != nil:
		return err
	case len(text) == 0:
		return nil
	}
	return json.Unmarshal(text, out)
}

// build makes the HTTP request of a request.
func (c *rest) build(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		b, err := json.Marshal(r.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+"/"+r.path, body)
	if err != nil {
		return nil, err
	}
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if !r.free {
		req.Header.Set("Authorization", c.auth)
	}
	req.Header.Set("User-Agent", userAgent)
	return req, nil
}

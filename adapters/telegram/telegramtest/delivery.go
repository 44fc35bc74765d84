package telegramtest

import (
	"bytes"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// push puts an update at the end of its lane. s.mu is held.
func (h *webhook) push(s *Server, u *update) {
	lane := u.lane
	if lane == 0 {
		h.lone++
		lane = math.MinInt64 + h.lone
	}
	h.lanes[lane] = append(h.lanes[lane], u)
	if len(h.lanes[lane]) == 1 {
		s.busy.Go(func() { h.run(s, lane) })
	}
}

// run delivers what is in a lane, one update after the other.
func (h *webhook) run(s *Server, lane int64) {
	for {
		s.mu.Lock()
		u := h.lanes[lane][0]
		s.mu.Unlock()
		delivered := h.deliver(s, u)
		s.mu.Lock()
		if delivered && s.hook == h {
			s.queue.finish(u)
			s.signal()
		}
		h.lanes[lane] = h.lanes[lane][1:]
		empty := len(h.lanes[lane]) == 0
		if empty {
			delete(h.lanes, lane)
		}
		s.mu.Unlock()
		if h.ctx.Err() != nil {
			h.client.CloseIdleConnections()
			return
		}
		if empty {
			return
		}
	}
}

// deliver posts an update until the webhook takes it, its time is over (which counts
// as taken), or the webhook is gone.
func (h *webhook) deliver(s *Server, u *update) bool {
	wait := s.set.backoff
	for {
		select {
		case h.room <- struct{}{}:
		case <-h.ctx.Done():
			return false
		}
		again, err := h.post(s, u)
		<-h.room
		if h.ctx.Err() != nil {
			return false
		}
		s.mu.Lock()
		over := s.now().After(u.expires)
		if err != nil {
			h.problem, h.since = err.Error(), s.now()
		}
		s.mu.Unlock()
		if err == nil || over {
			return true
		}
		if again == 0 {
			again = wait
			wait = min(2*wait, s.set.limit)
		}
		pause(h.ctx, again)
	}
}

// post posts an update once. after is what the webhook asked for in Retry-After.
func (h *webhook) post(s *Server, u *update) (after time.Duration, err error) {
	r, err := http.NewRequestWithContext(h.ctx, http.MethodPost, s.target(h.url), bytes.NewReader(u.body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := h.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)) // so that the connection is used again
	if resp.StatusCode/100 == 2 {
		return 0, nil
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return time.Duration(max(0, min(seconds, 3600))) * time.Second,
		&failure{description: "Wrong response from the webhook: " + resp.Status}
}

// target is where the updates for a webhook really go.
func (s *Server) target(address string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := url.Parse(address)
	if s.hookTo == "" || err != nil {
		return address
	}
	return s.hookTo + u.RequestURI()
}

package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"time"
)

// globalLimit is that of all routes together, per second.
const globalLimit = 50

// usual is the limit of routes that state none.
var usual = limit{count: 30, per: 10}

// bucket counts the requests that a limit is for.
type bucket struct {
	used  int
	reset time.Time
}

// count counts a request, and refuses it with 429 if it is too much. s.mu is held.
// Without [Limits] the header says that there is always room.
func (s *Server) count(q *request, header http.Header) error {
	now := s.now()
	if wait := s.useGlobal(now, q); wait > 0 {
		return tooMany(wait, true)
	}
	if q.route.path == callbackPath {
		return nil
	}
	l := q.route.limit
	if l.count == 0 {
		l = usual
	}
	b := &bucket{reset: now.Add(seconds(l.per))}
	if s.set.limits {
		b = s.bucket(q.call.key, l, now)
	}
	left := l.count - b.used
	b.used++
	after := b.reset.Sub(now).Seconds()
	header.Set("X-RateLimit-Bucket", bucketName(q.route.name()))
	header.Set("X-RateLimit-Limit", strconv.Itoa(l.count))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, left-1)))
	header.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(b.reset.UnixMilli())/1000, 'f', 3, 64))
	header.Set("X-RateLimit-Reset-After", strconv.FormatFloat(after, 'f', 3, 64))
	if left <= 0 {
		return tooMany(after, false)
	}
	return nil
}

// useGlobal counts a request for the limit of all routes and returns the wait in seconds.
func (s *Server) useGlobal(now time.Time, q *request) float64 {
	if !s.set.limits || q.route.exempt {
		return 0
	}
	b := s.bucket("", limit{globalLimit, 1}, now)
	if b.used >= globalLimit {
		return b.reset.Sub(now).Seconds()
	}
	b.used++
	return 0
}

func (s *Server) bucket(key string, l limit, now time.Time) *bucket {
	b := s.buckets[key]
	if b == nil {
		if len(s.buckets) > s.sweepAt {
			s.sweep(now)
		}
		b = &bucket{}
		s.buckets[key] = b
	}
	if !b.reset.After(now) {
		*b = bucket{reset: now.Add(seconds(l.per))}
	}
	return b
}

// sweep forgets the buckets whose time is over.
func (s *Server) sweep(now time.Time) {
	for key, b := range s.buckets {
		if !b.reset.After(now) {
			delete(s.buckets, key)
		}
	}
	for key, until := range s.quiet {
		if !until.After(now) {
			delete(s.quiet, key)
		}
	}
	s.sweepAt = 2*len(s.buckets) + 1000
}

func tooMany(after float64, global bool) error {
	f := &failure{
		status: http.StatusTooManyRequests, message: "You are being rate limited.",
		retryAfter: math.Ceil(after*1000) / 1000, global: global, scope: "user",
	}
	if global {
		f.scope = "global"
	}
	return f
}

func bucketName(route string) string {
	sum := sha256.Sum256([]byte(route))
	return hex.EncodeToString(sum[:16])
}

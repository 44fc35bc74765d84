package telegram

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// answering is a Bot API that answers everything alike.
type answering string

// RoundTrip implements [http.RoundTripper].
func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(string(a)))}, nil
}

// TestWatch: a webhook to which nothing is delivered hears within a minute or so that its
// token was revoked, and of nothing else.
func TestWatch(t *testing.T) {
	for name, test := range map[string]struct {
		answer string
		lost   bool
	}{
		"revoked": {`{"ok":false,"error_code":401,"description":"Unauthorized"}`, true},
		"known":   {`{"ok":true,"result":{"id":99,"is_bot":true,"first_name":"C"}}`, false},
		"down":    {`{"ok":false,"error_code":502,"description":"Bad Gateway"}`, false},
		"a page":  {`<html>401 Unauthorized</html>`, false},
		"slower":  {`{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":9}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := newTest(t, silent)
				a.client.http.Transport = answering(test.answer)
				ctx, end := context.WithTimeout(t.Context(), time.Hour)
				defer end()
				began := time.Now()
				a.client.lost = end
				a.watch(ctx)
				if took := time.Since(began); (took <= watchTime) != test.lost || a.client.revoked.Load() != test.lost {
					t.Errorf("it ended after %v, the token is revoked: %v, want %v", took, a.client.revoked.Load(), test.lost)
				}
			})
		})
	}
}

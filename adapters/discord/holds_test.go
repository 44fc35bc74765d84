package discord

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// TestTimesToWait: F06. However Discord, or what stands in front, says how long to wait, that
// long nothing comes; what is JSON holds back its own limit alone.
func TestTimesToWait(t *testing.T) {
	for name, c := range map[string]struct {
		body        string
		after, date string
		want        time.Duration
		page        bool
	}{
		"a number":            {`{"retry_after":2.5}`, "3", "", 2500 * time.Millisecond, false},
		"a string":            {`{"retry_after":"2.5","code":"0","global":"false"}`, "", "", 2500 * time.Millisecond, false},
		"nothing":             {`{}`, "", "", minHold, false},
		"a header":            {`{"message":7}`, "4", "", 4 * time.Second, false},
		"a page":              {`<html>`, "4", "", 4 * time.Second, true},
		"a date":              {``, "Mon, 04 May 2026 12:00:30 GMT", "", 30 * time.Second, true},
		"by another clock":    {``, "Mon, 04 May 2026 17:00:30 GMT", "Mon, 04 May 2026 17:00:10 GMT", 20 * time.Second, true},
		"a date that is over": {``, "Mon, 04 May 2026 11:00:30 GMT", "", minHold, true},
		"no number":           {``, "NaN", "", minHold, true},
		"no date":             {``, "soon", "", minHold, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)))
				resp := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {c.after}, "Date": {c.date}}}
				e, ok := readError(resp, []byte(c.body)).(*apiError)
				if !ok || e.after != c.want || e.page != c.page || e.global {
					t.Errorf("read as %+v, want to wait %v, of a page: %v", e, c.want, c.page)
				}
			})
		})
	}
}

package discord

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor/adapters/adaptertest"
)

// TestAnswersOfAnyForm: F07. Whatever comes for an answer, a request ends in time, reads no
// more than it may, and is made again where that can help.
func TestAnswersOfAnyForm(t *testing.T) {
	t.Parallel()
	packed()
	fine := status(200, `{"id":"1"}`)
	for name, test := range map[string]struct {
		first func(w http.ResponseWriter, r *http.Request)
		calls int32 // 2 if what came was no answer
	}{
		"a page that says it is fine": {status(200, "<html>fine</html>", "Content-Type", "text/html"), 2},
		"another content type":        {status(200, `{"id":"1"}`, "Content-Type", "image/png"), 1},
		"JSON that ends early":        {status(200, `{"id":"1`), 2},
		"JSON of another form":        {status(200, `[{"id":1}]`), 2},
		"nothing":                     {status(200, ""), 1},
		"no content":                  {status(204, ""), 1},
		"a bomb":                      {bomb, 2},
		"a bomb that is an error": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(500)
			bomb(w, r)
		}, 2},
		"sliced": {sliced(`{"id":"1"}`), 1},
		"less than was promised": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99")
			_, _ = w.Write([]byte("{"))
		}, 2},
		"an error of a proxy":         {status(502, "<html>bad</html>", "Content-Type", "text/html"), 2},
		"an error that is half there": {status(503, `{"code":`), 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, calls := answers(t, test.first, fine)
			var out struct{ ID string }
			began := time.Now()
			err := c.call(t.Context(), request{method: http.MethodPost, path: "channels/1/messages", body: struct{}{}}, &out)
			if err != nil || calls.Load() != test.calls {
				t.Errorf("call = %v after %d requests, want none after %d", err, calls.Load(), test.calls)
			}
			if took := time.Since(began); took > maxTries*callTimeout {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestShownOnce: what Discord took is not shown again because its answer got lost.
func TestShownOnce(t *testing.T) {
	packed()
	for name, first := range map[string]func(w http.ResponseWriter, r *http.Request){
		"ends early": status(200, `{"id":"1`), "a page": status(200, "<html>"), "nothing": status(200, ""), "a bomb": bomb,
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99")
			_, _ = w.Write([]byte("{"))
		},
	} {
		c, calls := answers(t, first)
		var out struct{ ID string }
		if err := c.call(t.Context(), request{method: http.MethodPost, path: "webhooks/1/t", free: true, shows: true}, &out); err != nil || calls.Load() != 1 {
			t.Errorf("%s: call = %v after %d requests, want one", name, err, calls.Load())
		}
	}
}

// packed is small, and 100 MB when it is unpacked.
var packed = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // there is such a level
	_, _ = z.Write([]byte(`"`))
	zeros := bytes.Repeat([]byte("0"), 1<<20)
	for range 100 {
		_, _ = z.Write(zeros)
	}
	_ = z.Close()
	return b.Bytes()
})

// bomb answers by what is packed, which whoever waits for it must have done before: that takes
// long.
func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(packed()) // who reads has had enough before the end
}

// sliced sends a text byte by byte.
func sliced(text string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := range len(text) {
			_, _ = w.Write([]byte(text[i : i+1]))
			_ = http.NewResponseController(w).Flush()
		}
	}
}

// TestBombIsNotUnpacked: F07. Of what is unpacked no more is kept than a body may have.
func TestBombIsNotUnpacked(t *testing.T) {
	packed()
	c, _ := answers(t, bomb)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := c.call(t.Context(), request{method: http.MethodGet, path: "x", single: true}, new(string)); err == nil {
		t.Error("an answer of 100 MB is taken")
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 40<<20 { // what grows is copied some times
		t.Errorf("%d MiB were needed", took>>20)
	}
}

// TestNobodyThere: F16. Names that lead nowhere and certificates that do not fit are no reason
// to speak without one, nor to end; the log says what it is.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	count := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); w.WriteHeader(http.StatusUnauthorized) })
	tls := httptest.NewUnstartedServer(count)
	tls.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of who hangs up
	tls.StartTLS()
	defer tls.Close()
	plain := httptest.NewServer(count)
	plain.Config.ErrorLog = tls.Config.ErrorLog
	defer plain.Close()
	for name, url := range map[string]string{
		"no such name":      "https://discord.invalid",
		"nobody listens":    "http://127.0.0.1:9",
		"a foreign issuer":  tls.URL,
		"no certificate":    strings.Replace(plain.URL, "http://", "https://", 1),
		"an address of six": "http://[::1]:9",
	} {
		t.Run(name, func(t *testing.T) {
			var log adaptertest.Log
			a, err := New(Config{Token: token, API: url}, nil, log.Logger())
			if err != nil {
				t.Fatal(err)
			}
			ctx, tell := context.WithTimeout(t.Context(), 30*time.Second)
			defer tell()
			ended := make(chan error, 1)
			go func() { ended <- a.Run(ctx) }()
			select {
			case <-log.When("discord does not answer"):
			case <-ctx.Done():
				t.Errorf("the operator is not told:\n%s", &log)
			}
			tell()
			if err := <-ended; err != nil {
				t.Errorf("Run = %v, want nil: a name may lead somewhere later", err)
			}
			if strings.Contains(log.String(), token) {
				t.Error("the log shows the token")
			}
		})
	}
	if n := calls.Load(); n != 0 {
		t.Errorf("%d requests came without a certificate that fits", n)
	}
}

// TestProxyRefuses: F16. A proxy that wants to know who asks says so by a number alone.
func TestProxyRefuses(t *testing.T) {
	c, calls := answers(t, status(http.StatusProxyAuthRequired, ""))
	err := c.call(t.Context(), request{method: http.MethodGet, path: "users/@me", single: true}, nil)
	if err == nil || !strings.Contains(err.Error(), "Proxy Authentication Required") || calls.Load() != 1 {
		t.Errorf("call = %v after %d requests, want what the number means", err, calls.Load())
	}
}

package main

import (
	"bytes"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"candor/adapters/discord/discordtest"
)

// Where Discord is in these tests: names that lead nowhere but through the proxy, and for
// which the certificate of net/http/httptest is.
const (
	farAPI     = "example.com"
	farGateway = "gateway.example.com"
	// proxyPassword must not be in a log.
	proxyPassword = "hush-proxy-0a1b2c"
)

// proxy leads to where Discord is, once it has refused some.
type proxy struct {
	*httptest.Server
	to string // host:port that stands for all names

	mu      sync.Mutex
	refuse  map[string]int // how many more, by name
	passed  map[string]int
	strange []string // requests of another kind
}

func newProxy(t *testing.T, to string, refuse map[string]int) *proxy {
	t.Helper()
	p := &proxy{to: to, refuse: refuse, passed: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// ServeHTTP implements http.Handler: it takes CONNECT, from who says the password.
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := net.SplitHostPort(r.Host)
	if !p.lets(r, name) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="?"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	there, err := net.Dial("tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		_, _ = io.Copy(there, here)
		_ = there.Close()
	}()
	_, _ = io.Copy(here, there) // until either has gone
}

func (p *proxy) lets(r *http.Request, name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}
	_, password, _ := asked.BasicAuth()
	switch {
	case r.Method != http.MethodConnect, name != farAPI && name != farGateway, password != proxyPassword:
		p.strange = append(p.strange, r.Method+" "+r.Host)
		return false
	case p.refuse[name] > 0:
		p.refuse[name]--
		return false
	}
	p.passed[name]++
	return true
}

// farDiscord is a server as it is seen behind TLS, at another name. It returns its address and
// the file with its certificate.
func farDiscord(t *testing.T, d *discordtest.Server) (address, certificate string) {
	t.Helper()
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	front := httputil.NewSingleHostReverseProxy(u)
	front.ErrorLog = log.New(io.Discard, "", 0) // who hangs up
	front.ModifyResponse = func(r *http.Response) error {
		if !strings.Contains(r.Request.URL.Path, "/gateway") {
			return nil
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		body = bytes.ReplaceAll(body, []byte("ws://"+u.Host), []byte("wss://"+farGateway))
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		r.Header.Del("Content-Length")
		return nil
	}
	s := httptest.NewUnstartedServer(front)
	s.Config.ErrorLog = front.ErrorLog
	s.StartTLS()
	t.Cleanup(s.Close)
	certificate = filepath.Join(t.TempDir(), "certificate.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(certificate, block, 0o600); err != nil {
		t.Fatal(err)
	}
	return s.Listener.Addr().String(), certificate
}

// TestDiscordThroughProxy (F16): where the environment names a proxy, requests and the gateway
// go through it. While it refuses, the log says so, without a secret, and it is tried again.
func TestDiscordThroughProxy(t *testing.T) {
	d := newDiscord(t)
	address, certificate := farDiscord(t, d)
	via := newProxy(t, address, map[string]int{farAPI: 2, farGateway: 2})
	p := launch(t, []string{
		"CANDOR_DISCORD_TOKEN=" + discordtest.Token, "CANDOR_DISCORD_API=https://" + farAPI, "SSL_CERT_FILE=" + certificate,
		"HTTPS_PROXY=" + strings.Replace(via.URL, "://", "://candor:"+proxyPassword+"@", 1),
	})
	if err := d.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	d.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": sayings[0].text}})
	d.Say(discordtest.Incoming{Guild: discordtest.GuildID(0), Text: sayings[0].text, Mentions: true})
	if err := d.WaitSent(within(t, long), 2); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	p.stop()
	p.ends(0, long)
	via.check(t, p.out.String())
}

// check checks that a program went through the proxy alone, and what it said of that.
func (p *proxy) check(t *testing.T, out string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.strange) > 0 || p.passed[farAPI] == 0 || p.passed[farGateway] != 1 {
		t.Errorf("the proxy let through %v, and was asked for %q", p.passed, p.strange)
	}
	refused := map[string]int{}
	for line := range strings.Lines(out) {
		for _, what := range []string{"discord does not answer", "gateway connection ended"} {
			if strings.Contains(line, what) && strings.Contains(line, "Proxy Authentication Required") {
				refused[what]++
			}
		}
	}
	if refused["discord does not answer"] != 2 || refused["gateway connection ended"] != 2 {
		t.Errorf("the log says %v that the proxy refused, want twice each:\n%s", refused, out)
	}
	for _, secret := range []string{discordtest.Token, proxyPassword} {
		if strings.Contains(out, secret) {
			t.Errorf("the log shows %q:\n%s", secret, out)
		}
	}
}

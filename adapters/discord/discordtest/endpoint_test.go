package discordtest_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"
)

// endpoint is a bot without a gateway: it answers pings, and the rest by reply.
func endpoint(t *testing.T, s *discordtest.Server, reply func(body []byte) (int, string)) string {
	key, err := hex.DecodeString(s.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		signature, _ := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
		if !ed25519.Verify(key, append([]byte(r.Header.Get("X-Signature-Timestamp")), body...), signature) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var i struct{ Type int }
		_ = json.Unmarshal(body, &i)
		status, text := http.StatusOK, `{"type":1}`
		if i.Type != 1 {
			status, text = reply(body)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(web.Close)
	return web.URL
}

func TestEndpoint(t *testing.T) {
	s := discordtest.New(t)
	g, _ := connect(t, s, usual)
	url := endpoint(t, s, func([]byte) (int, string) { return 200, show("So.", 64) })
	if err := s.Probe(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	s.SetEndpoint(url)
	id := s.Ask(discordtest.Command{Name: "ask"})
	a, err := s.WaitAnswer(within(t), id)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := s.Message(id)
	if !a.HTTP || a.Message != m.ID || m.Content != "So." || m.For != discordtest.Ann {
		t.Errorf("answer %+v, message %+v", a, m)
	}
	g.quiet()
}

func TestDeliver(t *testing.T) {
	s := discordtest.New(t)
	b := newBot(t, s)
	url := endpoint(t, s, func(body []byte) (int, string) {
		var i event
		var d struct{ ID, Token string }
		_ = json.Unmarshal(body, &d)
		i.ID, i.Token = d.ID, d.Token
		b.respond(i, show("By REST.", 64))
		return 202, ""
	})
	status, body, err := s.Deliver(t.Context(), url, discordtest.Command{Name: "ask"})
	if status != 202 || len(body) != 0 || err != nil {
		t.Errorf("%d %s %v", status, body, err)
	}
	if m := s.Sent(); len(m) != 1 || m[0].Content != "By REST." {
		t.Errorf("sent: %+v", m)
	}
}

func TestDeliverBadAnswer(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	for _, text := range []string{show("@everyone", 0)[:20], `{"type":4,"data":{"content":"x"}}`, `{"type":7}`, `{"type":8,"data":{"choices":[]}}`} {
		url := endpoint(t, s, func([]byte) (int, string) { return 200, text })
		if status, _, err := s.Deliver(t.Context(), url, discordtest.Command{Name: "ask"}); status != 200 || err == nil {
			t.Errorf("%s: %d %v", text, status, err)
		}
	}
	if n := len(s.Violations()); n != 4 {
		t.Errorf("%d violations: %v", n, s.Violations())
	}
}

func TestForgedDeliveries(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	var at string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		at = r.Header.Get("X-Signature-Timestamp")
		good := r.Header.Get("X-Signature-Ed25519") == s.Sign(at, string(body))
		w.WriteHeader(map[bool]int{true: 200, false: 401}[good])
	}))
	defer web.Close()
	_, other, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for want, deliveries := range map[int][]discordtest.Delivery{
		200: {{Body: "x"}, {Body: "x", At: time.Unix(1, 0)}, {Timestamp: "soon"}},
		401: {{Body: "x", Key: other}, {Body: "x", Signature: "00"}, {Body: "x", Signature: "-"}},
	} {
		for _, d := range deliveries {
			status, _, err := s.Post(t.Context(), web.URL, d)
			if err != nil || status != want {
				t.Errorf("%+v: %d %v, want %d", d, status, err, want)
			}
			if d.Timestamp != "" && at != d.Timestamp {
				t.Errorf("timestamp %q", at)
			}
		}
	}
	if err := s.Probe(t.Context(), web.URL); err == nil {
		t.Error("no pong, and no error")
	}
}

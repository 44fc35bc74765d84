package discordtest_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/discord/discordtest"

	"github.com/gorilla/websocket"
)

// TestConcurrentUse does everything at once while links come and go.
func TestConcurrentUse(t *testing.T) {
	s := discordtest.New(t, discordtest.IdentifyEvery(0, 1_000_000), discordtest.Guilds(20), discordtest.Keep(50))
	b := newBot(t, s)
	end := time.Now().Add(300 * time.Millisecond)
	var workers sync.WaitGroup
	during := func(do func(i int)) {
		workers.Go(func() {
			for i := 0; time.Now().Before(end); i++ {
				do(i)
			}
		})
	}
	for range 2 {
		during(func(int) { linger(t, s) })
	}
	during(func(i int) { s.Ask(discordtest.Command{Guild: discordtest.GuildID(i % 20), Name: "ask"}) })
	during(func(i int) { s.Edit(s.Say(discordtest.Incoming{User: fmt.Sprint(i % 7), Text: "hi"}), "hello") })
	during(func(int) { _, _ = b.try(t.Context(), "POST", messages(0), answer) })
	during(func(int) {
		_, _, _, _ = s.Sent(), s.Calls(), s.Identifies(), s.Seen(discordtest.Ann, discordtest.ChannelID(0))
	})
	during(func(i int) {
		[]func(){
			func() { s.Cut() }, func() { s.Reconnect() }, func() { s.Invalidate(i%2 == 0) },
			func() { s.CloseGateway(4000) }, func() { s.Replay(3) }, func() { s.Silence() },
		}[i%6]()
		time.Sleep(time.Millisecond)
	})
	workers.Wait()
}

// linger opens a link and reads until it is over, or it has been quiet for a while.
func linger(t *testing.T, s *discordtest.Server) {
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), strings.Replace(s.URL, "http", "ws", 1), nil)
	if err != nil {
		t.Errorf("dial: %v", err)
		return
	}
	defer func() { _ = ws.Close() }()
	_ = ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"op":2,"d":{"token":%q,"properties":{},"intents":4609,"compress":true}}`, discordtest.Token))
	_ = ws.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			return
		}
	}
}

func TestStreamCompression(t *testing.T) {
	s := discordtest.New(t)
	g := dial(t, s, "/?compress=zlib-stream")
	g.identify(usual)
	stream, in := io.Pipe()
	defer stream.Close()
	go func() {
		for range 2 {
			kind, text, err := g.ws.ReadMessage()
			if err != nil || kind != websocket.BinaryMessage || !bytes.HasSuffix(text, []byte{0, 0, 0xff, 0xff}) {
				t.Errorf("kind %d, %x, %v", kind, text, err)
				break
			}
			_, _ = in.Write(text)
		}
		_ = in.Close()
	}()
	z, err := zlib.NewReader(stream)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(z) // it has no end
	if !strings.HasPrefix(string(text), `{"op":10`) || !strings.Contains(string(text), `"READY"`) {
		t.Errorf("stream: %s", text)
	}
}

func TestEphemeralIsPrivate(t *testing.T) {
	s := discordtest.New(t, discordtest.Limits())
	b := newBot(t, s)
	g, _ := connect(t, s, usual)
	for i, flags := range []int{0, 64} {
		s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), User: fmt.Sprint(i + 1), Name: "ask"})
		b.respond(g.event("INTERACTION_CREATE"), show("x", flags))
		if flags == 0 {
			g.event("MESSAGE_CREATE")
		}
	}
	for user, want := range map[string]int{"1": 1, "2": 2, "3": 1} {
		if n := len(s.Seen(user, discordtest.ChannelID(0))); n != want {
			t.Errorf("%s sees %d messages, want %d", user, n, want)
		}
	}
	g.quiet() // the bot does not hear of the ephemeral one
}

// TestManyDisconnects plays a simulated hour.
func TestManyDisconnects(t *testing.T) {
	s := discordtest.New(t)
	_, ready := connect(t, s, usual)
	seq := ready.Seq
	for i := range 1000 {
		s.Cut()
		s.Advance(3600 * time.Millisecond)
		id := s.Say(discordtest.Incoming{Text: "hi"})
		g := again(t, s, ready.Session, seq)
		if e := g.event("MESSAGE_CREATE"); e.ID != id {
			t.Fatalf("round %d: message %s, want %s", i, e.ID, id)
		}
		seq = g.event("RESUMED").Seq
		_ = g.ws.Close()
	}
	if n := len(s.Identifies()); n != 1 {
		t.Errorf("%d identifies", n)
	}
}

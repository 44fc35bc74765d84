package telegramtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

// faulty is a server with one fault, and a chat 7.
func faulty(t *testing.T, f telegramtest.Fault) (*telegramtest.Server, bot) {
	t.Helper()
	s := telegramtest.New(t)
	s.Meet(7, telegramtest.Private)
	s.Fail(f)
	return s, newBot(t, s)
}

var aSend = []string{"chat_id", "7", "text", "x"}

func TestFaultsWithAnAnswer(t *testing.T) {
	for name, tt := range map[string]struct {
		fault telegramtest.Fault
		want  reply
	}{
		"429":         {telegramtest.Fault{RetryAfter: 3}, reply{Code: 429, Description: "Too Many Requests: retry after 3"}},
		"500":         {telegramtest.Fault{Status: 500}, reply{Code: 500, Description: "Internal Server Error"}},
		"403":         {telegramtest.Fault{Status: 403}, reply{Code: 403, Description: "Forbidden: bot was blocked by the user"}},
		"401":         {telegramtest.Fault{Status: 401}, reply{Code: 401, Description: "Unauthorized"}},
		"409":         {telegramtest.Fault{Status: 409}, reply{Code: 409, Description: conflict}},
		"migration":   {telegramtest.Fault{MigrateTo: -1005}, reply{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat"}},
		"description": {telegramtest.Fault{Status: 400, Description: "Bad Request: no"}, reply{Code: 400, Description: "Bad Request: no"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, b := faulty(t, tt.fault)
			a := b.fails(tt.want.Code, tt.want.Description, "sendMessage", aSend...)
			if a.Parameters.RetryAfter != tt.fault.RetryAfter || a.Parameters.MigrateTo != tt.fault.MigrateTo {
				t.Errorf("parameters = %+v", a.Parameters)
			}
			if n := s.SentCount(); n != 0 {
				t.Error("what failed was sent")
			}
			must[sentMessage](b, "sendMessage", aSend...)
			if calls := s.Calls(); calls[0].Status != tt.want.Code || calls[1].Status != 200 {
				t.Errorf("statuses %d and %d", calls[0].Status, calls[1].Status)
			}
		})
	}
}

func TestWhomAFaultStrikes(t *testing.T) {
	s := telegramtest.New(t)
	s.Meet(7, telegramtest.Private)
	b := newBot(t, s)
	s.Fail(telegramtest.Fault{Method: "sendMessage", Status: 500, Times: 2, Match: func(c telegramtest.Call) bool {
		return c.Chat() == 7 && c.Params.Get("text") != "y"
	}})
	s.Fail(telegramtest.Fault{Method: "getMe", Status: 502, Times: -1})
	must[sentMessage](b, "sendMessage", "chat_id", "7", "text", "y")
	for range 2 {
		b.fails(500, "", "sendMessage", aSend...)
	}
	must[sentMessage](b, "sendMessage", aSend...)
	for range 5 {
		b.fails(502, "Bad Gateway", "getMe")
	}
	s.Heal()
	must[struct{}](b, "getMe")
}

// get calls sendMessage and returns what comes of the answer.
func get(ctx context.Context, b bot) (status int, kind string, body []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+"sendMessage?chat_id=7&text=x", nil)
	if err != nil {
		return 0, "", nil, err
	}
	resp, err := client.Do(r)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	return resp.StatusCode, resp.Header.Get("Content-Type"), body, err
}

func TestHTMLPage(t *testing.T) {
	_, b := faulty(t, telegramtest.Fault{Status: 502, Body: "<html>Bad Gateway</html>"})
	status, kind, body, err := get(t.Context(), b)
	if err != nil || status != 502 || kind != "text/html" || string(body) != "<html>Bad Gateway</html>" {
		t.Errorf("%d %s %q %v", status, kind, body, err)
	}
}

func TestDrop(t *testing.T) {
	for name, tt := range map[string]struct {
		fault telegramtest.Fault
		sent  int
	}{
		"before": {telegramtest.Fault{Drop: true}, 0},
		"after":  {telegramtest.Fault{AcceptThenDrop: true}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s, b := faulty(t, tt.fault)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.base+"sendMessage", strings.NewReader("chat_id=7&text=x"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if _, err := do(r); err == nil {
				t.Error("got an answer")
			}
			if n := s.SentCount(); n != tt.sent {
				t.Errorf("%d messages were sent, want %d", n, tt.sent)
			}
		})
	}
}

func TestCut(t *testing.T) {
	s, b := faulty(t, telegramtest.Fault{Cut: true})
	status, _, body, err := get(t.Context(), b)
	if status != 200 || len(body) == 0 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d %q %v, want half an answer", status, body, err)
	}
	if n := s.SentCount(); n != 1 {
		t.Errorf("%d messages were sent, want 1", n)
	}
}

func TestHang(t *testing.T) {
	s, b := faulty(t, telegramtest.Fault{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, _, err := get(ctx, b); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want no answer at all", err)
	}
	if c := s.Calls()[0]; c.Status != 0 || s.SentCount() != 0 {
		t.Errorf("status %d and %d messages for what had no answer", c.Status, s.SentCount())
	}
}

func TestHuge(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"plain": {Huge: true},
		"gzip":  {Huge: true, Gzip: true},
	} {
		t.Run(name, func(t *testing.T) {
			_, b := faulty(t, f)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.base+"getMe", nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if n, err := io.Copy(io.Discard, resp.Body); err != nil || n < 50<<20 {
				t.Errorf("%d bytes, %v", n, err)
			}
		})
	}
}

func TestSlow(t *testing.T) {
	_, b := faulty(t, telegramtest.Fault{Slow: 1000, Delay: 50 * time.Millisecond})
	begin := time.Now()
	status, _, body, err := get(t.Context(), b)
	if d := time.Since(begin); err != nil || status != 200 || d < time.Duration(len(body))*time.Millisecond {
		t.Errorf("%d bytes at 1,000 a second took %v, %v", len(body), d, err)
	}
}

func TestDown(t *testing.T) {
	s := telegramtest.New(t)
	b := newBot(t, s)
	got := make(chan error, 1)
	go func() {
		_, err := b.try(t.Context(), "getUpdates", "timeout", "50")
		got <- err
	}()
	if err := s.WaitPoll(within(t), 1); err != nil {
		t.Fatal(err)
	}
	s.Down()
	if err := <-got; err == nil {
		t.Error("a getUpdates that waited got an answer from a server that is down")
	}
	if _, err := b.try(t.Context(), "getMe"); err == nil {
		t.Error("a server that is down answers")
	}
	want := say(s, 1)
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	if got := b.ids(); len(got) != 1 || got[0] != want[0] {
		t.Errorf("updates %v, want %v", got, want)
	}
}

func TestListen(t *testing.T) {
	s, err := telegramtest.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	must[struct{}](newBot(t, s), "getMe")
	if _, err := telegramtest.Listen(strings.TrimPrefix(s.URL, "http://")); err == nil {
		t.Error("two servers at one address")
	}
	s.Fail(telegramtest.Fault{Hang: true})
	go func() { _, _ = newBot(t, s).try(context.WithoutCancel(t.Context()), "getMe") }()
	if err := s.Wait(within(t), func(s *telegramtest.Server) bool { return len(s.Calls()) == 2 }); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s.Close()
}

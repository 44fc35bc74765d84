package telegramtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/adapters/telegram/telegramtest"
)

func TestWaitEndsWithItsContext(t *testing.T) {
	s := telegramtest.New(t)
	say(s, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	for name, err := range map[string]error{
		"WaitSent": s.WaitSent(ctx, 1),
		"WaitDone": s.WaitDone(ctx),
		"WaitPoll": s.WaitPoll(ctx, 1),
		"Wait":     s.Wait(ctx, func(*telegramtest.Server) bool { return false }),
	} {
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeep(t *testing.T) {
	s := telegramtest.New(t, telegramtest.Keep(10))
	b := newBot(t, s)
	for range 50 {
		say(s, 1)
		must[sentMessage](b, "sendMessage", aSend...)
	}
	calls, sent := len(s.Calls()), len(s.Sent())
	if calls < 10 || calls > 20 || sent < 10 || sent > 20 || s.SentCount() != 50 || s.Pending() != 50 {
		t.Errorf("%d calls, %d messages of %d, %d pending", calls, sent, s.SentCount(), s.Pending())
	}
	if n := len(b.ids()); n != 50 {
		t.Errorf("%d updates, want all that are pending", n)
	}
}

// echo answers every message until ctx is done, over connections that are kept.
func echo(ctx context.Context, tb testing.TB, s *telegramtest.Server, workers int) {
	c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: workers + 1}}
	defer c.CloseIdleConnections()
	base := s.URL + "/bot" + telegramtest.Token + "/"
	post := func(method string, form url.Values, into any) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+method, strings.NewReader(form.Encode()))
		if err != nil {
			tb.Error(err)
			return
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := c.Do(r)
		if err != nil {
			return // ctx is done
		}
		defer resp.Body.Close()
		if err := json.NewDecoder(resp.Body).Decode(into); err != nil && ctx.Err() == nil {
			tb.Error(err)
		}
	}
	chats := make(chan int64)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for chat := range chats {
				post("sendMessage", url.Values{"chat_id": {strconv.FormatInt(chat, 10)}, "text": {"Till it has doubled."}}, &struct{}{})
			}
		})
	}
	for offset := 0; ctx.Err() == nil; {
		var got struct {
			Result []struct {
				ID      int `json:"update_id"`
				Message struct {
					Chat struct {
						ID int64 `json:"id"`
					} `json:"chat"`
				} `json:"message"`
			} `json:"result"`
		}
		post("getUpdates", url.Values{"offset": {strconv.Itoa(offset)}, "timeout": {"50"}}, &got)
		for _, u := range got.Result {
			offset = u.ID + 1
			chats <- u.Message.Chat.ID
		}
	}
	close(chats)
	wg.Wait()
}

// BenchmarkEcho measures an update in and a message out, with a simple bot.
func BenchmarkEcho(b *testing.B) {
	s := telegramtest.New(b, telegramtest.Keep(1000))
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() { echo(ctx, b, s, 8); close(done) }()
	b.ReportAllocs()
	for i := range b.N {
		s.Say(telegramtest.Incoming{User: int64(i%1000 + 1), Text: "How long does dough rise?"})
	}
	if err := s.WaitSent(b.Context(), b.N); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	cancel()
	<-done
}

func TestManyUpdates(t *testing.T) {
	const many = 2000
	s := telegramtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { echo(ctx, t, s, 8) })
	for worker := range 4 {
		wg.Go(func() {
			for i := range many / 4 {
				s.Say(telegramtest.Incoming{User: int64(worker*many + i + 1), Text: "How long does dough rise?"})
			}
		})
	}
	if err := s.WaitSent(within(t), many); err != nil {
		t.Error(err)
	}
	cancel()
	wg.Wait()
	seen := map[int64]int{}
	for _, m := range s.Sent() {
		seen[m.Chat]++
	}
	if len(seen) != many {
		t.Errorf("%d chats were answered, want %d", len(seen), many)
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// runs is an adapter that ends when its function does.
type runs func(context.Context) error

func (r runs) Run(ctx context.Context) error { return r(ctx) }

// serves until it is told to stop, and drains for a while.
func serves(ctx context.Context) error {
	<-ctx.Done()
	time.Sleep(5 * time.Second)
	return nil
}

// failsAfter is an adapter that cannot go on after a while.
func failsAfter(d time.Duration, err error) runs {
	return func(context.Context) error { time.Sleep(d); return err }
}

func TestRunAll(t *testing.T) {
	one, two := errors.New("the first token is not valid"), errors.New("the second token is not valid")
	for name, test := range map[string]struct {
		adapters map[string]runner
		want     error
		took     time.Duration // the context ends after an hour
		logged   []string
	}{
		"stopped":                {map[string]runner{"a": runs(serves)}, nil, time.Hour + 5*time.Second, nil},
		"both stopped":           {map[string]runner{"a": runs(serves), "b": runs(serves)}, nil, time.Hour + 5*time.Second, nil},
		"the only one fails":     {map[string]runner{"a": failsAfter(time.Second, one)}, one, time.Second, nil},
		"one fails, one goes on": {map[string]runner{"a": failsAfter(time.Second, one), "b": runs(serves)}, nil, time.Hour + 5*time.Second, []string{`"platform":"a"`, one.Error()}},
		"both fail": {map[string]runner{"a": failsAfter(time.Second, one), "b": failsAfter(time.Minute, two)}, two, time.Minute,
			[]string{`"platform":"a"`, one.Error(), `"platform":"b"`, two.Error()}},
		"one fails as both stop": {map[string]runner{"a": failsAfter(time.Hour+time.Minute, one), "b": runs(serves)}, nil, time.Hour + time.Minute, []string{one.Error()}},
		"none":                   {nil, nil, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				var out bytes.Buffer
				began := time.Now()
				err := runAll(ctx, zerolog.New(&out), test.adapters)
				if took := time.Since(began); err != test.want || took != test.took {
					t.Errorf("runAll = %v after %v, want %v after %v", err, took, test.want, test.took)
				}
				for _, part := range test.logged {
					if !strings.Contains(out.String(), part) {
						t.Errorf("the log lacks %s: %s", part, &out)
					}
				}
				if test.logged == nil && out.Len() > 0 {
					t.Errorf("the log says %s, want nothing", &out)
				}
			})
		})
	}
}

// TestCount: each hour and at the end, numbers only, and none that may point at somebody.
func TestCount(t *testing.T) {
	base, err := knowledgeDir("testdata/base").bot()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		for i := range 3 {
			say(t, base, bot.Message{User: fmt.Sprint("hush ", i), Choice: []string{"+rising", "+storing", "-rising"}[i]})
			say(t, base, bot.Message{User: "hush", Text: "I want to die, says hush"})
		}
		var out bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 150*time.Minute)
		defer cancel()
		far := soFar{base, refused(4), []refuser{refused(1), refused(2)}, zerolog.New(&out), time.Hour}
		if err := far.Run(ctx); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 3 {
			t.Fatalf("%d lines, want 3: after one and two hours and at the end:\n%s", len(lines), &out)
		}
		for _, line := range lines {
			if want := `{"level":"info","votes":3,"helpful":2,"findings":{},"refused_commands":4,"refused_buttons":3,"message":"so far"}`; line != want {
				t.Errorf("the log says %s, want %s", line, want)
			}
		}
	})
}

// refused is a count of what was refused.
type refused int64

func (r refused) Refused() int64 { return int64(r) }

func say(t *testing.T, h bot.Handler, m bot.Message) {
	t.Helper()
	if _, err := h.Handle(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

// TestTelegramConfig: how the settings reach the adapter.
func TestTelegramConfig(t *testing.T) {
	t.Setenv("CANDOR_TELEGRAM_TOKEN", "123456:hush")
	t.Setenv("CANDOR_TELEGRAM_SECRET", "hook")
	f := telegramFlags{API: "http://localhost", WebhookURL: "https://example.org/hook", Listen: "127.0.0.1:0", PerSecond: 7}
	c, err := f.config()
	if err != nil {
		t.Fatal(err)
	}
	if c.Token != "123456:hush" || c.API != f.API || c.Webhook.URL != f.WebhookURL || c.Webhook.Listen != f.Listen || c.Webhook.Secret != "hook" {
		t.Errorf("config = %+v, want what was set", c)
	}
	if c.Limits.PerSecond != 7 || c.Limits.Off {
		t.Errorf("Limits = %+v, want 7 a second", c.Limits)
	}
	f.PerSecond = 0
	if c, err = f.config(); err != nil || !c.Limits.Off {
		t.Errorf("Limits = %+v, %v, want nothing held back", c.Limits, err)
	}
	f.PerSecond = -1
	var usage usageError
	if _, err = f.config(); !errors.As(err, &usage) {
		t.Errorf("config = %v, want a wrong command line", err)
	}
}

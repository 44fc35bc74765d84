package discord

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// TestNumbersOfEachKind: F08. The number of an interaction is none of a message, nor the other
// way round; each is answered once.
func TestNumbersOfEachKind(t *testing.T) {
	core := &recorder{}
	d := &told{}
	a, err := New(Config{Token: token, Transport: d}, bot.Dedupe(100)(core), zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me.is(botAccount, "1")
	asks := event{"INTERACTION_CREATE", `{"id":"1","type":2,"token":"t","channel_id":"7","context":1,"user":{"id":"5"},"data":{"name":"help"}}`}
	says := event{"MESSAGE_CREATE", `{"id":"1","channel_id":"7","content":"how long","author":{"id":"5"}}`}
	for _, e := range []event{asks, says, asks.with(`"id":"1"`, `"id":"2"`), asks, says} {
		a.dispatch(t.Context(), e.kind, []byte(e.data))
	}
	a.shows.Wait()
	a.lanes.Wait()
	if n := len(core.roles()); n != 3 {
		t.Errorf("the core is asked %d times, want three: by two commands and a message", n)
	}
}

// TestSmallNumbers: F09. Numbers that are no times, or would be of years before Discord, are
// never old, whatever came before; and of a time since then they are.
func TestSmallNumbers(t *testing.T) { synctest.Test(t, testSmallNumbers) }

func testSmallNumbers(t *testing.T) {
	time.Sleep(time.Until(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)))
	for id, want := range map[int64]int{
		1: 4, 500_001: 4, 120_000_000_000_000_000: 4,
		(time.Date(2016, 1, 2, 0, 0, 0, 0, time.UTC).UnixMilli() - 1420070400000) << 22: 3, // what was said may tell of danger
	} {
		a, core := guarded(t, homeServer)
		does := `{"id":"%d","application_id":"1","type":%d,"token":"t","channel_id":"7","context":1,"user":{"id":"` + moderator + `"},"data":%s}`
		for _, e := range []event{
			written.with(`"id":"1"`, `"id":"`+numberOf(time.Now())+`"`),
			written.with(`"id":"1"`, fmt.Sprintf(`"id":"%d"`, id)),
			{"INTERACTION_CREATE", fmt.Sprintf(does, id, 2, `{"name":"help"}`)},
			{"INTERACTION_CREATE", fmt.Sprintf(does, id+1, 3, `{"custom_id":"`+a.customID("7", moderator, actOpen, "how-long")+`"}`)},
		} {
			a.dispatch(t.Context(), e.kind, []byte(e.data))
		}
		a.shows.Wait()
		a.lanes.Wait()
		got := len(core.roles())
		if got != want {
			t.Errorf("after a message of now, the core is asked %d times about %d, want %d", got, id, want)
		}
	}
}

package discord

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// shown keeps what interactions are answered first, by their numbers.
type shown struct {
	mu  sync.Mutex
	got map[string]string
}

func (s *shown) responder(id string) responder {
	return func(_ context.Context, r any) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch r := r.(type) {
		case *discordgo.InteractionResponse:
			s.got[id] = r.Data.Embeds[0].Title + ": " + r.Data.Embeds[0].Footer.Text
		case completion:
			s.got[id] = "nothing"
		}
		return nil
	}
}

// TestCrowd: who finds no room is told so at once, with the way to help, which is never
// closed by a crowd of questions; and what is in hand has a bound.
func TestCrowd(t *testing.T) { synctest.Test(t, testCrowd) }

func testCrowd(t *testing.T) {
	came, let := make(chan struct{}, 100), make(chan struct{})
	core := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) {
		came <- struct{}{}
		<-let
		return bot.Reply{}, nil
	})
	a, err := New(Config{Token: token}, core, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	if cap(a.inHand) != maxInHand || cap(a.beyond) != maxBeyond {
		t.Errorf("there is room for %d and %d interactions", cap(a.inHand), cap(a.beyond))
	}
	a.inHand, a.beyond = make(chan struct{}, 1), make(chan struct{}, 2)
	seen := &shown{got: map[string]string{}}
	take := func(id string, kind discordgo.InteractionType, data string) bool {
		i := interaction{ID: id, Token: "t", Channel: "5", Type: kind, User: &author{ID: "1"}, Data: []byte(data)}
		return a.take(t.Context(), i, seen.responder(id))
	}
	if !take("1", discordgo.InteractionApplicationCommand, `{"name":"topics"}`) {
		t.Fatal("the first one is not taken")
	}
	<-came
	for id, data := range map[string]string{
		"2": `{"name":"ask","options":[{"name":"question","value":"i want to die"}]}`, "3": `{"name":"topics"}`,
	} {
		if !take(id, discordgo.InteractionApplicationCommand, data) {
			t.Errorf("%s is not told that there is no room", id)
		}
	}
	synctest.Wait()
	if len(seen.got) != 2 {
		t.Errorf("%d are told so at once, want 2", len(seen.got))
	}
	if !take("4", discordgo.InteractionApplicationCommandAutocomplete, `{"name":"ask"}`) {
		t.Error("a completion is not answered")
	}
	synctest.Wait()
	if !take("5", discordgo.InteractionApplicationCommand, `{"name":"crisis"}`) ||
		!take("6", discordgo.InteractionMessageComponent, `{"custom_id":"`+a.customID("5", "1", actOpen, "/start help-3")+`"}`) {
		t.Error("who asks where help is finds no room")
	}
	<-came
	<-came
	if take("7", discordgo.InteractionApplicationCommand, `{"name":"crisis"}`) {
		t.Error("there is no bound")
	}
	close(let)
	a.shows.Wait()
	failed := bot.Reply{}.Title() + ": " + bot.Reply{}.Disclaimer() // what this core says
	told := bot.Busy().Title() + ": " + bot.Busy().Disclaimer()
	if diff := cmp.Diff(map[string]string{"1": failed, "2": told, "3": told, "4": "nothing", "5": failed, "6": failed}, seen.got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	if !strings.Contains(told, "/crisis") {
		t.Errorf("%q does not name the way to help", told)
	}
}

// TestSlowCompletion: people get an empty list in time, however many searches hang, and what
// those find is not shown; one that panics costs nothing.
func TestSlowCompletion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		let := make(chan struct{})
		var asked, answers atomic.Int32
		a, err := New(Config{Token: token, Complete: func(prefix string, _ int) []bot.Choice {
			asked.Add(1)
			if prefix == "panic" {
				panic(prefix)
			}
			<-let
			return []bot.Choice{{ID: "late", Label: "late"}}
		}}, nil, zerolog.Nop())
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for n := range maxHandling + 10 {
			prefix := "how"
			if n == 0 {
				prefix = "panic"
			}
			i := interaction{
				ID: fmt.Sprint(n), Token: "t", Type: discordgo.InteractionApplicationCommandAutocomplete, User: &author{ID: "1"},
				Data: []byte(`{"name":"ask","options":[{"name":"question","value":"` + prefix + `"}]}`),
			}
			a.take(t.Context(), i, func(_ context.Context, r any) error {
				if c := r.(completion); len(c.Data.Choices) != 0 || time.Since(began) > 300*time.Millisecond {
					t.Errorf("%d choices after %v, want none within 300 ms", len(c.Data.Choices), time.Since(began))
				}
				answers.Add(1)
				return nil
			})
			synctest.Wait()
		}
		a.shows.Wait()
		if answers.Load() != maxHandling+10 || asked.Load() != maxHandling+1 {
			t.Errorf("%d answers, %d searches; want %d, %d", answers.Load(), asked.Load(), maxHandling+10, maxHandling+1)
		}
		close(let)
	})
}

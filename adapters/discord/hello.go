package discord

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"candor/adapters/internal/retry"

	"github.com/bwmarrin/discordgo"
)

// errToken ends the adapter: asking again cannot help.
var errToken = errors.New("discord: the token is not valid: Discord does not know it (see CANDOR_DISCORD_TOKEN, or the developer portal under Bot)")

// identity is who the bot is, once that is known.
type identity struct {
	once  *sync.Once
	known chan struct{} // closed when the rest is set
	user  *string
	app   *string
}

func newIdentity() identity {
	return identity{once: new(sync.Once), known: make(chan struct{}), user: new(string), app: new(string)}
}

// is sets who the bot is, the first time.
func (i identity) is(user, app string) {
	i.once.Do(func() {
		*i.user, *i.app = user, app
		close(i.known)
	})
}

// id is the number of the bot's account, "" before it is known.
func (i identity) id() string {
	select {
	case <-i.known:
		return *i.user
	default:
		return ""
	}
}

// hello finds out whose token it is. It waits while Discord cannot be reached. Where an
// address is not there, the token's first part says who the bot is, and the gateway says
// of which application. Only of younger applications is the number the account's.
func (a *Adapter) hello(ctx context.Context) error {
	var user discordgo.User
	var app struct {
		ID string `json:"id"`
	}
	err := a.untilTaken(ctx, request{method: http.MethodGet, path: "users/@me"}, &user)
	if err != nil || ctx.Err() != nil {
		return err
	}
	a.log.Info().Str("bot", user.Username).Msg("discord knows the token")
	if err := a.untilTaken(ctx, request{method: http.MethodGet, path: "applications/@me"}, &app); err != nil || ctx.Err() != nil {
		return err
	}
	if user.ID == "" {
		first, _, _ := strings.Cut(a.cfg.Token, ".")
		if id, err := base64.RawStdEncoding.DecodeString(first); err != nil || strings.Trim(string(id), "0123456789") != "" {
			return nil
		} else {
			user.ID = string(id)
		}
	}
	switch {
	case app.ID != "":
		a.me.is(user.ID, app.ID)
	case a.cfg.Endpoint.Only:
		a.me.is(user.ID, user.ID)
	}
	return nil
}

// watch asks again whose token it is when a request was refused for it: a token that was
// taken back while the bot runs ends it.
func (a *Adapter) watch(ctx, _ context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.rest.doubted:
		}
		if err := a.untilTaken(ctx, request{method: http.MethodGet, path: "users/@me"}, nil); err != nil {
			return err
		}
	}
}

// untilTaken makes a request that everything depends on until Discord answers it or ctx is
// done; out stays as it is if Discord does not know the address. The error is that the
// token is not valid.
func (a *Adapter) untilTaken(ctx context.Context, r request, out any) error {
	var back retry.Patience
	for {
		err := a.try(ctx, r, out)
		var said *apiError
		switch {
		case err == nil || ctx.Err() != nil:
			return nil
		case !errors.As(err, &said):
		case said.status == http.StatusUnauthorized:
			return errToken
		case said.status == http.StatusNotFound || said.status == http.StatusMethodNotAllowed:
			return nil
		}
		wait := back.Next(err)
		if said != nil && said.status >= 500 && said.after > 0 { // it says when it is back
			wait = max(said.after, min(wait, askAgain))
		}
		a.log.Warn().Err(err).Dur("wait", wait).Msg("discord does not answer")
		_ = a.rest.lookout.Sleep(ctx, wait, err) // the loop looks at ctx
	}
}

// askAgain is how soon a server that fails is asked again, at most, if it wants to be asked
// sooner than it would be.
const askAgain = 5 * time.Second

// try makes a request once, and waits for a limit for a while.
func (a *Adapter) try(ctx context.Context, r request, out any) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r.single = true
	return a.rest.call(ctx, r, out)
}

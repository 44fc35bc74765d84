package discord

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"candor/adapters/internal/retry"
)

// errToken ends the adapter: asking again cannot help.
var errToken = errors.New("discord: the token is not valid: Discord does not know it (see CANDOR_DISCORD_TOKEN, or the developer portal under Bot)")

// identity is who the bot is, once that is known.
type identity struct {
	once  *sync.Once
	first *string       // the account's number, as far as it is known before the gateway
	known chan struct{} // closed when the rest is set
	user  *string
	app   *string
}

func newIdentity() identity {
	return identity{once: new(sync.Once), first: new(string), known: make(chan struct{}), user: new(string), app: new(string)}
}

// supposed keeps the number of the bot's account for [identity.is], before the gateway may
// call that.
func (i identity) supposed(user string) { *i.first = user }

// is sets who the bot is, the first time that something is known of it. Of younger
// applications the number is the account's.
func (i identity) is(user, app string) {
	user = cmp.Or(user, *i.first)
	if user == "" {
		return
	}
	i.once.Do(func() {
		*i.user, *i.app = user, cmp.Or(app, user)
		close(i.known)
	})
}

// appID is the number of the bot's application, "" before it is known.
func (i identity) appID() string {
	if i.id() == "" {
		return ""
	}
	return *i.app
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
// address is not there, or says something else, the token's first part says who the bot is,
// and the gateway says it, and of which application.
func (a *Adapter) hello(ctx context.Context) error {
	var user, app named
	err := a.untilTaken(ctx, a.aboutMe("users/@me"), &user)
	if err != nil || ctx.Err() != nil {
		return err
	}
	a.log.Info().Str("bot", string(user.Name)).Msg("discord knows the token")
	if err := a.untilTaken(ctx, a.aboutMe("applications/@me"), &app); err != nil || ctx.Err() != nil {
		return err
	}
	a.me.supposed(cmp.Or(string(user.ID), a.cfg.account()))
	if app.ID != "" || a.cfg.Endpoint.Only {
		a.me.is("", string(app.ID))
	}
	return nil
}

// account is the number of the bot's account as the first part of the token says it, "" if it
// does not.
func (c Config) account() string {
	first, _, _ := strings.Cut(c.Token, ".")
	id, err := base64.RawStdEncoding.DecodeString(first)
	if err != nil || !digits(id) {
		return ""
	}
	return string(id)
}

// aboutMe asks for what the gateway says as well, if there is one.
func (a *Adapter) aboutMe(path string) request {
	return request{method: http.MethodGet, path: path, optional: true, shows: !a.cfg.Endpoint.Only}
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
		if err := a.untilTaken(ctx, a.aboutMe("users/@me"), nil); err != nil {
			return err
		}
	}
}

// untilTaken makes a request that everything depends on until Discord answers it or ctx is
// done; out stays as it is if Discord has no answer to it. The error is that the
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
		case r.unknown(said.status):
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

// unknown reports whether a status says that the request will have no answer: the server does
// not know it, or, of one that is optional, does not want it from this bot.
func (r request) unknown(status int) bool {
	switch status {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return true
	case http.StatusTooManyRequests:
		return false
	case http.StatusNotImplemented:
		return r.optional || r.path == gatewayForBots
	}
	return r.optional && status < http.StatusInternalServerError
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

package discord

import (
	"context"
	"net"
	"net/http"
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord/discordtest"
	"candor/adapters/internal/retry"

	"github.com/rs/zerolog"
)

// ConnectBy lets an adapter that has not begun make all its connections by a function.
func ConnectBy(a *Adapter, connect retry.Dial) {
	a.connecting = connect
	a.rest.http.Transport = &http.Transport{DialContext: connect}
}

// ListenBy lets an adapter that has not begun open its endpoint by a function.
func ListenBy(a *Adapter, listen func(ctx context.Context, network, address string) (net.Listener, error)) {
	a.listening = listen
}

// RunOn lets an adapter run whose connections are all made by a function, until it is stopped.
func RunOn(t *testing.T, log zerolog.Logger, api string, connect retry.Dial) (stop func()) {
	t.Helper()
	a, err := New(Config{Token: discordtest.Token, API: api}, adaptertest.Core(), log)
	if err != nil {
		t.Fatal(err)
	}
	ConnectBy(a, connect)
	return adaptertest.Running(t, a.Run)
}

package discord

import (
	"context"
	"net"
	"net/http"

	"candor/adapters/internal/retry"
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

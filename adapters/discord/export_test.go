package discord

import (
	"net/http"

	"candor/adapters/internal/retry"
)

// ConnectBy lets an adapter that has not begun make all its connections by a function.
func ConnectBy(a *Adapter, connect retry.Dial) {
	a.connecting = connect
	a.rest.http.Transport = &http.Transport{DialContext: connect}
}

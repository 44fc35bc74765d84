package discord

import "net/http"

// ConnectBy lets an adapter that has not begun make all its connections by a function.
func ConnectBy(a *Adapter, connect connecting) {
	a.connecting = connect
	a.rest.http.Transport = &http.Transport{DialContext: connect}
}

package retry

import (
	"context"
	"net"
	"net/http"
	"time"
)

const (
	connectTime = 10 * time.Second
	// quietTime is how long nothing may come on a connection of HTTP/2 before it is asked
	// whether it lives, and aliveTime how long the answer may take. Else a network that
	// silently loses everything leaves a connection to which all requests go for a quarter of
	// an hour (Linux, tcp_retries2), also when the network is back, as each of them only gives
	// up its own stream.
	quietTime = 15 * time.Second
	aliveTime = 10 * time.Second
)

// Connect is a [Dial] that goes straight to the address and waits ten seconds at most.
func Connect(ctx context.Context, network, address string) (net.Conn, error) {
	return (&net.Dialer{Timeout: connectTime}).DialContext(ctx, network, address)
}

// Transport is Go's own, which goes through the proxy of the environment, with so many idle
// connections to one host. It notices within half a minute that a connection is dead.
func Transport(idle int) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = Connect
	t.MaxIdleConnsPerHost = idle
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: quietTime, PingTimeout: aliveTime}
	return t
}

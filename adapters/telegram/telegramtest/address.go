package telegramtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
)

// FreeAddress is a loopback address that nobody listens on, for a program that is to. Its
// port is closed again, and may go to anybody else who asks the system for one; so the
// host is one of the sixteen million that other tests do not take, where they all are the
// machine itself, as on Linux.
func FreeAddress(ctx context.Context) (string, error) {
	n := rand.N(1 << 24)
	var fault error
	for _, host := range []string{fmt.Sprintf("127.%d.%d.%d", n>>16, n>>8&0xff, n&0xff), "127.0.0.1"} {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			fault = err
			continue
		}
		return l.Addr().String(), l.Close()
	}
	return "", fault
}

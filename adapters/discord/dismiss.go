package discord

import (
	"context"
	"net/http"
	"time"
)

// removal is the request that takes a message away.
type removal struct {
	request
	until time.Time // when it works no more, zero for never
}

// takeBack is the removal of a message that the bot sent to a channel.
func takeBack(channel, id string) removal {
	path := messages(channel)
	return removal{request: request{method: http.MethodDelete, path: path + "/" + id, limit: "delete " + path}}
}

// takeBack is the removal of a message that answers the interaction. For as long as that can
// be answered: others cannot remove what one person alone sees.
func (s *showing) takeBack(id string) removal {
	path := s.webhookPath()
	return removal{
		request: request{method: http.MethodDelete, path: path + "/messages/" + id, limit: path, secret: s.Token, free: true},
		until:   s.began.Add(tokenTime),
	}
}

// keepParts keeps the removals of those parts of a reply that stand before its last.
func (a *Adapter) keepParts(reply string, parts []removal) {
	if len(parts) > 0 {
		a.parts.set(reply, parts)
	}
}

// dismiss takes the message away, and the parts of the reply before it, if they are known:
// they are forgotten with the program.
func (s *showing) dismiss(ctx context.Context, reply string) {
	s.ignore(ctx)
	if s.Message == nil {
		return
	}
	parts, _ := s.a.parts.get(reply)
	for _, p := range append(parts[:len(parts):len(parts)], s.takeBack(original)) {
		if !p.until.IsZero() && time.Now().After(p.until) {
			continue
		}
		if err := s.a.rest.call(ctx, p.request, nil); err != nil {
			s.a.gaveUp(err, "message not taken away")
		}
	}
}

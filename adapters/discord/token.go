package discord

import "errors"

// TokenRefused reports whether an error of [Adapter.Run] is that Discord does not take the
// token: with another one it may.
func TokenRefused(err error) bool {
	var ended *fatalError
	return errors.Is(err, errToken) || errors.As(err, &ended) && ended.code == codeBadToken
}

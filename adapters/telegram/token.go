package telegram

import "errors"

// TokenRefused reports whether an error of [Adapter.Run] is that Telegram does not take the
// token: with another one it may.
func TokenRefused(err error) bool { return errors.Is(err, errToken) }

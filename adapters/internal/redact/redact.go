// Package redact keeps secrets out of errors and log lines. The HTTP client of Go puts
// the whole address of a request into its errors, and with some platforms the token is
// part of the address.
package redact

import (
	"errors"
	"net/url"
	"strings"
)

// mark stands where a secret stood.
const mark = "[redacted]"

// Secrets are texts that nobody may read.
type Secrets []string

// String returns s without the secrets, also as they look in an address.
func (x Secrets) String(s string) string {
	for _, secret := range x {
		if secret == "" {
			continue
		}
		for _, form := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret)} {
			s = strings.ReplaceAll(s, form, mark)
		}
	}
	return s
}

// Error returns err without the address of a request and without the secrets. What it
// wraps can still be found by errors.Is and errors.As, but for *url.Error, whose text is
// an address.
func (x Secrets) Error(err error) error {
	if err == nil {
		return nil
	}
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err
	}
	if text := err.Error(); x.String(text) != text {
		return &redacted{x.String(text), err}
	}
	return err
}

// redacted shows another text than the error that it stands for.
type redacted struct {
	text string
	err  error
}

// Error implements error.
func (r *redacted) Error() string { return r.text }

// Is looks at the error behind, which itself cannot be reached.
func (r *redacted) Is(target error) bool { return errors.Is(r.err, target) }

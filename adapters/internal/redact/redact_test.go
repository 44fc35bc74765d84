package redact_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"candor/adapters/internal/redact"
)

const token = "12345:SECRET-token/with+odd=letters"

func TestString(t *testing.T) {
	secrets := redact.Secrets{token, "", "hush"}
	for in, want := range map[string]string{
		"nothing":                             "nothing",
		"a " + token + " b":                   "a [redacted] b",
		"/bot" + url.PathEscape(token) + "/x": "/bot[redacted]/x",
		"?t=" + url.QueryEscape(token):        "?t=[redacted]",
		"hush " + token:                       "[redacted] [redacted]",
	} {
		if got := secrets.String(in); got != want {
			t.Errorf("String(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestError(t *testing.T) {
	secrets := redact.Secrets{token}
	if err := secrets.Error(nil); err != nil {
		t.Errorf("Error(nil) = %v, want nil", err)
	}
	inner := fmt.Errorf("dial: %w", context.DeadlineExceeded)
	for name, err := range map[string]error{
		"address":     &url.Error{Op: "Post", URL: "https://x/bot" + token + "/getMe", Err: inner},
		"wrapped":     fmt.Errorf("call: %w", &url.Error{Op: "Post", URL: "https://x/" + token, Err: inner}),
		"in its text": fmt.Errorf("cannot parse %q: %w", token, context.DeadlineExceeded),
	} {
		got := secrets.Error(err)
		if strings.Contains(got.Error(), "SECRET") || strings.Contains(fmt.Sprintf("%+v", got), "SECRET") {
			t.Errorf("%s: Error shows the secret: %v", name, got)
		}
		if !errors.Is(got, context.DeadlineExceeded) {
			t.Errorf("%s: errors.Is does not find what is behind %v", name, got)
		}
		var address *url.Error
		if errors.As(got, &address) {
			t.Errorf("%s: the address can still be found", name)
		}
	}
	if plain := errors.New("plain"); secrets.Error(plain) != plain {
		t.Error("an error without secrets is not returned as it is")
	}
}

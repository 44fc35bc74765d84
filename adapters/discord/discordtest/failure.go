package discordtest

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// The codes that a bot can run into here.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const (
	unknownChannel     = 10003
	unknownGuild       = 10004
	unknownMessage     = 10008
	unknownWebhook     = 10015
	unknownInteraction = 10062
	unknownCommand     = 10063
	threadNotBegun     = 40058
	alreadyResponded   = 40060
	tooManyFollowups   = 40094
	badAgent           = 40333
	missingAccess      = 50001
	notTheAuthor       = 50005
	emptyMessage       = 50006
	cannotSendToUser   = 50007
	missingPermissions = 50013
	badWebhookToken    = 50027
	badForm            = 50035
	badJSON            = 50109
)

var wordings = map[int]string{
	unknownChannel:     "Unknown Channel",
	unknownGuild:       "Unknown Guild",
	unknownMessage:     "Unknown Message",
	unknownWebhook:     "Unknown Webhook",
	unknownInteraction: "Unknown interaction",
	unknownCommand:     "Unknown application command",
	threadNotBegun:     "Cannot message this thread until after the post author has sent an initial message.",
	alreadyResponded:   "Interaction has already been acknowledged.",
	tooManyFollowups:   "Maximum number of follow up messages for this interaction has been reached",
	badAgent:           "internal network error",
	missingAccess:      "Missing Access",
	notTheAuthor:       "Cannot edit a message authored by another user",
	emptyMessage:       "Cannot send an empty message",
	cannotSendToUser:   "Cannot send messages to this user",
	missingPermissions: "Missing Permissions",
	badWebhookToken:    "Invalid Webhook Token",
	badForm:            "Invalid Form Body",
	badJSON:            "The request body contains invalid JSON.",
}

// failure is an answer that is none of 2xx.
type failure struct {
	status     int
	code       int
	message    string
	problems   []problem
	retryAfter float64
	global     bool
	scope      string
	html       bool
}

// Error makes a failure an error.
func (f *failure) Error() string { return f.message }

// fail is an error with the usual message of its code.
func fail(status, code int) error {
	return &failure{status: status, code: code, message: wordings[code]}
}

func notFound(code int) error { return fail(http.StatusNotFound, code) }

func unauthorized() error {
	return &failure{status: http.StatusUnauthorized, message: "401: Unauthorized"}
}

// failureOf makes any error a failure.
func failureOf(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	return &failure{status: http.StatusInternalServerError, message: err.Error()}
}

// wireFailure is the form of an error.
// https://discord.com/developers/docs/reference#error-messages
type wireFailure struct {
	Message    string         `json:"message"`
	Code       int            `json:"code"`
	Errors     map[string]any `json:"errors,omitempty"`
	RetryAfter *float64       `json:"retry_after,omitempty"`
	Global     *bool          `json:"global,omitempty"`
}

const htmlPage = `<!DOCTYPE html>
<html lang="en-US"><head><title>%s | discord.com used Cloudflare</title></head>
<body><h1>Error %s</h1><p>You are being rate limited</p></body></html>
`

func (f *failure) body() []byte {
	if f.html {
		return []byte(strings.ReplaceAll(htmlPage, "%s", "1015"))
	}
	w := wireFailure{Message: f.message, Code: f.code}
	if f.status == http.StatusTooManyRequests {
		w.RetryAfter, w.Global = &f.retryAfter, &f.global
	}
	for _, p := range f.problems {
		if w.Errors == nil {
			w.Errors = map[string]any{}
		}
		p.nest(w.Errors)
	}
	body, err := json.Marshal(w)
	if err != nil {
		panic(err) // the types are ours
	}
	return body
}

package telegram

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// fault is what an error of a call means for what comes next.
type fault int

const (
	faultOther       fault = iota // Telegram does not take this, however often
	faultDown                     // nothing was taken: the server cannot be reached
	faultServer                   // the server failed
	faultUnsure                   // it may have been taken: no answer came
	faultSlower                   // too fast: wait as long as it says
	faultToken                    // the token is not valid
	faultConflict                 // somebody else asks for updates, or there is a webhook
	faultGone                     // the chat does not want messages any more
	faultMoved                    // the group has another number now
	faultParse                    // the markup is wrong
	faultNoReply                  // the message to reply to is gone
	faultNoThread                 // the topic is gone
	faultSame                     // an edit that changes nothing
	faultInterrupted              // the program stops
)

var faultNames = [...]string{"refused", "unreachable", "server error", "no answer", "rate limit", "token", "conflict",
	"blocked or kicked", "moved", "markup", "no message to reply to", "no topic", "not modified", "interrupted"}

// String is the name in the log.
func (f fault) String() string { return faultNames[f] }

// descriptions are how Telegram words what it has no code for
// (tdlib/telegram-bot-api, Client.cpp).
var descriptions = []struct {
	part string
	fault
}{
	{"can't parse entities", faultParse},
	{"message to be replied not found", faultNoReply},
	{"replied message not found", faultNoReply},
	{"message thread not found", faultNoThread},
	{"message is not modified", faultSame},
	{"chat not found", faultGone},
	{"not enough rights to send", faultGone},
	{"have no rights to send", faultGone},
}

// faultOf reads an error of a call, and how long to wait if it says.
func faultOf(err error) (fault, time.Duration) {
	var said *tgbotapi.Error
	if errors.As(err, &said) {
		return saidFault(said)
	}
	var page *httpError
	if errors.As(err, &page) {
		return pageFault(page)
	}
	var op *net.OpError
	switch {
	case errors.Is(err, context.Canceled):
		return faultInterrupted, 0
	case errors.Is(err, errUnreached), errors.As(err, &op) && op.Op == "dial":
		return faultDown, 0
	}
	return faultUnsure, 0
}

func saidFault(said *tgbotapi.Error) (fault, time.Duration) {
	switch after := time.Duration(said.RetryAfter) * time.Second; {
	case said.MigrateToChatID != 0:
		return faultMoved, 0
	case said.Code == http.StatusTooManyRequests || after > 0:
		return faultSlower, max(after, time.Second)
	case said.Code >= 500:
		return faultServer, 0
	case said.Code == http.StatusUnauthorized || said.Code == http.StatusNotFound && said.Message == "Not Found":
		return faultToken, 0
	case said.Code == http.StatusConflict:
		return faultConflict, 0
	case said.Code == http.StatusForbidden:
		return faultGone, 0
	}
	for _, d := range descriptions {
		if strings.Contains(said.Message, d.part) {
			return d.fault, 0
		}
	}
	return faultOther, 0
}

// movedTo is the number that a chat has now, if the error says so.
func movedTo(err error) (int64, bool) {
	var said *tgbotapi.Error
	if errors.As(err, &said) && said.MigrateToChatID != 0 {
		return said.MigrateToChatID, true
	}
	return 0, false
}

func pageFault(page *httpError) (fault, time.Duration) {
	switch after := time.Duration(page.retryAfter) * time.Second; {
	case page.status == http.StatusTooManyRequests:
		return faultSlower, max(after, time.Second)
	case page.status >= 500 && after > 0:
		return faultSlower, after // nobody handled it: it says when to come again
	}
	return faultServer, 0 // a proxy's page, also with 403 or 404: Telegram itself speaks JSON
}

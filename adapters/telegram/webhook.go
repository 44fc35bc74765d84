package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"candor/adapters/internal/retry"
	"candor/adapters/internal/sign"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// maxDelivery is the longest update that is read: Telegram's own stay far below.
	maxDelivery = 1 << 20
	// mostDeliveries is how many are in hand; Telegram is asked for no more, and further
	// ones are told to come again.
	mostDeliveries = 100
	// deliveryTime is how long an update may take before Telegram is told to deliver it
	// again: it waits about a minute.
	deliveryTime = 50 * time.Second
	secretHeader = "X-Telegram-Bot-Api-Secret-Token" // core.telegram.org/bots/api#setwebhook
)

// listen takes updates that Telegram delivers, until ctx is done. The webhook stays set:
// what comes meanwhile waits at Telegram for the next start.
func (a *Adapter) listen(ctx, work context.Context) error {
	work, stop := context.WithCancel(work)
	defer stop()
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.cfg.Webhook.Listen)
	if err != nil {
		return fmt.Errorf("telegram: the webhook cannot listen: %w", err)
	}
	server := &http.Server{
		Handler:           a.deliveries(work),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      deliveryTime + 15*time.Second,
		MaxHeaderBytes:    16 << 10,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	if err := a.setWebhook(ctx); err != nil {
		_ = server.Close()
		<-served
		return err
	}
	if ctx.Err() == nil {
		a.log.Info().Str("mode", "webhook").Str("listen", l.Addr().String()).Msg("running")
	}
	select {
	case <-ctx.Done():
	case err = <-served:
		stop()
		a.lanes.Wait()
		return fmt.Errorf("telegram: webhook: %w", err)
	}
	a.drain(stop, func() { _ = server.Shutdown(work) }) // what does not end in time is delivered again
	_ = server.Close()
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("telegram: webhook: %w", err)
	}
	return nil
}

// watchTime is how long it takes at most to hear that the token was revoked: nothing is
// delivered any more then.
const watchTime = time.Minute

// watch asks Telegram for who the bot is from time to time, until ctx is done.
func (a *Adapter) watch(ctx context.Context) {
	for retry.Sleep(ctx, watchTime) == nil {
		_, _ = a.client.call(ctx, "getMe", nil) // the client sees what is wrong with the token
	}
}

// secret is what Telegram sends along.
func (a *Adapter) secret() string {
	if a.cfg.Webhook.Secret != "" {
		return a.cfg.Webhook.Secret
	}
	return base64.RawURLEncoding.EncodeToString(sign.Derive(a.cfg.Token, "candor webhook 1"))
}

func (a *Adapter) setWebhook(ctx context.Context) error {
	_, err := a.untilTaken(ctx, "setWebhook", tgbotapi.Params{
		"url":                  a.cfg.Webhook.URL,
		"secret_token":         a.secret(),
		"allowed_updates":      allowedUpdates,
		"max_connections":      fmt.Sprint(mostDeliveries),
		"drop_pending_updates": "false",
	})
	return err
}

// deliveries answers Telegram: 200 when an update was answered or given up, and anything
// else when it is to come again.
func (a *Adapter) deliveries(work context.Context) http.Handler {
	path := "/"
	if u, err := url.Parse(a.cfg.Webhook.URL); err == nil && u.Path != "" {
		path = u.Path
	}
	secret := []byte(a.secret())
	slots := make(chan struct{}, mostDeliveries)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != path:
			w.WriteHeader(http.StatusNotFound)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
		case subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), secret) != 1:
			w.WriteHeader(http.StatusUnauthorized)
		default:
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				w.WriteHeader(a.delivered(work, w, r))
			default:
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}
	})
}

// delivered handles one delivery and returns the status to answer with.
func (a *Adapter) delivered(work context.Context, w http.ResponseWriter, r *http.Request) int {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case err != nil || !json.Valid(raw):
		return http.StatusBadRequest
	}
	j, err := a.accept(work, raw)
	if err != nil {
		a.log.Warn().Err(err).Msg("update passed over")
		return http.StatusBadRequest
	}
	timer := time.NewTimer(deliveryTime)
	defer timer.Stop()
	select {
	case <-j.done:
		if j.again || work.Err() != nil { // given up because the program stops
			return http.StatusServiceUnavailable
		}
		return http.StatusOK
	case <-timer.C:
	case <-work.Done():
	case <-r.Context().Done():
	}
	return http.StatusServiceUnavailable
}

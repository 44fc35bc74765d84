package discord

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	maxDelivery = 1 << 20
	// maxSkew is how old a signed delivery may be: older ones may be repetitions.
	maxSkew = 5 * time.Minute
)

// listen takes interactions that Discord delivers over HTTP, until ctx is done.
func (a *Adapter) listen(ctx, work context.Context) error {
	l, err := a.listening(ctx, "tcp", a.cfg.Endpoint.Listen)
	if err != nil {
		return fmt.Errorf("discord: the endpoint cannot listen: %w", err)
	}
	key, err := hex.DecodeString(a.cfg.Endpoint.PublicKey)
	if err != nil {
		return fmt.Errorf("discord: the public key: %w", err)
	}
	server := &http.Server{
		Handler:           a.deliveries(work, key),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	a.log.Info().Str("listen", l.Addr().String()).Msg("taking interactions over HTTP")
	select {
	case <-ctx.Done():
	case err := <-served:
		return fmt.Errorf("discord: endpoint: %w", err)
	}
	_ = server.Shutdown(work)
	_ = server.Close()
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("discord: endpoint: %w", err)
	}
	return nil
}

// deliveries answers Discord in the body of the answer to its request.
func (a *Adapter) deliveries(work context.Context, key ed25519.PublicKey) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		case err != nil:
			w.WriteHeader(http.StatusBadRequest)
		case !signed(r, raw, key, time.Now()):
			w.WriteHeader(http.StatusUnauthorized)
		default:
			a.delivered(work, w, r, raw)
		}
	})
}

// signed reports whether Discord signed the delivery, a short while ago.
func signed(r *http.Request, raw []byte, key ed25519.PublicKey, now time.Time) bool {
	at, err := strconv.ParseInt(r.Header.Get("X-Signature-Timestamp"), 10, 64)
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > maxSkew {
		return false
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	return discordgo.VerifyInteraction(r, key)
}

// delivered answers one delivery.
func (a *Adapter) delivered(work context.Context, w http.ResponseWriter, r *http.Request, raw []byte) {
	i, err := read[interaction](raw)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if i.Type == discordgo.InteractionPing {
		write(w, &discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong})
		return
	}
	d := delivery{answer: make(chan any), written: make(chan struct{}), gone: make(chan struct{})}
	defer close(d.gone)
	if !a.take(work, i, d.respond) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	timer := time.NewTimer(firstTime)
	defer timer.Stop()
	select {
	case resp := <-d.answer:
		write(w, resp)
		close(d.written)
	case <-timer.C:
		w.WriteHeader(http.StatusServiceUnavailable)
	case <-r.Context().Done():
	}
}

// delivery is one that waits for its answer.
type delivery struct {
	answer        chan any // to its interaction
	written, gone chan struct{}
}

// respond is a [responder]. It returns when the answer is on its way: what comes behind it
// must not overtake it.
func (d delivery) respond(ctx context.Context, r any) error {
	select {
	case d.answer <- r:
		<-d.written
		return nil
	case <-d.gone:
		return errGone
	case <-ctx.Done():
		return errGone
	}
}

func write(w http.ResponseWriter, resp any) {
	body, err := json.Marshal(resp)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // an error means that Discord has gone
	_ = http.NewResponseController(w).Flush()
}

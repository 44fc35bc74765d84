package telegram

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"candor/adapters/internal/address"
	"candor/bot"
)

// Config says which bot this is and how updates come.
type Config struct {
	Token     string // from @BotFather; a secret
	API       string // base address of the Bot API server, "" for Telegram's own
	Territory string // ISO 3166: whose helplines to show; "" goes by people's languages
	// Settings are those of a group, by its number; nil for none. It is asked for every
	// message in a group, from memory. Territory goes before the one above. Channels are
	// numbers of topics (message_thread_id), "1" for General: in others the bot only says
	// where help is, and answers the commands of those who may set this. Public means nothing
	// here: what is said in a group is for all to see, but for what is private, which never is.
	Settings func(community string) bot.Settings
	// Moved is told that a group has another number now, so that its settings go along; nil
	// for nobody. It is to be quick, and may be told the same twice.
	Moved func(from, to string)
	// Moderators are the numbers of those who may change the answers, in private and in
	// Home; Home is the number of their group, negative, "" for none. Who administers Home is
	// a moderator too: Telegram is asked at the moment of the action, or was within the last
	// minute. Those who administer another group may change its settings, there. Where the
	// bot is no administrator Telegram may not say (core.telegram.org/bots/api#getchatmember):
	// those it says nothing of are members.
	Moderators []string
	Home       string
	// Known are numbers of updates that were answered before the start, in no order: they
	// are not answered again.
	Known []int
	// Answered is told of each update that asked for a reply once that was sent or given up,
	// for Known; nil for nobody. It has to return at once.
	Answered func(update int)
	Webhook  Webhook
	Limits   Limits
	// Search finds whole answers for inline mode; nil for no inline mode.
	Search func(m bot.Message, n int) (found []bot.Reply, otherwise bot.Choice)
	// Profile is how the bot is introduced in its profile.
	Profile bot.Profile
	// Transport makes the requests; nil is Go's own, which goes through the proxy of the
	// environment.
	Transport http.RoundTripper
}

// Webhook says where Telegram delivers updates. The zero value asks for them instead
// ("long polling"), which needs no address that others can reach.
type Webhook struct {
	URL    string // as Telegram reaches it: https
	Listen string // host:port to listen on; a proxy in front speaks TLS
	Secret string // that Telegram sends along; "" derives one from the token
}

// DefaultAPI is Telegram's own server.
const DefaultAPI = "https://api.telegram.org"

// tokenForm is what a token looks like: anything else must not get into an address.
var tokenForm = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{1,128}$`)

// secretForm: core.telegram.org/bots/api#setwebhook.
var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// Validate reports everything that is wrong, without showing a secret.
func (c Config) Validate() error {
	var errs []error
	if !tokenForm.MatchString(c.Token) {
		errs = append(errs, errors.New("the token does not look like one: @BotFather gives it as digits, a colon and letters"))
	}
	if u, err := url.Parse(c.api()); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(c.API, "%?#") {
		errs = append(errs, errors.New("the address of the Bot API server must be like https://api.telegram.org"))
	}
	errs = append(errs, c.validateModerators()...)
	return errors.Join(append(errs, c.Webhook.validate()...)...)
}

func (w Webhook) validate() (errs []error) {
	if w.URL == "" {
		if w.Listen != "" || w.Secret != "" {
			errs = append(errs, errors.New("a webhook needs the address that Telegram reaches it at"))
		}
		return errs
	}
	if u, err := url.Parse(w.URL); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		errs = append(errs, errors.New("the webhook's address must begin with https://"))
	}
	if w.Listen == "" {
		errs = append(errs, errors.New("a webhook needs host:port to listen on"))
	} else if !address.HasPort(w.Listen) {
		errs = append(errs, errors.New("a webhook must listen on host:port, with the port's number"))
	}
	if w.Secret != "" && !secretForm.MatchString(w.Secret) {
		errs = append(errs, errors.New("the webhook's secret must be 1 to 256 of A-Z, a-z, 0-9, _ and -"))
	}
	return errs
}

func (c Config) api() string { return address.Base(c.API, DefaultAPI) }

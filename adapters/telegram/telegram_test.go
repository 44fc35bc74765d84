package telegram_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/adapters/telegram"

	"github.com/rs/zerolog"
)

// good is a configuration with everything set.
func good() telegram.Config {
	return telegram.Config{Token: "123456:" + strings.Repeat("aB-_9", 7), API: "http://localhost:8081",
		Webhook: telegram.Webhook{URL: "https://example.org/hook", Listen: "127.0.0.1:0", Secret: "hush-Hush_1"}}
}

func TestValidate(t *testing.T) {
	const (
		token  = "token"
		api    = "Bot API server"
		reach  = "needs the address"
		https  = "https://"
		listen = "host:port"
		secret = "secret must be"
		person = "must be a person's number"
		nobody = "anybody could be behind it"
		home   = "moderators' group must be"
	)
	for name, test := range map[string]struct {
		change func(*telegram.Config)
		faults []string
	}{
		"all set":                   {func(*telegram.Config) {}, nil},
		"only a token":              {func(c *telegram.Config) { *c = telegram.Config{Token: c.Token} }, nil},
		"a path and a slash":        {func(c *telegram.Config) { c.API = "https://example.org/telegram/" }, nil},
		"a secret made":             {func(c *telegram.Config) { c.Webhook.Secret = "" }, nil},
		"the longest secret":        {func(c *telegram.Config) { c.Webhook.Secret = strings.Repeat("x", 256) }, nil},
		"no token":                  {func(c *telegram.Config) { c.Token = "" }, []string{token}},
		"a token with a new line":   {func(c *telegram.Config) { c.Token += "\n" }, []string{token}},
		"a token with a slash":      {func(c *telegram.Config) { c.Token += "/../x" }, []string{token}},
		"a token with a percentage": {func(c *telegram.Config) { c.Token += "%s" }, []string{token}},
		"a token without a colon":   {func(c *telegram.Config) { c.Token = "123456" }, []string{token}},
		"letters before the colon":  {func(c *telegram.Config) { c.Token = "bot" + c.Token }, []string{token}},
		"two lines":                 {func(c *telegram.Config) { c.Token += "\n" + c.Token }, []string{token}},
		"an API without a scheme":   {func(c *telegram.Config) { c.API = "localhost:8081" }, []string{api}},
		"an API of another scheme":  {func(c *telegram.Config) { c.API = "ftp://localhost" }, []string{api}},
		"an API without a host":     {func(c *telegram.Config) { c.API = "https:///bot" }, []string{api}},
		"an API with a verb":        {func(c *telegram.Config) { c.API = "https://example.org/%s" }, []string{api}},
		"an API with a query":       {func(c *telegram.Config) { c.API = "https://example.org/?a" }, []string{api}},
		"an API with a fragment":    {func(c *telegram.Config) { c.API = "https://example.org/#a" }, []string{api}},
		"an API with a password":    {func(c *telegram.Config) { c.API = "https://u:hush-Hush_1@example.org" }, []string{api}},
		"an API with a new line":    {func(c *telegram.Config) { c.API = "https://example.org\n" }, []string{api}},
		"nowhere to listen":         {func(c *telegram.Config) { c.Webhook.Listen = "" }, []string{listen}},
		"a secret to listen on":     {func(c *telegram.Config) { c.Webhook.Listen = "123456:hush" }, []string{"a webhook must listen on host:port"}},
		"listening for nobody":      {func(c *telegram.Config) { c.Webhook.URL = "" }, []string{reach}},
		"a secret for nobody":       {func(c *telegram.Config) { c.Webhook = telegram.Webhook{Secret: "hush-Hush_1"} }, []string{reach}},
		"a webhook without TLS":     {func(c *telegram.Config) { c.Webhook.URL = "http://example.org" }, []string{https}},
		"a webhook without a host":  {func(c *telegram.Config) { c.Webhook.URL = "https:///hook" }, []string{https}},
		"a webhook with a password": {func(c *telegram.Config) { c.Webhook.URL = "https://u:hush-Hush_1@example.org" }, []string{https}},
		"a secret too long":         {func(c *telegram.Config) { c.Webhook.Secret = strings.Repeat("hush-Hush_1", 24) }, []string{secret}},
		"a secret of other letters": {func(c *telegram.Config) { c.Webhook.Secret = "hush-Hush_1 a+b/c=" }, []string{secret}},
		"moderators":                {func(c *telegram.Config) { c.Moderators, c.Home = []string{"1", "4503599627370495"}, "-1001234567890" }, nil},
		"a small group":             {func(c *telegram.Config) { c.Home = "-5" }, nil},
		"names":                     {func(c *telegram.Config) { c.Moderators = []string{"@hush-Hush_1", "7", ""} }, []string{person, person}},
		"other numbers": {func(c *telegram.Config) {
			c.Moderators = []string{"-7", "0", "+7", "07", " 7", "1e3", "99999999999999999"}
		}, []string{person, person, person, person, person, person, person}},
		"nobody's accounts":   {func(c *telegram.Config) { c.Moderators = []string{"1087968824", "136817688", "777000"} }, []string{nobody, nobody, nobody}},
		"the bot":             {func(c *telegram.Config) { c.Moderators = []string{"123456"} }, []string{"the bot itself"}},
		"a home by name":      {func(c *telegram.Config) { c.Home = "@hush-Hush_1" }, []string{home}},
		"a person's home":     {func(c *telegram.Config) { c.Home = "1001234567890" }, []string{home}},
		"a home of no number": {func(c *telegram.Config) { c.Home = "-0" }, []string{home}},
		"everything": {func(c *telegram.Config) {
			*c = telegram.Config{Token: "hush-Hush_1", API: "hush-Hush_1", Webhook: telegram.Webhook{URL: "hush-Hush_1", Secret: "hush-Hush_1!"},
				Moderators: []string{"hush-Hush_1"}, Home: "hush-Hush_1"}
		}, []string{token, api, person, home, https, listen, secret}},
	} {
		t.Run(name, func(t *testing.T) {
			c := good()
			test.change(&c)
			err := c.Validate()
			if (err != nil) != (test.faults != nil) {
				t.Fatalf("Validate = %v, want %d faults", err, len(test.faults))
			}
			if err == nil {
				return
			}
			if lines := strings.Split(err.Error(), "\n"); len(lines) != len(test.faults) {
				t.Errorf("Validate names %d faults, want %d: %v", len(lines), len(test.faults), err)
			}
			for _, fault := range test.faults {
				if !strings.Contains(err.Error(), fault) {
					t.Errorf("Validate does not speak of %q: %v", fault, err)
				}
			}
			hidden(t, err, c)
			if _, err := telegram.New(c, nil, zerolog.Nop()); err == nil {
				t.Error("New takes what Validate does not")
			} else {
				hidden(t, err, c)
			}
		})
	}
}

// hidden wants an error that shows nothing of what may be secret.
func hidden(t *testing.T, err error, c telegram.Config) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v", err, err, err)
	for _, secret := range []string{c.Token, c.Webhook.Secret, "hush-Hush_1"} {
		if secret != "" && strings.Contains(text, secret) {
			t.Errorf("the error shows the secret %q: %s", secret, text)
		}
	}
}

func TestNewUsesNoNetwork(t *testing.T) {
	c := good()
	c.API = "http://telegram.invalid"
	if _, err := telegram.New(c, nil, zerolog.Nop()); err != nil {
		t.Errorf("New = %v, want no error", err)
	}
}

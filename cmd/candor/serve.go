package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"candor/adapters/discord"
	"candor/adapters/telegram"
	"candor/adapters/terminal"
	"candor/bot"
	"candor/bot/safety"

	"github.com/rs/zerolog"
)

// serveCmd runs the bots. Secrets are not among its flags: see secretVariables.
type serveCmd struct {
	Territory string `help:"Country whose helplines to show, as an ISO 3166 code; if not given, by people's languages." placeholder:"CODE" env:"CANDOR_TERRITORY"`

	Telegram telegramFlags `embed:"" prefix:"telegram-"`
	Discord  discordFlags  `embed:"" prefix:"discord-"`
}

type telegramFlags struct {
	TokenFile  string `help:"File with the token that @BotFather gives; or set CANDOR_TELEGRAM_TOKEN." placeholder:"FILE" env:"CANDOR_TELEGRAM_TOKEN_FILE"`
	API        string `name:"api" help:"Address of the Bot API server." placeholder:"URL" default:"https://api.telegram.org" env:"CANDOR_TELEGRAM_API"`
	WebhookURL string `name:"webhook-url" help:"Address at which Telegram reaches the webhook; if not given, updates are polled." placeholder:"URL" env:"CANDOR_TELEGRAM_WEBHOOK_URL"`
	Listen     string `help:"host:port at which the webhook listens, behind a proxy that speaks TLS." placeholder:"ADDRESS" env:"CANDOR_TELEGRAM_LISTEN"`
	SecretFile string `help:"File with the webhook's secret; or set CANDOR_TELEGRAM_SECRET; if neither, one is made from the token." placeholder:"FILE" env:"CANDOR_TELEGRAM_SECRET_FILE"`
	PerSecond  int    `help:"Messages sent a second, in all; 0 holds nothing back, for a Bot API server of your own." placeholder:"N" default:"30" env:"CANDOR_TELEGRAM_PER_SECOND"`
}

type discordFlags struct {
	TokenFile string `help:"File with the bot's token from the developer portal; or set CANDOR_DISCORD_TOKEN." placeholder:"FILE" env:"CANDOR_DISCORD_TOKEN_FILE"`
	API       string `name:"api" help:"Address of Discord." placeholder:"URL" default:"https://discord.com" env:"CANDOR_DISCORD_API"`
	PublicKey string `help:"Public key of the application: takes interactions over HTTP." placeholder:"HEX" env:"CANDOR_DISCORD_PUBLIC_KEY"`
	Listen    string `help:"host:port at which interactions are taken, behind a proxy that speaks TLS." placeholder:"ADDRESS" env:"CANDOR_DISCORD_LISTEN"`
	NoGateway bool   `help:"Do not connect to the gateway: interactions come over HTTP only, and mentions are not answered." env:"CANDOR_DISCORD_NO_GATEWAY"`
	Shards    string `help:"Part of the gateway's shards to serve, as in 0-3/16; all if not given." placeholder:"RANGE" env:"CANDOR_DISCORD_SHARDS"`
}

// secretVariables are settings that have no flag: others on the machine can read those.
var secretVariables = []string{"CANDOR_TELEGRAM_TOKEN", "CANDOR_TELEGRAM_SECRET", "CANDOR_DISCORD_TOKEN"}

// flood is how much one person may ask on a platform.
var flood = bot.Limit{PerSecond: 1, Burst: 5, People: 20_000}

// runner is an adapter.
type runner interface {
	Run(ctx context.Context) error
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(con *console, dir *knowledgeDir) error {
	if c.Territory != "" && safety.KnownTerritory(c.Territory) == "" {
		return usageError{errors.New("no helplines are known for the territory " + c.Territory)}
	}
	tg, dc, err := c.configs()
	if err != nil {
		return err
	}
	b, err := dir.bot()
	if err != nil {
		return err
	}
	log := newLog(con.errOut)
	adapters := map[string]runner{}
	if tg.Token != "" {
		tg.Territory, tg.Search, tg.Profile = c.Territory, b.Search, b.Profile()
		if adapters["telegram"], err = telegram.New(tg, bot.Recover(bot.RateLimit(flood, nil)(b)), log); err != nil {
			return err
		}
	}
	if dc.Token != "" {
		dc.Territory, dc.Complete = c.Territory, b.Complete
		if adapters["discord"], err = discord.New(dc, bot.Recover(bot.Dedupe(remembered)(bot.RateLimit(flood, nil)(b))), log); err != nil {
			return err
		}
	}
	boundMemory()
	log.Info().Str("version", readBuild().version).Str("knowledge", b.Version()).Msg("starting")
	defer log.Info().Msg("stopped")
	ctx, stop := context.WithCancel(con.ctx)
	var counting sync.WaitGroup
	counting.Go(func() { count(ctx, b, log, time.Hour) })
	defer counting.Wait()
	defer stop()
	return runAll(ctx, log, adapters)
}

// remembered is how many messages of Discord are known to be answered: a connection that
// is resumed gives events again.
const remembered = 1 << 14

// configs reads the settings of all platforms, and reports everything that is wrong. A
// platform without a token is left out.
func (c *serveCmd) configs() (telegram.Config, discord.Config, error) {
	tg, errT := c.Telegram.config()
	dc, errD := c.Discord.config()
	if err := errors.Join(errT, errD); err != nil {
		return tg, dc, err
	}
	if tg.Token == "" && dc.Token == "" {
		return tg, dc, errors.New("no platform has a token: set CANDOR_TELEGRAM_TOKEN or CANDOR_DISCORD_TOKEN, or one of them with _FILE")
	}
	var errs []error
	if tg.Token != "" {
		errs = append(errs, named("telegram", tg.Validate()))
	}
	if dc.Token != "" {
		errs = append(errs, named("discord", dc.Validate()))
	}
	if err := errors.Join(errs...); err != nil {
		return tg, dc, errors.New(oneSentence(err))
	}
	return tg, dc, nil
}

// named says of which platform an error is.
func named(platform string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(platform + ": " + oneSentence(err))
}

// config reads the secrets and puts the settings together.
func (f *telegramFlags) config() (telegram.Config, error) {
	token, tokenErr := readSecret("CANDOR_TELEGRAM_TOKEN", f.TokenFile)
	hook, hookErr := readSecret("CANDOR_TELEGRAM_SECRET", f.SecretFile)
	if err := errors.Join(tokenErr, hookErr); err != nil {
		return telegram.Config{}, errors.New(oneSentence(err))
	}
	if f.PerSecond < 0 {
		return telegram.Config{}, usageError{errors.New("--telegram-per-second must not be negative")}
	}
	return telegram.Config{
		Token:   string(token),
		API:     f.API,
		Webhook: telegram.Webhook{URL: f.WebhookURL, Listen: f.Listen, Secret: string(hook)},
		Limits:  telegram.Limits{PerSecond: f.PerSecond, Off: f.PerSecond == 0},
	}, nil
}

// oneSentence joins the faults, each of which is a line of err.
func oneSentence(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// newLog writes to a terminal for people and to anything else as JSON.
func newLog(out io.Writer) zerolog.Logger {
	if terminal.IsTerminal(out) {
		out = zerolog.ConsoleWriter{Out: out, TimeFormat: time.TimeOnly, NoColor: !colorful(out)}
	}
	return zerolog.New(out).With().Timestamp().Logger()
}

// runAll runs the adapters until each has ended. One that cannot go on does not stop the
// others; the error is that of the last one, if none ended because it was told to.
func runAll(ctx context.Context, log zerolog.Logger, adapters map[string]runner) error {
	type end struct {
		name string
		err  error
	}
	ends := make(chan end)
	for name, a := range adapters {
		go func() { ends <- end{name, a.Run(ctx)} }()
	}
	var failed error
	stopped := false
	for range adapters {
		e := <-ends
		if e.err == nil {
			stopped = true
			continue
		}
		failed = e.err
		if len(adapters) > 1 {
			log.Error().Str("platform", e.name).Err(e.err).Msg("platform ended")
		}
	}
	if stopped {
		return nil
	}
	return failed
}

// count logs now and then, and at the end, how often answers helped and which dangers
// messages told of. Those are numbers since the start, small ones left out: nothing says
// whose.
func count(ctx context.Context, b *bot.Bot, log zerolog.Logger, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for ctx.Err() == nil {
		select {
		case <-ticker.C:
		case <-ctx.Done():
		}
		helped, votes := 0, 0
		for _, v := range b.Votes() {
			helped, votes = helped+v.Helpful, votes+v.Helpful+v.Unhelpful
		}
		log.Info().Int("votes", votes).Int("helpful", helped).Interface("findings", b.Findings()).Msg("so far")
	}
}

// config reads the secret and puts the settings together.
func (f *discordFlags) config() (discord.Config, error) {
	token, err := readSecret("CANDOR_DISCORD_TOKEN", f.TokenFile)
	if err != nil {
		return discord.Config{}, err
	}
	shards, err := parseShards(f.Shards)
	if err != nil {
		return discord.Config{}, err
	}
	return discord.Config{
		Token:    string(token),
		API:      f.API,
		Endpoint: discord.Endpoint{PublicKey: f.PublicKey, Listen: f.Listen, Only: f.NoGateway},
		Shards:   shards,
	}, nil
}

// parseShards reads "0-3/16": shards 0 to 3 of 16.
func parseShards(s string) (discord.Shards, error) {
	var first, last, total int
	if s == "" {
		return discord.Shards{}, nil
	}
	if n, err := fmt.Sscanf(s, "%d-%d/%d", &first, &last, &total); n != 3 || err != nil || first > last || fmt.Sprintf("%d-%d/%d", first, last, total) != s {
		return discord.Shards{}, usageError{errors.New("--discord-shards must be like 0-3/16")}
	}
	return discord.Shards{First: first, Count: last - first + 1, Total: total}, nil
}

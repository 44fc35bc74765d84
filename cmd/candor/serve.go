package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"sync"
	"time"

	"candor/adapters/terminal"
	"candor/bot"

	"github.com/rs/zerolog"
)

// serveCmd runs the bots. Secrets are not among its flags: see secretVariables.
type serveCmd struct {
	Territory string `help:"Country whose helplines to show, as an ISO 3166 code; if not given, by people's languages." placeholder:"CODE" env:"CANDOR_TERRITORY"`
	Watch     bool   `help:"Put the folder of --knowledge in use whenever its files change and pass all checks." env:"CANDOR_WATCH"`
	TwoPerson bool   `help:"Want the word of two moderators for a reload." env:"CANDOR_TWO_PERSON"`

	Telegram telegramFlags `embed:"" prefix:"telegram-"`
	Discord  discordFlags  `embed:"" prefix:"discord-"`
}

type telegramFlags struct {
	Moderators []string `help:"Numbers of the people who may change the answers, parted by commas." placeholder:"ID" env:"CANDOR_TELEGRAM_MODERATORS"`
	Home       string   `help:"Number of the group whose administrators may change the answers." placeholder:"ID" env:"CANDOR_TELEGRAM_HOME"`
	TokenFile  string   `help:"File with the token that @BotFather gives; or set CANDOR_TELEGRAM_TOKEN." placeholder:"FILE" env:"CANDOR_TELEGRAM_TOKEN_FILE"`
	API        string   `name:"api" help:"Address of the Bot API server." placeholder:"URL" default:"https://api.telegram.org" env:"CANDOR_TELEGRAM_API"`
	WebhookURL string   `name:"webhook-url" help:"Address at which Telegram reaches the webhook; if not given, updates are polled." placeholder:"URL" env:"CANDOR_TELEGRAM_WEBHOOK_URL"`
	Listen     string   `help:"host:port at which the webhook listens, behind a proxy that speaks TLS." placeholder:"ADDRESS" env:"CANDOR_TELEGRAM_LISTEN"`
	SecretFile string   `help:"File with the webhook's secret; or set CANDOR_TELEGRAM_SECRET; if neither, one is made from the token." placeholder:"FILE" env:"CANDOR_TELEGRAM_SECRET_FILE"`
	PerSecond  int      `help:"Messages sent a second, in all; 0 holds nothing back, for a Bot API server of your own." placeholder:"N" default:"30" env:"CANDOR_TELEGRAM_PER_SECOND"`
}

type discordFlags struct {
	Moderators []string `help:"Numbers of the people who may change the answers, parted by commas." placeholder:"ID" env:"CANDOR_DISCORD_MODERATORS"`
	Home       string   `help:"Number of the server whose managers may change the answers." placeholder:"ID" env:"CANDOR_DISCORD_HOME"`
	TokenFile  string   `help:"File with the bot's token from the developer portal; or set CANDOR_DISCORD_TOKEN." placeholder:"FILE" env:"CANDOR_DISCORD_TOKEN_FILE"`
	API        string   `name:"api" help:"Address of Discord." placeholder:"URL" default:"https://discord.com" env:"CANDOR_DISCORD_API"`
	PublicKey  string   `help:"Public key of the application: takes interactions over HTTP." placeholder:"HEX" env:"CANDOR_DISCORD_PUBLIC_KEY"`
	Listen     string   `help:"host:port at which interactions are taken, behind a proxy that speaks TLS." placeholder:"ADDRESS" env:"CANDOR_DISCORD_LISTEN"`
	NoGateway  bool     `help:"Do not connect to the gateway: interactions come over HTTP only, and mentions are not answered." env:"CANDOR_DISCORD_NO_GATEWAY"`
	Shards     string   `help:"Part of the gateway's shards to serve, as in 0-3/16; all if not given." placeholder:"RANGE" env:"CANDOR_DISCORD_SHARDS"`
}

// secretVariables are settings that have no flag: others on the machine can read those.
var secretVariables = []string{"CANDOR_TELEGRAM_TOKEN", "CANDOR_TELEGRAM_SECRET", "CANDOR_DISCORD_TOKEN"}

// flood is how much one person may ask on a platform.
var flood = bot.Limit{PerSecond: 1, Burst: 5, People: 20_000}

// runner is an adapter, or what serves them.
type runner interface {
	Run(ctx context.Context) error
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(con *console, dir *knowledgeDir, data *dataDir) error {
	elsewhere, err := checkTerritory(c.Territory)
	if err != nil {
		return err
	}
	if c.Watch && *dir == "" {
		return usageError{errors.New("--watch needs a folder to watch: --knowledge")}
	}
	if c.Watch && c.TwoPerson {
		return usageError{errors.New("--watch asks nobody and --two-person wants two: one of them only")}
	}
	tg, dc, err := c.configs()
	if err != nil {
		return err
	}
	hangup, stop := hangups()
	defer stop()
	log := newLog(con.errOut)
	if elsewhere != "" {
		log.Warn().Str("territory", c.Territory).Msg(elsewhere)
	}
	loaded := roomToStart()
	b, d, err := c.start(con.ctx, dir, data, log)
	if err != nil {
		return err
	}
	defer d.close()
	kept := &deliveries{store: d.store, log: log}
	adapters := platforms{runners: map[string]runner{}}
	if err := adapters.add(con.ctx, tg, dc, service{c.Territory, b, d.Desk, kept, log, c.Telegram.TokenFile, c.Discord.TokenFile}); err != nil {
		return err
	}
	loaded()
	log.Info().Str("version", readBuild().version).Str("knowledge", b.Version()).Msg("starting")
	defer log.Info().Msg("stopped")
	reload := &reloader{desk: d.Desk, hangup: hangup, log: log}
	if c.Watch {
		reload.dir = string(*dir)
	}
	defer runBeside(context.WithoutCancel(con.ctx), log, // until the last message in hand is answered
		d, kept, reload, &control{filepath.Join(d.data, socketFile), bot.Recover(b), log})()
	defer runBeside(con.ctx, log, &soFar{b, d, adapters.refusers, log, time.Hour}, &helplineWatch{time.Now, log})()
	return runAll(con.ctx, log, adapters.runners)
}

// runBeside runs what serves the adapters until ctx is done or the function that it returns
// is called, which waits for their ends, but not for one that is stuck. None of them ends by
// itself, whatever is wrong.
func runBeside(ctx context.Context, log zerolog.Logger, all ...runner) (end func()) {
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	for _, r := range all {
		running.Go(func() { _ = r.Run(ctx) })
	}
	ended := make(chan struct{})
	go func() {
		running.Wait()
		close(ended)
	}()
	return func() {
		stop()
		select {
		case <-ended:
		case <-time.After(endTime):
			log.Warn().Msg("stopping without what waits for a disk")
		}
	}
}

// endTime is how long what serves the adapters may take to end: a little longer than
// commands in hand may. Only a disk that does not answer takes longer.
const endTime = stopTime + time.Second

// remembered is how many messages of Discord are known to be answered: a connection that
// is resumed gives events again.
const remembered = 1 << 14

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

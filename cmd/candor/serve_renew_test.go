package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"candor/adapters/discord/discordtest"
	"candor/adapters/telegram/telegramtest"
)

// TestRotatedTokens (F17): tokens that are taken back while the program runs stop their
// platforms; those that come into the files are taken up by SIGHUP. None of them is printed.
func TestRotatedTokens(t *testing.T) {
	t.Parallel()
	const nextTelegram, nextDiscord = "123456:ROTATED_telegram_token_bbbbbbbbbbbb", "ROTATED.discord.token_not_real"
	tg, dc := telegramtest.New(t), discordtest.New(t)
	dir := t.TempDir()
	fileT, fileD := filepath.Join(dir, "telegram"), filepath.Join(dir, "discord")
	put := func(file, token string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(fileT, telegramtest.Token)
	put(fileD, discordtest.Token)
	p := launch(t, []string{
		"CANDOR_TELEGRAM_API=" + tg.URL, "CANDOR_TELEGRAM_TOKEN_FILE=" + fileT,
		"CANDOR_DISCORD_API=" + dc.URL, "CANDOR_DISCORD_TOKEN_FILE=" + fileD,
	}, "--telegram-per-second=0")
	p.says(`"mode":"polling"`)
	if err := dc.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("%v:\n%s", err, p.out)
	}
	tg.SetToken(nextTelegram)
	dc.SetToken(nextDiscord)
	dc.CloseGateway(4004)
	p.says(`"error":"telegram: the token is not valid`)
	p.says(`"error":"discord: the token is not valid`)
	put(fileT, nextTelegram)
	put(fileD, nextDiscord)
	p.signal(syscall.SIGHUP)
	if err := dc.WaitReady(within(t, long), 1); err != nil {
		t.Fatalf("Discord is not back: %v:\n%s", err, p.out)
	}
	const user = 7_001
	tg.Say(telegramtest.Incoming{User: user, Text: sayings[0].text})
	asked := dc.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": sayings[0].text}})
	if err := tg.Wait(within(t, long), func(s *telegramtest.Server) bool { return len(s.SentTo(user)) > 0 }); err != nil {
		t.Errorf("no answer on Telegram: %v:\n%s", err, p.out)
	}
	if err := dc.Wait(within(t, long), func(d *discordtest.Server) bool { _, ok := d.Answer(asked); return ok }); err != nil {
		t.Errorf("no answer on Discord: %v:\n%s", err, p.out)
	}
	p.stop()
	p.ends(0, long)
	for _, token := range []string{telegramtest.Token, discordtest.Token, "ROTATED"} {
		if strings.Contains(p.out.String(), token) {
			t.Errorf("a token shows in what the program prints:\n%s", p.out)
		}
	}
}

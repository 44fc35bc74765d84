package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is an account that owns nothing: root may write whatever the mode says.
const nobody = 65534

// TestDataFolderTrouble (F12, F13): what the store cannot do keeps nobody from being
// answered, is said to moderators and not often in the log, and passes with its cause.
func TestDataFolderTrouble(t *testing.T) {
	waits(t)
	t.Run("read-only", func(t *testing.T) {
		sc := newTelegramScene(t)
		sc.must(os.MkdirAll(sc.data, 0o500))
		sc.p = sc.prepare()
		if os.Getuid() == 0 {
			sc.p.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
			for dir := sc.data; len(dir) > len(os.TempDir()); dir = filepath.Dir(dir) {
				sc.must(os.Chown(dir, nobody, nobody))
			}
			sc.opens(built.folder, filepath.Dir(sc.answers), filepath.Dir(filepath.Dir(sc.answers)))
		}
		sc.p.start()
		sc.ready()
		sc.lives("permission denied", func() { sc.must(os.Chmod(sc.data, 0o700)) })
	})
	t.Run("deleted", func(t *testing.T) {
		sc := newTelegramScene(t)
		sc.serve()
		sc.listens()
		sc.must(os.RemoveAll(sc.data))
		sc.must(os.WriteFile(sc.data, nil, 0o600)) // so that it cannot be made again
		sc.lives("not a directory", func() { sc.must(os.Remove(sc.data)) })
	})
	t.Run("full", func(t *testing.T) {
		sc := newTelegramScene(t)
		sc.must(os.MkdirAll(sc.data, 0o700))
		if err := syscall.Mount("tmpfs", sc.data, "tmpfs", 0, "size=1m"); err != nil {
			t.Skipf("no small disk can be had here: %v", err)
		}
		t.Cleanup(func() { _ = syscall.Unmount(sc.data, syscall.MNT_DETACH) })
		sc.serve()
		sc.listens()
		filler := filepath.Join(sc.data, "filler")
		if err := os.WriteFile(filler, make([]byte, 2<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("the disk is not full: %v", err)
		}
		sc.lives("the disk is full", func() { sc.must(os.Remove(filler)) })
	})
}

// opens lets everybody into folders.
func (sc *scene) opens(dirs ...string) {
	sc.Helper()
	for _, dir := range dirs {
		sc.must(os.Chmod(dir, 0o755))
	}
}

// lives goes through a trouble with a reason, until it is mended.
func (sc *scene) lives(reason string, mend func()) {
	sc.Helper()
	asks := func(want string) {
		sc.Helper()
		if got := sc.askTelegram(rising); !strings.Contains(got, want) {
			sc.Errorf("the answer is %q, want %q", got, want)
		}
	}
	for range 20 {
		asks(firstText)
	}
	sc.write("rising", "An hour, at last.")
	for range 2 { // two moderators, since one has to wait
		who := sc.moderator()
		shown := sc.telegramSays(who, "/reload", "Put this in use?")
		sc.telegramPresses(who, shown, toConfirm, "could not be stored")
		if said := sc.onTelegram(who, 0, "could not be stored").Text; !strings.Contains(said, reason) || !strings.Contains(said, "Nothing has changed") {
			sc.Errorf("the moderator reads %q, want the reason: %s", said, reason)
		}
	}
	asks(firstText)
	sc.telegramSays(sc.moderator(), "/off kneading", "This works now, but it could not be stored yet")
	for _, what := range []string{"store a change", "read the store", "keep the store up to date"} {
		if n := sc.says(`"to":"` + what + `"`); n > 1 {
			sc.Errorf("%d lines of the log in less than a minute say that it could not %s, want 1:\n%s", n, what, sc.p.out)
		}
	}
	if sc.says(`"message":"could not"`) == 0 {
		sc.Errorf("the log says nothing of it:\n%s", sc.p.out)
	}
	mend()
	who := sc.moderator()
	sc.telegramPresses(who, sc.telegramSays(who, "/reload", "Put this in use?"), toConfirm, "In use now")
	asks("An hour, at last.")
	if os.Getuid() == 0 || sc.p.cmd.SysProcAttr == nil {
		sc.listens()
		if out := sc.candor(0, "off"); !strings.Contains(out, "kneading") {
			sc.Errorf("after the trouble candor off says\n%s", out)
		}
	}
	sc.p.kill()
	if sc.p.cmd.SysProcAttr == nil { // or the store is another user's
		sc.serve()
		asks("An hour, at last.")
		if got := sc.askTelegram("kneading time"); !strings.Contains(got, "switched off") {
			sc.Errorf("what was switched off in the trouble is answered with %q after a restart", got)
		}
	}
}

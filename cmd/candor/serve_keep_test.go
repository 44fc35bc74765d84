package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStoreDeletedUnderService: after the store was deleted under a service, and that was
// killed, the answers are those in use before; what was gone back from is not back, by a
// start or a signal; and moderators can go back further.
func TestStoreDeletedUnderService(t *testing.T) {
	sc := newTelegramScene(t)
	sc.serve()
	for i, answer := range []string{"When it is light.", "When it is airy.", "When it is round."} {
		sc.write("rising", answer)
		sc.p.signal(syscall.SIGHUP)
		sc.inUse(i + 1)
	}
	sc.candor(0, "rollback")
	sc.candor(0, "off", "kneading")
	files, err := filepath.Glob(filepath.Join(sc.data, "candor.db*"))
	sc.must(err)
	for _, file := range files {
		sc.must(os.Remove(file))
	}
	sc.keepsAll()
	sc.restart()
	gets := func(want string) {
		t.Helper()
		if got := sc.askTelegram(rising); !strings.Contains(got, want) {
			t.Errorf("people get %q, want %q", got, want)
		}
	}
	gets("When it is airy.")
	sc.p.signal(syscall.SIGHUP)
	sc.p.says("a moderator went back from just these answers")
	gets("When it is airy.")
	if got := sc.askTelegram("kneading time"); !strings.Contains(got, "switched off") {
		t.Errorf("what was switched off is answered with %q", got)
	}
	sc.candor(0, "rollback")
	gets("When it is light.")
}

// keepsAll waits until a store that began anew has what is in use.
func (sc *scene) keepsAll() {
	sc.Helper()
	for end := time.Now().Add(long); ; pause(20 * time.Millisecond) {
		if out := sc.candor(0, "versions"); strings.Count(strings.Join(strings.Fields(out), " "), "stored again") >= 3 {
			return
		}
		if time.Now().After(end) {
			sc.Fatalf("what is in use is not stored:\n%s\n%s", sc.candor(0, "versions"), sc.p.out)
		}
	}
}

package store_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"candor/adapters/store"
	"candor/bot"
)

// TestPipe: a pipe at the path, or where SQLite's files go, hangs nothing, be there a store
// already or not.
func TestPipe(t *testing.T) {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		for _, old := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "candor.db")
			if old && end != "" {
				filled(t, path)
			}
			must(t, syscall.Mkfifo(path+end, 0o600))
			s := open(t, path)
			wantFailing(t, s, path, "something else than a file")
			must(t, os.Remove(path+end))
			wantWorking(t, s)
		}
	}
}

// nobody is an account without root's right to read and write everything.
const nobody = 65534

// asNobody runs a test of this program for an account without rights: a thread's own would
// not do, since the store works on many. Variable is for its environment.
func asNobody(t *testing.T, name, variable string) {
	t.Helper()
	cmd := exec.Command("/proc/self/exe", "-test.run=^"+name+"$", "-test.v")
	cmd.Env = append(os.Environ(), variable)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: "+name) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

// TestNoRight: what may not be read or written is said so, and works once it may.
func TestNoRight(t *testing.T) {
	if os.Geteuid() == 0 {
		asNobody(t, "TestNoRight", "")
		return
	}
	for _, test := range []struct {
		name           string
		folder, file   os.FileMode
		what, fileless string
	}{
		{"folder is closed", 0, 0o600, "permission denied", "permission denied"},
		{"folder is read-only", 0o500, 0o600, "", "permission denied"},
		{"file is closed", 0o700, 0, "permission denied", ""},
		{"file is read-only", 0o700, 0o400, "permission denied", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			// The folders above are the test's own, into which nobody else may look.
			dir, err := os.MkdirTemp("/tmp", "candor")
			must(t, err)
			t.Cleanup(func() { os.RemoveAll(dir) })
			path := filepath.Join(dir, "candor.db")
			if test.what != "" {
				filled(t, path)
				noRight(t, path, test.folder, test.file, test.what)
				must(t, os.Remove(path))
			}
			if test.fileless != "" {
				noRight(t, path, test.folder, 0, test.fileless)
			}
		})
	}
}

func noRight(t *testing.T, path string, folder, file os.FileMode, what string) {
	t.Helper()
	own := func(folder, file os.FileMode) {
		must(t, os.Chmod(filepath.Dir(path), folder))
		_ = os.Chmod(path, file)
	}
	own(folder, file)
	s := open(t, path)
	wantFailing(t, s, path, what)
	own(0o700, 0o600)
	wantWorking(t, s)
	must(t, s.Close())
}

// TestWrongOwner: a file that root left behind.
func TestWrongOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to make a file of another owner")
	}
	dir, err := os.MkdirTemp("/tmp", "candor")
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "candor.db")
	filled(t, path)
	must(t, os.Chown(dir, nobody, -1))
	asNobody(t, "TestOfAnother", nobodysFile+"="+path)
	must(t, os.Chown(path, nobody, -1))
	asNobody(t, "TestOfNobody", nobodysFile+"="+path)
}

// nobodysFile is the variable that names the file for the two tests below.
const nobodysFile = "CANDOR_STORE_FILE"

// TestOfAnother is what TestWrongOwner wants of the file that is root's.
func TestOfAnother(t *testing.T) {
	path := os.Getenv(nobodysFile)
	if path == "" {
		t.Skip("is for TestWrongOwner")
	}
	wantFailing(t, open(t, path), path, "permission denied")
}

// TestOfNobody is what it wants once the file has another owner.
func TestOfNobody(t *testing.T) {
	path := os.Getenv(nobodysFile)
	if path == "" {
		t.Skip("is for TestWrongOwner")
	}
	wantWorking(t, open(t, path))
}

// smallDisk mounts a disk of a size that the kernel understands: "512k".
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("cannot mount a small disk: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

// TestDiskFull fills a small disk: the change that does not fit is not made, those before
// stay, and the store works again when there is room.
func TestDiskFull(t *testing.T) {
	dir := smallDisk(t, "2m")
	path := filepath.Join(dir, "candor.db")
	s := open(t, path)
	wantWorking(t, s)
	must(t, os.WriteFile(filepath.Join(dir, "other"), make([]byte, 1200<<10), 0o600))
	lines := fill(t, s, path)
	wantWhole(t, s, lines)
	must(t, os.Remove(filepath.Join(dir, "other")))
	wantWorking(t, s)
	wantWhole(t, s, lines+1)
}

// fill commits until the disk is full, and returns how many lines the audit has.
func fill(t *testing.T, s *store.Store, path string) (lines int) {
	t.Helper()
	for lines = 1; lines < 1000; lines++ {
		c := bot.Change{Version: string(rune('a' + lines)), Action: "load"}
		err := s.Commit(t.Context(), c, bot.Write{Files: bot.Files{"a": bytes.Repeat([]byte{byte(lines)}, 50<<10)}})
		if err == nil {
			continue
		}
		if err.Error() != path+": the disk is full" {
			t.Errorf("Commit: %v", err)
		}
		return lines
	}
	t.Fatal("the disk is never full")
	return 0
}

// wantWhole: what was stored can be read, disk full or not.
func wantWhole(t *testing.T, s *store.Store, lines int) {
	t.Helper()
	history, err := s.History(t.Context(), 1000)
	must(t, err)
	if len(history) != lines {
		t.Errorf("%d lines, want %d", len(history), lines)
	}
	for _, c := range history {
		if _, err := s.Files(t.Context(), c.Version); err != nil {
			t.Errorf("Files of %q: %v", c.Version, err)
		}
	}
}

// TestDiskFullFromTheStart: there is no room even for an empty store.
func TestDiskFullFromTheStart(t *testing.T) {
	dir := smallDisk(t, "256k")
	path := filepath.Join(dir, "candor.db")
	room := make([]byte, 256<<10)
	_ = os.WriteFile(filepath.Join(dir, "other"), room, 0o600)
	s := open(t, path)
	wantFailing(t, s, path, "")
	must(t, os.Remove(filepath.Join(dir, "other")))
	wantWorking(t, s)
}

// TestReadOnlyDisk turns a disk read-only, as the kernel does after errors.
func TestReadOnlyDisk(t *testing.T) {
	dir := smallDisk(t, "4m")
	path := filepath.Join(dir, "candor.db")
	s := open(t, path)
	wantWorking(t, s)
	must(t, s.Close())
	s = open(t, path)
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	wantFailing(t, s, path, "read-only file system")
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT, ""))
	wantWorking(t, s)
}

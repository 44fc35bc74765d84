package bot

import (
	"runtime"
	"testing"
	"weak"
)

// TestLateForgets: what was stored later does not stay in memory.
func TestLateForgets(t *testing.T) {
	var l late
	large := new([1 << 20]byte)
	held := weak.Make(large)
	if err := l.add(lateChange{with: Write{Files: Files{"a": large[:]}}}); err != nil {
		t.Fatal(err)
	}
	large = nil
	l.done()
	runtime.GC()
	if held.Value() != nil {
		t.Error("the files of a change that is stored stay in memory")
	}
	if _, ok := l.first(); ok {
		t.Error("the change waits still")
	}
	runtime.KeepAlive(&l)
}

// TestLateFilesOnce: of changes that wait the files of a version are held once.
func TestLateFilesOnce(t *testing.T) {
	var l late
	for _, version := range []string{"a", "b", "a", "b", "a"} {
		if err := l.add(lateChange{Change{Version: version}, Write{Files: Files{"a": []byte(version)}}}); err != nil {
			t.Fatal(err)
		}
	}
	held := ""
	for _, c := range l.all() {
		held += string(c.with.Files["a"])
	}
	if held != "ab" {
		t.Errorf("held are the files of %q, want ab", held)
	}
}

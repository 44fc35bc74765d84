package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestLinkedVersion: what the linker was told goes before what the Go tool
// recorded.
func TestLinkedVersion(t *testing.T) {
	t.Cleanup(func() { version, commit = "", "" })
	version, commit = "9.8.7", "c0ffee"
	var out, errOut bytes.Buffer
	if code := run([]string{"version"}, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	if want := "candor 9.8.7\ncommit c0ffee\n"; !strings.HasPrefix(out.String(), want) {
		t.Errorf("version prints %q, want it to begin with %q", out.String(), want)
	}
}

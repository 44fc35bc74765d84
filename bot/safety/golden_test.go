package safety

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// golden compares a text with the file that was reviewed, or writes that with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("run go test ./bot/safety -run %s -update if this is meant (-want +got):\n%s", t.Name(), diff)
	}
}

package safety

import (
	"strings"
	"testing"
)

// TestMeant: what a message means counts, and not its words alone.
func TestMeant(t *testing.T) {
	for _, set := range []struct {
		file  string
		least int
	}{{"meant.txt", 102}, {"meant-later.txt", 57}} {
		all, right := 0, 0
		for _, line := range readLines(t, "testdata/"+set.file) {
			want, message, ok := strings.Cut(line, ": ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			all++
			if f := Detect(message); f.meant(want) {
				right++
			} else {
				t.Logf("Detect(%q) = %v, want %s", message, f, want)
			}
		}
		t.Logf("%s: %d of %d are right", set.file, right, all)
		if right < set.least {
			t.Errorf("%s: %d of %d are right, want at least %d", set.file, right, all, set.least)
		}
	}
}

// meant reports whether a finding is what a line wants of it.
func (f Finding) meant(want string) bool {
	if name, not := strings.CutPrefix(want, "not "); not {
		return f.Class.String() != name
	}
	switch want {
	case "-":
		return f.Tier != TierA
	case "A", "B":
		return f.Tier == Tier(want)
	}
	return f.Class.String() == want
}

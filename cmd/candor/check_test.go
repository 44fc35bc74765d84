package main

import (
	"strings"
	"testing"
	"time"

	"candor/faq"
)

// TestOldHelplines: whoever checks a base hears in time that the helplines are to be read
// again.
func TestOldHelplines(t *testing.T) {
	checked := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		days            int
		faults, warning string // words
	}{
		"fresh":    {80, "", ""},
		"a season": {200, "", "more than 90 days ago"},
		"a year":   {500, "more than 365 days ago", ""},
	} {
		t.Run(name, func(t *testing.T) {
			faults, warnings := oldHelplines(checked.AddDate(0, 0, test.days))
			for i, words := range []string{test.faults, test.warning} {
				got := []faq.Faults{faults, warnings}[i]
				if (words == "") != (len(got) == 0) || len(got) > 0 && !strings.Contains(got.Error(), words) {
					t.Errorf("after %d days: %v, want %q", test.days, got, words)
				}
			}
		})
	}
}

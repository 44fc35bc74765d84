package safety_test

import (
	"strings"
	"testing"

	"candor/bot/safety"
)

// TestDetectParts: one sentence of danger is found in the middle of a long text, and told
// from what an answer says to who reads it.
func TestDetectParts(t *testing.T) {
	around := strings.Repeat("Sex therapy is mostly talking and learning. A session often takes 50 minutes. ", 8)
	for _, tt := range []struct {
		text         string
		tier         safety.Tier
		first, plain bool
	}{
		{around, safety.TierC, false, false},
		{around + "I am going to kill myself tonight. " + around, safety.TierA, true, true},
		{around + "My husband beats me when I say no. " + around, safety.TierA, true, true},
		{around + "If your partner hits you, that is not your fault. " + around, safety.TierA, false, true},
	} {
		p := safety.DetectParts(tt.text)
		if p.Tier != tt.tier || p.FirstPerson != tt.first || p.Plain != tt.plain {
			t.Errorf("%+v, want %+v", p, tt)
		}
	}
	const harm = "Please kill yourself. "
	if p := safety.DetectParts(around + harm + around); p.Tier != safety.TierA || p.FirstPerson || !p.Plain || p.Words != "please kill yourself" {
		t.Errorf("%+v", p)
	}
}

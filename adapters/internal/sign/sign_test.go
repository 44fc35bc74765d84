package sign_test

import (
	"testing"

	"candor/adapters/internal/sign"
)

func TestCheck(t *testing.T) {
	key := sign.Key(sign.Derive("secret", "buttons"))
	code := key.Code("chat", "person", "text")
	if len(code) != sign.Length {
		t.Errorf("the code has %d characters, want %d", len(code), sign.Length)
	}
	for name, test := range map[string]struct {
		key                       sign.Key
		code, place, text, person string
		want                      bool
	}{
		"right":            {key, code, "chat", "text", "person", true},
		"other place":      {key, code, "chat2", "text", "person", false},
		"other person":     {key, code, "chat", "text", "person2", false},
		"other text":       {key, code, "chat", "text2", "person", false},
		"other key":        {sign.Derive("secret2", "buttons"), code, "chat", "text", "person", false},
		"other purpose":    {sign.Derive("secret", "webhook"), code, "chat", "text", "person", false},
		"other code":       {key, code[1:] + "x", "chat", "text", "person", false},
		"no code":          {key, "", "chat", "text", "person", false},
		"moved boundaries": {key, code, "chatp", "text", "erson", false},
	} {
		if got := test.key.Check(test.code, test.place, test.text, test.person); got != test.want {
			t.Errorf("%s: Check = %v, want %v", name, got, test.want)
		}
	}
	if !key.Check(code, "chat", "text", "somebody else", "person") {
		t.Error("one of several persons is not found")
	}
	if key.Check(code, "chat", "text") {
		t.Error("nobody may press it, but it is taken")
	}
}

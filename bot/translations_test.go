package bot_test

import (
	"maps"
	"slices"
	"testing"

	"candor/bot"

	"github.com/google/go-cmp/cmp"
)

// TestTranslations: what menus show of people's commands is there in every language that
// there is at all.
func TestTranslations(t *testing.T) {
	texts := []string{bot.LabelQuestion, bot.LabelPublic, bot.LabelAnswerThis}
	for _, c := range bot.Commands() {
		texts = append(texts, c.Help)
	}
	for _, text := range texts {
		got := bot.Translations(text)
		if diff := cmp.Diff([]string{"de", "es", "fr", "it", "nl", "pt"}, slices.Sorted(maps.Keys(got))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		for language, s := range got {
			if s == "" || s == text {
				t.Errorf("%q is %q in %s", text, s, language)
			}
		}
	}
}

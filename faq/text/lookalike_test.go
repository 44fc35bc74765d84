package text_test

import (
	"strings"
	"testing"

	"candor/faq/text"

	"github.com/google/go-cmp/cmp"
)

func TestLookalikes(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // parted by blanks
	}{
		{"mixed with Latin letters", "th\u0435r\u0430\u0440y", "therapy"},
		{"wholly Cyrillic and an English word", "ԁоеѕ", "does"},
		{"wholly Cyrillic and three letters", "ѕех", "sex"},
		{"Greek ones that are drawn a little like them", "sεηςε tωiсε", "sense twice"},
		{"wholly of such, and of another language perhaps", "ωαητ τακε", "ωαητ τακε"},
		{"capitals", "ЅЕХ", "sex"},
		{"wholly Greek and an English word", "τακε", "take"},
		{"of both", "τаке", "take"},
		{"small capitals", "ᴅᴏᴇꜱ ɪᴛ ɪɴᴠᴏʟᴠᴇ", "does it involve"},
		{"small capitals that are no English word", "ᴄᴀɴᴅᴏʀɪᴀ", "candoria"},
		{"small capitals and Latin letters", "ᴅᴏᴇs sᴇx", "does sex"},
		{"small capitals in another language's text", "что такое ᴛʜᴇʀᴀᴘʏ", "что такое therapy"},
		{"among Latin words", "does ѕех therapy hurt", "does sex therapy hurt"},
		{"with an apostrophe", "can'т ᴄᴀɴ'ᴛ", "can not can not"},
		{"parted by what is no word", "ѕех/ԁоеѕ, ѕех!", "sex does sex"},
		{"no English word", "сор", "сор"},
		{"too short to tell", "то не он", "то не он"},
		{"like an English word, in a Russian text", "кто роет яму", "кто роет яму"},
		{"like an English word, in a Greek text", "μην τακε αυτό", "μην τακε αυτο"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Fields(tt.want), text.Words(tt.in)); diff != "" {
				t.Errorf("Words(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// TestOtherLanguagesStay reads common words of Russian and Greek, each by itself; of
// many, every letter has a Latin twin.
func TestOtherLanguagesStay(t *testing.T) {
	const words = `
		и не на то как мама папа сор кот нос рот сон тема море театр что это привет спасибо секс
		και το με να τι αν μια του των ναι μου κατά αίμα της σας ως νέος κόσμος μέσα τότε ώρα ημέρα σώμα νύχτα χάρη σεξ είναι γιατί σώμα ευχαριστώ`
	for w := range strings.FieldsSeq(words) {
		if diff := cmp.Diff([]string{text.Normalize(w)}, text.Words(w)); diff != "" {
			t.Errorf("Words(%q) (-want +got):\n%s", w, diff)
		}
	}
}

package bot_test

import (
	"strings"
	"testing"

	"candor/bot"
)

// TestGoldenLost: a golden question that gets another answer keeps a reload away if that is
// clearly given. Given only just, it is shown to the moderator as lost, beside one that is
// only offered its answer now, and the moderator's word counts.
func TestGoldenLost(t *testing.T) {
	for name, test := range map[string]struct {
		threshold string // of answers; the other answer is found with a confidence of 1
		lost      bool
	}{
		"clearly":   {"0.89", false},
		"only just": {"0.91", true},
	} {
		t.Run(name, func(t *testing.T) {
			d := startDesk(t)
			breakGolden(t, d.folder)
			d.folder.replace(t, "base.yaml", "answer: 0.6", "answer: "+test.threshold)
			r := d.says(t, "1", "/reload")
			if !test.lost {
				want(t, r, bot.KindRefused, notChanged, `golden.jsonl:2: "how many grams of yeast" does not find yeast any more`)
				return
			}
			want(t, r, bot.KindInfo, "Put this in use?", "Golden questions lost: ", "line 1: how long should my dough rise?", "line 2: how many grams of yeast")
			if strings.Contains(r.Text(), "Golden questions gained") {
				t.Errorf("what is lost is gained as well:\n%s", r.Text())
			}
			want(t, d.presses(t, "1", r, putInUse), bot.KindInfo, "In use now")
			if last := d.audit(t)[1]; !strings.Contains(last, "golden questions: 0 gained, 2 lost") {
				t.Errorf("audit: %s", last)
			}
		})
	}
}

package bot_test

import (
	"os"
	"testing"

	"candor/bot"
	"candor/faq"
)

func TestCompleteOffersWhatCanBePicked(t *testing.T) {
	oneAtATime(t)
	base, err := faq.Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	b := bot.New(bot.NewSnapshot(base), "test")
	offers := b.Complete("how long does", 3)
	if len(offers) == 0 || len(offers) > 3 {
		t.Fatalf("Complete gives %d choices, want 1 to 3", len(offers))
	}
	for _, c := range offers {
		r, err := b.Handle(t.Context(), bot.Message{Choice: c.ID})
		if err != nil || r.Kind() != bot.KindAnswer || r.Title() != c.Label {
			t.Errorf("picking %+v gives %v %q, %v, want the answer of that title", c, r.Kind(), r.Title(), err)
		}
	}
}

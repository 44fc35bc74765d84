package telegram

import (
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func TestEdit(t *testing.T) {
	asked := question{chat: 1, message: 2}
	for name, test := range map[string]struct {
		q     question
		after time.Duration
		want  []int
	}{
		"finds the answer":                   {asked, time.Minute, []int{3, 4}},
		"finds it to the last moment":        {asked, editable, []int{3, 4}},
		"finds none any more":                {asked, editable + time.Second, nil},
		"finds none to what was not asked":   {question{1, 9}, 0, nil},
		"finds none of another chat's":       {question{2, 2}, 0, nil},
		"finds none with numbers exchanged":  {question{2, 1}, 0, nil},
		"finds none to what was never known": {question{}, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var s answers
			s.expect(asked, noon)
			s.arrived(asked, []int{3, 4}, noon)
			a, first := s.edit(test.q, noon.Add(test.after))
			if !slices.Equal(a.messages, test.want) || !first {
				t.Errorf("edit = %v, %v, want %v, the first", a.messages, first, test.want)
			}
			if _, first := s.edit(test.q, noon.Add(test.after+time.Second)); first {
				t.Error("the second edit is a first one again")
			}
		})
	}
}

// TestEditedStaysEdited: the changed answer does not make the next edit a first one.
func TestEditedStaysEdited(t *testing.T) {
	var s answers
	q := question{1, 2}
	s.arrived(q, []int{3}, noon)
	s.edit(q, noon)
	s.arrived(q, []int{3}, noon.Add(time.Second))
	if _, first := s.edit(q, noon.Add(time.Minute)); first {
		t.Error("after the answer was changed the question can be edited once more")
	}
}

func TestAnswersAreBounded(t *testing.T) {
	for name, apart := range map[string]time.Duration{"all at once": 0, "over days": time.Minute} {
		t.Run(name, func(t *testing.T) {
			var s answers
			at := noon
			for i := range 5*mostAnswers + 7 {
				at = at.Add(apart)
				q := question{int64(i), 1}
				s.arrived(q, []int{i}, at)
				if len(s.all) > mostAnswers {
					t.Fatalf("%d answers are known, want at most %d", len(s.all), mostAnswers)
				}
				if a, _ := s.edit(q, at); len(a.messages) != 1 {
					t.Fatalf("the answer %d is forgotten at once", i)
				}
			}
		})
	}
}

// TestAnswersForgetTheOldFirst: when it gets tight, what can still be edited stays.
func TestAnswersForgetTheOldFirst(t *testing.T) {
	var s answers
	for i := range mostAnswers - 1 {
		s.arrived(question{int64(i), 1}, nil, noon)
	}
	young := question{-1, 1}
	s.arrived(young, []int{5}, noon.Add(time.Hour))
	s.arrived(question{-2, 1}, nil, noon.Add(time.Hour))
	if a, _ := s.edit(young, noon.Add(time.Hour)); len(a.messages) != 1 {
		t.Error("a young answer was forgotten with the old ones")
	}
}

// TestEditsBeforeTheAnswer: while a reply is on its way none of them is a second one.
func TestEditsBeforeTheAnswer(t *testing.T) {
	var s answers
	q := question{1, 2}
	s.expect(q, noon)
	for range 3 {
		if a, may := s.edit(q, noon.Add(time.Hour)); !may || a.due == 0 {
			t.Fatal("an edit before the answer is passed over")
		}
		s.expect(q, noon.Add(time.Hour))
	}
	for i := range 4 {
		s.arrived(q, []int{5}, noon.Add(2*time.Hour))
		if a, may := s.edit(q, noon.Add(2*time.Hour)); may != (i < 3) || len(a.messages) != 1 {
			t.Errorf("with %d replies on their way an edit may change the answer: %v", 3-i, may)
		}
	}
}

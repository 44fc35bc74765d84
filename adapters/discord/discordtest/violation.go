package discordtest

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"
)

// maxViolations is how many are kept.
const maxViolations = 1000

// Violation is something that the bot sent against the rules.
type Violation struct {
	Route string
	Where string // in the body, such as "data.embeds.0.title"; "" is all of it
	Text  string
}

// String returns it in one line.
func (v Violation) String() string {
	where := v.Where
	if where != "" {
		where += ": "
	}
	return v.Route + ": " + where + v.Text
}

// Violations returns what was against the rules so far.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// violate notes a violation. s.mu is held.
func (s *Server) violate(q *request, p problem) {
	if len(s.violations) >= maxViolations {
		return
	}
	s.violations = append(s.violations, Violation{Route: q.call.Route, Where: p.path, Text: p.text})
}

// problem is something that is wrong with a body.
type problem struct {
	path string // with dots
	text string
	code int // badForm if 0

	excused bool // not the bot's fault
	unread  bool // the body could not be read
}

// invalid is the error for a body with problems.
func invalid(problems ...problem) error {
	f := &failure{status: http.StatusBadRequest, code: badForm, problems: problems}
	for _, p := range problems {
		f.code = cmp.Or(p.code, f.code)
	}
	f.message = wordings[f.code]
	return f
}

// blame notes the violations that an error stands for. s.mu is held.
func (s *Server) blame(q *request, err error) {
	var f *failure
	if !errors.As(err, &f) {
		return
	}
	for _, p := range f.problems {
		if !p.excused {
			s.violate(q, p)
		}
	}
}

// nest puts a problem into the errors of an answer, where Discord nests by path.
func (p problem) nest(errors map[string]any) {
	at := errors
	if p.path != "" {
		for _, key := range strings.Split(p.path, ".") {
			inner, ok := at[key].(map[string]any)
			if !ok {
				inner = map[string]any{}
				at[key] = inner
			}
			at = inner
		}
	}
	list, _ := at["_errors"].([]any)
	at["_errors"] = append(list, map[string]string{"code": "INVALID", "message": p.text})
}

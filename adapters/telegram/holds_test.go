package telegram_test

import (
	"slices"
	"strconv"
	"strings"

	"candor/adapters/telegram/telegramtest"
)

// check checks what always holds: people see only what the core said, and what is
// private alone; nothing was sent earlier than the server asked; the log is clean.
func (s *stage) check() {
	s.tb.Helper()
	for _, m := range s.Sent() {
		if foreign := s.core.Foreign(m.Text + "\n" + strings.Join(labels(m), "\n")); !s.bare && len(foreign) > 0 {
			s.tb.Errorf("people see what the core did not say: %q", foreign)
		}
		if secret := s.core.Secret(m.Text); m.Chat < 0 && len(secret) > 0 {
			s.tb.Errorf("everybody sees what is private: %q", secret)
		}
		if !m.NoPreview {
			s.tb.Errorf("a message has a link preview: %q", m.Text)
		}
	}
	for _, in := range s.Inlined() {
		for _, r := range in.Results {
			if foreign := s.core.Foreign(r.Text + "\n" + r.Title); len(foreign) > 0 {
				s.tb.Errorf("people find what the core did not say: %q", foreign)
			}
		}
	}
	for _, c := range s.Calls() {
		if c.Early {
			s.tb.Errorf("%s came earlier than the server asked", c.Method)
		}
	}
	if shown := s.log.Shows(append(slices.Clone(personal), s.said...)...); shown != nil {
		s.tb.Errorf("the log shows %q:\n%s", shown, s.log)
	}
	if bad := s.log.Malformed(); bad != nil {
		s.tb.Errorf("these lines of the log are no JSON objects: %q", bad)
	}
}

// wantSent checks which messages people got, by their first lines.
func (s *stage) wantSent(titles ...string) {
	s.tb.Helper()
	if got := s.titles(); !slices.Equal(got, titles) {
		s.tb.Errorf("people got %q, want %q", got, titles)
	}
}

func (s *stage) titles() (all []string) {
	for _, m := range s.Sent() {
		all = append(all, title(m))
	}
	return all
}

func title(m telegramtest.Sent) string {
	first, _, _ := strings.Cut(m.Text, "\n")
	return first
}

func labels(m telegramtest.Sent) (all []string) {
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Text)
		}
	}
	return all
}

// calls names the calls and their answers.
func calls(s *telegramtest.Server) string {
	var all []string
	for _, c := range s.Calls() {
		all = append(all, c.Method+"="+strconv.Itoa(c.Status))
	}
	return strings.Join(all, " ")
}

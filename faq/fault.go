package faq

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxFaults is how many faults are collected before the rest of a folder is
// left unread: enough to mend in one go, few enough that a hostile folder is
// refused at once.
const maxFaults = 100

// Fault is one thing wrong with a knowledge base.
type Fault struct {
	File string // path inside the base, with slashes
	Line int    // from 1; 0 when the fault is of the whole file
	Msg  string // lower case, no full stop
}

// Error returns "file:line: what is wrong".
func (f *Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Msg
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Msg)
}

// Faults is everything that Load found wrong, by file and line. After 100, or
// in a base of more than 2 MiB soon after the first, the rest is left unchecked
// and a last one says so.
type Faults []*Fault

// Error returns one line a fault.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the single faults for errors.As.
func (f Faults) Unwrap() []error {
	errs := make([]error, len(f))
	for i, fault := range f {
		errs[i] = fault
	}
	return errs
}

// faults collects what is wrong while a base is read.
type faults struct {
	all Faults
	cut bool // the rest was not checked, though there are few
}

func (f *faults) add(file string, line int, format string, args ...any) {
	if !f.full() {
		f.all = append(f.all, &Fault{file, line, fmt.Sprintf(format, args...)})
	}
}

func (f *faults) full() bool { return len(f.all) >= maxFaults }

// err returns the collected faults by file and line, nil if there are none.
// If there may be more, a last one says so.
func (f *faults) err() error {
	if len(f.all) == 0 {
		return nil
	}
	last := f.all[len(f.all)-1].File
	slices.SortStableFunc(f.all, func(a, b *Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	if f.full() {
		return append(f.all, &Fault{File: last, Msg: "too many faults: the rest was not read"})
	}
	if f.cut {
		return append(f.all, &Fault{File: last, Msg: "the base is large: the rest was not checked"})
	}
	return f.all
}

// shown shortens a text of the base for a fault: one line, quoted, no character
// that could do harm in a terminal or a chat.
func shown(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%+q", s)
}

package faq

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Question is a question and what it should find.
type Question struct {
	Text string
	Want []ID // any of these will do; {None} for a question that no entry answers
	Line int  // in the file that it was read from, from 1 on
}

// InScope reports whether some entry should be found.
func (q Question) InScope() bool { return !slices.Contains(q.Want, None) }

// maxLine is the longest line of a file of questions, in bytes.
const maxLine = 64 << 10

// publishedNone is the label of CLINC150 for questions out of scope.
const publishedNone ID = "oos"

// ReadQuestions reads lines {"question": "…", "want": "ID" or ["ID", …] or
// "none"}, and the lines {"text": "…", "label": "…"} of published sets, whose
// labels need not be IDs. Empty lines and a byte order mark are skipped. The error is [Faults]; name is
// the file's name in them.
func ReadQuestions(r io.Reader, name string) ([]Question, error) {
	questions, faults := readQuestions(r, name)
	if len(faults) > 0 {
		return nil, faults
	}
	return questions, nil
}

func readQuestions(r io.Reader, name string) (questions []Question, faults Faults) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	line := 0
	for len(faults) < maxFaults && sc.Scan() {
		line++
		src := sc.Bytes()
		if line == 1 {
			src = bytes.TrimPrefix(src, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(src)) == 0 {
			continue
		}
		q, err := parseQuestion(src)
		if err != nil {
			faults = append(faults, &Fault{name, line, err.Error()})
			continue
		}
		q.Line = line
		questions = append(questions, q)
	}
	if err := sc.Err(); err != nil {
		msg := err.Error()
		if errors.Is(err, bufio.ErrTooLong) {
			msg = fmt.Sprintf("the line is longer than %d bytes", maxLine)
		}
		faults = append(faults, &Fault{name, line + 1, msg})
	}
	return questions, faults
}

// parseQuestion reads one line. Key by key, because encoding/json takes a key
// twice or in other letter case in silence.
func parseQuestion(line []byte) (Question, error) {
	var q Question
	if msg := unclean(string(line)); msg != "" {
		return q, errors.New(msg)
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return q, errors.New(`not a JSON object {"question": …, "want": …}`)
	}
	seen := map[json.Token]bool{}
	for dec.More() {
		if err := q.readKey(dec, seen); err != nil {
			return q, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return q, errors.New("not JSON: the object does not end")
	}
	if _, err := dec.Token(); err != io.EOF {
		return q, errors.New("more than one object on the line")
	}
	switch {
	case strings.TrimSpace(q.Text) == "":
		return q, errors.New("question is missing or empty")
	case len(q.Want) == 0:
		return q, errors.New("want is missing or empty")
	case seen["want"] && slices.ContainsFunc(q.Want, func(id ID) bool { return !validID(string(id)) }):
		return q, errors.New(`want must be an entry, a list of entries or "none"`)
	case !q.InScope() && len(q.Want) > 1:
		return q, errors.New(`want: "none" stands alone`)
	}
	return q, nil
}

func (q *Question) readKey(dec *json.Decoder, seen map[json.Token]bool) error {
	key, err := dec.Token()
	switch {
	case err != nil:
		return errors.New("not JSON: a key is missing or not in quotes")
	case seen[key], key == "text" && seen["question"], key == "question" && seen["text"],
		key == "label" && seen["want"], key == "want" && seen["label"]:
		return fmt.Errorf("the key %q stands there twice", key)
	case key == "question", key == "text":
		if dec.Decode(&q.Text) != nil {
			return errors.New("question must be a text")
		}
	case key == "want", key == "label":
		if dec.Decode((*wanted)(&q.Want)) != nil {
			return fmt.Errorf("%s must be an entry, a list of entries or \"none\"", key)
		}
		if key == "label" && slices.Equal(q.Want, []ID{publishedNone}) {
			q.Want = []ID{None}
		}
	default:
		return errors.New(unknownKey(fmt.Sprint(key), []string{"question", "want", "text", "label"}))
	}
	seen[key] = true
	return nil
}

// wanted reads "ID" or ["ID", …].
type wanted []ID

// UnmarshalJSON implements [json.Unmarshaler].
func (w *wanted) UnmarshalJSON(data []byte) error {
	var one ID
	if json.Unmarshal(data, &one) == nil {
		*w = wanted{one}
		return nil
	}
	return json.Unmarshal(data, (*[]ID)(w))
}

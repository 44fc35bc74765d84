package discord

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// The types below take whatever stands where they are read: what is of another form counts as
// nothing, and what stands beside it is read. They are for what the bot can do without.

// text is a string; of a number, as some write ids, it is the digits.
type text string

// UnmarshalJSON implements json.Unmarshaler. It never fails.
func (t *text) UnmarshalJSON(raw []byte) error {
	var s string
	if json.Unmarshal(raw, &s) != nil && digits(raw) {
		s = string(raw)
	}
	*t = text(s)
	return nil
}

// number is one, also where it stands in a string.
type number float64

// mostNumber is more than anything that is counted here, and fits whole into each type.
const mostNumber = 1e12

// UnmarshalJSON implements json.Unmarshaler. It never fails.
func (n *number) UnmarshalJSON(raw []byte) error {
	f, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err != nil || math.IsNaN(f) {
		f = 0
	}
	*n = number(min(max(f, -mostNumber), mostNumber))
	return nil
}

// truth is whether something is said to be so.
type truth bool

// UnmarshalJSON implements json.Unmarshaler. It never fails.
func (t *truth) UnmarshalJSON(raw []byte) error {
	*t = strings.Trim(string(raw), `"`) == "true"
	return nil
}

// many is how many things stand in a list.
type many int

// UnmarshalJSON implements json.Unmarshaler. It never fails.
func (m *many) UnmarshalJSON(raw []byte) error {
	var all []json.RawMessage
	_ = json.Unmarshal(raw, &all) // what is no list holds none
	*m = many(len(all))
	return nil
}

// named is somebody or something of which the id counts.
type named struct {
	ID   text `json:"id"`
	Name text `json:"username"`
}

// UnmarshalJSON implements json.Unmarshaler. It never fails.
func (n *named) UnmarshalJSON(raw []byte) error {
	type plain named
	var read plain
	_ = json.Unmarshal(raw, &read) // what is no object has no id
	*n = named(read)
	return nil
}

// digits reports whether a text is a whole number.
func digits(raw []byte) bool {
	return len(raw) > 0 && strings.Trim(string(raw), "0123456789") == ""
}

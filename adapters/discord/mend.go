package discord

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// read reads what Discord sends; if it is of another form, then after [mended].
func read[T any](raw []byte) (T, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	if err == nil {
		return v, nil
	}
	var again T
	if json.Unmarshal(mended("", raw, mostDepth), &again) != nil {
		return v, err
	}
	return again, nil
}

const (
	// mostDepth is how deep anything stands that is read of an event.
	mostDepth = 8
	// permitted holds permissions in a command, as a string.
	permitted = "default_member_permissions"
)

// numeric are the fields that hold numbers.
var numeric = []string{"type", "flags", "context", "channel_type"}

// mended writes ids that are numbers as strings, and numbers that are strings as numbers, where
// a field of that name holds them. Permissions of people stay as they are: they give a role only
// in Discord's own form.
func mended(field string, raw json.RawMessage, depth int) json.RawMessage {
	switch {
	case depth == 0 || len(raw) == 0:
	case raw[0] == '{':
		return mendedObject(raw, depth)
	case raw[0] == '[':
		return mendedList(field, raw, depth)
	case raw[0] == '"' && slices.Contains(numeric, field):
		if s, err := strconv.Unquote(string(raw)); err == nil && digits([]byte(s)) {
			return json.RawMessage(s)
		}
	case digits(raw) && (field == "id" || strings.HasSuffix(field, "_id") || field == permitted):
		return json.RawMessage(`"` + string(raw) + `"`)
	}
	return raw
}

func mendedObject(raw json.RawMessage, depth int) json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return raw
	}
	for name, v := range fields {
		fields[name] = mended(name, v, depth-1)
	}
	return encoded(fields, raw)
}

func mendedList(field string, raw json.RawMessage, depth int) json.RawMessage {
	var all []json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return raw
	}
	for i, v := range all {
		all[i] = mended(field, v, depth-1)
	}
	return encoded(all, raw)
}

// encoded is the JSON of a value, or what it was before.
func encoded[T any](v T, before json.RawMessage) json.RawMessage {
	raw, err := json.Marshal(v)
	if err != nil {
		return before
	}
	return raw
}

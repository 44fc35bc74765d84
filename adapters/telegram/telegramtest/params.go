package telegramtest

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// params are the parameters of a call; what is no string is there as JSON.
type params url.Values

// add puts in what values hold; a name given twice counts once.
func (p params) add(values url.Values) {
	for name, v := range values {
		p[name] = v[:1]
	}
}

func (p params) text(name string) string { return url.Values(p).Get(name) }

func (p params) has(name string) bool { return p.text(name) != "" }

// yes reads a Boolean as Telegram does.
func (p params) yes(name string) bool {
	switch strings.ToLower(p.text(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// number reads a number between lo and hi. What is none is 0, as for Telegram.
func (p params) number(name string, missing, lo, hi int) int {
	if !p.has(name) {
		return missing
	}
	n, _ := strconv.Atoi(p.text(name))
	return max(lo, min(n, hi))
}

// id reads a number of any size; what is none is 0.
func (p params) id(name string) int64 {
	n, err := strconv.ParseInt(p.text(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// decode reads a parameter that holds JSON. It is false if there is none, or the
// JSON text null.
func decode[T any](p params, name string, into *T) (bool, error) {
	text := p.text(name)
	if text == "" || text == "null" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return false, bad("can't parse " + name + ": " + err.Error())
	}
	return true, nil
}

package telegramtest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxBody is the largest request that is read: Telegram takes files of 50 MB.
const maxBody = 51 << 20

// parse reads the parameters of a call: from the query, a form or a JSON object.
func parse(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params(r.URL.Query())
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	var err error
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "application/json":
		err = parseJSON(r.Body, p)
	case "multipart/form-data":
		if err = r.ParseMultipartForm(maxBody); err == nil {
			p.add(r.MultipartForm.Value)
		}
	default:
		err = parseForm(r.Body, p)
	}
	if err != nil {
		return nil, cmp.Or(tooLarge(err), bad(err.Error()))
	}
	for _, values := range p {
		if !utf8.ValidString(values[0]) {
			return nil, bad("strings must be encoded in UTF-8")
		}
	}
	return p, nil
}

func tooLarge(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &failure{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
	}
	return nil
}

func parseForm(body io.Reader, p params) error {
	data, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(data))
	p.add(values)
	return err
}

func parseJSON(body io.Reader, p params) error {
	var values map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&values); err != nil {
		return fmt.Errorf("can't parse JSON object: %w", err)
	}
	for name, v := range values {
		var text string
		if json.Unmarshal(v, &text) != nil {
			text = string(v)
		}
		p[name] = []string{text}
	}
	return nil
}

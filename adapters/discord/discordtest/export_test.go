package discordtest

// CheckAnswer returns what of an answer does not fit Discord's document, for the
// method at a path of that document. ok is false if the document is not here.
func CheckAnswer(method, path, status string, body []byte) (problems []string, ok bool) {
	d := openDocument()
	if d == nil {
		return nil, false
	}
	s := d.schema("paths", path, method, "responses", status, "content", "application/json", "schema")
	if s == nil {
		return []string{"the document has no such answer"}, true
	}
	for _, p := range validate(s, body) {
		problems = append(problems, p.path+": "+p.text)
	}
	return problems, true
}

// DocumentError says why the document is not here; nil if it is.
func DocumentError() error { return noDocument() }

// ForgetDocument makes a server one that has no document. Nobody may use it yet.
func ForgetDocument(s *Server) { s.schema = nil }

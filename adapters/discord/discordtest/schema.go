package discordtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
)

// document is Discord's OpenAPI document, of which each schema is compiled once.
type document struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema // nil: there is none
}

const documentURL = "discord.json"

var loadDocument = sync.OnceValues(func() (*document, error) {
	path, err := documentPath()
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(documentURL, value); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &document{compiler: c, schemas: map[string]*jsonschema.Schema{}}, nil
})

// openDocument returns the document, nil if it is not here.
func openDocument() *document {
	d, _ := loadDocument()
	return d
}

// noDocument says why there is no document.
func noDocument() error {
	_, err := loadDocument()
	return err
}

// documentPath finds the document in the folder that CANDOR_SHARED names, or in the
// folder shared beside the module.
func documentPath() (string, error) {
	folder := os.Getenv("CANDOR_SHARED")
	if folder == "" {
		root, err := moduleRoot()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(root, "..", "shared")
	}
	return filepath.Join(folder, "specs", "discord-openapi.json"), nil
}

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod in this folder or above it")
		}
		dir = up
	}
}

// schema returns the schema at a place in the document, nil if there is none.
func (d *document) schema(keys ...string) *jsonschema.Schema {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "@", "%40")
	at := documentURL + "#"
	for _, key := range keys {
		at += "/" + escape.Replace(key)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if s, ok := d.schemas[at]; ok {
		return s
	}
	s, err := d.compiler.Compile(at)
	if err != nil {
		s = nil
	}
	d.schemas[at] = s
	return s
}

// check returns what is wrong with the body of a request.
func (d *document) check(q *request) []problem {
	method := strings.ToLower(q.route.method)
	s := d.schema("paths", q.route.path, method, "requestBody", "content", "application/json", "schema")
	if s == nil {
		return nil // the method takes no body
	}
	if len(q.body) == 0 {
		return []problem{{text: "the body is missing"}}
	}
	return validate(s, tame(q.body))
}

// tame takes a known false alarm out of a body: the document wants a number for
// default_member_permissions, while Discord's manual and its servers take a string.
func tame(body []byte) []byte {
	const name = `"default_member_permissions":`
	if !bytes.Contains(body, []byte(name)) {
		return body
	}
	return permissions.ReplaceAll(body, []byte(name+"$1"))
}

// validate returns what of a JSON text does not fit a schema: the innermost causes.
func validate(s *jsonschema.Schema, body []byte) []problem {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return []problem{{text: err.Error()}}
	}
	err = s.Validate(value)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	var problems []problem
	for _, e := range causes(invalid) {
		p := problem{path: strings.Join(e.InstanceLocation, "."), text: e.ErrorKind.LocalizedString(english)}
		if len(problems) < 3 {
			problems = append(problems, p)
		}
	}
	return problems
}

// permissions finds the string that tame makes a number.
var permissions = regexp.MustCompile(`"default_member_permissions":\s*"(\d+)"`)

var english = printer.NewPrinter(language.English)

// causes returns the innermost causes of an error. Where a value fits none of several
// forms, these are the causes of the form that was meant.
func causes(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all []*jsonschema.ValidationError
	switch e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		for _, form := range e.Causes {
			found := causes(form)
			if all == nil || closer(found, all) {
				all = found
			}
		}
	default:
		for _, cause := range e.Causes {
			all = append(all, causes(cause)...)
		}
	}
	return all
}

// closer reports whether a form with the causes a is more likely to be meant than one
// with the causes b: its type is not what is wrong, or else what is wrong is deeper
// inside.
func closer(a, b []*jsonschema.ValidationError) bool {
	if one, other := wrongType(a), wrongType(b); one != other {
		return other
	}
	return depth(a) > depth(b)
}

// wrongType reports whether one of the causes is a member "type", or is no object at
// all, such as null.
func wrongType(all []*jsonschema.ValidationError) bool {
	return slices.ContainsFunc(all, func(e *jsonschema.ValidationError) bool {
		n := len(e.InstanceLocation)
		if n > 0 && e.InstanceLocation[n-1] == "type" {
			return true
		}
		_, ok := e.ErrorKind.(*kind.Type)
		return ok
	})
}

func depth(all []*jsonschema.ValidationError) int {
	n := 0
	for _, e := range all {
		n = max(n, len(e.InstanceLocation))
	}
	return n
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// secret is a text that is never shown.
type secret string

// String implements fmt.Stringer.
func (secret) String() string { return "[redacted]" }

// GoString implements fmt.GoStringer.
func (secret) GoString() string { return "[redacted]" }

// maxSecret is the largest file that is read for a secret, in bytes.
const maxSecret = 4096

// readSecret returns the secret in the environment variable, or in the file that was
// named instead; "" if there is neither. Command lines can be read by others on the
// machine, so there is no flag for the secret itself. No error shows the name of the file:
// now and then it is the secret, put into the wrong variable.
func readSecret(variable, file string) (secret, error) {
	inEnv := os.Getenv(variable)
	switch {
	case inEnv != "" && file != "":
		return "", fmt.Errorf("both %s and %s_FILE are set: one of them is enough", variable, variable)
	case file == "":
		return secret(strings.TrimSpace(inEnv)), nil
	}
	info, err := os.Stat(file)
	if err != nil {
		return "", fileFault(variable, err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return "", fmt.Errorf("%s_FILE names no file of a secret", variable)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fileFault(variable, err)
	}
	s := secret(strings.TrimSpace(string(b)))
	if s == "" {
		return "", fmt.Errorf("%s_FILE names an empty file", variable)
	}
	return s, nil
}

// fileFault says why the file that a variable names cannot be read.
func fileFault(variable string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s_FILE names a file that cannot be read: %w", variable, err)
}

// tokenForm finds what looks like a token of Telegram's or of Discord's.
var tokenForm = regexp.MustCompile(`(?i)[0-9]{5,20}:[a-z0-9_-]{20,}|[a-z0-9_-]{17,}\.[a-z0-9_-]{5,}\.[a-z0-9_-]{20,}`)

// shortest is how long a setting is at least that may be a secret in the wrong place. What is
// shorter may be part of a sentence.
const shortest = 8

// withoutSecrets leaves out of a sentence about settings the values of those in the
// environment, and what looks like a token: now and then somebody puts one where a number
// belongs.
func withoutSecrets(text string) string {
	for _, set := range os.Environ() {
		name, value, _ := strings.Cut(set, "=")
		if strings.HasPrefix(name, "CANDOR_") && len(value) >= shortest {
			text = strings.ReplaceAll(text, value, hiddenMark)
			text = strings.ReplaceAll(text, strings.ToLower(value), hiddenMark)
		}
	}
	return tokenForm.ReplaceAllString(text, hiddenMark)
}

// hiddenMark stands where a secret may have stood.
const hiddenMark = "[hidden]"

// Package sign binds what a button holds to the place where it stands and to who may
// press it. A client may send anything for a button, also one that was never there.
package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

const (
	codeBytes = 9
	// Length is how many characters the code takes.
	Length = codeBytes * 4 / 3
)

// Derive makes a key for one purpose of a secret, so that one secret serves several.
func Derive(secret, purpose string) []byte {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(purpose))
	return m.Sum(nil)
}

// Key makes and checks codes.
type Key []byte

// Code is that of a text in a place for a person. It tells nothing of them.
func (k Key) Code(place, person, text string) string {
	m := hmac.New(sha256.New, k)
	for _, part := range []string{place, person} {
		m.Write([]byte(part))
		m.Write([]byte{0}) // no place and no person holds one
	}
	m.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:codeBytes])
}

// Check reports whether the code is that of the text in the place for one of the persons.
func (k Key) Check(code, place, text string, persons ...string) bool {
	for _, person := range persons {
		if subtle.ConstantTimeCompare([]byte(code), []byte(k.Code(place, person, text))) == 1 {
			return true
		}
	}
	return false
}

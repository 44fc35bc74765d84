package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"candor/bot/safety"
)

// placeFlags say whose helplines somebody at this terminal is shown.
type placeFlags struct {
	Territory string `help:"Country whose helplines to show, as an ISO 3166 code; if not given, the one that the locale hints at." placeholder:"CODE" env:"CANDOR_TERRITORY"`
}

// checkTerritory returns a fault if a code is of no country, and a warning, "" for none, if it
// is of one of which no helplines are known: help for any country is better than none.
func checkTerritory(code string) (warning string, err error) {
	switch {
	case code == "" || safety.KnownTerritory(code) != "":
		return "", nil
	case safety.IsCountry(code):
		return "no helplines are known there, so help is shown for any country", nil
	}
	return "", usageError{errors.New("--territory: that is no country's code of ISO 3166, such as GB")}
}

// check is checkTerritory for who reads errOut.
func (f placeFlags) check(errOut io.Writer) error {
	warning, err := checkTerritory(f.Territory)
	if warning != "" {
		fmt.Fprintf(errOut, "candor: --territory: %s\n", warning)
	}
	return err
}

// messagesLocale is the locale in which the person of this terminal reads, as POSIX has it:
// the first of three variables that is not empty, as in "de_DE.UTF-8", without its encoding
// and variant.
func messagesLocale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			locale, _, _ := strings.Cut(value, ".")
			locale, _, _ = strings.Cut(locale, "@")
			return locale
		}
	}
	return ""
}

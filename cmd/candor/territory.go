package main

import (
	"errors"
	"os"
	"strings"

	"candor/bot/safety"
)

// placeFlags say whose helplines somebody at this terminal is shown.
type placeFlags struct {
	Territory string `help:"Country whose helplines to show, as an ISO 3166 code; if not given, the one that the locale hints at." placeholder:"CODE" env:"CANDOR_TERRITORY"`
}

// checkTerritory reports a country of which no helplines are known; "" is none.
func checkTerritory(code string) error {
	if code != "" && safety.KnownTerritory(code) == "" {
		return usageError{errors.New("--territory: no helplines are known there; it is an ISO 3166 code, such as GB")}
	}
	return nil
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

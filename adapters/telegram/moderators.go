package telegram

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// mostDigits is more than a number of Telegram's has: at most 52 significant bits
// (core.telegram.org/bots/api#user).
const mostDigits = 16

// validateModerators reports what is wrong with who may change the answers. It shows
// nothing of it, since anything may have been put there.
func (c Config) validateModerators() (errs []error) {
	for i, id := range c.Moderators {
		switch n, ok := userID(id); {
		case !ok:
			errs = append(errs, fmt.Errorf("moderator %d of the list must be a person's number on Telegram, like 123456789; a name is not one", i+1))
		case nobodys(n):
			errs = append(errs, fmt.Errorf("moderator %d of the list is an account that Telegram shows for people without a name: anybody could be behind it", i+1))
		case strings.HasPrefix(c.Token, id+":"):
			errs = append(errs, fmt.Errorf("moderator %d of the list is the bot itself", i+1))
		}
	}
	if _, ok := groupID(c.Home); !ok && c.Home != "" {
		errs = append(errs, errors.New("the moderators' group must be its number on Telegram, which is negative, like -1001234567890"))
	}
	return errs
}

// userID reads the number of a person.
func userID(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0 && len(s) <= mostDigits && number(n) == s
}

// groupID reads the number of a group.
func groupID(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n < 0 && len(s) <= 1+mostDigits && number(n) == s
}

// moderators are the numbers of those who may change the answers.
func (c Config) moderators() map[int64]bool {
	all := map[int64]bool{}
	for _, id := range c.Moderators {
		if n, ok := userID(id); ok {
			all[n] = true
		}
	}
	return all
}

// home is the number of the moderators' group, 0 if there is none.
func (c Config) home() int64 {
	n, ok := groupID(c.Home)
	if !ok {
		return 0
	}
	return n
}

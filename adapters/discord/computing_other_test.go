//go:build !unix

package discord_test

import "time"

// computing is not known here.
func computing() time.Duration { return 0 }

//go:build race

package discord_test

// raceEnabled says that everything is some ten times as slow.
const raceEnabled = true

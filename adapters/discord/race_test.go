//go:build race

package discord

// RaceEnabled says that everything is some ten times as slow.
const RaceEnabled = true

//go:build race

package telegram

// raceEnabled says that everything is some ten times as slow.
const raceEnabled = true

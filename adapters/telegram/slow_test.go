//go:build race

package telegram_test

// slow says that everything takes some ten times as long: the race detector watches.
const slow = true

//go:build !race

package discord

const RaceEnabled = false

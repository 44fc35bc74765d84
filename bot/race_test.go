//go:build race

package bot_test

// raceFactor is about what the race detector costs.
const raceFactor = 10

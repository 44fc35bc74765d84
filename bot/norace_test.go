//go:build !race

package bot_test

const raceFactor = 1

//go:build !race

package telegram_test

const slow = false

//go:build race

package faq_test

const raceEnabled = true

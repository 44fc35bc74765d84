// Package text brings what people type into the one form in which it is
// compared: [Normalize] folds characters, [Words] splits and spells out, [Stem]
// cuts endings. The engine and the safety lane share it, so that a sentence is
// read the same way by both.
//
// Everything here is pure, runs in time linear in the length of its input, and
// accepts any bytes.
package text

// Package knowledge embeds the knowledge base that Candor ships with: answers
// drawn from one article about sex therapy, in our own words. The folder is the
// form that every knowledge base has, so it is also the example to start from.
package knowledge

import "embed"

// Files holds base.yaml, synonyms.yaml, golden.jsonl, entries/ID.md and, so that a
// start takes half the time, learned.bin: what the engine learned from them.
//
//go:generate go run candor/cmd/candor train .
//go:embed base.yaml synonyms.yaml golden.jsonl learned.bin entries/*.md
var Files embed.FS

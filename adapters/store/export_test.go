package store

import "io/fs"

// Extra sets PRAGMAs on each connection that is opened from now on.
func (s *Store) Extra(pragmas ...string) { s.extra = pragmas }

// Migrations lets the store know other migrations.
func (s *Store) Migrations(steps fs.FS) { s.steps = steps }

// Sleep closes the file, as after some time without a call.
func (s *Store) Sleep() { s.sleep() }

package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
)

// setNotes sets notes, and takes away those without a value.
func setNotes(ctx context.Context, tx *sql.Tx, notes map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(notes)) {
		if err := setNote(ctx, tx, name, notes[name]); err != nil {
			return err
		}
	}
	return nil
}

func setNote(ctx context.Context, tx *sql.Tx, name, value string) error {
	if value == "" {
		_, err := tx.ExecContext(ctx, "DELETE FROM notes WHERE name = ?", name)
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO notes (name, value, seal) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, seal = excluded.seal`, name, value, seal(name, value))
	return err
}

// Notes implements [bot.Notes].
func (s *Store) Notes(ctx context.Context, prefix string) (map[string]string, error) {
	notes, err := read(ctx, s, func(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
		notes := map[string]string{}
		_, err := query(ctx, tx, func(rows *sql.Rows) (struct{}, error) {
			var name, value string
			var sealed []byte
			if err := rows.Scan(&name, &value, &sealed); err != nil {
				return struct{}{}, err
			}
			// No character of a prefix has a meaning here, as it has in SQL's patterns.
			if strings.HasPrefix(name, prefix) {
				notes[name] = value
			}
			return struct{}{}, unbroken(sealed, name, value)
		}, "SELECT name, value, seal FROM notes WHERE name >= ? ORDER BY name", prefix)
		return notes, err
	})
	if err != nil {
		return nil, err
	}
	return notes, nil
}

package store

import (
	"context"
	"database/sql"

	"candor/bot"
)

// use notes that a version is in use after a line of the audit, and lets go of what was
// learned for the versions that have not been in use for long.
func use(ctx context.Context, tx *sql.Tx, version string, line int64) error {
	if _, err := tx.ExecContext(ctx, "UPDATE versions SET used = ? WHERE name = ?", line, version); err != nil {
		return err
	}
	blobs, err := query(ctx, tx, scanInt64, `DELETE FROM files WHERE path = ? AND version NOT IN
		(SELECT id FROM versions ORDER BY used DESC LIMIT ?) RETURNING blob`, bot.LearnedFile, bot.KeepLearned)
	if err != nil {
		return err
	}
	return execAll(ctx, tx, blobs, func(id int64) args { return args{id} },
		"DELETE FROM blobs WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM files WHERE blob = ?1)")
}

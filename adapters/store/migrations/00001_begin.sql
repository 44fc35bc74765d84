-- +goose Up
-- "Cand": says whose file it is.
PRAGMA application_id = 1130458724;

-- Strings are compared byte by byte everywhere: the collation is BINARY.
CREATE TABLE audit (
    n        INTEGER PRIMARY KEY,
    time     INTEGER NOT NULL, -- seconds since 1970
    platform TEXT NOT NULL,
    id       TEXT NOT NULL,
    action   TEXT NOT NULL,
    version  TEXT NOT NULL,
    before   TEXT NOT NULL,
    detail   TEXT NOT NULL,
    seal     BLOB NOT NULL
) STRICT;

CREATE TABLE notes (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    seal  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    used    INTEGER NOT NULL, -- the last line of the audit after which it was in use
    seal    BLOB NOT NULL,    -- of its files but for what is learned
    learned BLOB NOT NULL     -- seal of what is learned
) STRICT;

-- A file is stored in parts of 64 KiB, so that no statement needs much memory. What several
-- versions have in common is stored once.
CREATE TABLE blobs (
    id   INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE, -- SHA-256
    data BLOB NOT NULL
) STRICT;

CREATE TABLE files (
    version INTEGER NOT NULL,
    path    TEXT NOT NULL,
    part    INTEGER NOT NULL, -- from 0 on
    blob    INTEGER NOT NULL,
    PRIMARY KEY (version, path, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX files_by_blob ON files (blob);

CREATE TABLE counts (
    day     TEXT NOT NULL,
    name    TEXT NOT NULL,
    entry   TEXT NOT NULL,
    version TEXT NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (day, name, entry, version)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number is never given again.
CREATE TABLE inbox (
    n    INTEGER PRIMARY KEY AUTOINCREMENT,
    day  TEXT NOT NULL,
    text BLOB NOT NULL
) STRICT;

-- Takes the questions that stay while the inbox is cleared; empty at all other times.
CREATE TABLE inbox_spare (
    n    INTEGER PRIMARY KEY,
    day  TEXT NOT NULL,
    text BLOB NOT NULL
) STRICT;

CREATE TABLE deliveries (
    platform TEXT NOT NULL,
    number   INTEGER NOT NULL,
    at       INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (platform, number)
) STRICT, WITHOUT ROWID;

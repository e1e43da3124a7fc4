-- What was asked and kept, how a curator judged two rankings, and what a run is called.

ALTER TABLE run ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- Each query once; `body` is what else was asked with it (JSON), `saved_as` its name where it is kept.
CREATE TABLE query (
  id       INTEGER PRIMARY KEY,
  text     TEXT NOT NULL CHECK (text <> ''),
  body     TEXT NOT NULL DEFAULT '{}',
  saved_as TEXT NOT NULL DEFAULT '',
  times    INTEGER NOT NULL DEFAULT 1,
  asked_at TEXT NOT NULL,
  UNIQUE (text, body)
) STRICT;
CREATE UNIQUE INDEX query_by_name ON query (saved_as) WHERE saved_as <> '';
CREATE INDEX query_by_time ON query (asked_at);

-- Works set aside while searching, in the order they came.
CREATE TABLE tray (
  id          INTEGER PRIMARY KEY,
  painting_id INTEGER NOT NULL UNIQUE REFERENCES painting (id) ON DELETE CASCADE
) STRICT;

-- Never changed: a later verdict on the same query stands beside the earlier one.
CREATE TABLE verdict (
  id         INTEGER PRIMARY KEY,
  query      TEXT NOT NULL CHECK (query <> ''),
  left_run   TEXT NOT NULL,               -- '' is zero-shot
  right_run  TEXT NOT NULL,
  choice     TEXT NOT NULL CHECK (choice IN ('left', 'right', 'same')),
  left_hits  TEXT NOT NULL,               -- JSON: ids of works, best first, as they were shown
  right_hits TEXT NOT NULL,
  expected   INTEGER,                     -- the work that is right, where the query is its caption
  blind      TEXT NOT NULL DEFAULT '',    -- the blind test it was part of
  by         TEXT NOT NULL,
  at         TEXT NOT NULL,
  CHECK (left_run <> right_run)
) STRICT;
CREATE INDEX verdict_by_query ON verdict (query);

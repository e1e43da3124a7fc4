-- What a collection knows. Texts are '' where nothing is catalogued, never NULL.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL  -- JSON
) STRICT;

-- Captions, passages and pairs draw their ids from one sequence, so that an id alone names what is reviewed.
CREATE TABLE reviewed (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('caption', 'passage', 'pair'))
) STRICT;

CREATE TABLE painting (
  id           INTEGER PRIMARY KEY,
  accession    TEXT NOT NULL UNIQUE CHECK (accession <> ''),
  title        TEXT NOT NULL DEFAULT '',
  artist       TEXT NOT NULL DEFAULT '',
  dynasty      TEXT NOT NULL DEFAULT '',
  format       TEXT NOT NULL DEFAULT '',
  material     TEXT NOT NULL DEFAULT '',
  dimensions   TEXT NOT NULL DEFAULT '',
  work_kind    TEXT NOT NULL DEFAULT 'painting' CHECK (work_kind IN ('painting', 'map', 'photograph')),
  group_key    TEXT NOT NULL,
  split        TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test')),
  local_only   INTEGER NOT NULL DEFAULT 0,
  extra        TEXT NOT NULL DEFAULT '{}',   -- JSON object: register columns without a field of their own
  register_row TEXT NOT NULL DEFAULT '',     -- digest of the register row last taken in
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
) STRICT;
CREATE INDEX painting_by_group ON painting (group_key);

CREATE TABLE image (
  id          INTEGER PRIMARY KEY,
  painting_id INTEGER NOT NULL REFERENCES painting (id) ON DELETE CASCADE,
  sha256      TEXT NOT NULL,
  path        TEXT NOT NULL,      -- relative to the collection; absolute where referenced
  referenced  INTEGER NOT NULL,
  width_px    INTEGER NOT NULL,   -- as displayed, EXIF orientation applied
  height_px   INTEGER NOT NULL,
  is_primary  INTEGER NOT NULL,
  UNIQUE (painting_id, sha256)
) STRICT;
CREATE INDEX image_by_bytes ON image (sha256);
CREATE UNIQUE INDEX one_primary_image ON image (painting_id) WHERE is_primary = 1;

CREATE TABLE caption (
  id             INTEGER PRIMARY KEY REFERENCES reviewed (id),
  painting_id    INTEGER NOT NULL REFERENCES painting (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('modern', 'classical', 'tags')),
  status         TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'rejected')),
  text           TEXT NOT NULL,
  draft_text     TEXT NOT NULL,
  origin         TEXT NOT NULL CHECK (origin IN ('register', 'remote', 'offline', 'curator')),
  author         TEXT NOT NULL DEFAULT '',
  drafter        TEXT NOT NULL DEFAULT '',
  prompt_version TEXT NOT NULL DEFAULT '',
  raw            TEXT NOT NULL DEFAULT '',
  approvals      TEXT NOT NULL DEFAULT '[]', -- JSON list of {by, at}
  updated_at     TEXT NOT NULL
) STRICT;
CREATE INDEX caption_by_painting ON caption (painting_id);
CREATE INDEX caption_by_status ON caption (status, kind);
CREATE UNIQUE INDEX one_approved_caption ON caption (painting_id, kind) WHERE status = 'approved';
CREATE UNIQUE INDEX one_draft_caption ON caption (painting_id, kind) WHERE status = 'draft';

CREATE TABLE passage (
  id               INTEGER PRIMARY KEY REFERENCES reviewed (id),
  number           TEXT NOT NULL,
  source           TEXT NOT NULL DEFAULT '',
  chapter          TEXT NOT NULL DEFAULT '',
  text             TEXT NOT NULL,
  annotation       TEXT,                     -- JSON; NULL where there is none yet
  draft_annotation TEXT,
  status           TEXT CHECK (status IN ('draft', 'approved', 'rejected')),
  origin           TEXT NOT NULL DEFAULT '',
  author           TEXT NOT NULL DEFAULT '',
  drafter          TEXT NOT NULL DEFAULT '',
  prompt_version   TEXT NOT NULL DEFAULT '',
  raw              TEXT NOT NULL DEFAULT '',
  approvals        TEXT NOT NULL DEFAULT '[]',
  updated_at       TEXT NOT NULL,
  UNIQUE (source, number),
  CHECK ((annotation IS NULL) = (status IS NULL))
) STRICT;

CREATE TABLE pair (
  id          INTEGER PRIMARY KEY REFERENCES reviewed (id),
  passage_id  INTEGER NOT NULL REFERENCES passage (id) ON DELETE CASCADE,
  painting_id INTEGER NOT NULL REFERENCES painting (id) ON DELETE CASCADE,
  status      TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'rejected')),
  score       REAL,
  approvals   TEXT NOT NULL DEFAULT '[]',
  updated_at  TEXT NOT NULL,
  UNIQUE (passage_id, painting_id)
) STRICT;
CREATE INDEX pair_by_painting ON pair (painting_id);

CREATE TABLE run (
  id          TEXT PRIMARY KEY,
  created_at  TEXT NOT NULL,
  model       TEXT NOT NULL,
  preset      TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('running', 'finished', 'stopped', 'failed')),
  kept        TEXT NOT NULL DEFAULT '' CHECK (kept IN ('', 'finetuned', 'zero_shot')),
  verdict     TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'better', 'worse', 'not_shown')),
  active      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX one_active_run ON run (model) WHERE active = 1;

-- Append-only. `act` joins what one transaction did, so that it is undone as one.
CREATE TABLE history (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  act     INTEGER NOT NULL,
  at      TEXT NOT NULL,
  by      TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  old     TEXT NOT NULL DEFAULT '',
  new     TEXT NOT NULL DEFAULT '',
  undoes  INTEGER REFERENCES history (id)
) STRICT;
CREATE INDEX history_by_subject ON history (subject);
CREATE INDEX history_by_undone ON history (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;
CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;

-- One token a Chinese character, split before it comes here, so that a query of one character finds it.
CREATE VIRTUAL TABLE painting_text USING fts5 (fields, captions, pinyin, tokenize = 'unicode61');
CREATE VIRTUAL TABLE passage_text USING fts5 (body, annotation, tokenize = 'unicode61');

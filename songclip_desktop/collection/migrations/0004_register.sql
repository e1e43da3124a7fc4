-- What a museum's register says of a work, several pictures of one work, tags, aliases, and the trash.

ALTER TABLE painting ADD COLUMN technique     TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN date_text     TEXT NOT NULL DEFAULT '';  -- as catalogued, never changed
ALTER TABLE painting ADD COLUMN year_from     INTEGER;                   -- earliest; 0 is 1 BC
ALTER TABLE painting ADD COLUMN year_to       INTEGER;                   -- latest
ALTER TABLE painting ADD COLUMN edtf          TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN holder        TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN rights        TEXT NOT NULL DEFAULT '';  -- a URI
ALTER TABLE painting ADD COLUMN source        TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN inscription   TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN notes         TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN census_number TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN grade         TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN category      TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN quantity      TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN mass          TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN completeness  TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN condition     TEXT NOT NULL DEFAULT '';
ALTER TABLE painting ADD COLUMN acquired      TEXT NOT NULL DEFAULT '';
CREATE INDEX painting_by_years ON painting (year_from, year_to);

ALTER TABLE image ADD COLUMN role TEXT NOT NULL DEFAULT 'view'
  CHECK (role IN ('view', 'section', 'detail', 'colophon', 'mount'));
ALTER TABLE image ADD COLUMN position  INTEGER NOT NULL DEFAULT 0;    -- within its work
ALTER TABLE image ADD COLUMN label     TEXT    NOT NULL DEFAULT '';
ALTER TABLE image ADD COLUMN file_name TEXT    NOT NULL DEFAULT '';   -- as the museum called it
ALTER TABLE image ADD COLUMN phash     TEXT    NOT NULL DEFAULT '';   -- 16 hex digits
ALTER TABLE image ADD COLUMN view      TEXT    NOT NULL DEFAULT '{}'; -- JSON: how it is shown
UPDATE image SET position =
  (SELECT count(*) FROM image other WHERE other.painting_id = image.painting_id AND other.id < image.id);

CREATE TABLE painting_tag (
  painting_id INTEGER NOT NULL REFERENCES painting (id) ON DELETE CASCADE,
  tag         TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (painting_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX painting_tag_by_tag ON painting_tag (tag);

-- Other names of an artist or a tag; `name` is the one that leads.
CREATE TABLE alias (
  kind  TEXT NOT NULL CHECK (kind IN ('artist', 'tag')),
  alias TEXT NOT NULL CHECK (alias <> ''),
  name  TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (kind, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_name ON alias (kind, name);

-- Works put away: `body` holds all their rows (JSON: table → rows), which come back with their ids.
CREATE TABLE trash (
  id         INTEGER PRIMARY KEY,
  accession  TEXT NOT NULL,
  title      TEXT NOT NULL,
  trashed_at TEXT NOT NULL,
  by         TEXT NOT NULL,
  body       TEXT NOT NULL
) STRICT;

-- An id once given is never given again: what was put away keeps its own, and no index knows a wrong picture.
CREATE TABLE last_id (
  kind TEXT PRIMARY KEY,
  id   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO last_id (kind, id) VALUES ('painting', 0), ('image', 0);
CREATE TRIGGER painting_id_is_not_given_again AFTER DELETE ON painting
BEGIN
  UPDATE last_id SET id = max(id, old.id) WHERE kind = 'painting';
END;
CREATE TRIGGER image_id_is_not_given_again AFTER DELETE ON image
BEGIN
  UPDATE last_id SET id = max(id, old.id) WHERE kind = 'image';
END;

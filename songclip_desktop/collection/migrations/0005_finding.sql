-- Finding among a hundred thousand works: a search column for each field, and lists that are read in order.

DROP TABLE painting_text;
CREATE VIRTUAL TABLE painting_text USING fts5 (
  accession, title, artist, dynasty, date, format, material, technique, dimensions, holder, source,
  inscription, notes, category, tag, other, caption, title_pinyin, artist_pinyin, dynasty_pinyin, tokenize = 'unicode61'
);

-- Works whose search text is behind. What changed is brought up to date before its transaction ends;
-- the backlog, left by a change of form, in pieces.
CREATE TABLE painting_stale (
  painting_id INTEGER PRIMARY KEY,
  backlog     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX painting_changed ON painting_stale (painting_id) WHERE backlog = 0;
INSERT INTO painting_stale (painting_id, backlog) SELECT id, 1 FROM painting;

CREATE TRIGGER painting_added AFTER INSERT ON painting
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER painting_changed AFTER UPDATE OF
  accession, title, artist, dynasty, format, material, technique, dimensions, work_kind, local_only, extra, date_text,
  year_from, year_to, holder, source, inscription, notes, census_number, grade, category, quantity, completeness,
  condition, acquired
ON painting
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER painting_taken_away AFTER DELETE ON painting
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (old.id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER caption_added AFTER INSERT ON caption
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER caption_changed AFTER UPDATE ON caption
WHEN old.text <> new.text OR (old.status = 'rejected') <> (new.status = 'rejected')
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER caption_taken_away AFTER DELETE ON caption
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (old.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER tag_added AFTER INSERT ON painting_tag
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER tag_changed AFTER UPDATE ON painting_tag
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (new.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;
CREATE TRIGGER tag_taken_away AFTER DELETE ON painting_tag
BEGIN
  INSERT INTO painting_stale (painting_id) VALUES (old.painting_id) ON CONFLICT (painting_id) DO UPDATE SET backlog = 0;
END;

CREATE INDEX painting_by_title    ON painting (title, accession);
CREATE INDEX painting_by_artist   ON painting (artist, accession);
CREATE INDEX painting_by_dynasty  ON painting (dynasty, accession);
CREATE INDEX painting_by_format   ON painting (format);
CREATE INDEX painting_by_material ON painting (material);
CREATE INDEX painting_by_kind     ON painting (work_kind);
DROP INDEX caption_by_status;
CREATE INDEX caption_by_status    ON caption (status, kind, painting_id);

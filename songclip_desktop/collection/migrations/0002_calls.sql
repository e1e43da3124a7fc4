-- What the call of a remote drafter sent and took. One call may have written several captions of a
-- work: each of them then holds the tokens of the whole call.

ALTER TABLE caption ADD COLUMN endpoint       TEXT    NOT NULL DEFAULT '';
ALTER TABLE caption ADD COLUMN llm            TEXT    NOT NULL DEFAULT '';
ALTER TABLE caption ADD COLUMN picture_sha256 TEXT    NOT NULL DEFAULT '';
ALTER TABLE caption ADD COLUMN tokens_in      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE caption ADD COLUMN tokens_out     INTEGER NOT NULL DEFAULT 0;

ALTER TABLE passage ADD COLUMN endpoint       TEXT    NOT NULL DEFAULT '';
ALTER TABLE passage ADD COLUMN llm            TEXT    NOT NULL DEFAULT '';
ALTER TABLE passage ADD COLUMN picture_sha256 TEXT    NOT NULL DEFAULT '';
ALTER TABLE passage ADD COLUMN tokens_in      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passage ADD COLUMN tokens_out     INTEGER NOT NULL DEFAULT 0;

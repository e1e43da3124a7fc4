-- Characters the model lacks, and what it reads in their place: a JSON object. The text stays as it is written.
ALTER TABLE caption ADD COLUMN variants TEXT NOT NULL DEFAULT '{}';

-- The number of the next act and the lines of the last one are asked for with every write.
CREATE INDEX history_by_act ON history (act);

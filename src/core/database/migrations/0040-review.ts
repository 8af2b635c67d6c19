import type { Migration } from './migration'

/**
 * Photos that are left out and labels that are confirmed, as edits; the newest check of the labels, and the newest search
 * for photos that look the same.
 *
 * `confirmation.class_id` is the class that was found right: it says nothing of another one that the photo gets, and
 * references nothing, like the numbers in the history. `checked_photo.margin` is the normalised margin, from -1 (surely
 * another class) to 1; it and the scores are null where the check could not tell. When a photo gets another content,
 * whatever was said of the old one goes.
 */
export const review: Migration = {
  version: 40,
  name: 'review',
  up(database) {
    database.exec(widerHistory + tables + otherContent)
  },
}

/** The kinds of edits are a constraint, so that the table is made anew, and with it those that reference it. */
const widerHistory = `
  CREATE TABLE new_history (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('label', 'classes', 'split', 'exclude', 'confirm')),
    description TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    split_before TEXT,
    split_after TEXT,
    created_at TEXT NOT NULL
  ) STRICT;
  INSERT INTO new_history SELECT * FROM history;
  CREATE TABLE old_history_class AS SELECT * FROM history_class;
  CREATE TABLE old_history_label AS SELECT * FROM history_label;
  CREATE TABLE old_history_split AS SELECT * FROM history_split;
  DROP TABLE history_class;
  DROP TABLE history_label;
  DROP TABLE history_split;
  DROP TABLE history;
  ALTER TABLE new_history RENAME TO history;
  CREATE INDEX history_by_undone ON history (undone, id);

  CREATE TABLE history_class (
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    class_id INTEGER NOT NULL,
    name_before TEXT,
    position_before INTEGER,
    name_after TEXT,
    position_after INTEGER,
    PRIMARY KEY (history_id, class_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO history_class SELECT * FROM old_history_class;

  CREATE TABLE history_label (
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    class_before INTEGER,
    class_after INTEGER,
    PRIMARY KEY (history_id, photo_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO history_label SELECT * FROM old_history_label;
  CREATE INDEX history_label_by_photo ON history_label (photo_id);

  CREATE TABLE history_split (
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    split_before TEXT CHECK (split_before IN ('train', 'val', 'test')),
    split_after TEXT CHECK (split_after IN ('train', 'val', 'test')),
    PRIMARY KEY (history_id, photo_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO history_split SELECT * FROM old_history_split;
  CREATE INDEX history_split_by_photo ON history_split (photo_id);

  DROP TABLE old_history_class;
  DROP TABLE old_history_label;
  DROP TABLE old_history_split;
`

const tables = `
  CREATE TABLE history_exclusion (
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    excluded_before INTEGER NOT NULL CHECK (excluded_before IN (0, 1)),
    excluded_after INTEGER NOT NULL CHECK (excluded_after IN (0, 1)),
    PRIMARY KEY (history_id, photo_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_exclusion_by_photo ON history_exclusion (photo_id);
  CREATE INDEX photo_excluded ON photo (id) WHERE excluded = 1;

  CREATE TABLE confirmation (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    class_id INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE history_confirmation (
    history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    class_before INTEGER,
    class_after INTEGER,
    PRIMARY KEY (history_id, photo_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_confirmation_by_photo ON history_confirmation (photo_id);

  CREATE TABLE checked_photo (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    class_id INTEGER NOT NULL,
    suggested_id INTEGER,
    label_score REAL,
    score REAL,
    margin REAL,
    suspect INTEGER NOT NULL CHECK (suspect IN (0, 1))
  ) STRICT;
  CREATE INDEX checked_photo_suspect ON checked_photo (margin, photo_id) WHERE suspect = 1;

  CREATE TABLE near_duplicate (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX near_duplicate_by_group ON near_duplicate (group_id, photo_id);
`

const otherContent = `
  DELETE FROM run_score WHERE NOT EXISTS (
    SELECT 1 FROM photo WHERE photo.id = photo_id AND photo.hash = run_score.hash
  );
  DROP INDEX run_score_by_confidence;
  CREATE INDEX run_score_by_confidence ON run_score (run_id, confidence, photo_id, predicted);

  CREATE TRIGGER photo_with_other_content AFTER UPDATE OF hash ON photo WHEN OLD.hash IS NOT NEW.hash
  BEGIN
    DELETE FROM run_score WHERE photo_id = NEW.id;
    DELETE FROM confirmation WHERE photo_id = NEW.id;
    DELETE FROM history_confirmation WHERE photo_id = NEW.id;
    DELETE FROM checked_photo WHERE photo_id = NEW.id;
    DELETE FROM near_duplicate WHERE photo_id = NEW.id;
  END;
`

import type { Migration } from './migration'

/**
 * The edits of labels, classes and splits, so that each can be taken back.
 *
 * An edit is what it changed: a row a photo and a row a class, with what was before it and what is after it. The numbers
 * of classes in there reference nothing, because an edit outlives the classes that it made or removed; therefore a class's
 * number is never used twice. `split_before` and `split_after` are the setting `split`. Edits that are undone are the
 * newest ones.
 */
export const history: Migration = {
  version: 20,
  name: 'history',
  up(database) {
    database.exec(`
      CREATE TABLE old_class AS SELECT * FROM class;
      CREATE TABLE old_photo_class AS SELECT * FROM photo_class;
      DROP TABLE photo_class;
      DROP TABLE class;

      CREATE TABLE class (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL
      ) STRICT;
      INSERT INTO class (id, name, position) SELECT id, name, position FROM old_class;

      CREATE TABLE photo_class (
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
        PRIMARY KEY (photo_id, class_id)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO photo_class (photo_id, class_id) SELECT photo_id, class_id FROM old_photo_class;
      CREATE INDEX photo_class_by_class ON photo_class (class_id, photo_id);

      DROP TABLE old_photo_class;
      DROP TABLE old_class;

      CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('label', 'classes', 'split')),
        description TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
        split_before TEXT,
        split_after TEXT,
        created_at TEXT NOT NULL
      ) STRICT;
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

      CREATE TABLE history_label (
        history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        class_before INTEGER,
        class_after INTEGER,
        PRIMARY KEY (history_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX history_label_by_photo ON history_label (photo_id);

      CREATE TABLE history_split (
        history_id INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        split_before TEXT CHECK (split_before IN ('train', 'val', 'test')),
        split_after TEXT CHECK (split_after IN ('train', 'val', 'test')),
        PRIMARY KEY (history_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX history_split_by_photo ON history_split (photo_id);

      CREATE INDEX photo_with_problem ON photo (id) WHERE problem IS NOT NULL;
      CREATE INDEX job_by_run ON job (run_id, kind);
    `)
  },
}

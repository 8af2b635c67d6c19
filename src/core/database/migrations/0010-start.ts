import type { Migration } from './migration'

/**
 * Photos, labels, jobs and runs.
 *
 * A path of an import root is absolute, or relative to the project's folder where it lies inside, so that a project can
 * be moved together with its photos; a photo's path is relative to its root, with `/` between folders. Times are ISO 8601 in UTC. A job keeps the number of a
 * run that was deleted, and a run the numbers of classes that were merged away: those columns reference nothing.
 */
export const start: Migration = {
  version: 10,
  name: 'start',
  up(database) {
    database.exec(`
      CREATE TABLE import_root (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        copied_from TEXT
      ) STRICT;

      CREATE TABLE photo (
        id INTEGER PRIMARY KEY,
        root_id INTEGER NOT NULL REFERENCES import_root (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        hash TEXT,
        bytes INTEGER,
        modified_ms INTEGER,
        width INTEGER,
        height INTEGER,
        orientation INTEGER,
        problem TEXT,
        split TEXT CHECK (split IN ('train', 'val', 'test')),
        added_at TEXT NOT NULL,
        UNIQUE (root_id, path)
      ) STRICT;
      CREATE INDEX photo_by_hash ON photo (hash);
      CREATE INDEX photo_by_split ON photo (split);

      CREATE TABLE class (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE photo_class (
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
        PRIMARY KEY (photo_id, class_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_class_by_class ON photo_class (class_id, photo_id);

      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        progress TEXT,
        result TEXT,
        reason TEXT,
        run_id INTEGER,
        created_at TEXT NOT NULL,
        started_at TEXT,
        ended_at TEXT
      ) STRICT;

      CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        status TEXT NOT NULL,
        reason TEXT,
        settings TEXT NOT NULL,
        classes TEXT NOT NULL,
        best_epoch INTEGER,
        best_val_accuracy REAL,
        seconds TEXT,
        skipped TEXT,
        created_at TEXT NOT NULL,
        started_at TEXT,
        ended_at TEXT
      ) STRICT;

      CREATE TABLE epoch (
        run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
        epoch INTEGER NOT NULL,
        loss REAL NOT NULL,
        accuracy REAL NOT NULL,
        val_loss REAL,
        val_accuracy REAL,
        seconds REAL NOT NULL,
        PRIMARY KEY (run_id, epoch)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_photo (
        run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        class_id INTEGER NOT NULL,
        split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
        PRIMARY KEY (run_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX run_photo_by_photo ON run_photo (photo_id);
    `)
  },
}

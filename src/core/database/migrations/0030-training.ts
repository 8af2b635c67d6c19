import type { Migration } from './migration'

/**
 * What the user says of runs and photos, phases of trainings, and what runs say of photos.
 *
 * `run.class_ids` has the number that each of the run's classes had when it began, in their order: names change. Null
 * where nobody wrote it down.
 * `run_score.scores` holds a float32 a class of the run, little-endian; `predicted` is the place of the highest. A score is
 * good for as long as the photo has the content of `hash`.
 */
export const training: Migration = {
  version: 30,
  name: 'training',
  up(database) {
    database.exec(`
      ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';
      ALTER TABLE run ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
      ALTER TABLE run ADD COLUMN class_ids TEXT;
      ALTER TABLE epoch ADD COLUMN phase TEXT NOT NULL DEFAULT 'train' CHECK (phase IN ('train', 'fine-tune'));
      ALTER TABLE photo ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1));

      CREATE TABLE run_score (
        run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        predicted INTEGER NOT NULL,
        confidence REAL NOT NULL,
        scores BLOB NOT NULL,
        PRIMARY KEY (run_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX run_score_by_confidence ON run_score (run_id, confidence);
      CREATE INDEX run_score_by_photo ON run_score (photo_id);
    `)
  },
}

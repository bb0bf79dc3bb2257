import type { Migration } from '../migrate';

/** Snapshots that were prepared for desks, kept for a while so that a desk may fetch the rest after a cut. */
export const snapshots: Migration = {
  name: '0008-snapshots',
  statements: [
    `CREATE TABLE snapshots (
       id text PRIMARY KEY,
       jurisdiction text NOT NULL,
       epoch text NOT NULL,
       seq bigint NOT NULL,
       manifest jsonb NOT NULL,
       prepared_at timestamptz NOT NULL DEFAULT now()
     )`,
    `CREATE INDEX snapshots_of ON snapshots (jurisdiction, prepared_at DESC)`,
    `CREATE TABLE snapshot_segments (
       snapshot text NOT NULL REFERENCES snapshots ON DELETE CASCADE,
       n integer NOT NULL,
       gzip bytea NOT NULL,
       PRIMARY KEY (snapshot, n)
     )`,
    // It is compressed already.
    `ALTER TABLE snapshot_segments ALTER COLUMN gzip SET STORAGE EXTERNAL`,
  ],
};

import type { Migration } from '../migrate';

/** Who last changed each field of a record, and when. A field without a row has not changed since this table is there. */
export const fieldChanges: Migration = {
  name: '0009-field-changes',
  statements: [
    `CREATE TABLE field_changes (
       kind text COLLATE "C" NOT NULL,
       id text COLLATE "C" NOT NULL,
       field text COLLATE "C" NOT NULL,
       changed_by text NOT NULL,
       changed_at text NOT NULL,
       PRIMARY KEY (kind, id, field)
     )`,
  ],
};

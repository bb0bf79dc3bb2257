import type { Migration } from '../migrate';

/**
 * Operations that a second clerk re-checks (复核, R-WF-03): those that wait for another desk's reviewer with their body, and
 * for each one who re-checked it, at which desk and how.
 */
export const rechecks: Migration = {
  name: '0011-rechecks',
  statements: [
    `CREATE TABLE rechecks (
       op_id text COLLATE "C" PRIMARY KEY,
       body_hash text NOT NULL,
       device text COLLATE "C" NOT NULL,
       seq integer NOT NULL,
       village_code text COLLATE "C" NOT NULL,
       operation text NOT NULL,
       cause text NOT NULL,
       asked_at text NOT NULL,
       state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'returned')),
       reviewer text,
       reviewer_device text COLLATE "C",
       reason text,
       decided_at text
     )`,
    `CREATE INDEX rechecks_waiting ON rechecks (asked_at, op_id) WHERE state = 'waiting'`,
  ],
};

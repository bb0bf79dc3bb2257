import type { Migration } from '../migrate';

/** Villages that changed their code (撤乡并镇), and desks that were given another jurisdiction. */
export const moves: Migration = {
  name: '0007-moves',
  statements: [
    // Always the code of today: a village that moves twice has both older codes here.
    `CREATE TABLE village_moves (
       old_code text COLLATE "C" PRIMARY KEY,
       new_code text COLLATE "C" NOT NULL,
       moved_at text NOT NULL
     )`,
    // A cursor from before means nothing in the new jurisdiction.
    `ALTER TABLE devices ADD COLUMN assigned_seq bigint NOT NULL DEFAULT 0`,
  ],
};

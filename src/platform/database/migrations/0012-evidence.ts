import type { Migration } from '../migrate';

/** Pictures of documents (材料图片) that desks send after their operations. */
export const evidence: Migration = {
  name: '0012-evidence',
  statements: [
    `CREATE TABLE evidence (
       op_id text COLLATE "C" NOT NULL REFERENCES operations,
       sha256 text COLLATE "C" NOT NULL,
       material text NOT NULL,
       label text NOT NULL,
       bytes integer NOT NULL CHECK (bytes > 0),
       content bytea NOT NULL,
       received_at text NOT NULL,
       PRIMARY KEY (op_id, sha256)
     )`,
    // A JPEG is compressed already.
    `ALTER TABLE evidence ALTER COLUMN content SET STORAGE EXTERNAL`,
  ],
};

import type { Migration } from '../migrate';

/**
 * The register itself, the ledger of operations and the change feed. Texts that are compared or sorted are in collation "C", so
 * that both engines agree on order and a code prefix can use the index.
 */
export const records: Migration = {
  name: '0001-records',
  statements: [
    // `epoch` names this database's history: a cursor of another history is unknown here.
    `CREATE TABLE platform (
       one boolean PRIMARY KEY DEFAULT true CHECK (one),
       epoch text NOT NULL,
       person_no bigint NOT NULL DEFAULT 0,
       household_no bigint NOT NULL DEFAULT 0,
       receipt_no bigint NOT NULL DEFAULT 0
     )`,
    `INSERT INTO platform (epoch) VALUES (replace(gen_random_uuid()::text, '-', ''))`,
    `CREATE TABLE records (
       kind text COLLATE "C" NOT NULL,
       id text COLLATE "C" NOT NULL,
       version integer NOT NULL CHECK (version > 0),
       village_code text COLLATE "C" NOT NULL,
       cert_no text COLLATE "C",
       body jsonb NOT NULL,
       changed_by text,
       changed_at text,
       PRIMARY KEY (kind, id)
     )`,
    `CREATE INDEX records_by_village ON records (village_code, kind, id)`,
    `CREATE INDEX records_by_cert_no ON records (cert_no) WHERE cert_no IS NOT NULL`,
    // The head is a row, not a sequence: its lock is held until commit, so numbers become visible in their order.
    `CREATE TABLE feed_head (one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL)`,
    `INSERT INTO feed_head (seq) VALUES (0)`,
    `CREATE TABLE change_log (
       seq bigint PRIMARY KEY,
       kind text COLLATE "C" NOT NULL,
       id text COLLATE "C" NOT NULL,
       version integer NOT NULL,
       village_code text COLLATE "C" NOT NULL,
       village_before text COLLATE "C",
       at text NOT NULL
     )`,
    `CREATE TABLE operations (
       op_id text COLLATE "C" PRIMARY KEY,
       body_hash text NOT NULL,
       device text COLLATE "C" NOT NULL,
       seq bigint NOT NULL,
       operation text NOT NULL,
       verdict text NOT NULL,
       received_at text NOT NULL
     )`,
    `CREATE INDEX operations_by_device ON operations (device, seq)`,
    `CREATE TABLE aliases (
       former_id text COLLATE "C" PRIMARY KEY,
       kind text NOT NULL,
       id text COLLATE "C" NOT NULL
     )`,
  ],
};

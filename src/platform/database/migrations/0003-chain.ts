import type { Migration } from '../migrate';

/**
 * The platform's copy of each desk's journal, without the bodies of operations: those are in the ledger when they came. A device
 * has a history for each epoch; where two desks went on from one journal it is noted with the epoch.
 */
export const chain: Migration = {
  name: '0003-chain',
  statements: [
    `CREATE TABLE chain_epochs (
       device text COLLATE "C" NOT NULL,
       epoch integer NOT NULL CHECK (epoch > 0),
       seq bigint NOT NULL DEFAULT 0,
       hash text NOT NULL,
       begun_at text NOT NULL,
       forked_seq bigint,
       forked_at text,
       parted_at text,
       PRIMARY KEY (device, epoch)
     )`,
    // `op_id` is there for entries that are, or stand for, an operation.
    `CREATE TABLE chain_links (
       device text COLLATE "C" NOT NULL,
       epoch integer NOT NULL,
       seq bigint NOT NULL CHECK (seq > 0),
       hash text NOT NULL,
       op_id text COLLATE "C",
       link text NOT NULL,
       PRIMARY KEY (device, epoch, seq),
       FOREIGN KEY (device, epoch) REFERENCES chain_epochs
     )`,
  ],
};

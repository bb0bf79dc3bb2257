import type { Migration } from '../migrate';

/**
 * Bags (离线包): the platform's own keys, each desk's public ones, and which bags have arrived. The ledger of operations, not
 * this, is what keeps anything from being applied twice.
 */
export const bags: Migration = {
  name: '0005-bags',
  statements: [
    `CREATE TABLE bag_platform_keys (
       single boolean PRIMARY KEY DEFAULT true CHECK (single),
       secret text NOT NULL,
       made_at text NOT NULL
     )`,
    `CREATE TABLE bag_desk_keys (
       device text COLLATE "C" PRIMARY KEY REFERENCES devices,
       keys text NOT NULL,
       told_at text NOT NULL
     )`,
    `CREATE TABLE bags_received (
       device text COLLATE "C" NOT NULL REFERENCES devices,
       number integer NOT NULL CHECK (number > 0),
       digest text NOT NULL,
       received_at text NOT NULL,
       PRIMARY KEY (device, number, digest)
     )`,
  ],
};

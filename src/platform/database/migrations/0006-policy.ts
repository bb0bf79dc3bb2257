import type { Migration } from '../migrate';

/** Signed policies (政策包) and the one key that signs them. */
export const policy: Migration = {
  name: '0006-policy',
  statements: [
    `CREATE TABLE policy_key (
       single boolean PRIMARY KEY DEFAULT true CHECK (single),
       secret text NOT NULL,
       made_at text NOT NULL
     )`,
    `CREATE TABLE policies (
       version integer PRIMARY KEY CHECK (version > 0),
       bundle text NOT NULL,
       signature text NOT NULL,
       published_at text NOT NULL
     )`,
  ],
};

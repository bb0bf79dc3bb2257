import type { Migration } from '../migrate';

/** Who may speak to the platform, and what the tax authority told it. Tokens are kept as hashes only. */
export const access: Migration = {
  name: '0002-access',
  statements: [
    `CREATE TABLE registration_codes (
       code_hash text PRIMARY KEY,
       jurisdiction jsonb NOT NULL,
       made_at text NOT NULL,
       used_by text
     )`,
    `CREATE TABLE devices (
       device text COLLATE "C" PRIMARY KEY,
       name text NOT NULL,
       token_hash text UNIQUE,
       jurisdiction jsonb NOT NULL,
       registered_at text NOT NULL
     )`,
    `CREATE TABLE tax_feedback (
       voucher_no text COLLATE "C" PRIMARY KEY,
       content text NOT NULL,
       person_id text NOT NULL,
       received_at text NOT NULL
     )`,
  ],
};

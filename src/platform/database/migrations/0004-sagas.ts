import type { Migration } from '../migrate';

/** Which steps of a desk's sagas (联办) were decided and how: a later step waits for every earlier one (SY20). */
export const sagas: Migration = {
  name: '0004-sagas',
  statements: [
    `CREATE TABLE saga_steps (
       op_id text COLLATE "C" PRIMARY KEY,
       device text COLLATE "C" NOT NULL,
       saga text COLLATE "C" NOT NULL,
       step integer NOT NULL CHECK (step > 0),
       applied boolean NOT NULL
     )`,
    `CREATE UNIQUE INDEX saga_steps_applied ON saga_steps (device, saga, step) WHERE applied`,
    `CREATE INDEX saga_steps_of ON saga_steps (device, saga)`,
  ],
};

import type { Migration } from '../migrate';

/** Units that desks register: their own numbers, and their code beside certificate numbers, where a second record is looked for. */
export const units: Migration = {
  name: '0010-units',
  statements: [
    `ALTER TABLE platform ADD COLUMN unit_no bigint NOT NULL DEFAULT 0`,
    `UPDATE records SET cert_no = body->>'uscc' WHERE kind = 'unit' AND body->>'uscc' IS NOT NULL`,
  ],
};

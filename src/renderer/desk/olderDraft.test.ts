import { expect, test } from 'vitest';
import { formOf } from '#shared/matters/index';
import { readableDrafts } from './drafts';

const OP = '01JD0000000000000000000001';
const stored = (fields: Record<string, unknown>) => ({
  id: OP,
  opId: OP,
  matter: 'EMP_RESUME',
  fields,
  warnReason: null,
  materials: [],
  supersedes: null,
  savedAt: '2026-11-22T01:00:00.000Z',
});

test('[MA72] a draft of an older form opens with the fields that still exist; new ones are empty, gone ones are left out', () => {
  const [draft] = readableDrafts([stored({ personId: 'P1', formerField: '旧' })]);
  expect(draft?.fields).toEqual({ personId: 'P1', firstPeriod: null });
  expect(Object.keys(draft?.fields ?? {})).toEqual(formOf('EMP_RESUME').fields.map(({ name }) => name));
});

test('[MA72] a draft of a matter that is no more, or that cannot be read, is passed over', () => {
  expect(
    readableDrafts([{ ...stored({}), matter: 'NO_SUCH' }, null, stored({ personId: 'P2' })]),
  ).toHaveLength(1);
});

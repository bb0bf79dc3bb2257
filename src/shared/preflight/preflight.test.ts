import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  certNoOf,
  employeeEnrolment,
  household,
  knownAdult,
  newAdult,
  operationOf,
  person,
  recordsOf,
  residentEnrolment,
  residentYear,
  TOWN,
} from '#fixtures/matterWorld';
import type { Operation } from '../domain/operation';
import type { Person } from '../domain/person';
import { decideOnArrival } from '../matters/arrival';
import type { Records } from '../matters/matter';
import { STANDING_DICTIONARY } from '../rejects/dictionary';
import { heapOf, type Prediction, preflight } from './preflight';

const years = [2022, 2023, 2024, 2025, 2026].map((year) => residentYear(year));
const seen = (id: string, over: Partial<Person> = {}) =>
  person(id, { enrolments: [residentEnrolment()], payments: years, ...over });
const run = (mirror: Records, queue: readonly Operation[]): Prediction[] => [
  ...preflight({
    mirror,
    queue,
    jurisdiction: TOWN,
    asOf: CONTEXT.asOf,
    personsWithNumber: (certNo) =>
      [...mirror.values()].filter((r): r is Person => r.kind === 'person' && r.certNo === certNo),
    dictionary: STANDING_DICTIONARY,
  }),
];
const phoneTo = (id: string, phone: string, records: Records) =>
  operationOf('RES_CHANGE', { personId: id, note: null, phone }, records);

describe('preflight of the queue', () => {
  test('[PR1] what the mirror has nothing against is clear, with the earlier ones of the queue taken as done', () => {
    const mirror = recordsOf(household('0201-001'));
    const first = operationOf('RES_REGISTER', newAdult(), mirror);
    const after = decideOnArrival({
      operation: first,
      current: mirror,
      context: { ...CONTEXT, authoritative: true, sameNumber: [] },
    });
    if (after.outcome !== 'applied') throw new Error(after.outcome);
    const second = phoneTo('TMP-desk1-1', '15400000031', recordsOf(household('0201-001'), ...after.changes));
    expect(run(mirror, [second, first]).map(({ opId, outcome }) => [opId, outcome])).toEqual([
      [first.opId, 'clear'],
      [second.opId, 'clear'],
    ]);
  });

  test('[PR2] what newer facts forbid will be refused, with rule, article and the dictionary’s advice', () => {
    const operation = operationOf('RES_REGISTER', knownAdult('P1'), recordsOf(seen('P1')));
    const newer = recordsOf(
      seen('P1', { version: 4, enrolments: [residentEnrolment(), employeeEnrolment()] }),
    );
    const [prediction] = run(newer, [operation]);
    expect(prediction).toMatchObject({
      outcome: 'refused',
      advice: { code: 'EMP_ACTIVE_NO_RES', owner: 'person' },
    });
    expect(prediction?.reasons[0]?.article).toBeTruthy();
    expect(prediction && heapOf(prediction)).toBe('others');
  });

  test('[PR3] a field that somebody else changed will be a conflict, with the values of all three', () => {
    const operation = phoneTo('P1', '15400000032', recordsOf(seen('P1')));
    const newer = recordsOf(seen('P1', { version: 4, phone: '15400000033' }));
    const [prediction] = run(newer, [operation]);
    expect(prediction).toMatchObject({
      outcome: 'conflict',
      fields: [{ field: 'phone', desk: '15400000032', platform: '15400000033' }],
      advice: { id: 'FIELDS-CHANGED' },
    });
    expect(prediction && heapOf(prediction)).toBe('fix-now');
  });

  test('[PR4] a number that the mirror or an earlier one of the queue has is found before the platform finds it', () => {
    const known = seen('P7', { certNo: certNoOf('1992-05-16', 22), name: '王秋月' });
    const mirror = recordsOf(household('0201-001'), known);
    const [prediction] = run(mirror, [operationOf('RES_REGISTER', newAdult(), mirror)]);
    expect(prediction).toMatchObject({ outcome: 'refused', advice: { code: 'ID_DUPLICATE_PERSON' } });

    const empty = recordsOf(household('0201-001'));
    const twice = ['TMP-desk1-1', 'TMP-desk1-2'].map((personId) =>
      operationOf('RES_REGISTER', newAdult({ personId }), empty),
    );
    expect(run(empty, twice).map(({ outcome }) => outcome)).toEqual(['clear', 'refused']);
  });

  test('[PR5] what stands behind one that will come back is said to wait for it, and other lanes are not touched', () => {
    const old = recordsOf(seen('P1'), seen('P2'));
    const failing = phoneTo('P1', '15400000034', old);
    const later = phoneTo('P1', '15400000035', old);
    const other = phoneTo('P2', '15400000036', old);
    const newer = recordsOf(seen('P1', { version: 4, phone: '15400000037' }), seen('P2'));
    expect(run(newer, [failing, later, other])).toMatchObject([
      { opId: failing.opId, outcome: 'conflict' },
      { opId: later.opId, outcome: 'behind', behind: failing.opId },
      { opId: other.opId, outcome: 'clear' },
    ]);
  });

  test('[PR6] a body that cannot be read spoils its own prediction only', () => {
    const old = recordsOf(seen('P1'), seen('P2'));
    const broken = { ...phoneTo('P1', '15400000038', old), body: { personId: 5 } } as Operation;
    const whole = phoneTo('P2', '15400000039', old);
    expect(run(old, [broken, whole]).map(({ outcome }) => outcome)).toEqual(['invalid', 'clear']);
  });

  test('[PR7] it changes nothing: the mirror is the same afterwards and the same question gets the same answer', () => {
    const mirror = recordsOf(seen('P1'));
    const queue = [phoneTo('P1', '15400000040', mirror)];
    const before = JSON.stringify([...mirror]);
    expect(run(mirror, queue)).toEqual(run(mirror, queue));
    expect(JSON.stringify([...mirror])).toBe(before);
  });
});

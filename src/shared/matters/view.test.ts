import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONTEXT,
  knownAdult,
  leaving,
  newAdult,
  operationOf,
  person,
  recordsOf,
  residentEnrolment,
  residentYear,
  TOWN,
} from '#fixtures/matterWorld';
import type { Person } from '../domain/person';
import type { Records } from './matter';
import { foldView } from './view';

const PLACE = { jurisdiction: TOWN, asOf: CONTEXT.asOf };
const resident = person('P1', {
  enrolments: [residentEnrolment()],
  payments: [2022, 2023, 2024, 2025, 2026].map((y) => residentYear(y)),
});
const personIn = (records: Records, id: string) => records.get(`person:${id}`) as Person | undefined;

describe('the view is a fold of pending operations over the mirror', () => {
  test('[MA31] no operation: the very same map', () => {
    const mirror = recordsOf(resident);
    expect(foldView(mirror, [], PLACE).records).toBe(mirror);
  });
  test('[MA32] a pending registration is seen, and the mirror is not touched', () => {
    const mirror = recordsOf(resident);
    const view = foldView(mirror, [operationOf('RES_REGISTER', newAdult(), mirror)], PLACE);
    expect(view.left).toEqual([]);
    expect(personIn(view.records, 'TMP-desk1-1')?.enrolments[0]?.status).toBe('ACTIVE');
    expect(personIn(view.records, 'TMP-desk1-1')?.payments).toMatchObject([
      { period: '2027', state: 'DUE', personFen: 42_000 },
    ]);
    expect([...view.changes.keys()]).toEqual(['person:TMP-desk1-1']);
    expect(mirror.has('person:TMP-desk1-1')).toBe(false);
  });
  test('[MA33] operations are folded in the order of seq, however they come', () => {
    const mirror = recordsOf(resident);
    const first = operationOf('RES_REGISTER', newAdult(), mirror);
    const seen = foldView(mirror, [first], PLACE).records;
    const second = operationOf(
      'RES_CHANGE',
      { personId: 'TMP-desk1-1', note: null, phone: '15400000007' },
      seen,
    );
    const third = operationOf('RES_PAUSE', leaving('P1', 'MOVED', '2026-11-20'), seen);
    const all = [first, second, third];
    const once = foldView(mirror, all, PLACE);
    expect(once.left).toEqual([]);
    expect(personIn(once.records, 'TMP-desk1-1')?.phone).toBe('15400000007');
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => {
        expect(foldView(mirror, shuffled, PLACE)).toEqual(once);
      }),
    );
  });
  test('[MA34] what does not fit any more is left out with its reason, and the rest goes on', () => {
    const before = recordsOf(resident, person('P2', { enrolments: [residentEnrolment()] }));
    const pause = operationOf('RES_PAUSE', leaving('P2', 'MOVED', '2026-11-20'), before);
    const change = operationOf('RES_CHANGE', { personId: 'P1', note: null, name: '张秋和' }, before);
    const garbage = { ...change, opId: '01JD00000000000000000000GG', body: { personId: 7 }, seq: 0 };
    const view = foldView(recordsOf(resident), [garbage, pause, change], PLACE);
    expect(view.left.map((l) => l.opId)).toEqual([garbage.opId, pause.opId]);
    for (const { reason } of view.left) expect(reason).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(personIn(view.records, 'P1')?.name).toBe('张秋和');
  });
  test('[MA34] an operation the law refuses on newer facts is left out with the refusal', () => {
    const pause = operationOf('RES_PAUSE', leaving('P1', 'DEATH', '2026-11-20'), recordsOf(resident));
    const [left] = foldView(recordsOf(resident), [pause], PLACE).left;
    expect(left?.reason).toContain('终止参保');
  });
  test('[MA35] a placeholder goes on working after the platform gave a number', () => {
    const change = operationOf(
      'RES_CHANGE',
      { personId: 'TMP-desk1-1', note: null, name: '李春和' },
      recordsOf(),
    );
    const mirror = recordsOf(person('P77', { formerId: 'TMP-desk1-1', name: '李春苗' }));
    const view = foldView(mirror, [change], PLACE);
    expect(view.left).toEqual([]);
    expect(personIn(view.records, 'P77')?.name).toBe('李春和');
  });
  test('[MA32] the same fold gives the same bytes', () => {
    const mirror = recordsOf(resident);
    const operations = [operationOf('RES_REGISTER', knownAdult('P1'), mirror)];
    expect(JSON.stringify([...foldView(mirror, operations, PLACE).changes])).toBe(
      JSON.stringify([...foldView(mirror, operations, PLACE).changes]),
    );
  });
});

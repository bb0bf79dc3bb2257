import { describe, expect, test } from 'vitest';
import { QINGHE } from '#fixtures/standInDesktop';
import { operationOf } from '#fixtures/standInJournal';
import { generateTownship } from '#fixtures/township';
import type { Household } from '#shared/domain/household';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import type { RecordMap } from '../store/mirrorStore';
import { createView } from './view';

const RECORDS = [...generateTownship({ persons: 2_000 })];
const PLACE = { jurisdiction: QINGHE, asOf: '2026-11-20' };
const isPerson = (record: PlatformRecord): record is Person => record.kind === 'person';
const PERSONS = RECORDS.filter(isPerson);
const [FIRST] = PERSONS as [Person];

const open = () => {
  const mirror: RecordMap = new Map(RECORDS.map((record) => [recordKey(record), record]));
  const view = createView();
  view.mirrored(mirror, PLACE, null);
  /** One page of the feed. */
  const feed = (person: Person): void => {
    mirror.set(recordKey(person), person);
    view.mirrored(mirror, PLACE, new Set([recordKey(person)]));
  };
  return { view, mirror, feed };
};
const ids = (persons: readonly Person[]) => persons.map(({ id }) => id).toSorted();

describe('view', () => {
  test('[DK23] every person stands in one household and one village of the view, as the mirror says', () => {
    const { view } = open();
    const byVillage = view.villages().flatMap(({ id }) => view.personsOf(id, null));
    expect(ids(byVillage)).toEqual(ids(PERSONS));
    const households = RECORDS.filter((record): record is Household => record.kind === 'household');
    expect(ids(households.flatMap(({ id }) => view.members(id)))).toEqual(ids(PERSONS));
  });

  test('[DK24] somebody who moved by the feed is in the new household only, found by the new data and not by the old', () => {
    const { view, feed } = open();
    const other = PERSONS.find(({ householdId }) => householdId !== FIRST.householdId) as Person;
    view.members(FIRST.householdId);
    feed({
      ...FIRST,
      version: 99,
      householdId: other.householdId,
      villageCode: other.villageCode,
      name: '赫连勃',
    });
    expect(ids(view.members(FIRST.householdId))).not.toContain(FIRST.id);
    expect(ids(view.members(other.householdId))).toContain(FIRST.id);
    expect(view.search('helianbo', 5).map(({ person }) => person.id)).toEqual([FIRST.id]);
    expect(view.search(FIRST.name, 50).map(({ person }) => person.id)).not.toContain(FIRST.id);
  });

  test('[DK25] others with the same number are found in every spelling of it', () => {
    const { view, feed } = open();
    const certNo = FIRST.certNo as string;
    const twin = PERSONS.at(-1) as Person;
    expect(view.sameNumber(certNo, FIRST.id)).not.toContain(twin.id);
    feed({ ...twin, version: 99, certNo: `${certNo.slice(0, 6)} ${certNo.slice(6)}` });
    expect(view.sameNumber(certNo, FIRST.id)).toContain(twin.id);
  });

  test('[DK26] a pending operation that does not fit any more is left out with a reason, and the others stay', () => {
    const { view } = open();
    const nobody = operationOf(1, 'P-NOBODY');
    const fits = operationOf(2, FIRST.id);
    view.refold([nobody, fits]);
    expect(view.leftOut(nobody.opId)).toMatch(/没有此人/);
    expect(view.leftOut(fits.opId)).toBeNull();
    expect(view.person(FIRST.id)?.phone).toBe('15400000002');
    view.refold([]);
    expect(view.person(FIRST.id)).toEqual(FIRST);
  });

  test('[DK27] an operation on a placeholder reaches the person the platform has numbered since', () => {
    const { view, feed } = open();
    feed({ ...FIRST, id: 'P-NEW', version: 1, formerId: 'TMP-A' });
    view.refold([operationOf(3, 'TMP-A')]);
    expect(view.person('TMP-A')).toMatchObject({ id: 'P-NEW', phone: '15400000003' });
    expect(view.confirmed('TMP-A')?.phone).toBe(FIRST.phone);
  });
});

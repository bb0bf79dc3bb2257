import type { Household } from '../domain/household';
import type { PlatformRecord } from '../domain/record';
import { findHousehold, findVillage } from './lookup';
import type { Records } from './matter';

/**
 * Where somebody comes to live. `householdNew`: the household was not confirmed by the platform when this was typed; then the
 * operation carries what is needed to create it, and joins it where it has come to exist by an earlier one.
 */
export interface Place {
  readonly villageCode: string;
  readonly group: number;
  readonly householdId: string;
  readonly householdNew: boolean;
  readonly address: string | null;
}

/** Why nobody can come to live there, in a sentence; null: they can. */
export function placeFit(place: Place, records: Records): string | null {
  const { villageCode, group, householdId } = place;
  const village = findVillage(records, villageCode);
  if (village === null) return `本辖区没有代码为 ${villageCode} 的村（居），请重新选择。`;
  if (group > Math.max(1, village.groups.length))
    return `${village.name}没有第 ${group} 社（组），请重新选择。`;
  const household = findHousehold(records, householdId);
  if (household === null)
    return place.householdNew ? null : `没有户号为 ${householdId} 的家庭户，请查对户号或选择新立户。`;
  if (household.villageCode !== villageCode || household.group !== group) {
    return `户号 ${householdId} 不在所选的村（居）社（组），请核对后重办。`;
  }
  return null;
}

/** The household after somebody joined: created where it was not there, with its head where they are the head. */
export function householdAfter(
  place: Place & { readonly personId: string; readonly relation: string },
  records: Records,
): PlatformRecord[] {
  const there = findHousehold(records, place.householdId);
  const isHead = place.relation === '02';
  if (there !== null) {
    return isHead && there.headPersonId === null && place.householdNew
      ? [{ ...there, headPersonId: place.personId }]
      : [];
  }
  const created: Household = {
    kind: 'household',
    id: place.householdId,
    version: 0,
    villageCode: place.villageCode,
    group: place.group,
    address: place.address ?? '',
    headPersonId: isHead ? place.personId : null,
  };
  return [created];
}

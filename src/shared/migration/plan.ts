import type { RowPlan } from '../batch/plan';
import { rowOpId } from '../batch/rowKey';
import type { Fault } from '../batch/rowReader';
import type { CivilDate } from '../domain/civilDate';
import type { Household } from '../domain/household';
import type { OpId } from '../domain/operation';
import type { Person } from '../domain/person';
import { recordKey } from '../domain/record';
import type { RegionCode, Village } from '../domain/region';
import { plainName } from '../duplicates/names';
import { canonicalJson, type Json, sha256Hex } from '../json';
import { resRegisterForm } from '../matters/forms/resRegister.form';
import { groupOf, householdIdOf, villageOf } from './place';
import type { Registration } from './registration';

/** What is known where somebody is registered. */
export interface RegistrationWorld {
  readonly day: CivilDate;
  readonly region: RegionCode;
  /** 集中期外参保原因, where the clerk gave one. */
  readonly outsideWindowReason: string | null;
  personsByNumber(certNo: string): readonly Person[];
  villages(): readonly Village[];
  /** The household on file in which the family lives already; null: none, or more than one. */
  readonly home: Household | null;
}

const fault = (text: string): { faults: readonly Fault[] } => ({ faults: [{ column: null, text }] });

/** What a registration comes to on the records (RES_REGISTER), before the law is asked. */
export function planRegistration(wish: Registration, family: string, world: RegistrationWorld): RowPlan {
  const found = world.personsByNumber(wish.certNo);
  if (found.length > 1) return fault('本机档案中有多人使用这个证件号码，请先在窗口清理重复档案。');
  const [person] = found;
  return person === undefined ? somebodyNew(wish, family, world) : onFile(wish, person, world);
}

function onFile(
  wish: Registration,
  person: Person,
  { day, outsideWindowReason }: RegistrationWorld,
): RowPlan {
  if (plainName(person.name) !== plainName(wish.name))
    return fault(`证件号码在本机档案中是另一个姓名（${person.name}），请核对后在窗口办理。`);
  const records = new Map([[recordKey(person), person] as const]);
  const typed = {
    ...resRegisterForm.initial(day),
    who: 'existing',
    personId: person.id,
    outsideWindowReason,
  };
  const fields = resRegisterForm.prefill(typed, 'personId', records, day);
  const year = String(fields.year);
  if (person.payments.some(({ scheme, period }) => scheme === 'RES' && period === year))
    return { skip: `档案中已有 ${year} 年度居民医保登记。` };
  return { steps: [{ matter: 'RES_REGISTER', fields }] };
}

function somebodyNew(wish: Registration, family: string, world: RegistrationWorld): RowPlan {
  const { day, region, home, outsideWindowReason } = world;
  const placed = home === null ? newHome(wish, family, world.villages()) : homeOnFile(home);
  if ('faults' in placed) return placed;
  const relation = wish.relation === '01' ? '02' : (wish.relation ?? '99');
  const typed = {
    ...resRegisterForm.initial(day),
    who: 'new',
    certType: '01',
    certNo: wish.certNo,
    name: wish.name,
    sex: wish.sex,
    birthDate: wish.birthDate,
    phone: wish.phone,
    ...placed.place,
    // The family's head on file stays its head.
    relation: home !== null && relation === '02' ? '99' : relation,
    hukouRegion: region,
    outsideWindowReason,
  };
  return {
    steps: [{ matter: 'RES_REGISTER', fields: resRegisterForm.prefill(typed, 'certNo', new Map(), day) }],
  };
}

type Placed = { readonly place: Readonly<Record<string, Json>> } | { readonly faults: readonly Fault[] };

const homeOnFile = ({ id, villageCode, group }: Household): Placed => ({
  place: { householdNew: false, householdId: id, villageCode, group, address: null },
});

function newHome(wish: Registration, family: string, villages: readonly Village[]): Placed {
  const village = villageOf(villages, wish.village);
  if (village === null)
    return fault(
      wish.village === ''
        ? '户登记表没有写村（居），请补上后重新读入。'
        : `本辖区没有村（居）“${wish.village.slice(0, 30)}”，请核对名称。`,
    );
  const group = groupOf(village, wish.group);
  if (group === null) return fault(`${village.name}没有社（组）“${wish.group.slice(0, 20)}”，请核对。`);
  return {
    place: {
      householdNew: true,
      householdId: householdIdOf(
        village,
        wish.householdId === '' ? sha256Hex(family).slice(0, 12) : wish.householdId,
      ),
      villageCode: village.id,
      group,
      address: wish.address,
    },
  };
}

/** The id of the operation: the same each time the person is read for that year, so that the journal takes it once (SY1). */
export const registrationOpId = (device: string, certNo: string, year: number, attempt: number): OpId =>
  rowOpId(device, sha256Hex(canonicalJson({ v: 1, migration: certNo, year })), 0, attempt);

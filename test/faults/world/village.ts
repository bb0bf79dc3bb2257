import {
  certNoOf,
  employeeEnrolment,
  person,
  residentEnrolment,
  residentYear,
  UNIT,
} from '#fixtures/matterWorld';
import type { Household } from '#shared/domain/household';
import type { Person } from '#shared/domain/person';
import type { PlatformRecord } from '#shared/domain/record';
import type { Jurisdiction, Village } from '#shared/domain/region';
import type { Unit } from '#shared/domain/unit';

const REGION = '220199';
/** Towns of the invented county from 300 on are the simulation's; each run has a village of its own. */
const FIRST_TOWN = 300;
const VILLAGES_A_TOWN = 800;
/** People of a village; nobody leaves it. */
export const PERSONS = 6;
const DAY_MS = 86_400_000;

/** The people of one run: a village of their own on the shared platform, so that runs do not meet. */
export interface Folk {
  readonly n: number;
  readonly village: Village;
  readonly persons: readonly Person[];
  readonly households: readonly Household[];
  /** Where the last of the persons is employed. */
  readonly unit: Unit;
  readonly employee: Person;
  readonly jurisdiction: Jurisdiction;
  /** A certificate number nobody has; each call another one. */
  newCertNo(): { certNo: string; birthDate: string; sex: '1' | '2' };
  /** A telephone number of the invented range that nobody has. */
  newPhone(): string;
}

/** Village number `n` (from 0) with its people; the same `n` gives the same. */
export function folkOf(n: number): Folk {
  const townCode = `${REGION}${FIRST_TOWN + Math.floor(n / VILLAGES_A_TOWN)}`;
  const code = `${townCode}${200 + (n % VILLAGES_A_TOWN)}`;
  let numbers = n * 40;
  let phones = 0;
  const identity = () => {
    const birthDate = new Date(Date.parse('1960-01-01') + (numbers % 12_000) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const serial = 100 + Math.floor(numbers / 12_000);
    numbers += 1;
    const sex: '1' | '2' = serial % 2 === 1 ? '1' : '2';
    return { certNo: certNoOf(birthDate, serial), birthDate, sex };
  };
  const village: Village = {
    kind: 'village',
    id: code,
    version: 1,
    name: `试验${n}村`,
    townCode,
    townName: '试验镇',
    groups: ['一社', '二社'],
    empNo: `V${code}`,
  };
  const households = [0, 1, 2].map(
    (at): Household => ({
      kind: 'household',
      id: `${n}-${at}`,
      version: 1,
      villageCode: code,
      group: 1 + (at % 2),
      address: `试验${n}村`,
      headPersonId: null,
    }),
  );
  const unit: Unit = { ...UNIT, id: `D${code}`, name: `试验${n}厂`, villageCode: code };
  const persons = Array.from({ length: PERSONS }, (_, at): Person => {
    const household = households[at % households.length];
    return person(`2201998${String(n * 100 + at).padStart(13, '0')}`, {
      ...identity(),
      name: `试${'甲乙丙丁戊己'[at]}${n}`.slice(0, 20),
      phone: `1540${String(n % 10_000).padStart(4, '0')}9${String(at).padStart(2, '0')}`,
      villageCode: code,
      group: household?.group ?? 1,
      householdId: household?.id ?? '',
      enrolments: [
        at === PERSONS - 1
          ? employeeEnrolment({ id: `E-${n}-${at}`, empNo: unit.id })
          : residentEnrolment({ id: `E-${n}-${at}`, empNo: village.empNo }),
      ],
      payments: at === PERSONS - 1 ? [] : [residentYear(2026)],
    });
  });
  return {
    n,
    village,
    persons,
    households,
    unit,
    employee: persons[PERSONS - 1] as Person,
    jurisdiction: { region: REGION, name: village.name, prefixes: [code] },
    newCertNo: identity,
    newPhone: () => `1540${String(n % 10_000).padStart(4, '0')}${String(phones++).padStart(3, '0')}`,
  };
}

export const recordsOf = (folk: Folk): PlatformRecord[] => [
  folk.village,
  ...folk.households,
  folk.unit,
  ...folk.persons,
];

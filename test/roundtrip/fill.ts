import type { StatusReason } from '#shared/domain/enrolment';
import type { MatterCode } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import { ROSTER_OUTCOMES } from '#shared/roster';
import type { FilledSheet, Written } from './sheets';

/** An operation that a filled row is meant to become. */
export interface Meant {
  readonly personId: string;
  readonly matter: MatterCode;
  readonly reason?: StatusReason;
}
/** How many rows of each kind the report has to tell. */
export interface Expected {
  matched: number;
  changed: number;
  extra: number;
  illegible: number;
  illegiblePeople: number;
  missing: number;
}
export interface Filling {
  readonly expected: Expected;
  readonly meant: Meant[];
  /** Rows by person id that were filled in. */
  readonly filled: Set<string>;
}

const OF_OUTCOME: Partial<Record<(typeof ROSTER_OUTCOMES)[number], Omit<Meant, 'personId'>>> = {
  已参保: { matter: 'RES_REGISTER' },
  死亡: { matter: 'RES_TERMINATE', reason: 'DEATH' },
  职工参保: { matter: 'RES_PAUSE', reason: 'EMPLOYMENT' },
  服役: { matter: 'RES_PAUSE', reason: 'OTHER_PAUSE' },
  服刑: { matter: 'RES_PAUSE', reason: 'SENTENCED' },
  失踪: { matter: 'RES_PAUSE', reason: 'MISSING' },
  户口迁出: { matter: 'RES_PAUSE', reason: 'MOVED' },
};

/** An adult with an active resident's relation here and nothing else, whom every outcome may befall. */
export const isPlain = (person: Person, year: number): boolean =>
  person.certType === '01' &&
  person.survival === '1' &&
  person.birthDate > '1970' &&
  person.birthDate < '2002' &&
  person.schooling === null &&
  person.identities.length === 0 &&
  person.elsewhere.length === 0 &&
  person.duplicates.length === 0 &&
  person.enrolments.length === 1 &&
  person.enrolments[0]?.scheme === 'RES' &&
  person.enrolments[0].status === 'ACTIVE' &&
  !person.payments.some(({ period }) => period === String(year));

export const column = (sheet: FilledSheet, heading: string): number => {
  const at = sheet.headings.findIndex((one) => one.startsWith(heading));
  if (at < 0) throw new Error(`no column ${heading} in ${sheet.headings.join(' ')}`);
  return at;
};
export const put = (sheet: FilledSheet, row: Written[], heading: string, value: Written): void => {
  row[column(sheet, heading)] = value;
};
export const cell = (sheet: FilledSheet, row: Written[], heading: string): string =>
  String(row[column(sheet, heading)] ?? '');

/** Fills in every outcome in turn for plain people, a new telephone for every fifth of them, and tells what that has to come to. */
export function fill(
  sheets: readonly FilledSheet[],
  personOf: (id: string) => Person | undefined,
  year: number,
  turn: number,
  /** People whom no operation fits for another reason: they share a certificate number with somebody. */
  shared: ReadonlySet<string> = new Set(),
): Filling {
  const filled = new Set<string>();
  const meant: Meant[] = [];
  let people = 0;
  let n = turn;
  for (const sheet of sheets)
    for (const row of sheet.people) {
      people += 1;
      const person = personOf(cell(sheet, row, '人员标识'));
      if (person === undefined) throw new Error('a row of nobody');
      if (!isPlain(person, year) || shared.has(person.id)) continue;
      const outcome = ROSTER_OUTCOMES[n % ROSTER_OUTCOMES.length];
      if (outcome === undefined) throw new Error('no outcome');
      const newPhone = n % 5 === 0 ? `1540${String(7_000_000 + n)}` : null;
      n += 1;
      put(sheet, row, '核实结果', outcome);
      const of = OF_OUTCOME[outcome];
      if (of !== undefined) put(sheet, row, '发生日期', '2026-11-10');
      if (outcome === '已参保') put(sheet, row, '实缴金额', '420.00');
      if (outcome === '其他') put(sheet, row, '原因说明', '随子女在外');
      if (newPhone !== null) put(sheet, row, '新手机号', newPhone);
      filled.add(person.id);
      if (newPhone !== null && outcome !== '死亡' && outcome !== '已参保')
        meant.push({ personId: person.id, matter: 'RES_CHANGE' });
      if (of !== undefined) meant.push({ personId: person.id, ...of });
    }
  const expected = {
    matched: people - filled.size,
    changed: filled.size,
    extra: 0,
    illegible: 0,
    illegiblePeople: 0,
    missing: 0,
  };
  return { expected, meant, filled };
}

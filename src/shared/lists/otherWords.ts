import type { CivilDate } from '../domain/civilDate';
import { type Fen, fenToYuan } from '../domain/money';
import type { Person } from '../domain/person';
import { currentEnrolment } from '../matters/enrolments';
import { idle, type ListItem } from './item';
import type { ListRow, ListWord } from './listRow';
import { standingOf } from './record';

/** A death (R-STA-03): the resident relation ends on that day, unless something happened after it. */
export function judgeDeath(row: ListRow, person: Person, on: CivilDate): ListItem {
  const relation = currentEnrolment(person, 'RES');
  if (person.survival === '2' || relation?.reason === 'DEATH')
    return person.deathDate === null || person.deathDate === on
      ? idle(row, person, 'same', '档案里已是死亡。')
      : idle(row, person, 'undecided', `档案里的死亡日期是 ${person.deathDate}，名单上是 ${on}，请核实。`);
  if (on < person.birthDate) return idle(row, person, 'undecided', `死亡时间 ${on} 早于出生日期，请核实。`);
  const later = person.payments.find(({ paidOn }) => paidOn !== null && paidOn > on);
  if (later !== undefined)
    return idle(
      row,
      person,
      'undecided',
      `名单说 ${on} 死亡，但 ${later.paidOn} 还缴过 ${later.period} 的费，请核实是不是同一个人。`,
    );
  if (currentEnrolment(person, 'EMP')?.status === 'ACTIVE')
    return idle(row, person, 'undecided', '是职工参保，由单位办理终止；请通知单位，或到窗口办理。');
  if (relation === null || relation.status === 'TERMINATED')
    return idle(row, person, 'same', '没有居民参保关系，不用终止。');
  if (on < relation.from)
    return idle(row, person, 'undecided', `死亡时间 ${on} 早于参保日期 ${relation.from}，请核实。`);
  const before = standingOf(person);
  return {
    row,
    person,
    class: 'ended',
    text: `居民参保按 ${on} 死亡终止。`,
    faults: [],
    steps: [
      {
        matter: 'RES_TERMINATE',
        fields: { personId: person.id, reason: 'DEATH', effectiveOn: on, note: '死亡人员名单' },
      },
    ],
    turn: { before, after: { ...before, resident: { status: 'TERMINATED', since: on } } },
  };
}

/** A household register that was moved: no law ends cover by it, so it is looked into. */
export function judgeMoved(
  row: ListRow,
  person: Person,
  { on, to }: Extract<ListWord, { kind: 'moved' }>,
): ListItem {
  const relation = currentEnrolment(person, 'RES');
  if (relation === null || relation.status !== 'ACTIVE')
    return idle(row, person, 'same', '没有正常的居民参保关系。');
  const where = to === '' ? '' : `，迁往${to.slice(0, 40)}`;
  return idle(
    row,
    person,
    'undecided',
    `户口${on === null ? '' : `已于 ${on} `}迁出${where}。有居住证的可以继续在本地参保；不在本地参保的，凭迁入地参保证明到窗口暂停。`,
  );
}

/** What the tax office lists, beside what the platform was told; payments come by the tax feedback alone (R-GEN-07). */
export function judgePaid(row: ListRow, person: Person, personFen: Fen, year: number): ListItem {
  const payment = person.payments.find(({ scheme, period }) => scheme === 'RES' && period === String(year));
  const listed = `名单上个人缴费 ${fenToYuan(personFen)} 元`;
  if (payment === undefined)
    return idle(
      row,
      person,
      'undecided',
      `${listed}，平台上没有 ${year} 年度的登记和缴费，请核实年度并补登记。`,
    );
  if (payment.state !== 'PAID')
    return idle(row, person, 'undecided', `${listed}，平台还没有收到税务回传，请等回传或与税务核对。`);
  return payment.personFen === personFen
    ? idle(row, person, 'same', `与平台一致：${fenToYuan(personFen)} 元，${payment.paidOn ?? ''}。`)
    : idle(
        row,
        person,
        'undecided',
        `${listed}，平台回传是 ${fenToYuan(payment.personFen)} 元，请与税务核对。`,
      );
}

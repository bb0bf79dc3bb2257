import { addDays, type CivilDate } from '#shared/domain/civilDate';
import type { MatterCode } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import { coverStatus } from './coverStatus';

/** What is to be done next for one member of a household, and the rule it rests on. Whether it is allowed is the rules' to say. */
export type MemberNext =
  /** A matter to be started at the counter. */
  | { readonly kind: 'start'; readonly matter: MatterCode; readonly text: string; readonly rule: string }
  /** Registered, and the fee is to be paid with the tax office. */
  | { readonly kind: 'pay'; readonly text: string; readonly rule: string }
  /** An operation of this desk came back and waits for the clerk. */
  | { readonly kind: 'inbox'; readonly text: string }
  /** An operation of this desk is on its way. */
  | { readonly kind: 'wait'; readonly text: string }
  | { readonly kind: 'none'; readonly text: string };

/** Days after birth within which a newborn is covered from birth (R-NB-01). */
export const NEWBORN_DAYS = 90;

/** Born within the days of R-NB-01; the day of birth is not counted. */
export const isNewborn = ({ birthDate }: Person, day: CivilDate): boolean =>
  birthDate <= day && day <= addDays(birthDate, NEWBORN_DAYS);

/** Was insured here or elsewhere, and is not any more: comes back, from work or from another place. */
export function isReturning(person: Person, year: number): boolean {
  if (coverStatus(person, year) !== '未参保') return false;
  const { enrolments, elsewhere } = person;
  const ended = [...enrolments, ...elsewhere].some(({ status }) => status !== 'ACTIVE');
  return ended && !enrolments.some(({ status }) => status === 'ACTIVE');
}

export interface MemberState {
  readonly day: CivilDate;
  /** Insured year of the residents' campaign. */
  readonly year: number;
  /** Moved out of the jurisdiction. */
  readonly departed: boolean;
  /** Operations of this desk about them that are not decided, by the name of their matter. */
  readonly waiting: readonly string[];
  /** Those that came back. */
  readonly returned: readonly string[];
}

/** The first that holds: what came back, what is on its way, a death to be reported, a fee to be paid, nobody's cover. */
export function memberNext(person: Person, state: MemberState): MemberNext {
  const { day, year } = state;
  if (state.returned.length > 0)
    return { kind: 'inbox', text: `${state.returned.join('、')}被平台退回，先在“待办”处理` };
  if (state.departed) return { kind: 'none', text: '已调出本辖区，不能再办新的业务' };
  if (state.waiting.length > 0)
    return { kind: 'wait', text: `${state.waiting.join('、')}已受理，等平台确认` };
  if (person.survival === '2') return afterDeath(person);
  if (person.survival !== '1') return { kind: 'none', text: '生存状态不明，先核实本人情况' };
  switch (coverStatus(person, year)) {
    case '已登记未缴':
      return { kind: 'pay', text: `${year} 年度已登记，请到税务部门缴费`, rule: 'R-GEN-07' };
    case '未参保':
      return isNewborn(person, day)
        ? {
            kind: 'start',
            matter: 'NEWBORN_REGISTER',
            text: `出生未满 ${NEWBORN_DAYS} 天，${addDays(person.birthDate, NEWBORN_DAYS)} 以前登记`,
            rule: 'R-NB-01',
          }
        : {
            kind: 'start',
            matter: 'RES_REGISTER',
            text: `${year} 年度还没有参保`,
            rule: isReturning(person, year) ? 'R-STA-02' : 'R-RES-01',
          };
    case '职工参保':
      return { kind: 'none', text: '随职工医保参保，不用办理居民参保' };
    case '异地参保':
      return { kind: 'none', text: '在外地参保，要转回的先在参保地停保' };
    default:
      return { kind: 'none', text: `${year} 年度已缴费，没有要办的` };
  }
}

function afterDeath({ enrolments }: Person): MemberNext {
  const open = enrolments.find(({ status }) => status !== 'TERMINATED');
  if (open === undefined) return { kind: 'none', text: '已登记死亡，参保关系已终止' };
  return {
    kind: 'start',
    matter: open.scheme === 'EMP' ? 'EMP_TERMINATE' : 'RES_TERMINATE',
    text: '已死亡，参保关系还没有终止',
    rule: 'R-STA-03',
  };
}

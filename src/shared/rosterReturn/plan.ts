import type { RowStep } from '../batch/plan';
import type { Fault } from '../batch/rowReader';
import type { CivilDate } from '../domain/civilDate';
import type { StatusReason } from '../domain/enrolment';
import type { MatterCode } from '../domain/matter';
import { fenToYuan } from '../domain/money';
import type { Person } from '../domain/person';
import { recordKey } from '../domain/record';
import type { Json } from '../json';
import { currentEnrolment } from '../matters/enrolments';
import { formOf } from '../matters/index';
import type { ReturnValues, RosterOutcome } from './values';

/** What becomes of a row: operations (perhaps none) and what is said of it; or why it is not taken. */
export type ReturnPlan =
  | { readonly steps: readonly RowStep[]; readonly text: string }
  | { readonly faults: readonly Fault[] };

export interface ReturnWorld {
  /** Insured year of the batch. */
  readonly year: number;
  readonly day: CivilDate;
}

/** Outcomes for which a resident's relation is paused, with the reason of 规程第八条第二项. */
const PAUSES: Partial<Record<RosterOutcome, StatusReason>> = {
  职工参保: 'EMPLOYMENT',
  服役: 'OTHER_PAUSE',
  服刑: 'SENTENCED',
  失踪: 'MISSING',
  户口迁出: 'MOVED',
};

/** Why nothing but the outcome is kept, where that is all that can be done of it. */
const ONLY_KEPT: Partial<Record<RosterOutcome, string>> = {
  拒参: '只记结果，不办业务。',
  外地参保: '只记结果；要停保或清理重复参保的，请凭参保地证明到窗口办理。',
  在校: '只记结果；在学校参保的由学校办理。',
  无法联系: '只记结果，不办业务。',
  其他: '只记结果，不办业务。',
};

/** Plans a returned row: what it comes to on the records, before the law is asked. Nothing is invented: no payment, no date. */
export function planReturn(values: ReturnValues, person: Person | null, world: ReturnWorld): ReturnPlan {
  if (person === null)
    return { faults: [{ column: 'rowCode', text: '本机档案里已没有此人，可能已调出。请到窗口核对。' }] };
  const { outcome, phone } = values;
  const ofOutcome = outcome === null ? NOTHING : planOutcome(outcome, values, person, world);
  if ('faults' in ofOutcome) return ofOutcome;
  const registers = ofOutcome.steps.some(({ matter }) => matter === 'RES_REGISTER');
  // A registration takes the number along; of somebody who has died it is a relative's.
  const changes = phone !== null && phone !== person.phone && !registers && outcome !== '死亡';
  return {
    steps: [...(changes ? [changePhone(person, phone, world)] : []), ...ofOutcome.steps],
    text: `${changes ? '更新联系电话。' : ''}${ofOutcome.text}` || '电话与档案相同。',
  };
}

const NOTHING = { steps: [], text: '' } as const;

/** A form for somebody, as a clerk opens it, with what the row says put in. */
function stepOf(
  matter: MatterCode,
  person: Person,
  world: ReturnWorld,
  typed: Record<string, Json>,
): RowStep {
  const form = formOf(matter);
  const records = new Map([[recordKey(person), person]]);
  const begun = {
    ...form.initial(world.day),
    ...(matter === 'RES_REGISTER' ? { who: 'existing', year: world.year } : {}),
  };
  const filled = form.prefill({ ...begun, personId: person.id }, 'personId', records, world.day);
  return { matter, fields: { ...filled, ...typed } };
}

function changePhone(person: Person, phone: string, world: ReturnWorld): RowStep {
  const isEmployee = currentEnrolment(person, 'RES') === null && currentEnrolment(person, 'EMP') !== null;
  return stepOf(isEmployee ? 'EMP_CHANGE' : 'RES_CHANGE', person, world, { phone, note: '入户回收' });
}

function planOutcome(
  outcome: RosterOutcome,
  values: ReturnValues,
  person: Person,
  world: ReturnWorld,
): ReturnPlan {
  if (outcome === '已参保') return planEnrolled(values, person, world);
  const kept = ONLY_KEPT[outcome];
  if (kept !== undefined) return { steps: [], text: kept };
  if (outcome === '死亡' && person.survival === '2') return { steps: [], text: '档案里已是死亡。' };
  const current = currentEnrolment(person, 'RES');
  if (current === null || current.status === 'TERMINATED')
    return { steps: [], text: '没有居民参保关系，只记结果。' };
  const isDeath = outcome === '死亡';
  if (!isDeath && current.status === 'PAUSED')
    return { steps: [], text: `居民参保已于 ${current.statusFrom} 暂停，只记结果。` };
  if (values.on === null)
    return {
      faults: [
        {
          column: 'happenedOn',
          text: `核实结果是“${outcome}”，要写发生日期才能办理${isDeath ? '终止' : '暂停'}参保。`,
        },
      ],
    };
  const reason = isDeath ? 'DEATH' : (PAUSES[outcome] ?? 'OTHER_PAUSE');
  const note = `入户核实：${outcome}${values.why === null ? '' : `，${values.why}`}`.slice(0, 200);
  const matter = isDeath ? 'RES_TERMINATE' : 'RES_PAUSE';
  return {
    steps: [stepOf(matter, person, world, { reason, effectiveOn: values.on, note })],
    text: `${isDeath ? '终止' : '暂停'}居民参保（${outcome}）。`,
  };
}

/** 已参保: a registration where there is none for the year yet. What was paid is told by the tax feedback, never by a sheet. */
function planEnrolled({ phone, paidFen }: ReturnValues, person: Person, world: ReturnWorld): ReturnPlan {
  const year = String(world.year);
  const payment = person.payments.find(({ scheme, period }) => scheme === 'RES' && period === year);
  if (payment === undefined)
    return {
      steps: [stepOf('RES_REGISTER', person, world, phone === null ? {} : { phone })],
      text: `登记 ${year} 年度居民参保，缴费以税务回传为准。`,
    };
  if (payment.state === 'PAID') return { steps: [], text: `${year} 年度已缴费，与档案一致。` };
  const differs =
    paidFen !== null && paidFen !== payment.personFen
      ? `所填金额 ${fenToYuan(paidFen)} 元与应缴 ${fenToYuan(payment.personFen)} 元不同，请核对。`
      : '';
  return { steps: [], text: `${year} 年度已登记，缴费以税务回传为准。${differs}` };
}

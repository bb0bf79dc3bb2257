import type { CivilMonth } from '#shared/domain/civilDate';
import type { Enrolment, Scheme } from '#shared/domain/enrolment';
import type { Payment } from '#shared/domain/payment';

export type MonthState =
  | 'paid'
  | 'due'
  | 'broken'
  | 'paused'
  | 'enrolled'
  | 'none'
  | 'ahead'
  | 'benefit'
  | 'reimburse';

export interface TimelineRow {
  readonly scheme: Scheme;
  /** `relation`: relation and payments; `benefit`: the benefit state that follows from them. */
  readonly of: 'relation' | 'benefit';
  readonly months: readonly { readonly month: CivilMonth; readonly state: MonthState }[];
}

/** One sign and one word a state, so that the drawing is readable without its colours. */
export const MONTH_SIGNS: Record<MonthState, { sign: string; words: string }> = {
  paid: { sign: '缴', words: '已缴费' },
  due: { sign: '欠', words: '应缴未缴' },
  broken: { sign: '断', words: '中断缴费' },
  paused: { sign: '停', words: '暂停参保' },
  enrolled: { sign: '参', words: '已参保，无缴费记录' },
  none: { sign: '', words: '未参保或无待遇' },
  ahead: { sign: '', words: '未到' },
  benefit: { sign: '享', words: '享受待遇' },
  reimburse: { sign: '报', words: '终止前费用可申请报销' },
};

const covers = (payment: Payment, month: CivilMonth): boolean => {
  const first = payment.period.length === 4 ? `${payment.period}-01` : payment.period;
  const until = payment.until ?? payment.period;
  const last = until.length === 4 ? `${until}-12` : until;
  return first <= month && month <= last;
};

const enrolmentState = (enrolment: Enrolment, month: CivilMonth): MonthState | null => {
  if (enrolment.from.slice(0, 7) > month) return null;
  if (enrolment.status === 'ACTIVE' || enrolment.statusFrom.slice(0, 7) > month) return 'enrolled';
  return enrolment.status === 'PAUSED' ? 'paused' : null;
};

const PAY_STATE = { PAID: 'paid', DUE: 'due', BROKEN: 'broken' } as const;

/** How one month of a scheme stands: what was assessed or paid for it, else the relation. */
function monthState(
  scheme: Scheme,
  month: CivilMonth,
  enrolments: readonly Enrolment[],
  payments: readonly Payment[],
): MonthState {
  const payment = payments.find((p) => p.scheme === scheme && covers(p, month));
  if (payment) return PAY_STATE[payment.state];
  const states = enrolments.filter((e) => e.scheme === scheme).map((e) => enrolmentState(e, month));
  return states.includes('enrolled') ? 'enrolled' : states.includes('paused') ? 'paused' : 'none';
}

/**
 * The years `from`..`to`, month by month, a row for each scheme the person ever had anything to do with. Of the months after
 * `now` only payments are known.
 */
export function timeline(
  person: { readonly enrolments: readonly Enrolment[]; readonly payments: readonly Payment[] },
  from: number,
  to: number,
  now: CivilMonth,
): TimelineRow[] {
  const { enrolments, payments } = person;
  const months = Array.from(
    { length: (to - from + 1) * 12 },
    (_, i) => `${from + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );
  return (['RES', 'EMP'] as const)
    .filter((scheme) => [...enrolments, ...payments].some((held) => held.scheme === scheme))
    .map((scheme) => ({
      scheme,
      of: 'relation' as const,
      months: months.map((month) => ({
        month,
        state: seenFrom(now, month, monthState(scheme, month, enrolments, payments)),
      })),
    }));
}

const seenFrom = (now: CivilMonth, month: CivilMonth, state: MonthState): MonthState =>
  month > now && ['enrolled', 'paused', 'none'].includes(state) ? 'ahead' : state;

/** Runs of equal months, for reading the drawing as a list. */
export function runs(row: TimelineRow): { from: CivilMonth; to: CivilMonth; state: MonthState }[] {
  const found: { from: CivilMonth; to: CivilMonth; state: MonthState }[] = [];
  for (const { month, state } of row.months) {
    const last = found.at(-1);
    if (last?.state === state) last.to = month;
    else found.push({ from: month, to: month, state });
  }
  return found.filter((run) => run.state !== 'none' && run.state !== 'ahead');
}

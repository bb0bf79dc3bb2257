import { addDays, addToMonth, type CivilDate, type CivilMonth, monthOf } from '../domain/civilDate';
import type { Answer } from './answer';
import { type RuleBook, theBook } from './book';
import type { Case, Facts } from './case';
import { periodsOf } from './chapters/facts';
import { decide } from './decide';

/** Whose year is drawn: the person's facts, one scheme, one calendar year. */
export interface History {
  readonly id: string;
  readonly region: string;
  /** The day it is asked (today). */
  readonly on: CivilDate;
  readonly scheme: 'EMP' | 'RES';
  readonly year: number;
  /** Without `benefitFrom`, the first day of benefits is the one that the book decides for each beginning. */
  readonly facts: Facts;
  /** The day on which a unit in arrears paid in full; left out: it has not. */
  readonly arrearsPaidOn?: CivilDate;
}

/** Days on which the book gives the same answer for the same reason. */
export interface Run {
  readonly from: CivilDate;
  /** Inclusive. */
  readonly until: CivilDate;
  /** Code of the finding, e.g. `ELIGIBLE_DIRECT`, `WAITING`, `SUSPENDED_ARREARS`; UNKNOWN: something is missing. */
  readonly state: string;
  /** The book's sentence on the first day of the run. */
  readonly reason: string;
  /** Catalogue number; null where nothing could be decided. */
  readonly rule: string | null;
}

/** What the book says on waiting where payment begins, or begins again. */
export interface Wait {
  /** First fee period paid: a month, or a year. */
  readonly period: string;
  /** First and last day of waiting; null: none, or not known. */
  readonly first: CivilDate | null;
  readonly last: CivilDate | null;
  readonly benefitFrom: CivilDate | null;
  readonly reason: string;
  /** What is missing to decide it. */
  readonly open: readonly string[];
}

/** Months between two runs of paid periods. */
export interface Gap {
  readonly from: CivilMonth;
  readonly until: CivilMonth;
  /** The book's sentence, with the number of months. */
  readonly reason: string;
}

export interface Timeline {
  readonly runs: readonly Run[];
  readonly waits: readonly Wait[];
  readonly gaps: readonly Gap[];
  /** Counts of R-YRS-02, each month once, over the whole history; empty: payments are not known. */
  readonly contribution: NonNullable<Answer['numbers']>;
}

const base = ({ id, region, on }: History) => ({ id, region, on });
const following = (period: string): string =>
  period.length === 4 ? String(Number(period) + 1) : addToMonth(period, 1);
const firstMonth = (period: string): CivilMonth => (period.length === 4 ? `${period}-01` : period);
const lastMonth = (period: string): CivilMonth => (period.length === 4 ? `${period}-12` : period);
const firstDay = (period: string): CivilDate => `${firstMonth(period)}-01`;

/** Paid fee periods of the scheme in order, each once. */
function paidPeriods({ facts, scheme }: History): string[] {
  const paid = (facts.payments ?? []).filter((p) => p.scheme === scheme && p.state === 'PAID');
  return [...new Set(paid.flatMap(periodsOf))].sort();
}

/** Paid periods that do not follow on another paid one. */
const beginnings = (paid: readonly string[]) =>
  paid.filter((p, i) => i === 0 || following(paid[i - 1] ?? '') !== p);

/** The waiting period of one beginning, asked on the day it was paid. */
function waitOf(history: History, period: string, book: RuleBook): Wait {
  const { scheme, facts } = history;
  const payment = (facts.payments ?? []).find(
    (p) => p.scheme === scheme && p.state === 'PAID' && p.period <= period && period <= (p.until ?? p.period),
  );
  const paidOn = payment?.paidOn ?? undefined;
  const none = { period, first: null, last: null, benefitFrom: null };
  if (paidOn === undefined) return { ...none, reason: '', open: ['哪一天缴费？'] };
  const asked = scheme === 'EMP' ? { firstPeriod: period } : { year: Number(period) };
  const answer = decide(
    {
      ...base(history),
      on: paidOn,
      matter: 'WAITING_PERIOD',
      facts,
      request: { scheme, paidOn, ...asked },
    },
    book,
  );
  const named = (name: string) => answer.dates.find((d) => d.name === name)?.date ?? null;
  const blocked = answer.decision === 'NEEDS_FACT' || answer.decision === 'NEEDS_PARAM';
  return {
    period,
    first: named('waitingFirst'),
    last: named('waitingLast'),
    benefitFrom: named('benefitFrom'),
    reason: answer.reasons.find((r) => r.rule.startsWith('R-WAIT'))?.text ?? '',
    open: blocked
      ? [...answer.needsFacts.map((n) => n.question), ...answer.needsParams.map((n) => n.param)]
      : [],
  };
}

/** The first day that a beginning speaks of: it may wait, or be covered, before its first period begins. */
const speaksFrom = (w: Wait): CivilDate =>
  [w.first, w.benefitFrom, firstDay(w.period)].filter((d) => d !== null).sort()[0] ?? '';

/** The first day of benefits that counts on a day: that of the latest beginning that speaks of it; null: from the first period. */
function benefitFromOn(history: History, waits: readonly Wait[], day: CivilDate): CivilDate | null {
  const { benefitFrom } = history.facts;
  if (benefitFrom !== undefined) return benefitFrom;
  const last = waits.filter((w) => speaksFrom(w) <= day).at(-1);
  if (last === undefined) return null;
  const plain = last.first === null && (last.benefitFrom ?? '') >= firstDay(last.period);
  return plain ? null : last.benefitFrom;
}

/** The question to the book about one day. */
export function questionOn(history: History, waits: readonly Wait[], day: CivilDate): Case {
  const { scheme, arrearsPaidOn } = history;
  return {
    ...base(history),
    matter: 'BENEFIT_STATE',
    facts: { ...history.facts, benefitFrom: benefitFromOn(history, waits, day) },
    request: { scheme, day, ...(arrearsPaidOn === undefined ? {} : { paidOn: arrearsPaidOn }) },
  };
}

/** What an answer to BENEFIT_STATE says of its day. */
export function stateOf(answer: Answer): Pick<Run, 'state' | 'reason' | 'rule'> {
  const found =
    answer.reasons.find((r) => r.severity === 'refuse') ?? answer.reasons.find((r) => r.rule === 'R-BEN-01');
  if (found) return { state: found.code, reason: found.text, rule: found.rule };
  const missing = [...answer.needsFacts.map((n) => n.question), ...answer.needsParams.map((n) => n.param)];
  return { state: 'UNKNOWN', reason: `还不能确定：${missing.join('')}`, rule: null };
}

/** Days of the year on which the state may turn: beginnings of months, and every day that the facts name. */
function turningDays(history: History, waits: readonly Wait[]): CivilDate[] {
  const { facts, year, scheme, arrearsPaidOn } = history;
  const months = Array.from({ length: 12 }, (_, i) => `${addToMonth(`${year}-01`, i)}-01`);
  const named = (facts.relations ?? [])
    .filter((r) => r.scheme === scheme)
    .flatMap((r) => [r.from, r.statusFrom]);
  const paid = (facts.payments ?? []).map((p) => (p.paidOn ? addDays(p.paidOn, 1) : null));
  const days = [...named, ...paid, facts.benefitFrom, arrearsPaidOn, ...waits.map((w) => w.benefitFrom)];
  const within = days.filter((d): d is string => typeof d === 'string' && d.startsWith(`${year}-`));
  return [...new Set([...months, ...within])].sort();
}

function gapsOf(history: History, paid: readonly string[], book: RuleBook): Gap[] {
  return paid.flatMap((period, i) => {
    const before = paid[i - 1];
    if (before === undefined || following(before) === period) return [];
    const [lastPaid, firstPaid] = [lastMonth(before), firstMonth(period)];
    const [from, until] = [addToMonth(lastPaid, 1), addToMonth(firstPaid, -1)];
    if (until < `${history.year}-01` || from > `${history.year}-12`) return [];
    const answer = decide(
      { ...base(history), matter: 'ARITHMETIC', facts: {}, request: { lastPaid, firstPaid } },
      book,
    );
    return [{ from, until, reason: answer.reasons.find((r) => r.rule === 'R-GEN-02')?.text ?? '' }];
  });
}

/**
 * The benefit state of every day of a year, with the reason of each change, the gaps that touch the year, what the book
 * says on waiting at each beginning up to the end of the year, and the contribution months counted once. All of it is asked
 * of the book at the days on which an answer can turn. As in the book, a wait that is not known counts as none; `open` of
 * the wait says so.
 */
export function timeline(history: History, book: RuleBook = theBook): Timeline {
  const paid = paidPeriods(history);
  const waits = beginnings(paid)
    .filter((p) => monthOf(firstDay(p)) <= `${history.year}-12`)
    .map((p) => waitOf(history, p, book));
  const days = turningDays(history, waits);
  const runs: Run[] = [];
  days.forEach((from, i) => {
    const next = days[i + 1];
    const until = next === undefined ? `${history.year}-12-31` : addDays(next, -1);
    const found = stateOf(decide(questionOn(history, waits, from), book));
    const last = runs.at(-1);
    if (last?.state === found.state && last.rule === found.rule) {
      runs[runs.length - 1] = { ...last, until };
    } else runs.push({ from, until, ...found });
  });
  const counted = decide(
    { ...base(history), matter: 'CONTRIBUTION_YEARS', facts: history.facts, request: {} },
    book,
  );
  return { runs, waits, gaps: gapsOf(history, paid, book), contribution: counted.numbers ?? [] };
}

import { addDays, addToMonth, type CivilDate, monthOf } from '#shared/domain/civilDate';
import type { Enrolment, Scheme } from '#shared/domain/enrolment';
import type { Person } from '#shared/domain/person';
import type { Jurisdiction } from '#shared/domain/region';
import { factsOf } from '#shared/matters/facts';
import type { Answer, Reason, TraceNode } from '#shared/rules/answer';
import { decide } from '#shared/rules/decide';
import {
  type Gap,
  type History,
  questionOn,
  type Timeline,
  timeline,
  type Wait,
} from '#shared/rules/timeline';

/** How a stretch of days stands. `unknown` is said as such and never drawn as `none`; `ahead`: nothing yet, the days are to come. */
export type CoverState = 'benefit' | 'reimburse' | 'waiting' | 'suspended' | 'none' | 'unknown' | 'ahead';

/** Days of one year that stand alike for the same reason. */
export interface Stretch {
  readonly from: CivilDate;
  /** Inclusive. */
  readonly until: CivilDate;
  readonly state: CoverState;
  /** Why: the book's sentence, or what is missing to say more. */
  readonly text: string;
  /** What did not hold, where there are no benefits; any one of several would have been enough. */
  readonly unmet: readonly string[];
  /** True: benefits, but whether a wait comes first is open. */
  readonly waitOpen: boolean;
  /** The finding with its article and the whole answer of the stretch's first day; null where nothing was decided. */
  readonly found: { readonly reason: Reason; readonly answer: Answer } | null;
}

/** One scheme here, or one relation elsewhere. */
export interface CoverRow {
  readonly key: string;
  readonly scheme: Scheme;
  /** Where the relation is held; null: here. */
  readonly elsewhere: string | null;
  readonly stretches: readonly Stretch[];
  readonly waits: readonly Wait[];
  readonly gaps: readonly Gap[];
}

export interface CoverYear {
  readonly rows: readonly CoverRow[];
  /** Contribution months over the whole history, each once; empty: payments are not known. */
  readonly contribution: Timeline['contribution'];
}

/** Whose year, seen from which day and place. `confirmed`: the platform knows the person, so the history is complete. */
export interface CoverAsk {
  readonly person: Person;
  readonly confirmed: boolean;
  readonly year: number;
  readonly day: CivilDate;
  readonly jurisdiction: Jurisdiction;
}

const STATES: Readonly<Record<string, CoverState>> = {
  ELIGIBLE_DIRECT: 'benefit',
  ELIGIBLE_REIMBURSE: 'reimburse',
  WAITING: 'waiting',
  SUSPENDED_ARREARS: 'suspended',
  GAP_NOT_COVERED: 'suspended',
  NOT_COVERED: 'none',
};
const SCHEMES = ['RES', 'EMP'] as const;

/** The years there is anything to draw for, up to the one after the day's. */
export function coverYears({ enrolments, payments, elsewhere }: Person, day: CivilDate): number[] {
  const last = Number(day.slice(0, 4)) + 1;
  const begun = [
    ...enrolments.map((e) => e.from),
    ...payments.map((p) => p.period),
    ...elsewhere.map((e) => e.from),
  ];
  const first = Math.min(last - 1, ...begun.map((text) => Number(text.slice(0, 4))));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The timeline of the book for every scheme the person has to do with here, and what is known of relations elsewhere. */
export function coverYear(ask: CoverAsk): CoverYear {
  const { person } = ask;
  const held = SCHEMES.filter((scheme) =>
    [...person.enrolments, ...person.payments].some((it) => it.scheme === scheme),
  );
  const drawn = held.map((scheme) => ({ scheme, ...schemeYear(ask, scheme) }));
  const counted = drawn[0]?.line ?? timeline(historyOf(ask, 'EMP'));
  return {
    rows: [
      ...drawn.map(({ scheme, line, stretches }) => ({
        key: scheme,
        scheme,
        elsewhere: null,
        stretches,
        waits: line.waits,
        gaps: line.gaps,
      })),
      ...elsewhereRows(ask),
    ],
    contribution: counted.contribution,
  };
}

/** What is known, for the question about benefits here: payments elsewhere are not on this desk, so a relation there of the same scheme is left out. */
function historyOf({ person, confirmed, year, day, jurisdiction }: CoverAsk, scheme: Scheme): History {
  const here = { ...person, elsewhere: person.elsewhere.filter((e) => e.scheme !== scheme) };
  const known = factsOf(here, { day, jurisdiction, asOf: '', authoritative: true, sameNumber: null });
  const { relations, payments, ...rest } = known;
  const facts = confirmed ? known : rest;
  return { id: person.id, region: jurisdiction.region, on: day, scheme, year, facts };
}

function schemeYear(ask: CoverAsk, scheme: Scheme) {
  const history = historyOf(ask, scheme);
  const line = timeline(history);
  const since = recordsSince(ask.person, scheme);
  const waits =
    since === null ? line.waits : line.waits.map((wait, i) => (i === 0 ? openWait(wait, since) : wait));
  const stretches = line.runs
    .flatMap((run) => (STATES[run.state] === 'none' ? cut(run, [addDays(ask.day, 1), since]) : [run]))
    .map((run): Stretch => {
      const answer = decide(questionOn(history, line.waits, run.from));
      const reason = answer.reasons.find((r) => r.rule === run.rule && r.code === run.state);
      const state = STATES[run.state] ?? 'unknown';
      const wait = waitOn(waits, run.from);
      const said: Stretch = {
        from: run.from,
        until: run.until,
        state: state === 'none' && run.from > ask.day ? 'ahead' : state,
        text: reason?.text ?? run.reason,
        unmet: state === 'none' ? unmetOf(answer) : [],
        waitOpen: state === 'benefit' && isOpenIn(wait, run.from),
        found: reason ? { reason, answer } : null,
      };
      if (since === null) return said;
      const older = `本机的缴费记录从 ${since} 起，参保关系开始得更早`;
      const unknown = { ...said, state: 'unknown' as const, unmet: [], found: null };
      if (state === 'none' && run.from < since) {
        return { ...unknown, text: `${older}；这段时间有没有缴费不能确定，请向平台查询。` };
      }
      if (state === 'waiting' && isOpenIn(wait, null)) {
        return { ...unknown, text: `${older}；是不是首次参保、要不要等待不能确定，请向平台查询。` };
      }
      return said;
    });
  return { line: { ...line, waits }, stretches };
}

/** A first payment that is not the first: nobody here can say whether there was a wait. */
const openWait = ({ period }: Wait, since: CivilDate): Wait => ({
  period,
  first: null,
  last: null,
  benefitFrom: null,
  reason: '',
  open: [`${since} 以前缴过哪些费？`],
});

/** The run in pieces that begin on the days given. */
function cut<R extends { from: CivilDate; until: CivilDate }>(
  run: R,
  days: readonly (CivilDate | null)[],
): R[] {
  const inside = days.filter((d): d is string => d !== null && run.from < d && d <= run.until).sort();
  const starts = [run.from, ...new Set(inside)];
  return starts.map((from, i) => {
    const next = starts[i + 1];
    return { ...run, from, until: next === undefined ? run.until : addDays(next, -1) };
  });
}

/**
 * First day of the recorded payments of a scheme, where a relation here is so much older that payments before it must be
 * missing: residents register in the year before, employees in the month before their first fee period. Null: nothing is missing.
 */
function recordsSince({ enrolments, payments }: Person, scheme: Scheme): CivilDate | null {
  const first = payments
    .filter((p) => p.scheme === scheme)
    .map((p) => (p.period.length === 4 ? `${p.period}-01` : p.period))
    .sort()[0];
  const begun = enrolments
    .filter((e: Enrolment) => e.scheme === scheme)
    .map((e) => e.from)
    .sort()[0];
  if (first === undefined || begun === undefined) return null;
  const expected = scheme === 'EMP' ? addToMonth(monthOf(begun), 1) : `${Number(begun.slice(0, 4)) + 1}-01`;
  return expected < first ? `${first}-01` : null;
}

/** The wait of the latest beginning up to a day. */
const waitOn = (waits: readonly Wait[], day: CivilDate): Wait | undefined =>
  waits.filter((w) => (w.period.length === 4 ? `${w.period}-01` : w.period) <= monthOf(day)).at(-1);

/** True where it is not known whether there is a wait: at any time, or only in the year in which payment began. */
const isOpenIn = (wait: Wait | undefined, day: CivilDate | null): boolean =>
  wait !== undefined && wait.open.length > 0 && (day === null || wait.period.slice(0, 4) === day.slice(0, 4));

/** The leaves on which the condition for benefits failed, as the trace has them: one, or all of several alternatives. */
function unmetOf(answer: Answer): string[] {
  const node = answer.trace.find((t) => t.rule === 'R-BEN-01#direct')?.node;
  return node ? failedLeaves(node) : [];
}

function failedLeaves(node: TraceNode): string[] {
  const [inner] = node.children;
  if (inner === undefined) return [`${node.text}：否`];
  if (node.op === 'not') return [`${inner.text}：是`];
  return node.children.filter((child) => child.value === false).flatMap(failedLeaves);
}

/** What the platform told of relations elsewhere: from when, but neither payments nor benefits. */
function elsewhereRows({ person, year }: CoverAsk): CoverRow[] {
  return person.elsewhere
    .filter((e) => e.from <= `${year}-12-31`)
    .map((e, i) => {
      const first = `${year}-01-01`;
      const stretch: Stretch = {
        from: e.from > first ? e.from : first,
        until: `${year}-12-31`,
        state: 'unknown',
        text: '关系在外地，缴费和待遇由参保地掌握，本机没有记录；需要时请向参保地查询。',
        unmet: [],
        waitOpen: false,
        found: null,
      };
      return {
        key: `elsewhere${i}`,
        scheme: e.scheme,
        elsewhere: e.region,
        stretches: [stretch],
        waits: [],
        gaps: [],
      };
    });
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { theBook } from '#shared/rules/book';
import { Case } from '#shared/rules/case';
import { employerInTime, noActiveEmployee } from '#shared/rules/chapters/employee/register';
import { collectiveWindow } from '#shared/rules/chapters/resident/window';
import { decide } from '#shared/rules/decide';
import { Session } from '#shared/rules/session';
import { type PeerFacts, peerEngine, peerOutcome } from './peer';
import { type Row, spreadOf } from './row';

/** What is repeated: how many runs, and how many decisions in each. */
export interface Effort {
  readonly runs: number;
  readonly iterations: number;
}

const EFFORT: Effort = { runs: 7, iterations: 2_000 };

const person = { certType: '01', certNo: '220199199003071234', alive: true, hukouRegion: '220199' };

/** A renewal inside the window with an assisted identity. */
const residentCase = Case.parse({
  id: 'bench-resident',
  matter: 'RES_REGISTER',
  on: '2026-11-22',
  region: '220199',
  facts: {
    person: {
      ...person,
      identities: [{ type: 'MIN_LIVING', source: '民政', from: '2025-01-01', until: null }],
    },
    relations: [{ scheme: 'RES', status: 'ACTIVE', region: '220199' }],
    payments: [{ scheme: 'RES', period: '2022', until: '2026', state: 'PAID' }],
  },
  request: { year: 2027, category: 'ADULT' },
});

/** A resident's first job. */
const employeeCase = Case.parse({
  id: 'bench-employee',
  matter: 'EMP_REGISTER',
  on: '2026-11-22',
  region: '220199',
  facts: {
    person,
    relations: [{ scheme: 'RES', status: 'ACTIVE', region: '220199' }],
    payments: [{ scheme: 'RES', period: '2026', state: 'PAID' }],
  },
  request: { hireDate: '2026-11-10', subKind: 'UNIT' },
});

/** Cases around the turning points of the three rules: the 30th day, the window's ends, an active relation. */
export const threeRuleCases: readonly Case[] = [
  '2026-11-22',
  '2027-02-28',
  '2027-03-01',
  '2027-06-30',
  '2026-10-31',
].flatMap((on, i) =>
  ['ACTIVE', 'PAUSED'].flatMap((status) =>
    [30, 31].map((days) =>
      Case.parse({
        id: `three-${i}-${status}-${days}`,
        matter: 'EMP_REGISTER',
        on,
        region: '220199',
        facts: { person, relations: [{ scheme: 'EMP', status, region: '220199' }], payments: [] },
        request: {
          hireDate: new Date(Date.parse(on) - days * 86_400_000).toISOString().slice(0, 10),
          year: 2027,
          subKind: 'UNIT',
        },
      }),
    ),
  ),
);

/** The book's outcome of the three rules, with findings and the full trace. */
export function bookOutcome(subject: Case): (string | undefined)[] {
  const session = new Session(subject, theBook.table);
  return [session.ask(employerInTime), session.ask(noActiveEmployee), session.ask(collectiveWindow)];
}

/** What the peer needs of a case; it has no parameters by region and day, so the window stands here. */
export const peerFacts = ({ on, facts, request }: Case): PeerFacts => ({
  on,
  hireDate: request.hireDate ?? '',
  paidOn: request.paidOn ?? on,
  relations: (facts.relations ?? []).map((r) => `${r.scheme} ${r.status}`),
  deadlineDays: 30,
  windowFirst: '2026-09-01',
  windowLast: '2027-02-28',
});

const MICROSECONDS = 1000;
/** So few that the young generation is seldom cleared between two looks at the heap. */
const HEAP_BATCH = 10;

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

interface Contestant {
  readonly once: (i: number) => unknown;
  readonly times: number[];
  readonly heaps: number[];
}

async function repeat({ once }: Contestant, iterations: number): Promise<void> {
  for (let i = 0; i < iterations; i += 1) {
    const result = once(i);
    if (result instanceof Promise) await result;
  }
}

async function run(one: Contestant, iterations: number, gc: () => void): Promise<void> {
  const before = process.hrtime.bigint();
  await repeat(one, iterations);
  one.times.push(Number(process.hrtime.bigint() - before) / MICROSECONDS / iterations);
  gc();
  const empty = process.memoryUsage().heapUsed;
  await repeat(one, HEAP_BATCH);
  one.heaps.push((process.memoryUsage().heapUsed - empty) / HEAP_BATCH / 1024);
}

/**
 * Measures `decide()` and the three rules in both engines, taking turns so that a busy machine hinders all alike. The raw baseline of a
 * decision is the walk of its result as JSON: what it costs to make and read so much text.
 */
export async function benchRules(effort: Effort): Promise<Row[]> {
  const engine = peerEngine();
  const three = threeRuleCases;
  const told = three.map(peerFacts);
  const contestant = (once: Contestant['once']): Contestant => ({ once, times: [], heaps: [] });
  const texts = {
    resident: JSON.stringify(decide(residentCase)),
    employee: JSON.stringify(decide(employeeCase)),
  };
  const all = {
    resident: contestant(() => decide(residentCase)),
    residentJson: contestant(() => JSON.parse(texts.resident)),
    employee: contestant(() => decide(employeeCase)),
    employeeJson: contestant(() => JSON.parse(texts.employee)),
    three: contestant((i) => bookOutcome(three[i % three.length] as Case)),
    peer: contestant((i) => peerOutcome(engine, told[i % told.length] as PeerFacts)),
  };
  const gc = collector();
  const parts = Object.values(all);
  for (const one of parts) await repeat(one, effort.iterations);
  for (let i = 0; i < effort.runs; i += 1) for (const one of parts) await run(one, effort.iterations, gc);
  const parsed = 'JSON.parse of the same decision';
  const decision = (line: string, own: Contestant, raw: Contestant): Row => ({
    line,
    unit: 'µs',
    ours: spreadOf(own.times),
    raw: { what: parsed, spread: spreadOf(raw.times) },
    marks: [{ against: 'unit', atMost: 50 }],
  });
  return [
    decision('decide RES_REGISTER, full trace', all.resident, all.residentJson),
    decision('decide EMP_REGISTER, full trace', all.employee, all.employeeJson),
    {
      line: 'three rules',
      unit: 'µs',
      ours: spreadOf(all.three.times),
      peers: [{ what: 'json-rules-engine', spread: spreadOf(all.peer.times) }],
      marks: [{ against: 'peer', atMost: 1 / 20 }],
    },
    {
      line: 'three rules, allocated',
      unit: 'KiB',
      ours: spreadOf(all.three.heaps),
      peers: [{ what: 'json-rules-engine', spread: spreadOf(all.peer.heaps) }],
    },
  ];
}

export const ruleRows = (): Promise<Row[]> => benchRules(EFFORT);

import { Engine } from 'json-rules-engine';
import { lastDayOf } from '#shared/rules/chapters/general/general';

/** What the peer is told: facts made ready, and the parameters as plain values. */
export interface PeerFacts {
  readonly on: string;
  readonly hireDate: string;
  readonly paidOn: string;
  /** `SCHEME STATUS` of each relation. */
  readonly relations: readonly string[];
  readonly deadlineDays: number;
  readonly windowFirst: string;
  readonly windowLast: string;
}

const is = (fact: string, operator: string, other: string) => ({ fact, operator, value: { fact: other } });

/** R-EMP-19-1, R-EMP-20-1 and R-PRE-01 as json-rules-engine writes them; dates are compared as texts. */
export function peerEngine(): Engine {
  const engine = new Engine([
    {
      conditions: { any: [is('on', 'after', 'registerLastDay'), is('hireDate', 'after', 'on')] },
      event: { type: 'late' },
    },
    {
      conditions: { all: [{ fact: 'relations', operator: 'contains', value: 'EMP ACTIVE' }] },
      event: { type: 'active' },
    },
    {
      conditions: {
        all: [{ not: is('paidOn', 'before', 'windowFirst') }, { not: is('paidOn', 'after', 'windowLast') }],
      },
      event: { type: 'inside' },
    },
  ]);
  engine.addOperator<string, string>('after', (a, b) => a > b);
  engine.addOperator<string, string>('before', (a, b) => a < b);
  engine.addFact('registerLastDay', async (_, almanac) =>
    lastDayOf(await almanac.factValue<string>('hireDate'), await almanac.factValue<number>('deadlineDays')),
  );
  return engine;
}

/** The peer's outcome of the three rules, in the book's words. */
export async function peerOutcome(engine: Engine, facts: PeerFacts): Promise<string[]> {
  const { events } = await engine.run({ ...facts });
  const found = new Set(events.map((event) => event.type));
  return [
    found.has('late') ? 'late' : 'inTime',
    found.has('active') ? 'active' : 'none',
    found.has('inside') ? 'inside' : 'outside',
  ];
}

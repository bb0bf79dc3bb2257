import type { Person } from '#shared/domain/person';
import { Breach, LeftOut, there } from './breach';
import { Desk } from './desk';
import { Line } from './line';
import { type Body, type Place, registrationYear } from './people';

/** What a check works with. */
export interface World {
  readonly line: Line;
  /** Registered with the first code. */
  readonly desk: Desk;
  /** Registered with the second code, in another jurisdiction; a check that needs it is left out without. */
  other(): Desk;
  /** Where and when the suite registers its people. */
  readonly place: Place;
  /** Year and reason of a registration that the book allows today. */
  readonly year: Body;
  /** People nobody else uses, in the desk's mirror as the platform holds them. */
  people(count: number): Promise<Person[]>;
}

/** One thing a platform has to do. Its sentence, with the same id, is in docs/spec/conformance.md. */
export interface Check {
  readonly id: `CF${number}`;
  /** The rules that a breach breaks, e.g. `SY2`. */
  readonly rules: readonly string[];
  readonly en: string;
  readonly zh: string;
  run(world: World): Promise<void>;
}

export type Outcome =
  | { readonly check: Check; readonly result: 'ok' }
  | {
      readonly check: Check;
      readonly result: 'broken' | 'left-out';
      readonly en: string;
      readonly zh: string;
    };

export interface Codes {
  readonly url: string;
  readonly code: string;
  readonly code2?: string | undefined;
}

const POOL = 25;

/** Registers people as they are needed, a batch at a time. */
function peopleOf(desk: Desk, place: Place, year: Body): World['people'] {
  const pool: Person[] = [];
  return async (count) => {
    while (pool.length < count) pool.push(...(await desk.register(place, year, POOL)));
    return pool.splice(0, count).map(({ id }) => desk.person(id));
  };
}

/** Registers the desks and finds a village. A breach here means that the suite cannot be run at all. */
export async function makeWorld({ url, code, code2 }: Codes): Promise<World> {
  const line = new Line(url);
  const { serverTime } = await line.ask('version');
  const desk = await Desk.registered(line, code);
  const second = code2 === undefined ? null : await Desk.registered(line, code2);
  await desk.begin();
  const village = [...desk.mirror.values()].find((record) => record.kind === 'village');
  const place: Place = {
    jurisdiction: desk.jurisdiction,
    village: there(
      village?.kind === 'village' ? village : null,
      'The snapshot has no village: the test jurisdiction needs one at least.',
      '底册里没有村（居）：检验用的辖区至少要有一个村（居）。',
    ),
    day: serverTime.slice(0, 10),
  };
  desk.day = place.day;
  if (second !== null) second.day = place.day;
  const year = registrationYear(place, desk.mirror);
  if (typeof year === 'string')
    throw new Breach(
      `The rule book registers no grown-up resident in ${place.jurisdiction.name} on ${place.day}: ${year}`,
      `规则手册在 ${place.day} 不允许 ${place.jurisdiction.name} 登记成年居民：${year}`,
    );
  return {
    line,
    desk,
    other: () => {
      if (second !== null) return second;
      throw new LeftOut('needs --code2, a code of another jurisdiction', '需要 --code2（另一辖区的登记码）');
    },
    place,
    year,
    people: peopleOf(desk, place, year),
  };
}

/** Makes the checks one after the other and tells each outcome as it comes. */
export async function runChecks(
  world: World,
  checks: readonly Check[],
  told: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = await outcomeOf(check, world);
    told(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function outcomeOf(check: Check, world: World): Promise<Outcome> {
  try {
    await check.run(world);
    return { check, result: 'ok' };
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    const { en, zh } = error;
    return { check, result: error instanceof LeftOut ? 'left-out' : 'broken', en, zh };
  }
}

import { parseArgs } from 'node:util';
import { Ground } from '../faults/world/ground';
import { COURSES } from './courses';
import { play } from './play';
import { cutsOf, wrongWith } from './wrong';

/**
 * Plays courses outside the test runner, cut off at every await in turn, until something is wrong: for planted bugs, and to look
 * at one cut again (`npx tsx test/sagas/run.ts --course 'HOUSEHOLD_MOVE all' --from 40`).
 */
const { values } = parseArgs({
  options: {
    /** Beginning of kind and name; of all where nothing is said. */
    course: { type: 'string', default: '' },
    /** First await to end at. */
    from: { type: 'string', default: '0' },
    /** Of the cuts every so many-th. */
    every: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    template: { type: 'string' },
    /** Goes on after something was wrong. */
    all: { type: 'boolean', default: false },
  },
});
const [from, every, seed] = [Number(values.from), Number(values.every), Number(values.seed)];
const ground = await Ground.open(values.template ?? null);
let found = 0;
let played = 0;

/** Says what is wrong; true when the run is over. */
function tell(where: string, wrong: readonly string[]): boolean {
  for (const text of wrong) console.log(`WRONG ${where}: ${text}`);
  found += wrong.length;
  return found > 0 && !values.all;
}

async function playOn(): Promise<void> {
  for (const course of COURSES.filter(({ kind, name }) => `${kind} ${name}`.startsWith(values.course))) {
    const whole = await play(ground, course, seed, null);
    const about = `${course.kind}, ${course.name}`;
    const unlike = whole.end === course.end ? [] : [`it ends ${whole.end}`];
    if (tell(`${about}, nobody killed`, [...whole.wrong, ...unlike])) return;
    const cuts = cutsOf(whole.awaits).filter(({ after }) => after >= from);
    for (const cut of cuts.filter((_, at) => at % every === 0)) {
      played += 1;
      const wrong = await play(ground, course, seed, cut).then(
        (cutOff) => wrongWith(course, whole, cut, cutOff),
        (error: unknown) => [error instanceof Error ? error.message : String(error)],
      );
      const label = whole.awaits[cut.after - 1]?.label ?? 'before the first';
      if (tell(`${about}, ${cut.manner} at ${cut.after} of ${whole.awaits.length} (${label})`, wrong)) return;
    }
  }
}

await playOn();
await ground.close();
console.log(`cut off ${played} times, wrong ${found}`);
process.exit(found === 0 ? 0 : 1);

import type { Ground } from '../faults/world/ground';
import type { BrowserRows } from '../faults/world/machine';
import type { Course, End, Happening } from './courses';
import { findings, peopleOf } from './findings';
import { Scene } from './scene';

/** One await: what was waited for. */
export interface Await {
  readonly label: string;
  /** After it the disk holds something that a power cut would take. */
  readonly forgets: boolean;
}

/** How the desk ends after an await. */
export type Manner =
  /** SIGKILL: what was written stays. */
  | 'killed'
  /** What was not synced is gone, and what the browser had not written through. */
  | 'power cut'
  /** The same, and half of what was not synced is there. */
  | 'torn'
  /** SIGKILL, and what is on the line arrives only when the desk has long been working again. */
  | 'killed, the line is slow';

export interface Cut {
  /** Number of the await after which everything else is cut off; 0: before the first. */
  readonly after: number;
  readonly manner: Manner;
}

/** What one run came to. */
export interface Played {
  readonly awaits: readonly Await[];
  readonly end: End;
  /** The people before the clerk begins, and at the end, in words that are the same in every village. */
  readonly before: string;
  readonly people: string;
  /** Everything that must not be. */
  readonly wrong: readonly string[];
}

/** Quiet for so long: the feed was asked once more. What happens later than the other after the end has no part in it. */
const QUIET_MS = 25_000;
const PART_MS = 3_000;
const LONGEST_MS = 1_800_000;
const SLOW_LINE_MS = 40_000;

/** Plays a course, cut off where it is said, started again on what is left and played to its end. */
export async function play(ground: Ground, course: Course, seed: number, cut: Cut | null): Promise<Played> {
  const scene = await Scene.open(ground, seed, course);
  const { run, machine } = scene;
  const { error, warn } = console;
  const log = (...said: unknown[]): void => void run.log.push(said.map(String).join(' '));
  Object.assign(console, { error: log, warn: log });
  try {
    const rows = await run.sim.outside(() => machine.rows());
    await course.before?.(scene);
    const before = await peopleOf(scene);
    const left = [...(course.meanwhile ?? [])];
    const drive = new Drive(scene, left);
    const stopped = await drive.until(cut?.after ?? Number.POSITIVE_INFINITY);
    if (cut !== null) {
      await end(scene, cut.manner, rows);
      machine.start();
      const rest = new Drive(scene, left);
      const again = await rest.until(Number.POSITIVE_INFINITY);
      if (again !== 'quiet') throw new Error(`the desk started again never comes to rest: ${again}`);
    } else if (stopped !== 'quiet') throw new Error(`the course never comes to rest: ${stopped}`);
    return {
      awaits: cut === null ? drive.awaits : drive.opened,
      before,
      ...(await findings(scene, cut === null)),
    };
  } finally {
    Object.assign(console, { error, warn });
    await run.end();
  }
}

async function end({ run, machine }: Scene, manner: Manner, rows: BrowserRows): Promise<void> {
  if (manner === 'killed, the line is slow') run.sim.holdUp(({ name }) => name === 'line', SLOW_LINE_MS);
  if (manner === 'power cut') await machine.cutPower(0, rows);
  else if (manner === 'torn') await machine.cutPower(0.5, rows);
  else await machine.killMain();
}

/** Opens one gate after another, with the clerk and everybody else at their work in between. */
class Drive {
  readonly opened: Await[] = [];
  /** How many of them were opened before the saga had come to its end. */
  private part = 0;

  constructor(
    private readonly scene: Scene,
    private readonly left: Happening[],
  ) {}

  /** Those that have a part in the saga. */
  get awaits(): readonly Await[] {
    return this.opened.slice(0, this.part);
  }

  async until(most: number): Promise<'cut' | 'quiet' | string> {
    const { scene, left } = this;
    const { run, clerk, machine } = scene;
    const { sim } = run;
    const begun = sim.now;
    let quietSince: number | null = null;
    for (;;) {
      await sim.settle();
      const due = left.findIndex(({ when }) => when(scene));
      if (due >= 0) await left.splice(due, 1)[0]?.what(scene);
      clerk.look();
      await sim.settle();
      if (this.opened.length >= most) return 'cut';
      const queued = machine.main?.delivery.status().queued ?? 1;
      const isQuiet = clerk.isIdle && queued === 0;
      quietSince = isQuiet ? (quietSince ?? sim.now) : null;
      if (quietSince === null || sim.now - quietSince <= PART_MS) this.part = this.opened.length;
      if (quietSince !== null && sim.now - quietSince > QUIET_MS && sim.waiting().length === 0)
        return 'quiet';
      if (sim.now - begun > LONGEST_MS) return `${queued} wait, ${run.waitingClerks()} clerks wait`;
      const before = sim.trace().length;
      if (await sim.open(1))
        this.opened.push({ label: named(sim.trace()[before] ?? ''), forgets: machine.disk.forgets });
      else if (!sim.leap()) return 'nothing will ever happen';
    }
  }
}

/** The label without the number of the window, which is another in each run. */
const named = (line: string): string => line.replace(/ window \d+/, ' window');

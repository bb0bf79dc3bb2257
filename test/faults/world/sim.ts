import { sha256Hex } from '#shared/json';
import type { Timers } from '../../../src/main/delivery/timers';
import type { Dice } from '../dice';

/** A promise of something that died: nobody ever hears of it again. */
export const NEVER: Promise<never> = new Promise(() => undefined);

/** A process of the simulated machine. What it waits for is never told to it once it is dead. */
export interface Life {
  readonly name: string;
  dead: boolean;
  /** Virtual time until which it does not get the processor. */
  frozenUntil: number;
}

export const aLife = (name: string): Life => ({ name, dead: false, frozenUntil: 0 });

interface Parked {
  readonly n: number;
  readonly life: Life;
  readonly label: string;
  /** Within one channel the order of arrival is kept. */
  readonly channel: string | null;
  readonly notBefore: number;
  readonly go: () => void;
}

interface Timer {
  readonly n: number;
  readonly life: Life;
  readonly at: number;
  readonly work: () => void;
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const BEGIN = Date.parse('2026-11-22T00:30:00.000Z');

/** Turns of the event loop without anything new after which everything has come to rest. */
const CALM_TURNS = 3;

/**
 * Order and time of one simulated run. Whatever reaches the disk, the line or another process stops at a gate first; when
 * all is at rest the dice say which gate opens next, and when no gate is left time leaps to the next timer. Real work
 * (files, sockets, the platform) happens behind a gate, one gate at a time, so that a seed always gives the same run.
 */
export class Sim {
  /** Virtual time, ms. */
  now = BEGIN;
  private busy = 0;
  private calm: () => void = () => undefined;
  private made = 0;
  private parked: Parked[] = [];
  private timers: Timer[] = [];
  private readonly lines: string[] = [];
  /** Gates opened so far. */
  steps = 0;
  /** What a main process threw at a call of its window: expected failure is a value, so each is a bug. */
  readonly bugs: string[] = [];
  /** Called after each gate, when all is at rest. */
  watch: () => void = () => undefined;

  /** `everyAwait`: also what is no gate in the runs of faults, such as a read of the browser's store, is one. */
  constructor(
    readonly dice: Dice,
    readonly everyAwait = false,
  ) {}

  /** The next number of this run; whoever needs an order that replays takes one when it is asked, not when it is answered. */
  next(): number {
    this.made += 1;
    return this.made;
  }

  /** Real work: no gate opens before it has ended. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  /** Real work of a process behind a gate of its own where every await is one, and at once in the runs of faults. */
  async work<T>(life: Life, label: string, work: () => Promise<T>, channel?: string): Promise<T> {
    if (this.everyAwait) await this.gate(life, label, channel === undefined ? {} : { channel });
    if (life.dead) return NEVER;
    const done = await this.outside(work);
    return life.dead ? NEVER : done;
  }

  begin(): void {
    this.busy += 1;
  }

  end(): void {
    this.busy -= 1;
    if (this.busy === 0) this.calm();
  }

  /** Waits until the dice let this go on; for ever, if its process dies before. */
  gate(
    life: Life,
    label: string,
    options: { n?: number; channel?: string; delayMs?: number } = {},
  ): Promise<void> {
    if (life.dead) return NEVER;
    return new Promise((go) => {
      this.parked.push({
        n: options.n ?? this.next(),
        life,
        label,
        channel: options.channel ?? null,
        notBefore: this.now + (options.delayMs ?? 0),
        go,
      });
    });
  }

  timersOf(life: Life): Timers {
    return {
      after: (ms, work) => {
        const timer: Timer = { n: this.next(), life, at: this.now + Math.max(0, ms), work };
        if (!life.dead) this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((other) => other !== timer);
        };
      },
    };
  }

  /** Ends a process: gates and timers of it are gone. */
  kill(life: Life): void {
    life.dead = true;
    this.parked = this.parked.filter((parked) => parked.life !== life);
    this.timers = this.timers.filter((timer) => timer.life !== life);
  }

  hasTimer(life: Life): boolean {
    return this.timers.some((timer) => timer.life === life);
  }

  /** What stands at a gate now, in a fixed order. */
  waiting(): readonly { readonly life: Life; readonly label: string }[] {
    return this.parked;
  }

  elapsed(): number {
    return this.now - BEGIN;
  }

  note(text: string): void {
    this.lines.push(text);
  }

  /** What happened so far, as text; the same seed gives the same. */
  trace(): readonly string[] {
    return this.lines;
  }

  digest(): string {
    return sha256Hex(this.lines.join('\n')).slice(0, 16);
  }

  /** Until nothing moves but gates and timers. */
  async settle(): Promise<void> {
    for (let calm = 0; calm < CALM_TURNS; calm++) {
      if (this.busy > 0) {
        await new Promise<void>((resolve) => {
          this.calm = resolve;
        });
        calm = 0;
      }
      await immediate();
    }
    if (this.busy > 0) await this.settle();
  }

  /** Opens at most `most` gates without letting time pass; false when there was none left to open. */
  async open(most: number): Promise<boolean> {
    for (let i = 0; i < most; i++) {
      await this.settle();
      if (!this.openOne()) return false;
      await this.settle();
      this.watch();
    }
    return true;
  }

  /** Time leaps to whatever comes next; false when nothing ever will. */
  leap(): boolean {
    const at = this.nextTime();
    if (at === null) return false;
    this.now = Math.max(this.now, at);
    this.fire();
    return true;
  }

  /** What stands at the gates of such processes goes on only after `ms`. */
  holdUp(of: (life: Life) => boolean, ms: number): void {
    this.parked = this.parked.map((parked) =>
      of(parked.life) ? { ...parked, notBefore: this.now + ms } : parked,
    );
  }

  /** Lets `ms` of virtual time pass with everything that happens in it; `until` ends it early. */
  async pass(ms: number, until: () => boolean = () => false): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.open(Number.POSITIVE_INFINITY);
      if (until()) return;
      const at = this.nextTime();
      if (at === null || at > end) {
        this.now = Math.max(this.now, end);
        return;
      }
      this.leap();
    }
  }

  /** Lets the gates of what was begun open until it has ended; time passes where it must. */
  async finish<T>(work: Promise<T>, mostMs = 600_000): Promise<T | undefined> {
    let done: { value: T } | null = null;
    const ended = work.then((value) => {
      done = { value };
    });
    await this.pass(mostMs, () => done !== null);
    if (done !== null) await ended;
    return (done as { value: T } | null)?.value;
  }

  private openOne(): boolean {
    const heads = new Set<string>();
    const ready = [...this.parked]
      .sort((a, b) => a.n - b.n)
      .filter(({ life, channel, notBefore }) => {
        if (channel !== null) {
          if (heads.has(channel)) return false;
          heads.add(channel);
        }
        return life.frozenUntil <= this.now && notBefore <= this.now;
      });
    if (ready.length === 0) return false;
    const chosen = this.dice.pick(ready);
    this.parked = this.parked.filter((parked) => parked !== chosen);
    this.steps += 1;
    this.note(`${chosen.life.name} ${chosen.label}`);
    chosen.go();
    return true;
  }

  private nextTime(): number | null {
    const times = [
      ...this.timers.map(({ at, life }) => Math.max(at, life.frozenUntil)),
      ...this.parked.map(({ notBefore, life }) => Math.max(notBefore, life.frozenUntil)),
    ];
    return times.length === 0 ? null : Math.min(...times);
  }

  private fire(): void {
    const due = this.timers
      .filter(({ at, life }) => at <= this.now && life.frozenUntil <= this.now)
      .sort((a, b) => a.at - b.at || a.n - b.n)[0];
    if (due === undefined) return;
    this.timers = this.timers.filter((timer) => timer !== due);
    due.work();
  }
}

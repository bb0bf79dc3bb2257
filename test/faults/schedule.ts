import { SCENARIO } from '#fixtures/township';
import { LIMITS } from '../../src/main/delivery/transport';
import { CHECKED } from './claims/registry';
import { Dice } from './dice';
import { type InjectedFault, onLine } from './kinds/kind';
import { INJECTED } from './kinds/registry';
import type { LineFault } from './proxy';
import type { Clerk } from './world/clerk';
import { answerNameOf } from './world/courier';
import { evidenceOf } from './world/evidence';
import type { Ground } from './world/ground';
import type { Machine } from './world/machine';
import { Run } from './world/run';
import type { WindowProcess } from './world/window';

/** What one run came to. */
export interface Outcome {
  readonly seed: number;
  readonly operations: number;
  /** Virtual time that passed, ms, and gates that were opened. */
  readonly ms: number;
  readonly steps: number;
  /** How often each fault was met. */
  readonly met: ReadonlyMap<string, number>;
  readonly violations: readonly { readonly id: string; readonly text: string }[];
  /** Tells two runs apart: equal seeds give equal digests. */
  readonly digest: string;
  readonly trace: readonly string[];
}

const FAULT_WEIGHT = 10;
/** Share of runs in which a part of the work is done without a line. */
const WITHOUT_A_LINE = 0.25;
/** Virtual time within which everything must have come to its end once nothing is in the way, ms. */
const HEALED_WITHIN_MS = 1_200_000;
/** After the last delivery the feed is asked again, also where the last question was never answered, ms. */
const RECEIVED_WITHIN_MS = 75_000;
const READY_WITHIN_MS = 60_000;

/** Since the last 立即同步: an answer that decided nothing counts here as one that passed in between, and there as none. */
const FAILURES_FORGIVEN = 3;

type Doing = readonly [weight: number, what: (clerk: Clerk, window: WindowProcess, run: Run) => void];

/** What a clerk may do next, and how often it happens. */
const DOINGS: readonly Doing[] = [
  [30, (clerk, window) => clerk.changePhone(window)],
  [10, (clerk, window) => clerk.changePermit(window)],
  [14, (clerk, window, run) => clerk.registerNew(window, run.folk.newCertNo())],
  // Somebody whom only the platform knows, in another township: it will refuse.
  [5, (clerk, window) => clerk.registerNew(window, elsewhere())],
  [10, (clerk, window) => clerk.withdraw(window)],
  [16, (clerk, window) => clerk.resolve(window)],
  [4, (clerk, window) => clerk.syncNow(window)],
  [8, (clerk, window) => clerk.beginSaga(window)],
  [6, (clerk, window) => clerk.mendSaga(window)],
  [6, (clerk, window) => clerk.exportBag(window)],
  [6, (clerk) => clerk.sendBag()],
  [5, (clerk, window) => clerk.readAnswer(window)],
];

const elsewhere = (): { certNo: string; birthDate: string; sex: '1' | '2' } => {
  const { certNo, birthDate, sex } = SCENARIO.newcomerActiveEmpElsewhere;
  return { certNo, birthDate, sex };
};

function weighed<T>(dice: Dice, from: readonly T[], weight: (of: T) => number): T {
  let left = dice.next() * from.reduce((sum, of) => sum + weight(of), 0);
  for (const of of from) {
    left -= weight(of);
    if (left < 0) return of;
  }
  return from.at(-1) as T;
}

/** One run of a seed: some work, some faults, then a fair world, then every invariant. */
export async function runSchedule(
  ground: Ground,
  seed: number,
  only: readonly string[] = [],
): Promise<Outcome> {
  const dice = new Dice(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
  const machines = dice.next() < 0.15 ? 2 : 1;
  const run = await Run.open(ground, dice.below(2 ** 31), machines);
  const violations: { id: string; text: string }[] = [];
  const stopListening = listen(run.log);
  try {
    await work(run, dice, only);
    await heal(run);
    const evidence = await evidenceOf(run);
    for (const claim of CHECKED)
      violations.push(...claim.check(evidence).map((text) => ({ id: claim.id, text })));
  } catch (error) {
    violations.push({
      id: 'I3',
      text: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  } finally {
    stopListening();
    await run.end();
  }
  for (const { wrong } of run.witnesses) violations.push(...wrong);
  for (const { line } of run.machines) for (const [id, times] of line.met) run.meet(id, times);
  return {
    seed,
    operations: run.witnesses.reduce((sum, { saved }) => sum + saved.size, 0),
    ms: run.sim.elapsed(),
    steps: run.sim.steps,
    met: run.met,
    violations,
    digest: run.sim.digest(),
    trace: run.sim.trace(),
  };
}

async function work(run: Run, dice: Dice, only: readonly string[]): Promise<void> {
  const rounds = 5 + dice.below(9);
  const faults = chosen(dice, only);
  const turns = faults.map(() => dice.below(rounds));
  // A village without a line: the time for bags.
  const offline = dice.next() < WITHOUT_A_LINE ? { from: dice.below(3), rounds: 3 + dice.below(6) } : null;
  const dead: LineFault[] = [];
  for (let round = 0; round < rounds; round++) {
    const machine = dice.pick(run.machines);
    if (round === offline?.from) dead.push(...run.machines.map(lineIsDead));
    if (offline !== null && round === offline.from + offline.rounds) for (const line of dead) line.left = 0;
    for (const [at, fault] of faults.entries()) {
      if (turns[at] !== round) continue;
      run.sim.note(`fault ${fault.id}`);
      await fault.begin(run, machine);
    }
    const clerk = run.clerkOf(machine);
    const window = clerk.window();
    if (window !== null) {
      const [, what] = weighed(dice, DOINGS, ([weight]) => weight);
      what(clerk, window, run);
    } else if (machine.main === null) machine.start();
    if (dice.next() < 0.5) await run.sim.open(dice.below(25));
    else await run.sim.pass(dice.next() < 0.85 ? dice.below(8_000) : dice.below(240_000));
    if (dice.next() < 0.06) machine.openWindow();
  }
}

const lineIsDead = (machine: Machine): LineFault =>
  onLine(machine, 'F14', Number.POSITIVE_INFINITY, () => ({ do: 'lose request', how: 'broken' }));

/** One to three faults; never one that spoils the file with one that spoils the store. */
function chosen(dice: Dice, only: readonly string[]): InjectedFault[] {
  const from = only.length === 0 ? INJECTED : INJECTED.filter(({ id }) => only.includes(id));
  const count = only.length === 0 ? 1 + dice.below(3) : Math.min(only.length, 3);
  const faults: InjectedFault[] = [];
  for (let i = 0; i < count; i++) {
    const fault = weighed(dice, from, ({ weight = FAULT_WEIGHT }) => weight);
    const spoilt = faults.find(({ spoils }) => spoils !== undefined)?.spoils;
    if (fault.spoils === undefined || spoilt === undefined || fault.spoils === spoilt) faults.push(fault);
  }
  return faults;
}

/** The world becomes fair: nothing is lost any more, disks have room, everybody is awake. */
async function heal(run: Run): Promise<void> {
  const { sim } = run;
  for (const machine of run.machines) {
    machine.line.faults = machine.line.faults.filter(({ id }) => id === 'F34');
    machine.disk.refusals = [];
    machine.jumpClock(0);
    for (const life of [machine.main?.life, ...machine.windows.map((window) => window.life)])
      if (life) life.frozenUntil = 0;
    if (machine.store.trouble !== null) {
      // The browser store is well again once the program was started anew.
      await sim.pass(5_000);
      if (run.waitingClerks() > 0 && isAwake(machine))
        run.witnessOf(machine).say('I27', 'a clerk waits for a browser store that never answers');
      machine.store.trouble = null;
      await machine.killMain();
    }
    machine.start();
    if (machine.main !== null && machine.windows.length === 0) machine.openWindow();
  }
  for (const machine of run.machines) await settleBags(run, machine);
  await sim.pass(HEALED_WITHIN_MS, () => isQuiet(run));
  for (const machine of run.machines) lookForPoison(run, machine);
  for (const machine of run.machines) {
    // A clerk who finds delivery paused, or something set aside that should go again, presses 立即同步.
    const clerk = run.clerkOf(machine);
    const window = clerk.window() ?? (await windowSoon(run, machine));
    if (window !== null) clerk.syncNow(window);
  }
  await sim.pass(2_000);
  await sim.pass(HEALED_WITHIN_MS, () => isQuiet(run));
  // A question that the line swallowed before it was mended is given up by its own limit, the longest of them a snapshot's.
  await sim.pass(LIMITS.snapshot.timeoutMs, () => isAnswered(run));
  await sim.pass(RECEIVED_WITHIN_MS);
}

/** Bags are answered in the end, or taken back; now and then one stays out for ever, where nothing waits behind it. */
async function settleBags(run: Run, machine: Machine): Promise<void> {
  const { sim, dice } = run;
  const out = (): readonly number[] =>
    machine.main?.delivery.bags.plan().out.map(({ number }) => number) ?? [];
  await sim.pass(READY_WITHIN_MS, () => machine.readyWindow() !== null);
  const numbers = out();
  if (numbers.length === 1 && dice.next() < 0.3) {
    await sim.pass(READY_WITHIN_MS, () => machine.main?.delivery.status().queued === 0);
    if (machine.main?.delivery.status().queued === 0) return;
  }
  for (const number of numbers) {
    const window = machine.readyWindow();
    if (window === null) return;
    const clerk = run.clerkOf(machine);
    const bag = machine.stick.bags.findLast((one) => one.number === number);
    if (bag !== undefined && dice.next() < 0.6) {
      await run.courier.deliver(machine, bag);
      const answer = machine.stick.answers.get(answerNameOf(number));
      if (answer !== undefined) clerk.read(window, answer.text);
      await sim.pass(5_000);
    }
    if (out().includes(number)) clerk.takeBackBag(window, number);
    await sim.pass(5_000);
  }
}

const isAwake = (machine: Machine): boolean => machine.main !== null && machine.disk.refusals.length === 0;

async function windowSoon(run: Run, machine: Machine): Promise<WindowProcess | null> {
  await run.sim.pass(60_000, () => machine.readyWindow() !== null);
  return machine.readyWindow();
}

/** An operation on which the platform failed alone again and again, while others passed, must have been set aside. */
function lookForPoison(run: Run, machine: Machine): void {
  for (const opId of run.poison) {
    const state = machine.main?.delivery.operations(0, 1_000).find((of) => of.opId === opId)?.state;
    if (state !== 'queued' && state !== 'sending') continue;
    let failures = 0;
    let passed = true;
    for (const { kind, operations, answer, life, at } of machine.line.calls) {
      if (kind !== 'push' || life !== machine.main?.life || operations.length === 0) continue;
      if (at < machine.hurriedAt) continue;
      if (operations.every((operation) => operation.opId === opId)) {
        if (answer?.status === 500 && passed) failures += 1;
        passed = false;
      } else if (answer?.status === 200) passed = true;
    }
    if (failures > FAILURES_FORGIVEN)
      run.witnessOf(machine).say('I3', 'a poison operation is retried for ever');
  }
}

const isQuiet = (run: Run): boolean =>
  run.machines.every((machine) => {
    if (machine.main === null || machine.readyWindow() === null) return false;
    const { queued, paused } = machine.main.delivery.status();
    return queued === 0 || paused !== null;
  }) && run.waitingClerks() === 0;

/** Nothing that a living desk asked for is still on the line. */
const isAnswered = (run: Run): boolean =>
  run.machines.every(({ line }) => line.calls.every(({ ended, life }) => ended || life.dead));

/** What the product writes to its log goes to the run. */
function listen(log: string[]): () => void {
  const { error, warn } = console;
  const take = (...said: unknown[]): void => void log.push(said.map(String).join(' '));
  console.error = take;
  console.warn = take;
  return () => Object.assign(console, { error, warn });
}

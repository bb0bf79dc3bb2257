import type { Machine } from '../world/machine';
import type { Run } from '../world/run';
import { type InjectedFault, onLine } from './kind';
import { refusal } from './line';

const at = (file: string, title: string) => ({ file, title });

/** Opens gates until a batch is between desk and platform; false when none goes out. */
async function whenSent(run: Run, machine: Machine): Promise<boolean> {
  const window = machine.readyWindow();
  if (window !== null) run.clerkOf(machine).changePhone(window);
  for (let i = 0; i < 100; i++) {
    if (run.sim.waiting().some(({ label }) => label === 'push arrives')) return true;
    if (!(await run.sim.open(1))) await run.sim.pass(250);
  }
  return false;
}

/** Opens gates until the clerk has just been told 已保存. */
async function whenSaved(run: Run, machine: Machine): Promise<void> {
  const window = machine.readyWindow();
  if (window === null) return;
  const { saved } = run.witnessOf(machine);
  const before = saved.size;
  run.clerkOf(machine).changePhone(window);
  for (let i = 0; i < 100 && saved.size === before; i++) if (!(await run.sim.open(1))) await run.sim.pass(50);
}

/** Operations of other people while one is poison: enough for it to be set aside, and to be seen when it is not. */
const OTHERS_PASS = 6;

/** Processes that end, sleep, or come back at the wrong moment. */
export const POWER_AND_PROCESSES: readonly InjectedFault[] = [
  {
    id: 'F1',
    kind: 'injected',
    what: 'power cut at any step: what was not synced is gone, or partly there',
    how: 'the disk keeps what was synced and a share of the rest, the browser what it has written through; often just after a save',
    weight: 20,
    also: [
      at('test/faults/powerCut.test.ts', '[JR1]'),
      at('test/faults/powerCutDelivery.test.ts', '[DL2] [DL21]'),
    ],
    async begin(run, machine) {
      const { dice } = run;
      const share = dice.pick([0, 0, 0.5, 1]);
      const mirror = dice.next() < 0.5 ? await run.sim.outside(() => machine.rows()) : null;
      if (dice.next() < 0.6) await whenSaved(run, machine);
      else await run.sim.open(dice.below(30));
      await machine.cutPower(share, mirror);
      run.meet('F1');
      await run.sim.pass(run.dice.below(20_000));
      machine.start();
    },
  },
  {
    id: 'F2',
    kind: 'injected',
    what: 'sudden end of the main process or of a window',
    how: 'at any gate; the disk keeps what was written. Sometimes while a batch is on the wire, and the clerk wants it back',
    weight: 20,
    also: [at('test/faults/crash.ts', '[WD4]')],
    async begin(run, machine) {
      const window = run.dice.next() < 0.4 ? machine.windows[0] : undefined;
      run.meet('F2');
      if (window !== undefined) {
        machine.killWindow(window);
        await run.sim.pass(run.dice.below(5_000));
        machine.openWindow();
        return;
      }
      const onTheWire = run.dice.next() < 0.5 && (await whenSent(run, machine));
      await machine.killMain();
      await run.sim.pass(run.dice.below(20_000));
      machine.start();
      if (!onTheWire) return;
      await run.sim.pass(20_000, () => machine.readyWindow() !== null);
      const again = machine.readyWindow();
      for (let i = 0; i < 3 && again !== null; i++) run.clerkOf(machine).withdraw(again);
    },
  },
  {
    id: 'F27',
    kind: 'injected',
    what: 'a window or the main process sleeps for minutes and goes on as if nothing had been',
    how: 'its gates and timers stand still',
    begin(run, machine) {
      const life = run.dice.next() < 0.7 ? machine.windows[0]?.life : machine.main?.life;
      if (life === undefined) return;
      life.frozenUntil = run.sim.now + 20_000 + run.dice.below(300_000);
      run.meet('F27');
    },
  },
  {
    id: 'F29',
    kind: 'injected',
    what: 'the deliverer dies between the answer and the note of the verdict',
    how: 'the main process ends where the note stands before the disk',
    async begin(run, machine) {
      for (let i = 0; i < 400; i++) {
        const noting = run.sim
          .waiting()
          .some(({ life, label }) => life === machine.main?.life && label === 'disk append delivery.jnl');
        const answered = machine.line.calls.at(-1);
        if (noting && answered?.kind === 'push' && answered.untouched) {
          await machine.killMain();
          run.meet('F29');
          await run.sim.pass(run.dice.below(10_000));
          machine.start();
          return;
        }
        if (!(await run.sim.open(1))) await run.sim.pass(500);
      }
    },
  },
  {
    id: 'F30',
    kind: 'injected',
    what: 'the device clock jumps by minutes or years, forwards and back',
    how: 'the clock of journal and deliverer is shifted',
    begin(run, machine) {
      const year = 365 * 86_400_000;
      machine.jumpClock(run.dice.pick([-10 * year, -3_600_000, -61_000, 3_600_000, 10 * year]));
      run.meet('F30');
    },
  },
  {
    id: 'F31',
    kind: 'injected',
    what: 'another clerk signs in while operations wait',
    how: 'the desk’s clerk changes and the program is started again',
    async begin(run, machine) {
      machine.identity.clerk = { id: 'clerk-2', name: '经办员乙' };
      run.meet('F31');
      await machine.killMain();
      machine.start();
    },
  },
  {
    id: 'F28',
    kind: 'injected',
    what: 'three windows enter operations at the same moment',
    how: 'three windows over one main process and one browser store',
    async begin(run, machine) {
      machine.openWindow();
      machine.openWindow();
      await run.sim.pass(3_000);
      const ready = machine.windows.filter(({ desk }) => desk.snapshot().phase === 'ready');
      for (const window of ready) run.clerkOf(machine).changePhone(window);
      run.meet('F28', ready.length > 2 ? 1 : 0);
    },
  },
  {
    id: 'F34',
    kind: 'injected',
    what: 'a poison operation: the platform fails on it for ever',
    how: 'status 500 for each batch that holds it, while others pass; at times its clerk then deals with it, and the program ends',
    async begin(run, machine) {
      const window = machine.readyWindow();
      if (window === null) return;
      const known = new Set(machine.entries().map(({ hash }) => hash));
      run.clerkOf(machine).changePhone(window);
      onLine(machine, 'F34', Number.POSITIVE_INFINITY, (call) => {
        const poison = machine
          .entries()
          .find(({ hash, content }) => !known.has(hash) && content.type === 'operation');
        if (poison?.content.type !== 'operation') return null;
        const { opId } = poison.content.operation;
        if (!call.operations.some((operation) => operation.opId === opId)) return null;
        run.poison.add(opId);
        return { do: 'answer instead', with: () => refusal(500, 'INTERNAL') };
      });
      // Others must pass between its failures, or nothing tells it from a platform that fails on everything.
      for (let others = 0; others < OTHERS_PASS; others++) {
        await run.sim.pass(40_001 + run.dice.below(9_973));
        const ready = machine.readyWindow();
        if (ready !== null) run.clerkOf(machine).changePermit(ready);
      }
      await run.sim.pass(40_001 + run.dice.below(9_973));
      const ready = machine.readyWindow();
      if (ready === null || run.dice.next() < 0.5) return;
      run.clerkOf(machine).resolve(ready);
      await run.sim.pass(5_000);
      await machine.killMain();
    },
  },
  {
    id: 'F38',
    kind: 'injected',
    what: 'an operation of 300 KiB',
    how: 'handed to the journal past the form',
    async begin(run, machine) {
      const { main } = machine;
      if (main === null) return;
      run.meet('F38');
      const body = { personId: run.folk.persons[0]?.id ?? '', note: '长'.repeat(100 * 1024), phone: null };
      const answer = await run.sim.finish(main.journal.accept(run.draftOf(body)));
      if (answer?.ok) run.witnessOf(machine).say('I3', 'an operation of 300 KiB was accepted');
    },
  },
];

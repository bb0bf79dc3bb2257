import type { Person } from '#shared/domain/person';
import { DeskLimits } from '#shared/sync/limits';
import { beginHistory } from '../../../src/platform/register/cursor';
import { answerNameOf } from '../world/courier';
import type { Machine } from '../world/machine';
import type { Run } from '../world/run';
import type { InjectedFault } from './kind';
import { onLine } from './kind';

/** With two that wait a desk takes on nothing new; or nearly nothing keeps it from that. */
const NARROW = DeskLimits.parse({ backlog: { warn: 1, stop: 2 } });
const WIDE = DeskLimits.parse({ backlog: { warn: 50_000, stop: 100_000 } });

/** Mostly somebody on whom something waits here: then the two sides meet. */
function workedOn(run: Run, machine: Machine): readonly Person[] {
  const open = new Set(
    (machine.main?.delivery.operations(0, 1_000) ?? [])
      .filter(({ state }) => ['queued', 'held', 'exported'].includes(state))
      .map(({ opId }) => opId),
  );
  const waiting = machine
    .entries()
    .flatMap(({ content }) =>
      content.type === 'operation' && open.has(content.operation.opId) ? [content] : [],
    )
    .flatMap(({ operation }) => run.folk.persons.filter(({ id }) => id === operation.body.personId));
  return waiting.length > 0 && run.dice.next() < 0.6 ? waiting : run.folk.persons;
}

/** The platform itself, and other people who work on it. */
export const PLATFORM: readonly InjectedFault[] = [
  {
    id: 'F20',
    kind: 'injected',
    what: 'the platform is restarted in the middle of a batch',
    how: 'it is stopped when a batch arrives and started again on its folder',
    weight: 1,
    also: [{ file: 'test/faults/crash.ts', title: '[WD4]' }],
    async begin(run, machine) {
      let arrived = false;
      onLine(machine, 'F20', 1, (call) => {
        arrived ||= call.kind === 'push';
        return null;
      });
      const window = machine.readyWindow();
      if (window !== null) run.clerkOf(machine).changePhone(window);
      for (let i = 0; i < 200 && !arrived; i++) if (!(await run.sim.open(1))) await run.sim.pass(250);
      if (!arrived) return;
      run.meet('F20');
      await run.sim.outside(() => run.ground.stopPlatform());
      await run.sim.pass(run.dice.below(60_000));
      await run.sim.outside(() => run.ground.startPlatformAgain());
    },
  },
  {
    id: 'F22',
    kind: 'injected',
    what: 'the platform’s history begins anew: its database was restored or copied',
    how: 'the epoch of its cursors changes',
    async begin(run) {
      await run.sim.outside(() => beginHistory(run.ground.platform.db));
      run.meet('F22');
    },
  },
  {
    id: 'F32',
    kind: 'injected',
    what: 'the policy pack changes between acceptance and arrival',
    how: 'operations are accepted without a line, then a signed policy with other limits is published and taken into use',
    weight: 5,
    also: [{ file: 'src/shared/matters/arrival.test.ts', title: '[MA' }],
    async begin(run, machine) {
      const window = machine.readyWindow();
      if (window === null) return;
      const dead = onLine(machine, 'F14', Number.POSITIVE_INFINITY, () => ({
        do: 'lose request',
        how: 'broken',
      }));
      const clerk = run.clerkOf(machine);
      clerk.changePhone(window);
      clerk.beginSaga(window);
      await run.sim.pass(2_000);
      run.policyChanged = true;
      await run.sim.outside(() => run.ground.publish({ limits: run.dice.next() < 0.5 ? NARROW : WIDE }));
      run.meet('F32');
      // The policy is asked for at a start; what waits is sent at the same time.
      await machine.killMain();
      dead.left = 0;
      machine.start();
      await run.sim.pass(30_000, () => machine.readyWindow() !== null);
      const again = machine.readyWindow();
      if (again !== null) clerk.changePhone(again);
    },
  },
  {
    id: 'F35',
    kind: 'injected',
    what: 'somebody else edits the same person',
    how: 'another registered desk changes a telephone on the platform; now and then this desk’s own changes come in a bag after it',
    weight: 20,
    async begin(run, machine) {
      const person = run.dice.pick(workedOn(run, machine));
      run.contested.add(person.id);
      const rivalChanges = (): Promise<void> =>
        run.sim.outside(async () => {
          await run.rival.snapshot();
          const body = { personId: person.id, phone: run.folk.newPhone(), note: null };
          await run.rival.pushOne(run.rival.operation('RES_CHANGE', body));
        });
      run.meet('F35');
      const window = machine.readyWindow();
      if (window === null || run.dice.next() < 0.6) return rivalChanges();
      const dead = onLine(machine, 'F14', Number.POSITIVE_INFINITY, () => ({
        do: 'lose request',
        how: 'broken',
      }));
      const clerk = run.clerkOf(machine);
      for (let i = 0; i < 2; i++) clerk.changePhone(window, person.id);
      await run.sim.pass(2_000);
      await rivalChanges();
      clerk.exportBag(window);
      await run.sim.pass(3_000);
      const bag = machine.stick.bags.at(-1);
      if (bag !== undefined) await run.courier.deliver(machine, bag);
      const answer = bag && machine.stick.answers.get(answerNameOf(bag.number));
      if (answer && !window.life.dead) clerk.read(window, answer.text);
      await run.sim.pass(3_000);
      dead.left = 0;
    },
  },
  {
    id: 'F36',
    kind: 'injected',
    what: 'a person made offline, then more operations on the person than a batch holds',
    how: 'a new person and 55 changes while the line is down',
    weight: 2,
    async begin(run, machine) {
      const window = machine.readyWindow();
      if (window === null) return;
      const down = onLine(machine, 'F14', Number.POSITIVE_INFINITY, () => ({
        do: 'lose request',
        how: 'broken',
      }));
      const clerk = run.clerkOf(machine);
      const before = window.desk.personsOf(run.folk.village.id, null).map(({ id }) => id);
      clerk.registerNew(window, run.folk.newCertNo());
      await run.sim.pass(1_000);
      const fresh = window.desk.personsOf(run.folk.village.id, null).find(({ id }) => !before.includes(id));
      if (fresh !== undefined && !window.life.dead) {
        for (let i = 0; i < 55; i++) {
          clerk.changePhone(window, fresh.id);
          if (i % 10 === 9) await run.sim.pass(200);
        }
        run.meet('F36');
      }
      down.left = 0;
    },
  },
];

import type { MatterCode } from '#shared/domain/matter';
import type { Operation } from '#shared/domain/operation';
import type { Json } from '#shared/json';
import { onLine } from '../faults/kinds/kind';
import type { Ground } from '../faults/world/ground';
import type { Backup, Machine } from '../faults/world/machine';
import { Run } from '../faults/world/run';
import { SagaClerk, type Wish } from './clerk';
import { type Families, familiesOf } from './families';

/** One desk in its village, its clerk, and everybody else who has a word in what happens to a saga. */
export class Scene {
  readonly clerk: SagaClerk;
  readonly machine: Machine;
  private backup: Backup | null = null;

  private constructor(
    readonly run: Run,
    readonly folk: Families,
    wish: Wish,
  ) {
    const [machine] = run.machines;
    if (machine === undefined) throw new Error('a run without a machine');
    this.machine = machine;
    this.clerk = new SagaClerk(run, machine, folk, wish);
  }

  /** A village of its own, a desk that has been with its platform once, and every await of it a gate. */
  static async open(ground: Ground, seed: number, wish: Wish): Promise<Scene> {
    let folk: Families | null = null;
    const run = await Run.open(ground, seed, 1, {
      everyAwait: true,
      folk: (n) => {
        folk = familiesOf(n);
        return folk;
      },
    });
    if (folk === null) throw new Error('a run without people');
    return new Scene(run, folk, wish);
  }

  /** The operations of the desk's journal; none while the program is down. */
  operations(): readonly Operation[] {
    return this.machine
      .entries()
      .flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));
  }

  /** Verdicts the desk has read back, as far as they were applied or not. */
  outcomes(): readonly string[] {
    return this.machine.main?.delivery.verdicts(0, 100).map(({ verdict }) => verdict.outcome) ?? [];
  }

  /** Another desk of the county does something that the platform applies at once. */
  async county(matter: MatterCode, body: Readonly<Record<string, Json>>): Promise<void> {
    const { sim, rival } = this.run;
    await sim.outside(async () => {
      await rival.snapshot();
      const verdict = await rival.pushOne(rival.operation(matter, { ...body, note: null }));
      if (verdict.outcome !== 'applied')
        throw new Error(`the county’s own ${matter} is ${verdict.outcome}: ${JSON.stringify(verdict)}`);
    });
  }

  /** The desk is put back to what it was when it began, as from a backup; everything since is with the platform only. */
  async restoreBackup(): Promise<void> {
    const { machine, backup, run } = this;
    if (backup === null) throw new Error('no backup was made');
    await machine.killMain();
    await run.sim.outside(() => machine.restore(backup));
    machine.start();
  }

  async makeBackup(): Promise<void> {
    this.backup = await this.run.sim.outside(() => this.machine.backup());
  }

  /** Nobody answers for so long, virtual ms. */
  withoutLine(ms: number): void {
    const dead = onLine(this.machine, 'F14', Number.POSITIVE_INFINITY, () => ({
      do: 'lose request',
      how: 'broken',
    }));
    this.run.later(ms, () => {
      dead.left = 0;
    });
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { TODAY } from '#fixtures/township';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import { canonicalJson, type Json, sha256Hex } from '#shared/json';
import { STANDING_LIMITS } from '#shared/sync/limits';
import type { TestDesk } from '../../../src/platform/testing/desk';
import { Dice } from '../dice';
import { Clerk } from './clerk';
import { Courier } from './courier';
import type { Ground } from './ground';
import { Machine } from './machine';
import { aLife, Sim } from './sim';
import { type Folk, folkOf } from './village';
import type { WindowProcess } from './window';
import { Witness } from './witness';

const isAtHome = (machine: Machine): boolean =>
  machine.readyWindow() !== null && machine.line.calls.some(({ kind, ended }) => kind === 'bag' && ended);

export interface RunOptions {
  /** Who lives in the village of this number. */
  readonly folk?: (n: number) => Folk;
  /** Every await is a gate (`Sim`). */
  readonly everyAwait?: boolean;
}

/** Everything of one run: its order and time, its people, its machines and who watched them. */
export class Run {
  readonly sim: Sim;
  readonly machines: Machine[] = [];
  readonly witnesses: Witness[] = [];
  /** How often each fault was met, by id. */
  readonly met = new Map<string, number>();
  /** Operations the platform fails on for ever. */
  readonly poison = new Set<OpId>();
  /** Persons whom others changed too. */
  readonly contested = new Set<string>();
  /** What a clerk asked for at a window and has not heard the end of. */
  private readonly going = new Map<Promise<unknown>, WindowProcess>();
  /** What the product wrote to its log. */
  readonly log: string[] = [];
  /** Throws of the product: each is a bug. */
  readonly thrown: string[] = [];

  readonly courier = new Courier(this);
  /** The platform has another policy than at the beginning. */
  policyChanged = false;
  private readonly world = aLife('world');

  private constructor(
    readonly ground: Ground,
    readonly folk: Folk,
    readonly rival: TestDesk,
    readonly dice: Dice,
    everyAwait: boolean,
  ) {
    this.sim = new Sim(dice, everyAwait);
    this.sim.watch = () => {
      for (const witness of this.witnesses) witness.look();
    };
  }

  static async open(
    ground: Ground,
    seed: number,
    machines: number,
    { folk: make = folkOf, everyAwait = false }: RunOptions = {},
  ): Promise<Run> {
    const folk = await ground.settleFolk(make);
    const run = new Run(ground, folk, await ground.rival(folk.jurisdiction), new Dice(seed), everyAwait);
    for (let i = 0; i < machines; i++) {
      const name = 'AB'[i] ?? 'C';
      const device = `sim-${name}-${String(folk.n).padStart(6, '0')}`;
      const identity = await ground.register(folk.jurisdiction, device);
      const machine = new Machine(run.sim, name, join(run.folder, name), ground.proxy, identity, TODAY);
      run.machines.push(machine);
      run.witnesses.push(new Witness(machine, machines > 1 ? null : run.contested));
      machine.start();
    }
    // Each desk has been with its platform once: it has the village, and keys for bags were exchanged.
    await run.sim.pass(20_000, () => run.machines.every(isAtHome));
    return run;
  }

  private get folder(): string {
    return join(this.ground.root, `run-${this.folk.n}`);
  }

  /** Counts a fault as met. */
  meet(id: string, times = 1): void {
    this.met.set(id, (this.met.get(id) ?? 0) + times);
  }

  /** Notes what a clerk has begun at a window; the run does not wait for it. */
  begin(work: Promise<unknown>, at: WindowProcess): void {
    this.going.set(work, at);
    work
      .catch((bug: unknown) =>
        this.thrown.push(bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)),
      )
      .finally(() => this.going.delete(work));
  }

  /** What somebody still waits for at a window that lives. */
  waitingClerks(): number {
    return [...this.going.values()].filter(({ life }) => !life.dead).length;
  }

  /** Something of the world outside that happens after a while. */
  later(ms: number, work: () => void): void {
    this.sim.timersOf(this.world).after(ms, work);
  }

  clerkOf(machine: Machine): Clerk {
    return new Clerk(this, machine);
  }

  /** A draft past every form, with a body of the tester's own. */
  draftOf(body: Record<string, Json>): OperationDraft {
    return {
      v: 1,
      opId: ulid(),
      matter: 'RES_CHANGE',
      subjects: [{ kind: 'person', id: String(body.personId) }],
      base: [],
      body,
      bodyHash: sha256Hex(canonicalJson(body)),
      forecast: { decision: 'ALLOW', rules: [], book: 'faults', asOf: TODAY, warnReason: null },
      day: TODAY,
      clerk: 'clerk-1',
      supersedes: null,
    };
  }

  witnessOf(machine: Machine): Witness {
    const found = this.witnesses.find((witness) => witness.machine === machine);
    if (found === undefined) throw new Error('a machine without a witness');
    return found;
  }

  async end(): Promise<void> {
    if (this.policyChanged) await this.ground.publish({ limits: STANDING_LIMITS });
    for (const machine of this.machines) {
      await machine.killMain();
      machine.line.hangUp();
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

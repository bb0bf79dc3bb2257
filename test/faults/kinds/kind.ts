import type { Act, Call, LineFault } from '../proxy';
import type { Machine } from '../world/machine';
import type { Run } from '../world/run';

/** Where a fault or an invariant is proven when it is not in the simulation. */
export interface Elsewhere {
  readonly file: string;
  /** Beginning of the title of the test, or the number that titles quote. */
  readonly title: string;
}

interface Named {
  /** F1 to F39. */
  readonly id: string;
  readonly what: string;
}

/** A fault that the simulation injects. */
export interface InjectedFault extends Named {
  readonly kind: 'injected';
  /** How, in a few words. */
  readonly how: string;
  /** Of a hundred drawings; 10 where nothing is said. */
  readonly weight?: number;
  /** It spoils one of the two copies of the journal, so the other must be whole. */
  readonly spoils?: 'file' | 'store';
  /** Also proven elsewhere. */
  readonly also?: readonly Elsewhere[];
  begin(run: Run, machine: Machine): Promise<void> | void;
}

/** A fault that another test injects. */
export interface CoveredFault extends Named {
  readonly kind: 'covered';
  readonly why: string;
  readonly by: readonly Elsewhere[];
}

/** A fault whose remedy the product does not have yet. */
export interface PendingFault extends Named {
  readonly kind: 'pending';
  readonly waitsFor: string;
}

export type FaultKind = InjectedFault | CoveredFault | PendingFault;

/** Puts a trouble on the line of a machine. */
export function onLine(
  machine: Machine,
  id: string,
  left: number,
  act: (call: Call) => Act | null,
): LineFault {
  const fault: LineFault = { id, act, left };
  machine.line.faults.push(fault);
  return fault;
}

/** The program is closed as a clerk closes it, with both copies of the journal equal; false where they are not. */
export async function closedWhole(run: Run, machine: Machine): Promise<boolean> {
  machine.disk.refusals = [];
  machine.store.trouble = null;
  if (machine.main === null) machine.start();
  await run.sim.pass(60_000, () => machine.readyWindow() !== null && run.waitingClerks() === 0);
  if (machine.readyWindow() === null) return false;
  // What the window's store could not take is taken at the next start.
  await machine.close();
  machine.start();
  await run.sim.pass(60_000, () => machine.readyWindow() !== null);
  const whole = (await machine.rows()).journal.get('entries')?.length === machine.entries().length;
  await machine.close();
  return whole;
}

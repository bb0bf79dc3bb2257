import { basename } from 'node:path';
import type { BagLoad } from '#shared/bag/content';
import type { Operation, OpId } from '#shared/domain/operation';

/** A file on the memory stick of one machine. */
export interface StickFile {
  readonly name: string;
  readonly text: string;
}

/** A delivery bag (离线包) as it was saved, with what is sealed in it. */
export interface BagOnStick extends StickFile {
  readonly number: number;
  readonly operations: readonly Operation[];
}

/** The memory stick of one machine: it outlives the processes, and keeps every bag that was ever saved. */
export class Stick {
  readonly bags: BagOnStick[] = [];
  /** Answer bags (答复包) that this machine fetched for itself or for others, by file name. */
  readonly answers = new Map<string, StickFile>();
  /** Operations that are in a bag now, with the moment (`Sim.next`) since when. */
  readonly inBag = new Map<OpId, { readonly number: number; readonly since: number }>();
  /** Operations of bags that came to the platform: an answer bag may bring verdicts on them. */
  readonly brought = new Set<OpId>();
  private sealing: { readonly number: number; readonly load: BagLoad } | null = null;

  begun(number: number, load: BagLoad, since: number, onTheLine: ReadonlySet<OpId>): void {
    this.sealing = { number, load };
    for (const { opId } of operationsOf(load))
      if (!onTheLine.has(opId)) this.inBag.set(opId, { number, since });
  }

  undone(number: number): void {
    this.sealing = null;
    this.outOf(number);
  }

  /** The bag was taken back, or its answer was read. */
  outOf(number: number): void {
    for (const [opId, of] of this.inBag) if (of.number === number) this.inBag.delete(opId);
  }

  saved(path: string, text: string): void {
    const name = basename(path);
    if (name.startsWith('答复包')) this.answers.set(name, { name, text });
    else if (this.sealing !== null) {
      const { number, load } = this.sealing;
      this.bags.push({ name, text, number, operations: operationsOf(load) });
      this.sealing = null;
    }
  }
}

/** The deliverer seals operations of its own journal; whoever opens the bag has to look for themselves. */
const operationsOf = (load: BagLoad): readonly Operation[] => load.operations as readonly Operation[];

import { heapOf, type PreflightAsk, preflight } from '#shared/preflight/preflight';
import type { PreflightItem, PreflightView } from './api';

export interface PreflightWorld {
  /** Null while there is nothing to run it on. */
  facts(): PreflightAsk | null;
  publish(view: PreflightView | null): void;
  /** Lets the window paint and answer keys. */
  rest(): Promise<void>;
  now(): number;
}

/** Preflight in idle time: begun anew whenever something changed, given up where it is when it has been overtaken. */
export interface Preflighting {
  /** Something it depends on has changed. */
  again(): void;
}

/** Longest piece of work between two rests, ms: well below what a typing clerk notices. */
const SLICE_MS = 8;
/** Operations between two looks at what has been found, so that a long queue shows its progress. */
const SHOW_EVERY = 500;

export function preflighting(world: PreflightWorld): Preflighting {
  let turn = 0;
  let waiting = false;

  const run = async (mine: number): Promise<void> => {
    const facts = world.facts();
    if (!facts || facts.queue.length === 0) return world.publish(null);
    const items: PreflightItem[] = [];
    const { asOf, queue } = facts;
    let done = 0;
    let sliceFrom = world.now();
    const predictions = preflight(facts);
    for (const prediction of predictions) {
      const heap = heapOf(prediction);
      if (heap !== 'clear') items.push({ opId: prediction.opId, heap, prediction });
      done++;
      if (done % SHOW_EVERY === 0) world.publish({ asOf, total: queue.length, done, items: [...items] });
      if (world.now() - sliceFrom < SLICE_MS) continue;
      await world.rest();
      if (mine !== turn) return;
      sliceFrom = world.now();
    }
    world.publish({ asOf, total: queue.length, done, items });
  };

  return {
    again() {
      turn++;
      if (waiting) return;
      waiting = true;
      void world.rest().then(() => {
        waiting = false;
        return run(turn);
      });
    },
  };
}

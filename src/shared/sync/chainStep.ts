import { type ChainHeard, chainWork, hear, noteOf } from './chain';
import type { DeliveryCommand, Step } from './deliverer';
import { type DeliveryState, sendAgain } from './state';

/** Refusals of a push for the sake of its links, and not of its operations. */
export const isAboutChain = (code: string): boolean => code === 'CHAIN_FORKED' || code === 'CHAIN_GAP';

/** What the platform said of the chain; operations it has lost are queued again. */
export function listen(state: DeliveryState, heard: ChainHeard): Step {
  const { chain, again } = hear(state.chain, heard);
  if (again === null) return { state: { ...state, chain }, commands: [] };
  const { state: queued, opIds } = sendAgain(state, again);
  return { state: { ...queued, chain }, commands: [{ type: 'note', note: noteOf(chain), again: opIds }] };
}

/** What changed of the chain is written down, once. */
export function noted(
  before: DeliveryState,
  after: DeliveryState,
  commands: readonly DeliveryCommand[],
): readonly DeliveryCommand[] {
  const note = noteOf(after.chain);
  if (commands.length > 0 || JSON.stringify(note) === JSON.stringify(noteOf(before.chain))) return commands;
  return [{ type: 'note', note, again: [] }];
}

export const mayWorkOnChain = (state: DeliveryState): boolean =>
  state.line && state.paused === null && state.inFlight.length === 0 && chainWork(state.chain) !== null;

/** What the chain wants on the line now; `now` is device time, ms. */
export const dueOnChain = (state: DeliveryState, now: number): 'lay' | 'catchUp' | null =>
  mayWorkOnChain(state) && now >= state.chain.notBefore ? chainWork(state.chain) : null;

export const workOnChain = (
  state: DeliveryState,
  commands: readonly DeliveryCommand[],
  type: 'lay' | 'catchUp',
): Step => ({
  state: { ...state, chain: { ...state.chain, busy: true, serial: state.chain.serial + 1 } },
  commands: [...commands, { type }],
});

/** Something came of it: more of the chain is laid, or what was lost is back. */
export function cameForward({ chain }: DeliveryState, heard: ChainHeard): boolean {
  const after = hear(chain, heard).chain;
  const laid = (after.known?.head.seq ?? 0) > (chain.known?.head.seq ?? 0);
  return laid || (chain.condition !== 'whole' && after.condition === 'whole');
}

/** The line is free of chain work, which may be tried again at `notBefore`. */
export const freed = (state: DeliveryState, notBefore: number): DeliveryState => ({
  ...state,
  chain: { ...state.chain, busy: false, notBefore },
});

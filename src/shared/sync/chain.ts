import { CHAIN_START, isPurged, type JournalEntry, opIdOf } from '../domain/journalEntry';
import { type ChainEntry, type ChainHead, type ChainWord, entryOf } from '../protocol/chain';

/** What a platform acknowledged of this desk's chain, and which history of its register said so. */
export interface Acknowledged {
  readonly head: ChainHead;
  readonly register: string;
}

/** What must not be forgotten of the chain (beside the journal itself); all of it can be found out again. */
export interface ChainNote {
  readonly epoch: number;
  readonly known: Acknowledged | null;
  readonly forked: boolean;
}

/** This desk's own journal, as its chain sees it. */
export interface OwnChain {
  /** Last entry before which nothing is missing. */
  readonly head: ChainHead;
  /** Number of the last entry; behind `head` where the file lost one in the middle. */
  readonly last: number;
  /** How many entries the journal has. */
  readonly count: number;
  /** Entries of which nothing is left but their place: lost unsent with what a backup replaced. */
  readonly lost: readonly number[];
}

export interface ChainState extends ChainNote {
  readonly own: OwnChain;
  /**
   * `behind`: the platform has entries that this desk lost at its end; `gap`: in the middle; `forked`: it has others
   * under the same numbers, so two desks went on from one journal.
   */
  readonly condition: 'whole' | 'behind' | 'gap' | 'forked';
  /** Another desk was found that went on from this chain. */
  readonly fork: ChainWord['fork'];
  /** Rises when links are handed to the line and when more of them is heard of: a word that was asked for before that is old. */
  readonly serial: number;
  /** Links alone, or what was lost, are on the line. */
  readonly busy: boolean;
  /** Device time before which neither is tried (again), ms. */
  readonly notBefore: number;
}

/** What the platform said of the chain, beside the desk's own at that moment. */
export interface ChainHeard {
  /** Null where the platform refused without a word. */
  readonly word: ChainWord | null;
  /** The platform refused since its chain is another one. */
  readonly conflict: boolean;
  readonly own: OwnChain;
  /** Hash of the desk's own entry under the number of the platform's head; null when it has none. */
  readonly ownHash: string | null;
  /** `serial` when the question was asked. */
  readonly asked: number;
}

export const NOTHING_NOTED: ChainNote = { epoch: 1, known: null, forked: false };

export const noteOf = ({ epoch, known, forked }: ChainState): ChainNote => ({ epoch, known, forked });

/** What is known after a start: a journal that ends before what the platform acknowledged has lost its end. */
export function chainAtStart(note: ChainNote, own: OwnChain): ChainState {
  const behind = note.known !== null && note.known.head.seq > own.last;
  return {
    ...note,
    own,
    condition: note.forked ? 'forked' : behind ? 'behind' : 'whole',
    fork: null,
    serial: 0,
    busy: false,
    notBefore: 0,
  };
}

/** The journal as its chain sees it. */
export function ownChain(entries: readonly JournalEntry[]): OwnChain {
  const gap = entries.findIndex((entry, i) => entry.seq !== i + 1);
  const last = gap < 0 ? entries.at(-1) : entries[gap - 1];
  const known = new Set(
    entries.flatMap(({ content }) =>
      content.type === 'operation' || content.type === 'withdrawal' ? [opIdOf(content)] : [],
    ),
  );
  const lost = entries.filter(
    (entry) => entry.content.type === 'tombstone' && !isPurged(entry) && !known.has(entry.content.opId),
  );
  return {
    head: { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START },
    last: entries.at(-1)?.seq ?? 0,
    count: entries.length,
    lost: lost.map(({ seq }) => seq),
  };
}

/** The chain after the journal grew at its end, or got back bodies of tombstones. */
export function grown(chain: ChainState, entries: readonly JournalEntry[]): ChainState {
  let { head, last } = chain.own;
  for (const { seq, hash } of entries) {
    if (seq === head.seq + 1 && head.seq === last) head = { seq, hash };
    last = Math.max(last, seq);
  }
  const back = new Set(entries.map(({ seq }) => seq));
  const lost = chain.own.lost.filter((seq) => !back.has(seq));
  const count = chain.own.count + entries.length - (chain.own.lost.length - lost.length);
  return { ...chain, own: { head, last, lost, count } };
}

/**
 * Takes in what the platform said. `again`: operations behind this number are to be sent again, since the platform has
 * less of the chain than it once acknowledged: it is another register, or an older backup of it.
 */
export function hear(chain: ChainState, heard: ChainHeard): { chain: ChainState; again: number | null } {
  const { word, own } = heard;
  const now = { ...chain, own };
  if (word !== null && word.epoch !== chain.epoch) return { chain: now, again: null };
  const fork = word === null ? chain.fork : word.fork;
  if (chain.forked || heard.conflict)
    return { chain: { ...now, fork, forked: true, condition: 'forked' }, again: null };
  if (word === null) return { chain: now, again: null };
  const { head, register } = word;
  const less = chain.known !== null && head.seq < chain.known.head.seq;
  // Said before links were laid that have been acknowledged since.
  if (less && heard.asked !== chain.serial) return { chain: now, again: null };
  const more = head.seq > (chain.known?.head.seq ?? 0);
  // A push and a bag may be on their way at once, and the older answer come last.
  const serial = more ? chain.serial + 1 : chain.serial;
  const heardHead = { ...now, fork, serial, known: { head, register } };
  if (heard.ownHash !== null && heard.ownHash !== head.hash)
    return { chain: { ...now, fork, forked: true, condition: 'forked' }, again: null };
  if (head.seq > own.last) return { chain: { ...heardHead, condition: 'behind' }, again: null };
  const condition = head.seq > own.head.seq ? 'gap' : 'whole';
  return { chain: { ...heardHead, condition }, again: less ? head.seq : null };
}

/** The desk has a history of its own from now on; nothing of it is laid down yet. */
export const inEpoch = (chain: ChainState, word: ChainWord): ChainState => ({
  ...chain,
  epoch: word.epoch,
  known: { head: word.head, register: word.register },
  forked: false,
  condition: 'whole',
  fork: null,
  serial: chain.serial + 1,
  notBefore: 0,
});

/** After which entry links are to be sent; null when none are spoken of, since the platform keeps none or has others. */
export const linksAfter = ({ known, condition }: ChainState): number | null =>
  known === null || condition === 'forked' ? null : known.head.seq;

/** What the chain wants on the line by itself: what was lost fetched, or links laid that no operation carries along. */
export function chainWork(chain: ChainState): 'catchUp' | 'lay' | null {
  if (chain.busy || chain.known === null) return null;
  if (chain.condition === 'behind' || chain.condition === 'gap') return 'catchUp';
  return chain.condition === 'whole' && chain.own.head.seq > chain.known.head.seq ? 'lay' : null;
}

/** A page of the platform's copy as journal entries. */
export const givenBack = (entries: readonly ChainEntry[]): JournalEntry[] =>
  entries.map(({ link, operation }) => entryOf(link, operation));

/** Whether anything may be appended: nothing behind a lost end; no operation while another desk uses the same numbers. */
export const mayAppend = (chain: ChainState, what: 'operation' | 'closing'): boolean =>
  chain.condition !== 'behind' && (what === 'closing' || chain.condition !== 'forked');

import Dexie, { type Table } from 'dexie';

/** One accepted entry; nothing personal outside `sealed`. */
export interface EntryRow {
  seq: number;
  opId: string;
  sealed: Uint8Array;
}
/** The last verdict on an operation, with its number in the desktop's verdict log. */
export interface VerdictRow {
  opId: string;
  n: number;
  sealed: Uint8Array;
}
export interface DraftRow {
  id: string;
  sealed: Uint8Array;
}
/** An operation that was handed to a colleague (移交). */
export interface HandOverRow {
  opId: string;
  sealed: Uint8Array;
}
/** A paper handed out on a forecast (SY19). */
export interface PaperRow {
  opId: string;
  sealed: Uint8Array;
}
/** An entry of another branch of the chain, kept for support when a copied or restored profile was found. */
export interface AsideRow {
  id?: number;
  seq: number;
  sealed: Uint8Array;
}

/** A list given to an assistant (下放). */
export interface DispatchRow {
  id: string;
  sealed: Uint8Array;
}
/** What came back of one person of a list, by their place on it. */
export interface DispatchReturnRow {
  batchId: string;
  at: number;
  sealed: Uint8Array;
}

/** The journal as the window queries it: strict durability, because it is the second copy of what only this desk has. */
export class JournalDatabase extends Dexie {
  declare entries: Table<EntryRow, number>;
  declare verdicts: Table<VerdictRow, string>;
  declare drafts: Table<DraftRow, string>;
  declare aside: Table<AsideRow, number>;
  declare papers: Table<PaperRow, string>;
  declare dispatches: Table<DispatchRow, string>;
  declare dispatchReturns: Table<DispatchReturnRow, [string, number]>;
  declare handOvers: Table<HandOverRow, string>;

  constructor() {
    super('canbao-journal', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ entries: 'seq', verdicts: 'opId', drafts: 'id', aside: '++id' });
    this.version(2).stores({ papers: 'opId' });
    this.version(3).stores({ dispatches: 'id', dispatchReturns: '[batchId+at]' });
    this.version(4).stores({ handOvers: 'opId' });
  }
}

/** One packed piece of the mirror; `generation` tells the serving copy from the one being staged. */
export interface SegmentRow {
  generation: number;
  n: number;
  sealed: Uint8Array;
}
/** Rows of the change feed that came after the segments, a page a row, in order. */
export interface PageRow {
  n?: number;
  sealed: Uint8Array;
}
/** What serves, what is being fetched to serve next, and who is not in it any more while work on them is open. */
export interface MetaRow {
  key: 'mirror' | 'staged' | 'departed';
  sealed: Uint8Array;
}

/** What the platform last said: relaxed durability, because it can be fetched again. */
export class MirrorDatabase extends Dexie {
  declare segments: Table<SegmentRow, [number, number]>;
  declare pages: Table<PageRow, number>;
  declare meta: Table<MetaRow, string>;

  constructor() {
    super('canbao-mirror', { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ segments: '[generation+n]', pages: '++n', meta: 'key' });
  }
}

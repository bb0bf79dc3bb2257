import Dexie from 'dexie';
import { type IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { plainCodec } from '#shared/codec';
import type { DesktopBridge } from '#shared/host';
import { ok } from '#shared/result';
import type { Desk } from '../../../src/renderer/desk/api';
import { startDesk } from '../../../src/renderer/desk/startDesk';
import { desktopOver } from '../../../src/renderer/desktop';
import { campaignStoreOver } from '../../../src/renderer/store/campaignStore';
import { JournalDatabase, MirrorDatabase } from '../../../src/renderer/store/databases';
import { type JournalStore, journalStoreOver } from '../../../src/renderer/store/journalStore';
import { type MirrorStore, mirrorStoreOver } from '../../../src/renderer/store/mirrorStore';
import type { MainProcess } from './main';
import { aLife, type Life, NEVER, type Sim } from './sim';

/** What the browser's store does to a write just now. */
export type StoreTrouble = 'refuse' | 'hang' | 'closed';

/** The browser's store of one machine: all windows share it, and it outlives them. */
export interface BrowserStore {
  factory: IDBFactory;
  /** Met by each write while it is there. */
  trouble: StoreTrouble | null;
  /** Troubles that were met. */
  troubled: number;
  /** Told each cursor of the mirror when it is written. */
  onCursor: (window: string, cursor: string, from: 'feed' | 'snapshot') => void;
}

/** One window of a simulated desk: the real desk over the real stores, on a fake IndexedDB. */
export class WindowProcess {
  readonly life: Life;
  readonly desk: Desk;
  private databases: Dexie[] = [];

  constructor(
    private readonly sim: Sim,
    private readonly store: BrowserStore,
    readonly name: string,
    private readonly main: MainProcess,
    clock: () => number,
  ) {
    this.life = aLife(name);
    const timers = sim.timersOf(this.life);
    this.desk = startDesk({
      desktop: desktopOver(this.bridge()),
      fetchSnapshot: (part) => this.fetchSnapshot(part),
      now: clock,
      every: (ms, work) => {
        let stop = (): void => undefined;
        const again = (): void => {
          stop = timers.after(ms, () => {
            again();
            work();
          });
        };
        again();
        return () => stop();
      },
      openStores: async () => {
        const { journal, mirror } = this.openDatabases();
        return ok({
          journal: this.counted(journalStoreOver(journal, plainCodec)),
          mirror: this.countedMirror(mirrorStoreOver(mirror, plainCodec)),
          campaign: campaignStoreOver(journal, plainCodec),
        });
      },
    });
  }

  /** The databases die with the window. */
  afterKill(): void {
    for (const database of this.databases) database.close();
    this.databases = [];
  }

  /** The connections break, as after a long sleep; the window does not know yet. */
  breakConnections(): void {
    for (const database of this.databases) database.backendDB()?.close();
  }

  private openDatabases(): { journal: JournalDatabase; mirror: MirrorDatabase } {
    const { journal, mirror } = databasesOf(this.store.factory);
    this.databases.push(journal, mirror);
    return { journal, mirror };
  }

  /** Calls reach the main process in the order they were made, answers and events the window in theirs. */
  private bridge(): DesktopBridge {
    const { sim, main } = this;
    const toMain = `${this.name} to main ${main.life.name}`;
    const toWindow = `main to ${this.name}`;
    return {
      call: async (channel, ask) => {
        const given = structuredClone(ask);
        await sim.gate(this.life, `asks ${channel}`, { channel: toMain });
        if (main.life.dead) return NEVER;
        const answer = await main.answer(channel, given);
        await sim.gate(this.life, `hears ${channel}`, { channel: toWindow });
        return structuredClone(answer);
      },
      on: (event, listener) =>
        main.on(event, (payload) => {
          if (this.life.dead) return;
          void sim.gate(this.life, `is told ${event}`, { channel: toWindow }).then(() => listener(payload));
        }),
    };
  }

  private async fetchSnapshot(part: string): Promise<Response> {
    const { sim, main } = this;
    const what = part === '' ? 'snapshot' : 'segment';
    await sim.gate(this.life, `asks ${what}`);
    if (main.life.dead) return NEVER;
    const response = await main.snapshot(part);
    await sim.gate(this.life, `hears ${what} ${response.status}`);
    return response;
  }

  /** A transaction of the browser's store, as the store is now. */
  private now<T>(writes: boolean, run: () => Promise<T>): Promise<T> {
    const { store, life } = this;
    if (life.dead) return NEVER;
    if (writes && store.trouble !== null) {
      store.troubled += 1;
      if (store.trouble === 'hang') return NEVER;
      return Promise.reject(
        new Error(store.trouble === 'refuse' ? 'QuotaExceededError' : 'DatabaseClosedError'),
      );
    }
    return this.sim.outside(run).then((value) => (life.dead ? NEVER : value));
  }

  /** The same behind a gate of its own where every await is one. What was begun first ends first. */
  private async work<T>(label: string, writes: boolean, run: () => Promise<T>): Promise<T> {
    const { sim, life, name } = this;
    if (sim.everyAwait) await sim.gate(life, `store ${label}`, { channel: `store of ${name}` });
    return this.now(writes, run);
  }

  /** A write stops at a gate first: the window may die between what it says and what its store holds. */
  private counted(store: JournalStore): JournalStore {
    const write = async (label: string, run: () => Promise<void>): Promise<void> => {
      await this.sim.gate(this.life, `store ${label}`, { channel: `store of ${this.name}` });
      return this.now(true, run);
    };
    return {
      read: () => this.work('reads entries', false, () => store.read()),
      putEntries: (entries) => write('entries', () => store.putEntries(entries)),
      letGo: (tombstones) => write('branch', () => store.letGo(tombstones)),
      replaceBranch: (entries, others) => write('branch', () => store.replaceBranch(entries, others)),
      putVerdicts: (verdicts) => write('verdicts', () => store.putVerdicts(verdicts)),
      readDrafts: () => this.work('reads drafts', false, () => store.readDrafts()),
      putDraft: (id, draft) => write('draft', () => store.putDraft(id, draft)),
      removeDraft: (id) => write('no draft', () => store.removeDraft(id)),
      readHandOvers: () => this.work('reads hand-overs', false, () => store.readHandOvers()),
      putHandOvers: (given) => write('hand-overs', () => store.putHandOvers(given)),
      readPapers: () => this.work('reads papers', false, () => store.readPapers()),
      entryNumbers: () => this.work('reads numbers', false, () => store.entryNumbers()),
      reconnect: () => store.reconnect(),
      onDropped: (listener) => store.onDropped(listener),
    };
  }

  private countedMirror(store: MirrorStore): MirrorStore {
    const { staging } = store;
    const reads = <T>(label: string, run: () => Promise<T>): Promise<T> =>
      this.work(`mirror reads ${label}`, false, run);
    const writes = <T>(label: string, run: () => Promise<T>): Promise<T> =>
      this.work(`mirror ${label}`, true, run);
    return {
      read: () => reads('all', () => store.read()),
      putPage: async (meta, rows) => {
        const stored = await writes('page', () => store.putPage(meta, rows));
        if (stored) this.store.onCursor(this.name, meta.cursor, 'feed');
        return stored;
      },
      fold: (from, lines) => writes('folds', () => store.fold(from, lines)),
      staging: {
        current: () => reads('staging', () => staging.current()),
        read: (staged, n) => reads('segment', () => staging.read(staged, n)),
        begin: (of, manifest) => writes('staging', () => staging.begin(of, manifest)),
        put: (staged, n, lines) => writes('segment', () => staging.put(staged, n, lines)),
        remove: (staged, n) => writes('no segment', () => staging.remove(staged, n)),
        flip: async (staged) => {
          const meta = await writes('flips', () => staging.flip(staged));
          if (meta !== null) this.store.onCursor(this.name, meta.cursor, 'snapshot');
          return meta;
        },
        discard: () => writes('no staging', () => staging.discard()),
      },
      readDeparted: () => reads('departed', () => store.readDeparted()),
      putDeparted: (people) => writes('departed', () => store.putDeparted(people)),
    };
  }
}

/** Both databases over a given store; Dexie takes its IndexedDB when a database is made. */
export function databasesOf(factory: IDBFactory): { journal: JournalDatabase; mirror: MirrorDatabase } {
  Dexie.dependencies.indexedDB = factory;
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  return { journal: new JournalDatabase(), mirror: new MirrorDatabase() };
}

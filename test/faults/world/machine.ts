import type Dexie from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { type FaultProxy, Line } from '../proxy';
import { Disk } from './disk';
import { type DeskIdentity, MainProcess } from './main';
import { aLife, type Life, type Sim } from './sim';
import { Stick } from './stick';
import { type BrowserStore, databasesOf, WindowProcess } from './window';

type Rows = Map<string, unknown[]>;

/** Everything in the two databases of a window, by table. */
export interface BrowserRows {
  readonly journal: Rows;
  readonly mirror: Rows;
}

/** What a machine's owner could carry away: files and browser store at one moment. */
export interface Backup {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rows: BrowserRows;
}

/** One simulated computer with the whole desk on it: disk, browser store, main process, windows, line. */
export class Machine {
  readonly disk: Disk;
  readonly line: Line;
  readonly stick = new Stick();
  readonly store: BrowserStore = {
    factory: new IDBFactory(),
    trouble: null,
    troubled: 0,
    onCursor: () => undefined,
  };
  main: MainProcess | null = null;
  windows: WindowProcess[] = [];
  /** How far the device's clock is off, ms. */
  clockOff = 0;
  /** Virtual time of the last jump of that clock; null: it never jumped. */
  clockJumpedAt: number | null = null;
  /** Virtual time of the last 立即同步, which gives what was set aside another chance. */
  hurriedAt = 0;
  /** Sentences with which the program did not start. */
  readonly notStarted: string[] = [];
  starts = 0;
  /** The log of verdicts was damaged since the last start. */
  logSpoilt = false;
  /** The clerk has closed the program, and it ends its last write: nothing wakes it any more. */
  closing = false;
  private starting: Life | null = null;

  constructor(
    readonly sim: Sim,
    readonly name: string,
    folder: string,
    private readonly proxy: FaultProxy,
    readonly identity: DeskIdentity,
    private readonly today: string,
  ) {
    this.disk = new Disk(sim, folder);
    this.line = new Line(sim);
  }

  readonly clock = (): number => this.sim.now + this.clockOff;

  jumpClock(off: number): void {
    if (off !== this.clockOff) this.clockJumpedAt = this.sim.now;
    this.clockOff = off;
  }

  /** Begins to start the program; a window opens when the main process is up. */
  start(): void {
    if (this.main !== null || this.starting !== null) return;
    const life = aLife(`${this.name} main`);
    this.starting = life;
    this.starts += 1;
    const { sim, disk, stick, line, proxy, identity, clock, today } = this;
    void MainProcess.start({ sim, disk, stick, line, proxy, identity, clock, today }, life).then((main) => {
      this.starting = null;
      if (typeof main === 'string') this.notStarted.push(main);
      else {
        this.main = main;
        this.openWindow();
      }
    });
  }

  openWindow(): WindowProcess | null {
    if (this.main === null) return null;
    const name = `${this.name} window ${this.sim.next()}`;
    const window = new WindowProcess(this.sim, this.store, name, this.main, this.clock);
    this.windows.push(window);
    return window;
  }

  /** A window of this machine that can be worked in. */
  readyWindow(): WindowProcess | null {
    return this.windows.find(({ desk }) => desk.snapshot().phase === 'ready') ?? null;
  }

  killWindow(window: WindowProcess): void {
    this.sim.kill(window.life);
    window.afterKill();
    this.windows = this.windows.filter((other) => other !== window);
  }

  /** The main process dies, and the windows with it. */
  async killMain(): Promise<void> {
    this.endLives();
    await this.disk.afterKill();
  }

  /**
   * The power goes. The window's journal is written through to the disk, its mirror is not (`databases.ts`): of that only `mirror`
   * is there again, where something is said.
   */
  async cutPower(tornShare: number, mirror: BrowserRows | null = null): Promise<void> {
    this.endLives();
    await this.disk.afterPowerCut(tornShare);
    if (mirror !== null) await this.putRows({ ...(await this.rows()), mirror: mirror.mirror });
  }

  /** The clerk closes the program. */
  async close(): Promise<void> {
    const { main } = this;
    for (const window of [...this.windows]) this.killWindow(window);
    if (main !== null) {
      this.closing = true;
      await this.sim.finish(main.delivery.stop().then(() => main.journal.close()));
      this.closing = false;
      this.sim.kill(main.life);
      this.main = null;
    }
    await this.killMain();
  }

  private endLives(): void {
    for (const window of [...this.windows]) this.killWindow(window);
    for (const life of [this.main?.life, this.starting]) if (life) this.sim.kill(life);
    this.main = null;
    this.starting = null;
  }

  /** The browser store is gone, as after a full disk or an update. */
  wipeStore(): void {
    this.store.factory = new IDBFactory();
  }

  /** Reads the browser store as it lies there, beside the program. */
  async rows(): Promise<BrowserRows> {
    const { journal, mirror } = databasesOf(this.store.factory);
    try {
      return { journal: await rowsOf(journal), mirror: await rowsOf(mirror) };
    } finally {
      journal.close();
      mirror.close();
    }
  }

  async putRows(rows: BrowserRows): Promise<void> {
    this.wipeStore();
    const { journal, mirror } = databasesOf(this.store.factory);
    try {
      for (const [table, all] of rows.journal) await journal.table(table).bulkPut(all);
      for (const [table, all] of rows.mirror) await mirror.table(table).bulkPut(all);
    } finally {
      journal.close();
      mirror.close();
    }
  }

  async backup(): Promise<Backup> {
    return { files: await this.disk.copyOut(), rows: await this.rows() };
  }

  async restore(backup: Backup): Promise<void> {
    this.logSpoilt = true;
    await this.disk.putBack(backup.files);
    await this.putRows(backup.rows);
  }

  entries(): readonly JournalEntry[] {
    return this.main?.journal.all() ?? [];
  }
}

async function rowsOf(database: Dexie): Promise<Rows> {
  await database.open();
  const rows: Rows = new Map();
  for (const table of database.tables) rows.set(table.name, await table.toArray());
  return rows;
}

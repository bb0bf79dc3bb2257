import { IDBFactory } from 'fake-indexeddb';
import type { JournalEntry } from '#shared/domain/journalEntry';
import { type FaultProxy, Line } from '../proxy';
import { Disk } from './disk';
import { type DeskIdentity, MainProcess } from './main';
import { aLife, type Life, type Sim } from './sim';
import { type BrowserStore, databasesOf, WindowProcess } from './window';

/** What a machine's owner could carry away: files and browser store at one moment. */
export interface Backup {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rows: ReadonlyMap<string, unknown[]>;
}

const TABLES = ['entries', 'verdicts', 'drafts', 'aside', 'segments', 'pages', 'meta'] as const;

/** One simulated computer with the whole desk on it: disk, browser store, main process, windows, line. */
export class Machine {
  readonly disk: Disk;
  readonly line: Line;
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
  clockJumped = false;
  /** Sentences with which the program did not start. */
  readonly notStarted: string[] = [];
  starts = 0;
  /** The log of verdicts was damaged since the last start. */
  logSpoilt = false;
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

  /** Begins to start the program; a window opens when the main process is up. */
  start(): void {
    if (this.main !== null || this.starting !== null) return;
    const life = aLife(`${this.name} main`);
    this.starting = life;
    this.starts += 1;
    const { sim, disk, line, proxy, identity, clock, today } = this;
    void MainProcess.start({ sim, disk, line, proxy, identity, clock, today }, life).then((main) => {
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

  async cutPower(tornShare: number): Promise<void> {
    this.endLives();
    await this.disk.afterPowerCut(tornShare);
  }

  /** The clerk closes the program. */
  async close(): Promise<void> {
    const { main } = this;
    for (const window of [...this.windows]) this.killWindow(window);
    if (main !== null) {
      await this.sim.finish(main.delivery.stop().then(() => main.journal.close()));
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
  async rows(): Promise<Map<string, unknown[]>> {
    const { journal, mirror } = databasesOf(this.store.factory);
    const rows = new Map<string, unknown[]>();
    try {
      for (const table of TABLES) {
        const of = [...journal.tables, ...mirror.tables].find(({ name }) => name === table);
        if (of !== undefined) rows.set(table, await of.toArray());
      }
    } finally {
      journal.close();
      mirror.close();
    }
    return rows;
  }

  async putRows(rows: ReadonlyMap<string, unknown[]>): Promise<void> {
    this.wipeStore();
    const { journal, mirror } = databasesOf(this.store.factory);
    try {
      for (const [table, all] of rows) {
        const of = [...journal.tables, ...mirror.tables].find(({ name }) => name === table);
        await of?.bulkPut(all);
      }
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

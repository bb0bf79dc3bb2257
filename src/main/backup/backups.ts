import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState } from '#shared/backup/calls';
import { sealWith } from '#shared/crypto/sealed';
import type { Random } from '#shared/crypto/suite';
import type { CivilDate } from '#shared/domain/civilDate';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { dayInChina } from '../environment';
import { safeFileName } from '../fileNames';
import type { Files } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import { nodeSuite } from '../vault/nodeSuite';
import type { Vault } from '../vault/vault';
import { highestNumber, type OwnBackup, ownBackups, thin, tidyFolder } from './backupFolder';
import { BACKUP_END, type BackupHead, KEY_CONTEXT, vaultIdOf } from './backupFormat';
import { BackupNoteFile } from './backupNotes';
import { BUSY, folderGone, NO_KEY, writeTrouble } from './backupWords';
import { ownFolder } from './destroyBackups';
import { type BackupJob, makeBackup } from './makeBackup';
import { rehearse } from './rehearsal';

/** After an attempt that failed it is waited so long, by a clock that nobody can set. */
const AGAIN_AFTER_MS = 3_600_000;
/** A desk that is locked twenty times a day keeps more than one day in its ten backups. */
const NEW_AFTER_MS = 4 * 3_600_000;
const REHEARSE_EVERY_MS = 7 * 86_400_000;

export interface BackupsOptions {
  readonly userData: string;
  readonly files: Files;
  readonly vault: Pick<Vault, 'phase' | 'sealingKeys' | 'suite' | 'asKept' | 'openCopy'>;
  readonly journal: Pick<Journal, 'onDisk'>;
  readonly desk: () => { readonly device: string; readonly name: string };
  /** Version of this program. */
  readonly program: string;
  /** Device time. */
  readonly now: () => Date;
  /** Milliseconds of a clock that nobody can set. */
  readonly ticks: () => number;
  readonly random: Random;
  /** Whether nobody would notice some work on the disk now. */
  readonly idle: () => boolean;
  readonly onChange: (state: BackupState) => void;
  /** A backup or a rehearsal ended: `DONE`, or the code of what was in its way. */
  readonly onDone?: (act: 'backed-up' | 'rehearsed', code: string) => void;
  readonly free?: BackupJob['free'];
}

/** Whether one more backup is made when the desk's files are closed; `if new`: the day's is missing, or it is old and something was accepted since. */
export type LastBackupWhen = 'always' | 'if new' | 'never';

/** The key of this run's backups, and the same key as only the vault opens it. */
interface HeldKey {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
  /** Number of the data key it hangs on. */
  readonly on: number;
}

/**
 * Backups (备份) of this desk: one a day and one at every orderly stop, the newest ten kept, the newest one rehearsed every week. Nothing here
 * throws; what does not work is said in the state, once.
 */
export class Backups {
  private held: HeldKey | null = null;
  private phase: 'rest' | 'making' | 'rehearsing' = 'rest';
  private trouble: Trouble | null = null;
  /** When an attempt of either kind last failed, ticks. */
  private failedAt = { making: Number.NEGATIVE_INFINITY, rehearsing: Number.NEGATIVE_INFINITY };

  private constructor(
    private readonly options: BackupsOptions,
    private readonly notes: BackupNoteFile,
  ) {}

  static async open(options: BackupsOptions): Promise<Backups> {
    const backups = new Backups(options, await BackupNoteFile.open(options.userData));
    // Whoever signed in may lock again at once.
    backups.keepKey();
    return backups;
  }

  state(): BackupState {
    const { folder, last, rehearsal } = this.notes.current;
    const off = this.options.vault.asKept() === null;
    return {
      phase: off ? 'off' : this.phase,
      folder: folder ?? this.ownFolder,
      chosen: folder,
      last,
      rehearsal,
      trouble: this.trouble,
    };
  }

  /** Asked every now and then: makes the day's backup, rehearses the week's. Resolves when that is done. */
  async look(): Promise<void> {
    this.keepKey();
    if (this.phase !== 'rest' || this.options.vault.asKept() === null || !this.options.idle()) return;
    if (this.isDue() && this.mayTry('making')) await this.make();
    else if (this.isRehearsalDue() && this.mayTry('rehearsing')) await this.rehearse();
  }

  /** The button, and the orderly stop. */
  async make(): Promise<Result<BackupState, Trouble>> {
    if (this.phase !== 'rest') return err(BUSY);
    return this.during('making', async () => {
      this.keepKey();
      const { held } = this;
      const vault = this.options.vault.asKept();
      if (held === null || !vault?.keys.some(({ id }) => id === held.on))
        return this.failed('making', NO_KEY);
      const where = await this.where();
      const made = await this.makeIn(where.folder, held);
      if (!made.ok) return this.failed('making', made.error);
      this.trouble = where.trouble;
      this.options.onDone?.('backed-up', where.trouble?.code ?? 'DONE');
      return made;
    });
  }

  /** Opens the newest backup as a restore would. */
  async rehearse(): Promise<Result<BackupState, Trouble>> {
    if (this.phase !== 'rest') return err(BUSY);
    return this.during('rehearsing', async () => {
      const { userData, files, vault, random } = this.options;
      const { folder } = await this.where();
      const newest = (await this.ownIn(folder))[0];
      if (newest === undefined || vault.phase() !== 'open') return ok(undefined);
      const done = await rehearse({ path: join(folder, newest.name), userData, files, vault, random });
      if (done.end === 'off') return ok(undefined);
      const good = done.end === 'good';
      const at = this.options.now().toISOString();
      await this.notes.change({ rehearsal: { at, file: newest.name, good, text: done.text } });
      this.options.onDone?.('rehearsed', good ? 'DONE' : 'NOT_RESTORABLE');
      if (!good) this.failedAt.rehearsing = this.options.ticks();
      return ok(undefined);
    });
  }

  /** Where the administrator wants them; null: within the data folder. */
  async choose(folder: string | null): Promise<BackupState> {
    await this.notes.change({ folder });
    this.trouble = null;
    this.failedAt.making = Number.NEGATIVE_INFINITY;
    this.options.onChange(this.state());
    return this.state();
  }

  /** At an orderly stop; the program ends whatever comes of it. */
  async stop(last: LastBackupWhen): Promise<void> {
    while (this.phase !== 'rest') await new Promise((resolve) => setTimeout(resolve, 20));
    const wanted = last === 'always' || (last === 'if new' && (this.isDue() || (await this.hasNew())));
    if (wanted && this.options.vault.asKept() !== null) await this.make();
    this.held?.key.fill(0);
    this.held = null;
  }

  private get ownFolder(): string {
    return ownFolder(this.options.userData);
  }

  private get owner(): { device: string; vaultId: string } {
    const vault = this.options.vault.asKept();
    return { device: this.options.desk().device, vaultId: vault === null ? '' : vaultIdOf(vault) };
  }

  /**
   * While somebody is signed in, a fresh key for backups is at hand, so that a locked desk makes its backups too. It opens nothing but
   * backups, in which everything that the vault seals lies sealed once more.
   */
  private keepKey(): void {
    const { vault, random } = this.options;
    const { ring } = vault.sealingKeys('backup');
    if (vault.phase() !== 'open' || ring === null || ring.current === this.held?.on) return;
    this.held?.key.fill(0);
    const key = random(32);
    const sealed = sealWith(nodeSuite(vault.suite), ring, key, KEY_CONTEXT, random);
    this.held = { key, sealed, on: ring.current };
  }

  private isDue(): boolean {
    const { last } = this.notes.current;
    return last === null || dayInChina(new Date(last.at)) !== this.today();
  }

  private async hasNew(): Promise<boolean> {
    const { last } = this.notes.current;
    const age = Math.abs(this.options.now().getTime() - Date.parse(last?.at ?? ''));
    return age >= NEW_AFTER_MS && (await this.options.journal.onDisk()).entries !== last?.entries;
  }

  private isRehearsalDue(): boolean {
    const { last, rehearsal } = this.notes.current;
    if (last === null || this.options.vault.phase() !== 'open') return false;
    if (rehearsal === null || !rehearsal.good) return true;
    // A clock that was set back makes no rehearsal late for ever.
    return Math.abs(this.options.now().getTime() - Date.parse(rehearsal.at)) >= REHEARSE_EVERY_MS;
  }

  private mayTry(what: 'making' | 'rehearsing'): boolean {
    return this.options.ticks() - this.failedAt[what] >= AGAIN_AFTER_MS;
  }

  private today(): CivilDate {
    return dayInChina(this.options.now());
  }

  /** The chosen folder where it can be reached, else the desk's own, and why. */
  private async where(): Promise<{ folder: string; trouble: Trouble | null }> {
    const { folder } = this.notes.current;
    if (folder !== null) {
      // A stick that is pulled takes its folder along: it is never made anew on what lies under its name.
      const there = await this.ownIn(folder).then(
        () => true,
        () => false,
      );
      if (there) return { folder, trouble: null };
    }
    await mkdir(this.ownFolder, { recursive: true, mode: 0o700 });
    return { folder: this.ownFolder, trouble: folder === null ? null : folderGone(folder) };
  }

  private ownIn(folder: string): Promise<OwnBackup[]> {
    return ownBackups(folder, this.owner);
  }

  private async makeIn(folder: string, held: HeldKey): Promise<Result<void, Trouble>> {
    const { userData, files, vault, journal, now, random, free } = this.options;
    const { device, name } = this.options.desk();
    await tidyFolder(folder, device);
    const serial = Math.max(this.notes.current.serial, await highestNumber(folder)) + 1;
    const head: Omit<BackupHead, 'vault'> = {
      format: 1,
      device,
      at: now().toISOString(),
      serial,
      program: this.options.program,
      vaultId: this.owner.vaultId,
      key: Buffer.from(held.sealed).toString('base64'),
    };
    const made = await makeBackup({
      userData,
      folder,
      name: safeFileName(`参保台备份-${name}-${this.today()}-${serial}`, BACKUP_END),
      files,
      head,
      deskName: name,
      seal: { suite: nodeSuite(vault.suite), key: held.key, random },
      vault: () => vault.asKept(),
      journal: () => journal.onDisk(),
      ...(free ? { free } : {}),
    });
    if (!made.ok) return made;
    const { name: file, bytes, manifest } = made.value;
    await this.notes.change({
      serial,
      last: { at: head.at, file, bytes, entries: manifest.journal.entries },
    });
    const { rehearsal } = this.notes.current;
    // What cannot be taken away is one too many, and no trouble.
    await this.ownIn(folder)
      .then((all) => thin(folder, all, rehearsal?.good ? rehearsal.file : null))
      .catch(() => []);
    return ok(undefined);
  }

  private failed(what: 'making' | 'rehearsing', trouble: Trouble): Result<never, Trouble> {
    this.trouble = trouble;
    this.failedAt[what] = this.options.ticks();
    this.options.onDone?.(what === 'making' ? 'backed-up' : 'rehearsed', trouble.code);
    return err(trouble);
  }

  /** Does it, and tells how things stand before and after. */
  private async during(
    phase: 'making' | 'rehearsing',
    work: () => Promise<Result<void, Trouble>>,
  ): Promise<Result<BackupState, Trouble>> {
    this.phase = phase;
    this.options.onChange(this.state());
    let done: Result<void, Trouble>;
    try {
      done = await work();
    } catch (error) {
      done = this.failed(phase, writeTrouble(error, this.state().folder));
    }
    this.phase = 'rest';
    this.options.onChange(this.state());
    return done.ok ? ok(this.state()) : done;
  }
}

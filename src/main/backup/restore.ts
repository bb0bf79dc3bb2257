import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Restored, RestoreOffer } from '#shared/backup/calls';
import type { Manifest } from '#shared/backup/manifest';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Files } from '../journal/fileLayer';
import { NODE_SUITES, nodeSuite } from '../vault/nodeSuite';
import { noTriesYet } from '../vault/tries';
import { Vault, type VaultOptions } from '../vault/vault';
import { readVault, writeVault } from '../vault/vaultFile';
import { type BackupHead, vaultIdOf } from './backupFormat';
import { BackupReader } from './backupReader';
import { faultTrouble, writeTrouble } from './backupWords';
import { isFresh, layOut, shadowOf } from './finishRestore';
import { FolderSink } from './folderSink';
import { wrongIn } from './rehearsal';
import * as words from './restoreWords';
import { isNewerProgram } from './versions';

export interface RestoreOptions {
  readonly userData: string;
  readonly files: Files;
  /** How a vault is opened here; its folder is the restore's own. */
  readonly vault: Omit<VaultOptions, 'folder' | 'files'>;
  /** Version of this program. */
  readonly program: string;
  /** Asks for a backup file; null: the dialog was closed. */
  readonly ask: () => Promise<Result<string | null, Trouble>>;
}

/**
 * Restore (恢复): a backup laid out on a data folder that holds no desk yet. Everything is opened and checked in a folder of its own; the next
 * start puts it in its place (`finishRestore`). A desk that has a vault or a journal is never touched.
 */
export class Restore {
  private path: string | null = null;
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RestoreOptions) {}

  /** What was chosen; null: the dialog was closed, and what was chosen before still is. */
  choose(): Promise<Result<RestoreOffer | null, Trouble>> {
    return this.inTurn(async () => {
      const fresh = await isFresh(this.options.userData);
      if (fresh !== null) return err(fresh);
      const asked = await this.options.ask();
      if (!asked.ok) return asked;
      const path = asked.value;
      if (path === null) return ok(null);
      const opened = await this.openFile(path);
      if (!opened.ok) return opened;
      await opened.value.close();
      this.path = path;
      return ok(offerOf(path, opened.value.head));
    });
  }

  /** Opens what was chosen with a clerk's secret. `ok`: everything is whole and waits for the next start. */
  restore(who: { readonly id: string; readonly secret: string }): Promise<Result<Restored, Trouble>> {
    return this.inTurn(async () => {
      const fresh = await isFresh(this.options.userData);
      if (fresh !== null) return err(fresh);
      if (this.path === null) return err(words.NOT_CHOSEN);
      const opened = await this.openFile(this.path);
      if (!opened.ok) return opened;
      const reader = opened.value;
      try {
        const vault = await this.vaultOf(reader.head);
        if (!vault.ok) return vault;
        const signed = await vault.value.signIn(who);
        if (!signed.ok) return err(words.inRestore(signed.error));
        return await this.layDown(reader, vault.value).finally(() => vault.value.lock());
      } catch (error) {
        return err(writeTrouble(error, this.options.userData));
      } finally {
        await reader.close();
      }
    });
  }

  private async openFile(path: string): Promise<Result<BackupReader, Trouble>> {
    const opened = await BackupReader.open(path);
    if (!opened.ok) return err(faultTrouble(opened.error));
    if (!isNewerProgram(opened.value.head.program, this.options.program)) return opened;
    await opened.value.close();
    return err(words.newerProgram(opened.value.head.program));
  }

  /** The vault that travels in the backup, laid out by itself: wrong secrets are counted beside it, over restarts too. */
  private async vaultOf(head: BackupHead): Promise<Result<Vault, Trouble>> {
    const { userData, files } = this.options;
    const folder = join(shadowOf(userData, vaultIdOf(head.vault)), 'vault');
    const there = await readVault(folder, files);
    const known = there.ok && there.value.contents.some((one) => one.revision >= head.vault.revision);
    if (!known) {
      if (there.ok && there.value.contents.length === 0) await noTriesYet(folder, files);
      await writeVault(folder, files, head.vault);
    }
    return Vault.open({ ...this.options.vault, folder, files });
  }

  private async layDown(reader: BackupReader, vault: Vault): Promise<Result<Restored, Trouble>> {
    const { userData, files } = this.options;
    const key = reader.key(vault.sealingKeys('backup').ring);
    if (!key.ok) return err(faultTrouble(key.error));
    const shadow = shadowOf(userData, reader.head.vaultId);
    const folder = join(shadow, 'files');
    await rm(folder, { recursive: true, force: true });
    await files.makeFolder(folder);
    const sink = new FolderSink(folder, files);
    const read = await reader.read(key.value, sink).finally(() => sink.close());
    key.value.fill(0);
    if (!read.ok) return err(faultTrouble(read.error));
    const manifest: Manifest = read.value;
    const codec = sealingCodec(
      nodeSuite(vault.suite),
      () => vault.sealingKeys('files'),
      this.options.vault.random,
      NODE_SUITES,
    );
    const wrong = await wrongIn(folder, manifest, codec, files);
    if (wrong !== null) return err(words.notWhole(wrong));
    const { serial, vaultId } = reader.head;
    const laid = await layOut(userData, {
      version: 1,
      vaultId,
      serial,
      names: manifest.files.map(({ name }) => name),
    });
    if (!laid.ok) return laid;
    const { deskName, journal } = manifest;
    return ok({ deskName, entries: journal.entries, files: manifest.files.length });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turns.then(work);
    this.turns = done.catch(() => undefined);
    return done;
  }
}

const offerOf = (path: string, head: BackupHead): RestoreOffer => ({
  file: basename(path),
  at: head.at,
  program: head.program,
  clerks: head.vault.clerks.map(({ id, staffNo, name }) => ({ id, staffNo, name })),
});

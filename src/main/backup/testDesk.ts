import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState } from '#shared/backup/calls';
import type { Codec } from '#shared/codec';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import { ok } from '#shared/result';
import { draftOf } from '../../../test/faults/operations';
import { IdentityStore } from '../deskIdentity';
import { type Files, nodeFiles } from '../journal/fileLayer';
import { type Journal, openJournal } from '../journal/journal';
import { NODE_SUITES, nodeSuite } from '../vault/nodeSuite';
import { CHEAP, LI, NO_SYSTEM, openVault } from '../vault/testVault';
import type { Vault, VaultOptions } from '../vault/vault';
import { argon2 } from '../vault/wrap';
import { Backups, type BackupsOptions } from './backups';
import { Restore } from './restore';

export const PHRASE = '门前那棵老槐树今年没开花';
export const DAY_MS = 86_400_000;
export const VAULT: Omit<VaultOptions, 'folder' | 'files'> = {
  system: NO_SYSTEM,
  argon2,
  cost: CHEAP,
  random: (length) => randomBytes(length),
  now: () => new Date('2026-11-30T02:00:00.000Z'),
  ticks: () => 0,
  suite: 'std',
};

export const codecOf = (vault: Vault): Codec =>
  sealingCodec(
    nodeSuite(vault.suite),
    () => vault.sealingKeys('files'),
    (n) => randomBytes(n),
    NODE_SUITES,
  );

/** A desk's data folder with vault, journal and what lies beside it, on real files; its clock stands until it is moved. */
export class TestDesk {
  vault!: Vault;
  journal!: Journal;
  identity!: IdentityStore;
  backups!: Backups;
  now = Date.parse('2026-11-30T02:00:00.000Z');
  ticks = 0;
  idle = true;
  readonly told: BackupState[] = [];
  readonly done: string[] = [];

  constructor(
    readonly userData: string,
    readonly files: Files = nodeFiles,
    private readonly more: Partial<BackupsOptions> = {},
    private readonly vaultMore: Partial<VaultOptions> = {},
  ) {}

  /** Opens what is there, or makes it. */
  async open(): Promise<this> {
    this.vault = await openVault(join(this.userData, 'vault'), this.vaultMore);
    const signed =
      this.vault.phase() === 'absent'
        ? await this.vault.setUp({ clerk: LI, secret: PHRASE })
        : await this.vault.signIn({ id: LI.id, secret: PHRASE });
    if (!signed.ok) throw new Error(signed.error.text);
    const codec = codecOf(this.vault);
    const identity = await IdentityStore.open(this.userData, codec);
    if (!identity.ok) throw new Error(identity.error.text);
    this.identity = identity.value;
    const { device } = this.identity.current;
    const opened = await openJournal({
      folder: join(this.userData, 'journal'),
      files: nodeFiles,
      codec,
      device,
    });
    if (!opened.ok) throw new Error(opened.error.text);
    this.journal = opened.value;
    this.backups = await Backups.open({
      userData: this.userData,
      files: this.files,
      vault: this.vault,
      journal: { onDisk: () => this.journal.onDisk() },
      desk: () => this.identity.current,
      program: 'v0.1.0',
      now: () => new Date(this.now),
      ticks: () => this.ticks,
      random: (n) => randomBytes(n),
      idle: () => this.idle,
      onChange: (state) => this.told.push(state),
      onDone: (act, code) => this.done.push(`${act} ${code}`),
      ...this.more,
    });
    return this;
  }

  async accept(from: number, to: number): Promise<void> {
    for (let n = from; n <= to; n++) {
      const accepted = await this.journal.accept(draftOf(n));
      if (!accepted.ok) throw new Error(accepted.error.text);
    }
  }

  /** Files as other rooms keep them: plain by design, sealed by the desk's codec, longer than a chunk. */
  async clutter(): Promise<void> {
    await writeFile(join(this.userData, 'policy.json'), '{"version":1,"plain":"李秀英的窗口"}');
    await mkdir(join(this.userData, 'journal/evidence'), { recursive: true });
    const picture = codecOf(this.vault).seal({ jpeg: 'x'.repeat(700_000) }, 'evidence');
    await writeFile(join(this.userData, 'journal/evidence/a.cbpic'), picture);
    await mkdir(join(this.userData, 'access'), { recursive: true });
    await writeFile(join(this.userData, 'access/access.jnl'), '');
    // What a backup leaves: the window's own store, the log, the trial host's note.
    await mkdir(join(this.userData, 'chromium/Default'), { recursive: true });
    await writeFile(join(this.userData, 'chromium/Default/Cookies.json'), '{}');
    await writeFile(join(this.userData, 'host.json'), '{}');
  }

  async close(): Promise<void> {
    await this.journal.close();
  }
}

export const restoreOn = (
  userData: string,
  path: () => string | null,
  more: Partial<VaultOptions> = {},
  files: Files = nodeFiles,
): Restore =>
  new Restore({
    userData,
    files,
    vault: { ...VAULT, ...more },
    program: 'v0.1.0',
    ask: async () => ok(path()),
  });

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KeyRing } from '#shared/crypto/keyRing';
import { canonicalJson } from '#shared/json';
import { VaultContent } from '../vault/vaultFile';

/*
 * A backup (备份) is a file of frames (`journal/frames.ts`): first the head, as canonical JSON, then sealed chunks. A chunk's first byte says
 * what follows: the name of the next file, bytes of it, or the manifest, with which it ends.
 */
export const BACKUP_KIND = { magic: 'CBBKUP', version: 1 } as const;
export const BACKUP_END = '.cbbak';
/** Bytes of a file in one chunk: what is in memory at once, a few times over. */
export const CHUNK_BYTES = 256 * 1024;
export const NAME_CHUNK = 1;
export const DATA_CHUNK = 2;
export const MANIFEST_CHUNK = 3;

/**
 * What stands outside the seal: enough to say whose backup this is, and the vault, which opens by a clerk's secret alone. The vault counts
 * as it is by its own MAC, so that the county can set a secret anew in it (`npm run vault -- recover`).
 */
export const BackupHead = z.strictObject({
  format: z.literal(1),
  device: z.string().min(1).max(60),
  /** Device time, ISO text. */
  at: z.string().max(40),
  /** Rises with each backup of a desk, whatever the clock says. */
  serial: z.number().int().positive(),
  /** Version of the program that made it. */
  program: z.string().max(40),
  vaultId: z.string().max(64),
  /** The key of this backup's chunks, sealed with the vault's key for backups. */
  key: z.base64().max(1000),
  vault: VaultContent,
});
export type BackupHead = z.infer<typeof BackupHead>;

/** Which vault this is, whatever was changed in it since: by its pair of keys, which is made with it and stays. */
export const vaultIdOf = ({ inbox }: VaultContent): string =>
  createHash('sha256').update(`vault ${inbox.publicKey}`).digest('hex').slice(0, 32);

export const KEY_CONTEXT = 'backup/key/1';

/** What the seal of a chunk is bound to: head, place, and whether it is the last; no chunk can be taken out, moved or cut off. */
export function chunkContexts(head: BackupHead): (n: number, last: boolean) => string {
  const { vault: _vault, ...rest } = head;
  const hash = createHash('sha256').update(canonicalJson(rest)).digest('hex');
  return (n, last) => `backup/1/${hash}/${n}${last ? '/last' : ''}`;
}

/** The key of one run's backups as a ring. Takes the key over. */
export const contentRing = (key: Uint8Array): KeyRing => new KeyRing(1, new Map([[1, key]]));

/** `参保台备份-<desk>-<day>-<serial>.cbbak`: only files of this name are ever looked at, or taken away by the program. */
export const BACKUP_NAME = /^参保台备份-.{1,100}-\d{4}-\d{2}-\d{2}-\d{1,9}\.cbbak$/u;

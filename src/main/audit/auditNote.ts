import { z } from 'zod';
import { type AuditHead, type AuditKeys, AuditHead as Head, macOf } from '#shared/audit/entry';
import type { CryptoSuite } from '#shared/crypto/suite';
import { canonicalJson, Sha256Hex } from '#shared/json';
import { AuditAnchor } from '#shared/protocol/audit';
import type { Files } from '../journal/fileLayer';
import { replaceFile } from '../journal/replaceFile';

const NAME = 'audit-head.json';

/** What the log has to reach at least: a head it had, and the platform's last anchor. Kept beside it, so that a cut tail shows without a line. */
const Note = z.strictObject({
  version: z.literal(1),
  head: Head,
  anchor: AuditAnchor.nullable(),
  key: z.number().int().positive(),
  suite: z.enum(['std', 'gm']),
  mac: Sha256Hex,
});
export type AuditNote = Omit<z.infer<typeof Note>, 'mac' | 'version'>;

const textOf = (note: AuditNote): string => canonicalJson(note);

/** `damaged`: there, and not what the log wrote. Throws what the disk throws. */
export async function readNote(
  folder: string,
  files: Files,
  keysOf: (note: AuditNote) => { readonly suite: CryptoSuite; readonly keys: AuditKeys } | null,
): Promise<AuditNote | 'absent' | 'damaged' | 'unproven'> {
  const bytes = await files.readAll(`${folder}/${NAME}`);
  if (bytes === null) return 'absent';
  let parsed: z.infer<typeof Note>;
  try {
    parsed = Note.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return 'damaged';
  }
  const { mac, version: _version, ...note } = parsed;
  const by = keysOf(note);
  if (by === null) return 'unproven';
  return mac === macOf(by.suite, by.keys, textOf(note)) ? note : 'damaged';
}

/** Throws what the disk throws. */
export async function writeNote(
  folder: string,
  files: Files,
  note: AuditNote,
  by: { readonly suite: CryptoSuite; readonly keys: AuditKeys },
): Promise<void> {
  const file: z.infer<typeof Note> = { version: 1, ...note, mac: macOf(by.suite, by.keys, textOf(note)) };
  await replaceFile(files, folder, NAME, [Buffer.from(canonicalJson(file))]);
}

/** An empty log's head. */
export const NO_HEAD: AuditHead = { n: 0, hash: '0'.repeat(64) };

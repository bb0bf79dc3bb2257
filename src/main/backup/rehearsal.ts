import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '#shared/backup/manifest';
import type { Codec } from '#shared/codec';
import { sealingCodec } from '#shared/crypto/sealingCodec';
import type { Random } from '#shared/crypto/suite';
import type { Files } from '../journal/fileLayer';
import { openJournal } from '../journal/journal';
import { NODE_SUITES, nodeSuite } from '../vault/nodeSuite';
import type { Vault } from '../vault/vault';
import { BackupReader } from './backupReader';
import { faultTrouble } from './backupWords';
import { FolderSink } from './folderSink';
import { wholePart } from './keptFiles';

/** How a rehearsal (演练) ended; `off`: it was broken off and says nothing of the backup. */
export type Rehearsed = { readonly end: 'good' | 'bad'; readonly text: string } | { readonly end: 'off' };

export interface RehearsalJob {
  readonly path: string;
  /** Folder in which a shadow is laid out, and taken away again. */
  readonly userData: string;
  readonly files: Files;
  readonly vault: Pick<Vault, 'openCopy' | 'phase'>;
  readonly random: Random;
}

export const SHADOWS = 'rehearsal';

/**
 * Opens a backup as a restore would, by the vault that travels in it, into a shadow folder: every file against the manifest, every entry of
 * the journal by the journal's own code, head and counts against what was noted when it was made. Locking the desk breaks it off.
 */
export async function rehearse(job: RehearsalJob): Promise<Rehearsed> {
  const opened = await BackupReader.open(job.path);
  if (!opened.ok) return bad(faultTrouble(opened.error).text);
  const reader = opened.value;
  const shadow = join(job.userData, SHADOWS, randomUUID());
  const keys = job.vault.openCopy(reader.head.vault);
  try {
    if (keys === null)
      return isOpen(job) ? bad('备份里带的密钥库与本机的对不上，或被改动过，用它恢复不了。') : OFF;
    const key = reader.key(keys.ring('backup'));
    if (!key.ok) return bad(faultTrouble(key.error).text);
    await mkdir(shadow, { recursive: true, mode: 0o700 });
    const sink = new FolderSink(shadow, job.files);
    const read = await reader.read(key.value, sink, () => isOpen(job)).finally(() => sink.close());
    key.value.fill(0);
    if (!read.ok) return read.error === 'stopped' ? OFF : bad(faultTrouble(read.error).text);
    const suite = nodeSuite(reader.head.vault.suite);
    const ring = () => ({ ring: keys.ring('files'), inbox: keys.inbox });
    const codec = sealingCodec(suite, ring, job.random, NODE_SUITES);
    const wrong = await wrongIn(shadow, read.value, codec, job.files);
    // Keys that were taken away meanwhile make entries unreadable that are not.
    if (!isOpen(job)) return OFF;
    return wrong === null ? { end: 'good', text: goodText(read.value) } : bad(wrong);
  } finally {
    keys?.wipe();
    await reader.close();
    await rm(join(job.userData, SHADOWS), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** What does not agree between a folder that was laid out and its manifest, in a clerk's words; null: everything does. */
export async function wrongIn(
  folder: string,
  manifest: Manifest,
  codec: Codec,
  files: Files,
): Promise<string | null> {
  for (const { name, records } of manifest.files)
    if (records !== null && (await wholePart(join(folder, name), null)).records !== records)
      return `“${name}”里的记录数与备份清单不一致。`;
  const { journal } = manifest;
  if (!manifest.files.some(({ name }) => name === 'journal/journal.jnl'))
    return journal.entries === 0 ? null : '备份里没有流水账。';
  const opened = await openJournal({ folder: join(folder, 'journal'), files, codec, device: 'rehearsal' });
  if (!opened.ok) return opened.error.text;
  const head = opened.value.head();
  const entries = opened.value.all().length;
  await opened.value.close();
  if (entries !== journal.entries)
    return `流水账应有 ${journal.entries} 笔，备份里打得开的只有 ${entries} 笔。`;
  return head.seq === journal.seq && head.hash === journal.hash
    ? null
    : `流水账的第 ${journal.seq} 笔与备份清单不一致。`;
}

const OFF: Rehearsed = { end: 'off' };
const bad = (text: string): Rehearsed => ({ end: 'bad', text });
const isOpen = ({ vault }: RehearsalJob): boolean => vault.phase() === 'open';
const goodText = ({ journal, files }: Manifest): string =>
  `${files.length} 个文件逐个核对一致，流水账 ${journal.entries} 笔全部打开、前后衔接。`;

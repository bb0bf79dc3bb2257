import { rm } from 'node:fs/promises';
import type { Codec } from '#shared/codec';
import type { Evidence, JournalEntry } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import { type DeliveryState, itemIn } from '#shared/sync/state';
import { picturePath } from '../evidence/pictureFiles';
import { UploadLog } from '../evidence/uploadLog';
import type { Files } from '../journal/fileLayer';

export interface PictureOptions {
  /** The journal's; pictures lie in a folder within it. */
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  /** Takes a file away; one that is not there is as good. */
  readonly remove?: (path: string) => Promise<void>;
}

const pathOf = (folder: string, sha256: string): string => picturePath(`${folder}/evidence`, sha256);

const evidenceOf = (entries: readonly JournalEntry[]): Evidence[] =>
  entries.flatMap(({ content }) => (content.type === 'evidence' ? [content] : []));

/** Applied operations of which a picture (材料图片) lies here and the platform has said nothing of it: it is still to be delivered. */
export async function withWaitingPictures(
  { folder, files, codec }: PictureOptions,
  entries: readonly JournalEntry[],
  delivery: DeliveryState,
): Promise<Set<OpId>> {
  const waiting = new Set<OpId>();
  const all = evidenceOf(entries);
  if (all.length === 0) return waiting;
  const log = await UploadLog.open({ folder, files, codec });
  await log.close();
  for (const { opId, sha256 } of all) {
    const isApplied = itemIn(delivery, opId)?.outcome === 'applied';
    if (!isApplied || waiting.has(opId) || log.wordOn(opId, sha256) !== null) continue;
    if ((await files.readAll(pathOf(folder, sha256))) !== null) waiting.add(opId);
  }
  return waiting;
}

/** Takes away the pictures of operations that go; one that an operation that stays has too remains. Throws what the disk throws. */
export async function removePictures(
  { folder, files, remove = (path) => rm(path, { force: true }) }: PictureOptions,
  entries: readonly JournalEntry[],
  gone: ReadonlySet<OpId>,
): Promise<void> {
  const all = evidenceOf(entries);
  const stay = new Set(all.filter(({ opId }) => !gone.has(opId)).map(({ sha256 }) => sha256));
  const go = new Set(
    all.filter(({ opId, sha256 }) => gone.has(opId) && !stay.has(sha256)).map((one) => one.sha256),
  );
  for (const sha256 of go) await remove(pathOf(folder, sha256));
  if (go.size > 0) await files.syncFolder(`${folder}/evidence`).catch(() => undefined);
}

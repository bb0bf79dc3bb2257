import { randomBytes } from 'node:crypto';
import type { AuditAct } from '#shared/audit/act';
import { AuditEntry } from '#shared/audit/entry';
import type { LossyFiles } from '../../../test/faults/lossyFiles';
import { nodeFiles } from '../journal/fileLayer';
import { frames, header, readFrames } from '../journal/frames';
import { NO_SYSTEM } from '../vault/testVault';
import { AuditLog, type AuditOptions, FILE_ENTRIES } from './auditLog';
import { AUDIT_KIND } from './verifyLog';

export const START = Date.parse('2026-11-22T02:00:00.000Z');

/** A log in a folder, as a desk without the system's seal has it. */
export function openAudit(folder: string, more: Partial<AuditOptions> = {}): Promise<AuditLog> {
  let tick = 0;
  return AuditLog.open({
    folder,
    files: nodeFiles,
    system: NO_SYSTEM,
    random: (length) => randomBytes(length),
    now: () => new Date(START + tick++ * 1000),
    suite: () => 'std',
    clerk: () => 'clerk-1',
    fileEntries: FILE_ENTRIES,
    ...more,
  });
}

const ulidOf = (i: number): string => `01JD000000000000000000${String(i).padStart(4, '0')}`;

/** Acts of a day, `count` of them. */
export function dayOfActs(count: number): AuditAct[] {
  return Array.from({ length: count }, (_, i): AuditAct => {
    switch (i % 5) {
      case 0:
        return { act: 'signed-in', who: 'clerk-1' };
      case 1:
        return { act: 'accepted', opId: ulidOf(i) };
      case 2:
        return { act: 'exported', kind: 'roster', count: i };
      case 3:
        return { act: 'wrong-secret', who: 'clerk-2', code: 'SIGN_IN_WRONG' };
      default:
        return { act: 'locked', why: 'idle' };
    }
  });
}

/** A closed log of `count` entries, its opening included. */
export async function closedLog(
  folder: string,
  count: number,
  more: Partial<AuditOptions> = {},
): Promise<void> {
  const log = await openAudit(folder, more);
  await Promise.all(dayOfActs(count - 1).map((act) => log.note(act)));
  await log.close();
}

/** Every file of a disk by its path, to be put on another. */
export async function allFiles(disk: LossyFiles): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const path of disk.list()) files.set(path, (await disk.readAll(path)) ?? new Uint8Array());
  return files;
}

/** The records of a file of a log, as they lie. */
export const recordsIn = (bytes: Uint8Array | null | undefined): Uint8Array[] =>
  readFrames(bytes ?? new Uint8Array(), AUDIT_KIND).records.map(({ content }) => content);

/** A file of a log with these records, each sound as a frame. */
export const fileOf = (records: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([header(AUDIT_KIND), frames(records)]);

export const entryIn = (record: Uint8Array | undefined): AuditEntry =>
  AuditEntry.parse(JSON.parse(Buffer.from(record ?? []).toString()));

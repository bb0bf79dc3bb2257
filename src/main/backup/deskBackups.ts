import { randomBytes } from 'node:crypto';
import { app } from 'electron';
import type { BackupState } from '#shared/backup/calls';
import type { AuditWriter } from '../audit/auditLog';
import { nodeFiles } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import type { Vault } from '../vault/vault';
import { Backups } from './backups';

/** So long nothing was accepted: a backup or its rehearsal is in nobody's way. */
const IDLE_MS = 60_000;

export interface DeskBackupsParts {
  readonly userData: string;
  readonly vault: Vault;
  readonly journal: Journal;
  readonly desk: () => { readonly device: string; readonly name: string };
  /** Device time. */
  readonly now: () => number;
  readonly audit: AuditWriter | null;
  readonly onChange: (state: BackupState) => void;
}

/** The backups of a real desk: nobody is disturbed while work is accepted, and what came of each is in the audit log. */
export function openDeskBackups(parts: DeskBackupsParts): Promise<Backups> {
  const { userData, vault, journal, desk, now, audit, onChange } = parts;
  let workedAt = performance.now();
  journal.onAppended(() => {
    workedAt = performance.now();
  });
  return Backups.open({
    userData,
    files: nodeFiles,
    vault,
    journal,
    desk,
    program: `v${app.getVersion()}`,
    now: () => new Date(now()),
    ticks: () => performance.now(),
    random: randomBytes,
    idle: () => performance.now() - workedAt >= IDLE_MS,
    onChange,
    onDone: (act, code) => void audit?.note({ act, code }),
  });
}

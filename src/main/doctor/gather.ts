import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { WebContents } from 'electron';
import type { DoctorFacts } from '#shared/doctor/facts';
import { PROTOCOL } from '#shared/protocol/messages';
import { theBook } from '#shared/rules/book';
import type { Acceptance } from '../acceptance/acceptance';
import type { AuditLog } from '../audit/auditLog';
import type { Backups } from '../backup/backups';
import type { Journal } from '../journal/journal';
import type { Policies } from '../policy/policies';
import type { Readers } from '../readers/readers';
import type { Vault } from '../vault/vault';

export interface DoctorParts {
  readonly userData: string;
  readonly journal: Pick<Journal, 'head' | 'all'>;
  readonly acceptance: Pick<Acceptance, 'standing'>;
  readonly policies: Pick<Policies, 'state'>;
  readonly readers: Pick<Readers, 'state'>;
  /** Null: practice. */
  readonly backups: Pick<Backups, 'state'> | null;
  readonly vault: Pick<Vault, 'hasRecovery' | 'suite'> | null;
  /** The window, which knows the printers; null: closed. */
  readonly contents: () => Pick<WebContents, 'getPrintersAsync'> | null;
  /** The platform's time as last heard, ms. */
  readonly heardAt: () => number | null;
  /** Null: practice. */
  readonly audit: Pick<AuditLog, 'state'> | null;
  readonly version: string;
  readonly mode: DoctorFacts['program']['mode'];
  /** The day does not follow the clock. */
  readonly fixed: boolean;
  readonly now: () => Date;
}

/** What the main process can tell of the station. What cannot be found out is null: not knowing is no failure. */
export async function gather(parts: DoctorParts): Promise<DoctorFacts> {
  const { journal, acceptance, policies, readers, backups, vault } = parts;
  const { figures, limits, clock } = acceptance.standing();
  const policy = policies.state();
  const heard = parts.heardAt();
  const { finding } = journal.head();
  return {
    at: parts.now().toISOString(),
    disk: await disk(parts.userData),
    clock: {
      offsetMs: clock?.offsetMs ?? null,
      heardAt: heard === null ? null : new Date(heard).toISOString(),
      fixed: parts.fixed,
    },
    printers: await printers(parts.contents),
    reader: (await readers.state()).state,
    journal: { entries: journal.all().length, finding: finding?.code ?? null },
    queue: {
      count: figures.backlog,
      oldestAt: figures.oldestAt,
      warnHours: limits.backlogAgeHours.warn,
      stopHours: limits.backlogAgeHours.stop,
    },
    policy: {
      version: policy.version,
      confirmedAt: policy.confirmedAt ?? figures.policyAt,
      refused: policy.trouble !== null,
      warnHours: limits.policyAgeHours.warn,
    },
    backup: backups && backupFacts(backups),
    vault: vault && { hasRecovery: vault.hasRecovery(), suite: vault.suite },
    audit: parts.audit && auditFacts(parts.audit),
    memory: { total: totalmem(), program: process.memoryUsage().rss },
    program: { version: parts.version, protocol: PROTOCOL, rulebook: theBook.version, mode: parts.mode },
    system: `${process.platform} ${process.arch}`,
  };
}

/** Where backups lie names a person on many machines: it stays here. */
function backupFacts(backups: Pick<Backups, 'state'>): DoctorFacts['backup'] {
  const { chosen, last, rehearsal, trouble } = backups.state();
  return {
    lastAt: last?.at ?? null,
    chosen: chosen !== null,
    trouble: trouble?.code ?? null,
    rehearsedAt: rehearsal?.at ?? null,
    rehearsal: rehearsal === null ? 'none' : rehearsal.good ? 'good' : 'bad',
  };
}

function auditFacts(log: Pick<AuditLog, 'state'>): DoctorFacts['audit'] {
  const { findings, anchoring, anchor, trouble } = log.state();
  const whole = findings.length === 0 && trouble === null && anchoring !== 'contradicted';
  return { whole, anchoredAt: anchor?.at ?? null };
}

async function disk(folder: string): Promise<DoctorFacts['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}

/** A host that cannot tell throws; so may a driver. */
async function printers(contents: DoctorParts['contents']): Promise<DoctorFacts['printers']> {
  try {
    return (await contents()?.getPrintersAsync())?.length ?? null;
  } catch {
    return null;
  }
}

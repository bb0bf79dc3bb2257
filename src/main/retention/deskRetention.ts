import type { Trouble } from '#shared/host';
import type { PolicyKey } from '#shared/policy/bundle';
import { ok, type Result } from '#shared/result';
import type { DeskLimits } from '#shared/sync/limits';
import { NoteStore } from '../acceptance/deskNotes';
import type { AuditWriter } from '../audit/auditLog';
import { wasRestored } from '../backup/finishRestore';
import { openJournal } from '../journal/journal';
import type { JournalOptions } from '../journal/neighbours';
import { Policies } from '../policy/policies';
import { Highest } from '../update/highest';
import { type Kept, openKept } from './openKept';

export interface DeskRetentionOptions {
  readonly userData: string;
  readonly journal: JournalOptions;
  /** The pinned key of the desk's platform; null: none was told. */
  readonly policyKey: PolicyKey | null;
  /** Null: practice, whose people are invented and of which nothing is let go of. */
  readonly audit: AuditWriter | null;
}

/** The journal of this desk, once what is due was let go of; at a sign-in, before anything else works with it. */
export async function openDeskJournal(options: DeskRetentionOptions): Promise<Result<Kept, Trouble>> {
  const { userData, journal, audit } = options;
  if (audit === null) {
    const opened = await openJournal(journal);
    return opened.ok ? ok({ journal: opened.value, trouble: null }) : opened;
  }
  const kept = await openKept({
    journal,
    limits: () => limitsOnDisk(options),
    heardAt: (await NoteStore.open(journal.folder)).current.heardAt,
    restored: await wasRestored(userData),
    note: (did) => audit.note(did),
  });
  if (kept.ok && kept.value.trouble) void audit.note({ act: 'finding', code: kept.value.trouble.code });
  return kept;
}

/** Null where a policy was in use here and is not on the disk as it was: it may want things kept longer than the standing limits do. */
async function limitsOnDisk({
  userData,
  journal: { folder, files, codec, now = Date.now },
  policyKey,
}: DeskRetentionOptions): Promise<DeskLimits | null> {
  const highest = await Highest.open({ folders: [userData, folder], files, codec });
  const policies = await Policies.open({
    folder: userData,
    highest,
    key: () => policyKey,
    pin: async () => null,
    fetch: async () => null,
    now,
    onChange: () => undefined,
  });
  const { version, trouble } = policies.state();
  const isLost = version === null && policyKey !== null && highest.policy(policyKey) !== null;
  return trouble !== null || isLost ? null : policies.limits();
}

import type { AuditAct } from '#shared/audit/act';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import { dueOperations } from '#shared/retention/due';
import { moment } from '#shared/retention/settledBy';
import { type DeskLimits, retentionMs } from '#shared/sync/limits';
import { stateAtStart } from '#shared/sync/state';
import { DELIVERY_FILE, VerdictLog } from '../delivery/verdictLog';
import { systemCode } from '../journal/fileLayer';
import { JOURNAL_FILE, type Journal, openJournal } from '../journal/journal';
import type { JournalOptions } from '../journal/neighbours';
import { isSameChain, withoutBodies } from './buried';
import { forgetLines } from './forgetLines';
import { type PictureOptions, removePictures, withWaitingPictures } from './pictures';
import { PurgeNotes } from './purgeNotes';
import { rewriteRecords, soundRecords } from './rewriteRecords';

const DAY_MS = 86_400_000;

export interface RetentionOptions {
  readonly journal: JournalOptions;
  /** The limits of the policy in use; null where it cannot be told for sure which that is: then nothing is due. */
  readonly limits: () => Promise<DeskLimits | null>;
  /** The platform's time as last heard, ms; null: never, and then nothing is due. */
  readonly heardAt: number | null;
  /** The first start after a backup was restored: what it has as settled is looked at once delivery has caught up. */
  readonly restored: boolean;
  readonly note: (did: AuditAct) => Promise<boolean>;
  readonly remove?: PictureOptions['remove'];
}

/** The journal as the desk works with it, and what stood in the way of letting go of what is due; null: nothing did. */
export interface Kept {
  readonly journal: Journal;
  readonly trouble: Trouble | null;
}

/**
 * Opens the journal, and lets go of what was settled longer ago than the policy wants it kept (到期清除) before anything else works with
 * it. What is due is noted first, then the pictures go, then the journal is replaced by one with tombstones and the same head, then
 * verdicts, papers and the rest beside it: a power cut at any moment leaves a good journal, and the next opening finishes it.
 */
export async function openKept(options: RetentionOptions): Promise<Result<Kept, Trouble>> {
  const { folder, files, codec } = options.journal;
  const notes = await PurgeNotes.open({ folder, files, codec });
  const open = () => openJournal({ ...options.journal, purged: notes.purged });
  const opened = await open();
  if (!opened.ok) {
    await notes.close();
    return opened;
  }
  let journal = opened.value;
  let trouble: Trouble | null = null;
  try {
    const done = await letGo(options, notes, journal);
    if (done === 'nothing') return ok({ journal, trouble });
    if (done !== 'replaced') trouble = done;
  } catch (error) {
    trouble = unfinished(systemCode(error));
  } finally {
    await notes.close();
  }
  // Whatever lies there now, and what was noted of it.
  await journal.close();
  const again = await open();
  if (!again.ok) return again;
  journal = again.value;
  return ok({ journal, trouble });
}

/** Throws what the disk throws. */
async function letGo(
  options: RetentionOptions,
  notes: PurgeNotes,
  journal: Journal,
): Promise<'nothing' | 'replaced' | Trouble> {
  const { folder, files, codec } = options.journal;
  const entries = journal.all();
  // A journal in which something is wrong is shown to people first, and stays as it was found.
  if (journal.head().finding !== null || options.restored) return 'nothing';
  const fresh = await dueNow(options, entries);
  if (fresh !== null && fresh.opIds.length > 0) {
    const noted = await notes.intend(fresh.opIds, fresh.days, fresh.now);
    if (!noted.ok) return unfinished(noted.error.code);
  }
  const { opIds, days } = notes.unfinished;
  if (opIds.length === 0) return 'nothing';
  const gone = new Set<OpId>(opIds);
  const { remove } = options;
  await removePictures({ folder, files, codec, ...(remove ? { remove } : {}) }, entries, gone);
  await rewriteRecords(
    files,
    { folder, ...JOURNAL_FILE },
    withoutBodies(codec, gone),
    isSameChain(codec, gone, journal.head()),
  );
  await forgetLines({ folder, files, codec }, gone);
  await options.note({ act: 'purged', count: opIds.length, days });
  const done = await notes.done();
  return done.ok ? 'replaced' : unfinished(done.error.code);
}

/** What is due by the policy and by both clocks; null where that cannot be told. */
async function dueNow(
  options: RetentionOptions,
  entries: readonly JournalEntry[],
): Promise<{ readonly opIds: OpId[]; readonly days: number; readonly now: number } | null> {
  const { folder, files, codec, now: deviceNow = Date.now } = options.journal;
  const { heardAt } = options;
  if (heardAt === null) return null;
  // A device clock that was set forward counts for nothing; a platform's word from the future is not believed either.
  const now = Math.min(heardAt, deviceNow());
  const limits = await options.limits();
  if (limits === null) return null;
  const until = now - retentionMs(limits);
  if (!entries.some((entry) => mayBeDue(entry, until))) return null;
  // Only a log that is whole is asked: it is made, mended and doubted where delivery opens it.
  if ((await soundRecords(files, { folder, ...DELIVERY_FILE })) === null) return null;
  const log = await VerdictLog.open({ folder, files, codec });
  await log.close();
  const verdicts = log.decided();
  const delivery = stateAtStart(entries, verdicts, log.sent(), log.chain(), log.bags.all());
  const needed = await withWaitingPictures({ folder, files, codec }, entries, delivery);
  const opIds = dueOperations({ entries, delivery, verdicts, needed, until });
  return { opIds, days: Math.round(retentionMs(limits) / DAY_MS), now };
}

/** A look at what an entry says of itself, before verdicts are read for it. */
const mayBeDue = (entry: JournalEntry, until: number): boolean => {
  if (entry.content.type !== 'operation') return false;
  const at = moment(entry.at.platform ?? entry.at.device);
  return at !== null && at <= until;
};

const unfinished = (code: string): Trouble => ({
  code: 'PURGE_UNFINISHED',
  text: `到期业务没有清除完（${code}），已保存的业务都在，办理和上传不受影响。下次登录时会接着清除；一直这样时请管理员检查磁盘。`,
});

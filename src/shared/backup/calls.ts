import { z } from 'zod';
import { result, Trouble } from '../trouble';

const none = z.strictObject({});

/** The newest backup (备份) that was written, read back and found whole. */
export const LastBackup = z.strictObject({
  /** Device time, ISO text. */
  at: z.string(),
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Entries of the journal in it. */
  entries: z.number().int().nonnegative(),
});

/** The newest rehearsal (演练): a backup opened as for a restore, and held against its manifest. */
export const LastRehearsal = z.strictObject({
  at: z.string(),
  file: z.string(),
  good: z.boolean(),
  /** What was counted, or what is wrong, in a clerk's words. */
  text: z.string(),
});

export const BackupState = z.strictObject({
  /** `off`: practice, or a desk without a vault, of which nothing can be sealed. */
  phase: z.enum(['off', 'rest', 'making', 'rehearsing']),
  /** Where the next one goes. */
  folder: z.string(),
  /** What the administrator chose (memory stick, second disk); null: within the data folder. */
  chosen: z.string().nullable(),
  last: LastBackup.nullable(),
  rehearsal: LastRehearsal.nullable(),
  /** Why the last attempt failed or went elsewhere; null: all is well. */
  trouble: Trouble.nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

/** Of practice (练习), which keeps none. */
export const NO_BACKUPS: BackupState = {
  phase: 'off',
  folder: '',
  chosen: null,
  last: null,
  rehearsal: null,
  trouble: null,
};

/** A backup that was chosen to be restored (恢复), as its outside tells. */
export const RestoreOffer = z.strictObject({
  file: z.string(),
  at: z.string(),
  program: z.string(),
  /** Who may open it. */
  clerks: z.array(z.strictObject({ id: z.string(), staffNo: z.string(), name: z.string() })),
});
export type RestoreOffer = z.infer<typeof RestoreOffer>;

export const Restored = z.strictObject({
  deskName: z.string(),
  entries: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
});
export type Restored = z.infer<typeof Restored>;

export const BACKUP_CALLS = {
  'backup/state': { ask: none, answer: BackupState },
  'backup/now': { ask: none, answer: result(BackupState) },
  'backup/rehearse': { ask: none, answer: result(BackupState) },
  /** Asks for a folder; `unset`: within the data folder again. By an administrator. */
  'backup/folder': { ask: z.strictObject({ unset: z.boolean() }), answer: result(BackupState) },
  /** Before there is a vault: asks for a backup; null: the dialog was closed. */
  'restore/choose': { ask: none, answer: result(RestoreOffer.nullable()) },
  /** Opens what was chosen with a clerk's secret and lays everything out; the program then starts again on it. */
  'restore/open': {
    ask: z.strictObject({ id: z.string().min(1).max(40), secret: z.string().max(400) }),
    answer: result(Restored),
  },
} as const;

import { z } from 'zod';
import {
  AccessEntry,
  AccessReason,
  CountedPaper,
  MaskedField,
  PaperWay,
  RevealedRecord,
} from './access/access';
import { AUDIT_CALLS } from './audit/calls';
import { BACKUP_CALLS, BackupState } from './backup/calls';
import { MAX_DELIVERED_BYTES } from './bag/content';
import { ErrorBook } from './batch/errorBook';
import { GridSheet, WORKBOOK_LIMITS } from './batch/grid';
import { CampaignLine } from './campaign/campaignLine';
import { DOCTOR_CALLS } from './doctor/facts';
import { CivilDate } from './domain/civilDate';
import { Finding, JournalEntry, Resolution, Withdrawal } from './domain/journalEntry';
import { OperationDraft, OpId } from './domain/operation';
import { Jurisdiction } from './domain/region';
import { EvidenceRef, EvidenceRefs } from './evidence/evidence';
import { base64Length, EVIDENCE_LIMITS } from './evidence/limits';
import { EvidenceStanding, EvidenceStatus } from './evidence/uploads';
import { Sha256Hex } from './json';
import { ListLine } from './lists/record';
import { Employee } from './migration/employees';
import { MIGRATION_LIMITS, PAGE_PEOPLE } from './migration/limits';
import { MigrationPerson } from './migration/person';
import { MigrationReport } from './migration/report';
import { Paper } from './papers/paper';
import { PlainBook } from './plainSheet';
import { PolicyKey } from './policy/bundle';
import { LessonCode, PracticeState, PracticeTrouble } from './practice/practice';
import { WaitingForReview } from './protocol/messages';
import { AnyFeedPage } from './protocol/newer';
import { Verdict } from './protocol/verdict';
import { CardRead } from './readers/card';
import { ReaderSetting, ReaderState } from './readers/setting';
import { RejectDictionary } from './rejects/dictionary';
import { UnknownReply } from './rejects/unknown';
import { ReviewPolicy } from './review/policy';
import { RolloverLine } from './rollover/record';
import { Roster } from './roster';
import { RosterBook } from './rosterBook';
import { ReturnLine } from './rosterReturn/recorded';
import { DeskLimits } from './sync/limits';
import { DeskStanding } from './sync/standing';
import { result, Trouble } from './trouble';
import { UPDATE_CALLS } from './update/calls';
import { VAULT_CALLS, VaultState } from './vault/calls';

/**
 * What the window may ask of the desktop: one contract, a schema both ways for each call. Both sides parse with it
 * (`src/main/ipcDoor.ts`, `src/renderer/desktop.ts`); a call that is not here does not exist.
 */

export { Trouble };

/** How the line to the platform stands, from the platform's last answer (SY10), never from what the system says of the network. */
export const NetworkState = z.strictObject({
  state: z.enum(['never', 'online', 'offline']),
  /** Platform time-stamped last good answer; null: there never was one. */
  lastAnswerAt: z.string().nullable(),
  /** When the line was found to be down, device time; null while online. */
  offlineSince: z.string().nullable(),
  /** What the last failed attempt met, in a clerk's words. */
  trouble: Trouble.nullable(),
});
export type NetworkState = z.infer<typeof NetworkState>;

/** Desk states of an operation that main knows (SY): everything else is derived from verdicts and journal. */
export const OperationDelivery = z.strictObject({
  opId: OpId,
  seq: z.number().int().positive(),
  state: z.enum([
    'queued',
    'sending',
    'held',
    'exported',
    /** A second clerk has to re-check it: on this desk before it was ever sent, else at the platform. */
    'waiting-review',
    /** The second clerk returned it. */
    'returned',
    'settled',
    'quarantined',
    'withdrawn',
    'superseded',
  ]),
  /** The unsettled or refused operation that holds this one back. */
  heldBy: OpId.nullable(),
  /** Since this start. */
  attempts: z.number().int().nonnegative(),
  lastAttemptAt: z.string().nullable(),
  /** When it was first handed to the line, device time; absent where that was not noted. */
  firstSentAt: z.string().optional(),
  /** Attempts that came to nothing, those before this start too: how many, when last (device time), and what was met, in the platform's own words where it spoke. */
  failed: z.strictObject({ times: z.number().int().positive(), at: z.string(), met: Trouble }).optional(),
  /** Number of the bag (离线包) it was last put into; not there when it is in none. */
  bag: z.number().int().positive().optional(),
  /** It was tried, and certainly nothing of it has left this machine. */
  unsent: z.boolean().optional(),
});
export type OperationDelivery = z.infer<typeof OperationDelivery>;

/** How this desk's chain stands beside the platform's copy of it (SY11). */
export const ChainStanding = z.strictObject({
  /** `copied`: another desk went on from this chain; `behind`: entries are being fetched; `forked`: a new epoch is needed. */
  state: z.enum(['unknown', 'whole', 'copied', 'behind', 'forked']),
  epoch: z.number().int().positive(),
  /** Whether operations are accepted as far as the chain is concerned. */
  accepts: z.boolean(),
  /** What is the matter and what to do, in a clerk's words; null when nothing is. */
  text: z.string().nullable(),
  /** How many entries the journal has; a window that knows fewer reads the rest. */
  entries: z.number().int().nonnegative(),
  /** Numbers of operations of which nothing is left: lost unsent with what a backup replaced. */
  lost: z.array(z.number().int().positive()),
});
export type ChainStanding = z.infer<typeof ChainStanding>;

export const DeliveryStatus = z.strictObject({
  network: NetworkState,
  /** Device time of the next attempt; null when nothing is waiting. */
  nextAttemptAt: z.string().nullable(),
  queued: z.number().int().nonnegative(),
  held: z.number().int().nonnegative(),
  /** Operations that travel in bags (SY17); the line does not send them. */
  exported: z.number().int().nonnegative().optional(),
  /** Operations that wait for a second clerk's re-check, here or at the platform. */
  reviewing: z.number().int().nonnegative().optional(),
  /** Number of stored verdicts; a window that has read fewer asks for the rest. */
  verdicts: z.number().int().nonnegative(),
  /** Sign-in or upgrade needed before delivery can go on. */
  paused: Trouble.nullable(),
  chain: ChainStanding.optional(),
});
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const StoredVerdict = z.strictObject({ n: z.number().int().positive(), verdict: Verdict });
export type StoredVerdict = z.infer<typeof StoredVerdict>;

const Clerk = z.strictObject({ id: z.string(), name: z.string() });

export const DeskState = z.strictObject({
  version: z.string(),
  /** `trial`: an embedded platform with the invented sample township; `platform`: a registered desk; `new`: not registered yet. */
  mode: z.enum(['trial', 'platform', 'new']),
  /** The business day the desk starts from; fixed in trial mode so that the sample's dates hold. */
  today: CivilDate,
  todayIsFixed: z.boolean(),
  device: z.string().nullable(),
  deviceName: z.string().nullable(),
  /** The clerk signed in. */
  clerk: Clerk,
  /** Everybody who works at this desk; absent: nobody but the clerk signed in. */
  clerks: z.array(Clerk).optional(),
  jurisdiction: Jurisdiction.nullable(),
  platformUrl: z.string().nullable(),
  locked: z.boolean(),
  /** Practice (练习): a desk of its own on an invented village, that reaches no other platform than its own. */
  practice: z.literal(true).optional(),
});
export type DeskState = z.infer<typeof DeskState>;

/** The policy in use (政策包): what refusals mean, how far this desk may run ahead. */
export const PolicyState = z.strictObject({
  /** Null: what the program came with. */
  version: z.number().int().positive().nullable(),
  /** Device time at which the platform last gave it; null with `version`. */
  confirmedAt: z.string().nullable(),
  /** The pinned key that signs policies; null: none was told. */
  key: PolicyKey.nullable(),
  dictionary: RejectDictionary,
  limits: DeskLimits,
  /** What a second clerk re-checks; absent: nothing. */
  review: ReviewPolicy.optional(),
  /** Why a newer one is not used. */
  trouble: Trouble.nullable(),
});
export type PolicyState = z.infer<typeof PolicyState>;

/** What was found when the journal file was opened, in words for the clerk; null when all was well. */
export const JournalHead = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: Sha256Hex,
  finding: Trouble.nullable(),
  /** Operations of which the file has a tombstone only; a window that still has one gives it back. */
  lost: z.array(z.number().int().positive()).optional(),
  /** How many entries were let go of (到期清除); a window that has other bodies lets go of them too. Absent: none. */
  purged: z.number().int().positive().optional(),
});

const none = z.strictObject({});

/** A bag (离线包) that is out: how many of its operations have no answer yet. */
const BagOut = z.strictObject({
  number: z.number().int().positive(),
  madeAt: z.string(),
  operations: z.number().int().positive(),
});
/** What a bag made now would hold, and which bags are out. */
export const BagPlan = z.strictObject({
  number: z.number().int().positive(),
  operations: z.number().int().nonnegative(),
  /** Of these, how many go along that are in an earlier bag already. */
  again: z.number().int().nonnegative(),
  /** Size of the operations, bytes; the file is about twice as large. */
  bytes: z.number().int().nonnegative(),
  /** What has to stay: held, in the middle of a saga, or no room. */
  left: z.number().int().nonnegative(),
  /** Why no bag can be made at all; null when one can. */
  trouble: Trouble.nullable(),
  out: z.array(BagOut),
});
export type BagPlan = z.infer<typeof BagPlan>;
/** Characters; a notice has some thousand, the answer to a case as JSON some ten thousand. */
export const MAX_COPIED = 500_000;
/** Bags are files of text; more is none, or was altered. */
const BagText = z.string().max(MAX_DELIVERED_BYTES);

/** A workbook as it crosses: Base64. */
const OldFile = z.strictObject({
  fileName: z.string().min(1).max(300),
  data: z.string().max(base64Length(MIGRATION_LIMITS.bytes)),
});

/** A picture as it crosses: Base64. */
const PictureText = z.base64().max(base64Length(EVIDENCE_LIMITS.bytes));

/** What a colleague's word for one file is known by (`access/vouch`); absent: nobody was asked. */
const GrantId = z.uuid().optional();

export const HOST_CALLS = {
  'desk/state': { ask: none, answer: DeskState },
  'desk/lock': { ask: none, answer: DeskState },
  'desk/unlock': { ask: none, answer: result(DeskState) },
  /** Puts somebody on the list of this desk's clerks. */
  'clerk/add': { ask: z.strictObject({ name: z.string().max(60) }), answer: result(DeskState) },
  /** Another clerk sits down. A locked desk is unlocked with it. */
  'clerk/signIn': { ask: z.strictObject({ id: z.string().max(40) }), answer: result(DeskState) },
  'desk/register': {
    ask: z.strictObject({ url: z.string().max(300), code: z.string().max(60), name: z.string().max(60) }),
    answer: result(DeskState),
  },
  /** Whether new work is accepted, and why not (SY14 to SY16). The window tells how old its mirror is and on which day it works. */
  'desk/standing': {
    ask: z.strictObject({ mirrorAsOf: z.string().max(40).nullable(), day: CivilDate.nullable() }),
    answer: DeskStanding,
  },
  /** The clerk has looked at date and time of the computer and found them right (SY15). */
  'desk/confirmClock': { ask: none, answer: result(DeskStanding) },
  'journal/head': { ask: none, answer: JournalHead },
  'journal/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }),
    answer: z.strictObject({ entries: z.array(JournalEntry) }),
  },
  /**
   * Appends and fsyncs; the answer is the commit (已保存). The same opId and body again gives the stored entry. `pictures` stand in
   * the same commit.
   */
  'journal/accept': {
    ask: z.strictObject({ draft: OperationDraft, pictures: EvidenceRefs.optional() }),
    answer: result(JournalEntry),
  },
  /** All steps of a saga (联办) in one commit, or none (SY20). */
  'journal/acceptSaga': {
    ask: z.strictObject({ drafts: z.array(OperationDraft).min(2).max(20) }),
    answer: result(z.array(JournalEntry)),
  },
  'journal/settle': {
    ask: z.strictObject({ settle: z.discriminatedUnion('type', [Withdrawal, Resolution]) }),
    answer: result(JournalEntry),
  },
  /** What ends a saga (联办) before it is whole: what takes its applied steps back, and what closes the others; all of it or nothing. */
  'journal/endSaga': {
    ask: z.strictObject({
      reversals: z.array(OperationDraft).max(20),
      settles: z.array(z.discriminatedUnion('type', [Withdrawal, Resolution])).max(40),
    }),
    answer: result(z.array(JournalEntry)),
  },
  /** The word of the clerk signed in on an operation somebody else entered (复核); of a saga (联办) on all its steps. */
  'journal/recheck': {
    ask: z.strictObject({
      opId: OpId,
      outcome: z.enum(['accepted', 'returned']),
      reason: z.string().max(500),
      /** Business day, for the rules. */
      day: CivilDate,
    }),
    answer: result(z.array(JournalEntry)),
  },
  /** What other desks entered and the platform keeps for a second clerk's re-check. */
  'review/queue': { ask: none, answer: result(z.strictObject({ waiting: z.array(WaitingForReview) })) },
  /** The word of the clerk signed in on such an operation. */
  'review/say': {
    ask: z.strictObject({
      opId: OpId,
      bodyHash: Sha256Hex,
      outcome: z.enum(['accepted', 'returned']),
      reason: z.string().max(500),
    }),
    answer: result(z.strictObject({ verdict: Verdict })),
  },
  /** What the clerk found of two records that may be of one person (疑似重复). */
  'journal/finding': {
    ask: z.strictObject({ finding: Finding.omit({ clerk: true }) }),
    answer: result(JournalEntry),
  },
  /** Keeps a picture of a document (材料图片; a JPEG in Base64) durably and sealed; it belongs to nothing yet. */
  'evidence/keep': {
    ask: z.strictObject({ data: PictureText }),
    answer: result(EvidenceRef.pick({ sha256: true, bytes: true })),
  },
  /** Takes a kept picture away that no operation has; one that has is left alone. */
  'evidence/discard': { ask: z.strictObject({ sha256: Sha256Hex }), answer: none },
  /** A picture that no operation has yet, for the clerk who is filling in the form. */
  'evidence/preview': {
    ask: z.strictObject({ sha256: Sha256Hex }),
    answer: result(z.strictObject({ data: PictureText })),
  },
  /** Gives an accepted operation pictures that were taken after it. */
  'evidence/attach': {
    ask: z.strictObject({ opId: OpId, pictures: EvidenceRefs.min(1) }),
    answer: result(z.array(JournalEntry)),
  },
  /** A picture of an operation of this desk, noted with its reason before it is given (查看记录). */
  'evidence/look': {
    ask: z.strictObject({ opId: OpId, sha256: Sha256Hex, reason: AccessReason }),
    answer: result(z.strictObject({ data: PictureText })),
  },
  /** Where the pictures of an operation are on their way to the platform. */
  'evidence/states': {
    ask: z.strictObject({ opId: OpId }),
    answer: z.strictObject({ pictures: z.array(EvidenceStanding) }),
  },
  'evidence/status': { ask: none, answer: EvidenceStatus },
  /** Pictures of an operation that the platform refused, or that were lost, are tried once more. */
  'evidence/again': { ask: z.strictObject({ opId: OpId }), answer: result(none) },
  /** Gives back to the file what only the window's store still has, in order, chain checked. */
  'journal/restore': {
    ask: z.strictObject({ entries: z.array(JournalEntry).max(500) }),
    answer: result(z.strictObject({ restored: z.number().int().nonnegative() })),
  },
  'delivery/status': { ask: none, answer: DeliveryStatus },
  'delivery/operations': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }),
    answer: z.strictObject({ operations: z.array(OperationDelivery) }),
  },
  'delivery/verdicts': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(200) }),
    answer: z.strictObject({ verdicts: z.array(StoredVerdict) }),
  },
  /** 立即同步: skips the delay, not the order. */
  'delivery/now': { ask: none, answer: DeliveryStatus },
  /** 另起一段流水: a desk whose chain forked begins a history of its own and accepts again. */
  'delivery/newEpoch': { ask: none, answer: result(DeliveryStatus) },
  'bag/plan': { ask: none, answer: BagPlan },
  /** 导出离线包: of what is queued, or of a bag that was lost (`again`). `path` null: the clerk closed the dialog. */
  'bag/export': {
    ask: z.strictObject({ again: z.number().int().positive().nullable() }),
    answer: result(
      z.strictObject({
        path: z.string().nullable(),
        number: z.number().int().positive(),
        operations: z.number().int().nonnegative(),
      }),
    ),
  },
  /** 收回: its operations go by the line again; a copy that arrives all the same does no harm. */
  'bag/takeBack': {
    ask: z.strictObject({ number: z.number().int().positive() }),
    answer: result(z.strictObject({ operations: z.number().int().nonnegative() })),
  },
  /** 代送: hands another desk's bag to the platform and saves the answer bag. */
  'bag/deliver': {
    ask: z.strictObject({ bag: BagText }),
    answer: result(
      z.strictObject({
        path: z.string().nullable(),
        number: z.number().int().positive(),
        operations: z.number().int().nonnegative(),
      }),
    ),
  },
  /** 读入答复包. */
  'bag/read': {
    ask: z.strictObject({ bag: BagText }),
    answer: result(
      z.strictObject({
        number: z.number().int().positive(),
        settled: z.number().int().nonnegative(),
        /** Of these, not applied: they wait for the clerk. */
        failed: z.number().int().nonnegative(),
        /** Undecided: they go by the line, or into the next bag. */
        back: z.number().int().nonnegative(),
        missing: z.array(z.number().int().positive()),
      }),
    ),
  },
  /** What clerks wrote of replies nobody has explained, by the reply's key. */
  'replies/notes': {
    ask: none,
    answer: z.strictObject({ notes: z.array(z.strictObject({ key: Sha256Hex, text: z.string() })) }),
  },
  'replies/note': {
    ask: z.strictObject({ key: Sha256Hex, text: z.string().max(500) }),
    answer: result(none),
  },
  /** Writes replies nobody has explained where the clerk says, for whoever keeps the dictionary. */
  'replies/save': {
    ask: z.strictObject({ replies: z.array(UnknownReply).max(2000), fileName: z.string().min(1).max(120) }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Papers handed out (SY19), as the file beside the journal has them, in the order of their first printing. */
  'papers/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) }),
    answer: z.strictObject({ papers: z.array(Paper) }),
  },
  /** Notes a paper durably; only then may it be printed. */
  'papers/put': { ask: z.strictObject({ paper: Paper }), answer: result(none) },
  'policy/current': { ask: none, answer: PolicyState },
  'platform/feed': {
    ask: z.strictObject({ cursor: z.string().max(200), limit: z.number().int().min(1).max(2000) }),
    answer: result(AnyFeedPage),
  },
  /** Writes the diagnostics (诊断包) where the clerk says: versions, counts and states, no personal data. */
  'diagnostics/save': { ask: none, answer: result(z.strictObject({ path: z.string().nullable() })) },
  /** Notes that somebody's number is about to be shown, who asked and why (查看记录); only then may it be shown (HH20). */
  'access/reveal': {
    ask: z.strictObject({ of: RevealedRecord, field: MaskedField, reason: AccessReason }),
    answer: result(none),
  },
  /** What the clerk at the desk looked at and printed, the last first; `before`: a line's number, null from the end. */
  'access/mine': {
    ask: z.strictObject({
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    answer: z.strictObject({ entries: z.array(AccessEntry), more: z.boolean() }),
  },
  /** A colleague gives their own secret for one file with many whole numbers (两人授权). */
  'access/vouch': {
    ask: z.strictObject({ id: z.string().max(40), secret: z.string().max(300), purpose: AccessReason }),
    answer: result(z.strictObject({ grant: z.uuid() })),
  },
  /** How the card reader (读卡器) of this machine stands, told before anybody presses 读卡. Asks nothing of the reader. */
  'reader/state': { ask: none, answer: ReaderState },
  /** Which reader stands at this machine; null: none. */
  'reader/choose': {
    ask: z.strictObject({ setting: ReaderSetting.nullable() }),
    answer: result(ReaderState),
  },
  /** Reads one card, waiting a little for it to be laid. One read at a time. */
  'reader/read': { ask: none, answer: result(CardRead) },
  /** Gives up the read that is going on. */
  'reader/cancel': { ask: none, answer: none },
  'paper/copies': {
    ask: z.strictObject({ paper: CountedPaper, about: z.string().min(1).max(60) }),
    answer: z.strictObject({ copies: z.number().int().nonnegative() }),
  },
  /** Counts one more copy of a paper before it is printed or saved. */
  'paper/issue': {
    ask: z.strictObject({ paper: CountedPaper, about: z.string().min(1).max(60), way: PaperWay }),
    answer: result(z.strictObject({ copy: z.number().int().positive() })),
  },
  /** Prints the page that the window shows now; `across`: on A4 laid on its long side. `out` false: the clerk closed the printer's dialog. */
  'paper/print': {
    ask: z.strictObject({ across: z.boolean() }),
    answer: result(z.strictObject({ out: z.boolean() })),
  },
  /** Saves the page that the window shows now as a PDF where the clerk says. `path` null: the dialog was closed. */
  'paper/pdf': {
    ask: z.strictObject({ fileName: z.string().min(1).max(120) }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Puts a text on the machine's clipboard, from where it is taken away after a minute, at the lock and at the stop. */
  'clipboard/copy': {
    ask: z.strictObject({ text: z.string().min(1).max(MAX_COPIED) }),
    answer: result(none),
  },
  /** Reads a workbook's cells in a process of its own; `data` is the file in Base64. */
  'batch/read': {
    ask: z.strictObject({
      fileName: z.string().min(1).max(300),
      data: z.string().max(Math.ceil(WORKBOOK_LIMITS.bytes / 3) * 4 + 4),
    }),
    answer: result(
      z.strictObject({
        sheets: z.array(GridSheet).max(WORKBOOK_LIMITS.sheets),
        /** What the clerk is told of the file: macros, formulas, references to other files. */
        notices: z.array(z.string().max(200)).max(10),
      }),
    ),
  },
  /** Writes the rows that were not taken where the clerk says. `path` null: the clerk closed the dialog. */
  'batch/saveErrors': {
    ask: z.strictObject({ book: ErrorBook, fileName: z.string().min(1).max(120), grant: GrantId }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Old household records and police data (户转人): read and compared in a process of its own; the people come by pages. */
  'migration/read': {
    ask: z.strictObject({
      households: OldFile,
      police: OldFile,
      employees: OldFile.nullable(),
      /** Business day. */
      on: CivilDate,
      /** Whom this desk knows as insured employees. */
      insured: z.array(Employee).max(300_000),
    }),
    answer: result(z.strictObject({ report: MigrationReport, pages: z.number().int().nonnegative() })),
  },
  'migration/page': {
    ask: z.strictObject({ page: z.number().int().nonnegative() }),
    answer: result(z.strictObject({ people: z.array(MigrationPerson).max(PAGE_PEOPLE) })),
  },
  /** Writes the report or the list for the home visits where the clerk says. `path` null: the clerk closed the dialog. */
  'migration/save': {
    ask: z.strictObject({
      book: z.enum(['report', 'visits']),
      fileName: z.string().min(1).max(120),
    }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Lets the people found go. */
  'migration/forget': { ask: none, answer: none },
  /** Writes the roster workbook where the clerk says, atomically. `path` null: the clerk closed the dialog. */
  'roster/save': {
    ask: z.strictObject({ roster: Roster, fileName: z.string().min(1).max(120), grant: GrantId }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Writes the workbook of a dispatch batch where the clerk says, atomically. `path` null: the clerk closed the dialog. */
  'roster/saveBook': {
    ask: z.strictObject({ book: RosterBook, fileName: z.string().min(1).max(120), grant: GrantId }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /** Writes a report or another plain workbook where the clerk says, atomically. `path` null: the clerk closed the dialog. */
  'plain/save': {
    ask: z.strictObject({ book: PlainBook, fileName: z.string().min(1).max(120), grant: GrantId }),
    answer: result(z.strictObject({ path: z.string().nullable() })),
  },
  /**
   * Writes the book of a batch as a workbook a household into a folder of its own where the clerk says, and tells how far it is (`roster/progress`).
   * `path` null: the clerk closed the dialog.
   */
  'roster/saveHouseholds': {
    ask: z.strictObject({ book: RosterBook, folderName: z.string().min(1).max(120), grant: GrantId }),
    answer: result(z.strictObject({ path: z.string().nullable(), files: z.number().int().nonnegative() })),
  },
  /** Batches that went out and rows that were taken back, as the file beside the journal has them, in order. */
  'returns/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(200) }),
    answer: z.strictObject({ lines: z.array(ReturnLine) }),
  },
  /** Notes one of them durably. */
  'returns/put': { ask: z.strictObject({ line: ReturnLine }), answer: result(none) },
  /** Lists of other offices that were carried out, as the file beside the journal has them, in order. */
  'lists/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(200) }),
    answer: z.strictObject({ lines: z.array(ListLine) }),
  },
  /** Notes one line durably. */
  'lists/put': { ask: z.strictObject({ line: ListLine }), answer: result(none) },
  /** Turns of the year that were carried out, in order. */
  'rollover/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(200) }),
    answer: z.strictObject({ lines: z.array(RolloverLine) }),
  },
  'rollover/put': { ask: z.strictObject({ line: RolloverLine }), answer: result(none) },
  /** Lists that were given out, what came back, and what left the desk, as the file beside the journal has them, in order. */
  'campaign/read': {
    ask: z.strictObject({ after: z.number().int().nonnegative(), limit: z.number().int().min(1).max(200) }),
    answer: z.strictObject({ lines: z.array(CampaignLine) }),
  },
  /** Notes one of them durably. */
  'campaign/put': { ask: z.strictObject({ line: CampaignLine }), answer: result(none) },
  /** Null: this is no practice. */
  'practice/state': { ask: none, answer: PracticeState.nullable() },
  /** Ends this program and starts it again in practice, or out of it; the answer comes before the end. */
  'practice/enter': { ask: none, answer: result(none) },
  'practice/leave': { ask: none, answer: result(none) },
  /** Starts practice again on a village as it was at first; what was learnt stays noted. */
  'practice/reset': { ask: none, answer: result(none) },
  'practice/begin': { ask: z.strictObject({ lesson: LessonCode }), answer: result(PracticeState) },
  'practice/trouble': { ask: z.strictObject({ trouble: PracticeTrouble }), answer: result(PracticeState) },
  ...UPDATE_CALLS,
  ...AUDIT_CALLS,
  ...VAULT_CALLS,
  ...BACKUP_CALLS,
  ...DOCTOR_CALLS,
} as const;

export type HostCalls = typeof HOST_CALLS;
export type HostChannel = keyof HostCalls;
export type Ask<C extends HostChannel> = z.infer<HostCalls[C]['ask']>;
export type AnswerOf<C extends HostChannel> = z.infer<HostCalls[C]['answer']>;

/** What the desktop tells the window by itself. */
export const HOST_EVENTS = {
  'delivery/changed': DeliveryStatus,
  'desk/changed': DeskState,
  /** Somebody was enrolled, removed or given another role; a page that hears of a lock is about to end. */
  'vault/changed': VaultState,
  /** A backup or a rehearsal begins or ends. */
  'backup/changed': BackupState,
  'policy/changed': PolicyState,
  'practice/changed': PracticeState,
  'standing/changed': DeskStanding,
  /** Pictures on their way to the platform. */
  'evidence/changed': EvidenceStatus,
  /** Workbooks of households that are written, of how many. */
  'roster/progress': z.strictObject({
    done: z.number().int().nonnegative(),
    total: z.number().int().nonnegative(),
  }),
} as const;
export type HostEvents = typeof HOST_EVENTS;
export type HostEvent = keyof HostEvents;

/** The object the preload exposes as `window.desktop`. Values are unparsed on purpose: `src/renderer/desktop.ts` parses them. */
export interface DesktopBridge {
  call(channel: HostChannel, ask: unknown): Promise<unknown>;
  on(event: HostEvent, listener: (payload: unknown) => void): () => void;
}

/**
 * Bulk data goes by route, not by call: `GET /-/snapshot` on the window's own origin has a snapshot prepared and gives its manifest,
 * `GET /-/snapshot/<id>/<n>` streams a segment's gzip NDJSON (the main process adds the token and the limits); a failure is a
 * JSON `Trouble` with status 502.
 */
export const SNAPSHOT_ROUTE = '/-/snapshot';

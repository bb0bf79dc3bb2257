import type { Choices, ConflictField } from '#shared/conflicts/sides';
import type { Deadline } from '#shared/deadlines/deadline';
import type { Household } from '#shared/domain/household';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { MatterCode } from '#shared/domain/matter';
import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import type { Village } from '#shared/domain/region';
import type { Unit } from '#shared/domain/unit';
import type { EvidenceRef } from '#shared/evidence/evidence';
import type { EvidenceStatus } from '#shared/evidence/uploads';
import type {
  AnswerOf,
  BagPlan,
  DeliveryStatus,
  DeskState,
  OperationDelivery,
  PolicyState,
  Trouble,
} from '#shared/host';
import type { Json } from '#shared/json';
import type { Fields } from '#shared/matters/form';
import type { Inquiry } from '#shared/matters/inquiries/inquiry';
import type { Problems } from '#shared/matters/readFields';
import type { SagaKindCode } from '#shared/matters/sagas/index';
import type { SagaWords } from '#shared/matters/sagas/kind';
import type { CertificateContent } from '#shared/papers/certificate';
import type { Paper, PaperTask } from '#shared/papers/paper';
import type { FormContent } from '#shared/papers/registrationForm';
import type { PracticeState } from '#shared/practice/practice';
import type { Prediction, PreflightHeap } from '#shared/preflight/preflight';
import type { Verdict } from '#shared/protocol/verdict';
import type { NextStep } from '#shared/rejects/nextStep';
import type { Result } from '#shared/result';
import type { Roster } from '#shared/roster';
import type { Answer } from '#shared/rules/answer';
import type { Case } from '#shared/rules/case';
import type { AskedStep, SagaAnswer } from '#shared/rules/saga';
import type { SagaState } from '#shared/sync/saga';
import type { DeskStanding } from '#shared/sync/standing';
import type { VaultState } from '#shared/vault/calls';
import type { AccessDesk } from './accessDesk';
import type { AuditDesk } from './auditDesk';
import type { BatchDesk } from './batch/api';
import type { CampaignDesk } from './campaign/api';
import type { HandoutDesk } from './campaign/handoutDesk';
import type { Colleague } from './clerks';
import type { DeadlineDesk } from './deadlineDesk';
import type { DuplicateDesk } from './duplicateDesk';
import type { EvidenceDesk } from './evidenceDesk';
import type { HandOverDesk } from './handingOver';
import type { HouseholdSheet } from './householdSheet';
import type { Advice } from './inboxAdvice';
import type { ListDesk } from './lists/api';
import type { MigrationDesk } from './migration/api';
import type { PracticeDesk } from './practiceDesk';
import type { ReaderDesk } from './readerDesk';
import type { ReplyDesk } from './replies';
import type { ReviewDesk } from './reviewing';
import type { RolloverDesk } from './rollover/rolloverDesk';
import type { RosterReturnDesk } from './rosterReturn/api';
import type { SecondPersonDesk } from './secondPerson';
import type { StationDesk } from './stationDesk';
import type { StatisticsDesk } from './statisticsDesk';
import type { UnitDesk } from './units/api';
import type { UpdateDesk } from './updateDesk';
import type { VaultDesk } from './vault/vaultDesk';

/**
 * What the pages may ask of the desk: the application services of a clerk's work. Pages know nothing of Dexie, of the
 * outbox or of the line; they read `snapshot()` (one immutable value, replaced on change) and call these functions.
 */
export interface Desk {
  /** For `useSyncExternalStore`. */
  subscribe(listener: () => void): () => void;
  snapshot(): DeskSnapshot;

  /** Updates of the program itself (程序更新). */
  readonly update: UpdateDesk;
  /** Pictures of documents (材料图片). */
  readonly evidence: EvidenceDesk;

  search(query: string, limit: number): PersonHit[];
  person(id: string): PersonView | null;
  household(id: string): { household: Household; members: Person[] } | null;
  /** Everything the household page shows; null: nobody and no record of that number here. */
  householdSheet(id: string): HouseholdSheet | null;
  /** The certificate of insurance (参保凭证) from the platform's own record; null while the platform has not confirmed anything of them. */
  certificateOf(personId: string): CertificateContent | null;
  villages(): readonly Village[];
  /** Units in the order of their numbers, with those registered here. */
  units(): readonly Unit[];
  readonly unit: UnitDesk;
  personsOf(villageCode: string, group: number | null): Person[];

  /** Runs the rules on what is typed so far; cheap enough for every key press. */
  forecast(draft: MatterDraft): Forecast;
  /** Accepts: journal file first (已保存), then Dexie, then the view. The same draft twice is accepted once. */
  accept(draft: MatterDraft): Promise<Result<AcceptedReceipt, Trouble>>;
  /** Answers a question (查询试算); nothing is accepted, written or sent. */
  inquire(inquiry: Inquiry, fields: Fields): Forecast;
  newDraft(matter: MatterCode, prefill: Record<string, Json>): MatterDraft;
  /** Whether it is stored; what cannot be stored stays in the window, and that is said. */
  saveDraft(draft: MatterDraft): Promise<boolean>;
  saveSagaDraft(draft: SagaDraft): Promise<boolean>;
  removeDraft(id: string): Promise<void>;

  /** 联办: one matter in several steps, begun for somebody on file. */
  newSaga(kind: SagaKindCode, personId: string): SagaDraft;
  /** All steps decided as one on what is typed so far. */
  forecastSaga(draft: SagaDraft): SagaForecast;
  /** Accepts all steps in one commit, or none. The same draft twice is accepted once. */
  acceptSaga(draft: SagaDraft): Promise<Result<readonly AcceptedReceipt[], Trouble>>;
  /** The watch-list (未完成的联办): sagas that broke and that nobody has dealt with. */
  sagas(): readonly SagaView[];
  /** What would take back the steps that stand, and what the rules say of it; the error says why there is nothing. */
  reversalsOf(sagaId: string): Result<readonly Reversing[], string>;
  /** 恢复: takes back what stands by new operations, and gives up the rest of the saga. */
  compensate(sagaId: string, reason: string): Promise<Result<void, Trouble>>;

  operations(): readonly OperationView[];
  /** What is left of operations that were let go of (到期清除): place and hash. */
  purged(): readonly JournalEntry[];
  inbox(): readonly InboxItem[];
  /** The second clerk's re-check (复核, R-WF-03), and who works at this desk. */
  readonly reviews: ReviewDesk;
  /** Who may be entered twice (疑似重复). */
  readonly duplicates: DuplicateDesk;
  /** The yearly campaign (入户专项): who is missing, who is out with whom. */
  readonly campaign: CampaignDesk;
  /** 领用登记: what left the desk on paper or as a file, and what became of it. */
  readonly handouts: HandoutDesk;
  /** Everybody counted (统计). */
  readonly statistics: StatisticsDesk;
  /** A file with many whole numbers waits for a colleague (两人授权). */
  readonly secondPerson: SecondPersonDesk;
  /** Legal deadlines: of people on file in the days ahead, and of work under way. */
  readonly deadlines: DeadlineDesk;
  /** Hand-over (移交) of drafts and operations. */
  readonly handOvers: HandOverDesk;
  /** The vault (密钥库): sign-in, secrets, clerks. */
  readonly vault: VaultDesk;
  /** Takes back an operation that was never sent; of a saga everything that waits. */
  withdraw(opId: string, reason: string): Promise<Result<void, Trouble>>;
  /** 放弃: a refused or conflicting operation is dealt with and no longer holds its lanes; in a saga with all that waits behind it. */
  drop(opId: string, reason: string): Promise<Result<void, Trouble>>;
  /** The platform's replies that nobody has explained yet. */
  readonly replies: ReplyDesk;
  /** Settles a conflict field by field: a new operation in its place, or, where nothing of it is left, given up. */
  settleConflict(opId: string, choices: Choices, reason: string): Promise<Result<SettledAs, Trouble>>;
  /** What was accepted in the place of a failed operation and not sent yet: withdrawing it brings the failed one back. */
  undoable(): readonly OperationView[];
  /** Conflicts that were dealt with, the last first, with both sides' values. */
  settledConflicts(): readonly SettledConflict[];
  /** Takes back an operation that was never sent and opens its content again as a draft of its own (预检后改). */
  amend(opId: string, reason: string): Promise<Result<MatterDraft, Trouble>>;
  /** A new draft with the same content on today's facts, to be accepted in place of the refused one. */
  redo(opId: string): MatterDraft | null;

  /** What a refusal was about, for the notice to the person; null: not refused, or of another program's making. */
  refusal(opId: string): Refusal | null;

  /** The receipt of an operation as it would be printed now; null: no such operation. Nothing is noted. */
  receiptOf(opId: string): Paper | null;
  /** The registration form (参保登记表) of an operation; null: its matter has none. */
  formOf(opId: string): FormContent | null;
  /** Notes that a receipt is being printed; only then may it be. The fees on it are those the view shows now. */
  printing(opId: string): Promise<Result<Paper, Trouble>>;
  /** Papers that were handed out and are wrong by what the platform decided since. */
  papersDue(): readonly PaperDue[];
  settlePaper(opId: string, how: string): Promise<Result<void, Trouble>>;

  /** Numbers asked for with a reason, papers made, and the log of both. */
  readonly access: AccessDesk;
  readonly audit: AuditDesk;

  roster(villageCode: string, group: number | null, options: { year: number; masked: boolean }): Roster;
  saveRoster(roster: Roster): Promise<Result<{ path: string | null }, Trouble>>;

  /** The card reader of this machine (RC). */
  readonly reader: ReaderDesk;
  /** This machine: its checkup and its backups. */
  readonly station: StationDesk;
  /** Practice (练习): in, out, lessons and troubles. */
  readonly practice: PracticeDesk;

  /** Workbooks that units hand in (BA). */
  readonly batch: BatchDesk;
  /** The turn of the year (RL). */
  readonly rollover: RolloverDesk;
  /** Lists that other offices send (LI). */
  readonly lists: ListDesk;
  /** Rosters that go out with a batch and come back (RB). */
  readonly rosterReturn: RosterReturnDesk;
  /** Old household records as registrations of persons (HM). */
  readonly migration: MigrationDesk;
  /** Bags (离线包): operations on a memory stick (SY17). */
  readonly bags: DeskBags;
  /** Writes versions, counts and states to a file for a technician; no personal data. */
  saveDiagnostics(): Promise<Result<{ path: string | null }, Trouble>>;

  syncNow(): Promise<void>;
  /** The clerk has found date and time of the computer right (SY15). */
  confirmClock(): Promise<Result<void, Trouble>>;
  /** 另起一段流水: this desk's journal goes on by itself after another desk was found to work on a copy of it. */
  newEpoch(): Promise<Result<void, Trouble>>;
  lock(): Promise<void>;
  unlock(): Promise<Result<void, Trouble>>;
  register(ask: { url: string; code: string; name: string }): Promise<Result<void, Trouble>>;
  /** Business day (办理日期) the clerk works on; starts at the desk's today. */
  setDay(day: string): void;
  /** The clerk has read what was found at start. */
  dismissFindings(): void;
}

type Told<C extends 'bag/export' | 'bag/takeBack' | 'bag/deliver' | 'bag/read'> = Promise<AnswerOf<C>>;

/** What the 同步 page does with bags; `bag` is a file's text. */
export interface DeskBags {
  plan(): Promise<Result<BagPlan, Trouble>>;
  export(again: number | null): Told<'bag/export'>;
  takeBack(number: number): Told<'bag/takeBack'>;
  deliver(bag: string): Told<'bag/deliver'>;
  read(bag: string): Told<'bag/read'>;
}

/** Everything the frame shows; replaced as a whole whenever something in it changed. */
export interface DeskSnapshot {
  readonly phase: 'starting' | 'new' | 'loading' | 'ready' | 'failed';
  /** Progress of the snapshot being loaded. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly trouble: Trouble | null;
  /** What was found and mended at start (journal or store), until the clerk has read it. */
  readonly findings: readonly Trouble[];
  readonly desk: DeskState | null;
  readonly delivery: DeliveryStatus | null;
  /** Whether new work is accepted, and what soon stops it; null before the desktop has said. */
  readonly standing: DeskStanding | null;
  /** The mirror: how many people, and when the platform said so; null before the first snapshot. */
  readonly mirror: { readonly persons: number; readonly asOf: string } | null;
  readonly day: string;
  /** The clerk's own, and those that nobody owns. */
  readonly drafts: readonly MatterDraft[];
  readonly sagaDrafts: readonly SagaDraft[];
  /** Of colleagues, for an administrator; nobody else is told of them. */
  readonly othersDrafts: readonly OthersDraft[];
  /** How the vault (密钥库) stands; null before the desktop has said. */
  readonly vault: VaultState | null;
  readonly counts: {
    readonly acceptedToday: number;
    readonly queued: number;
    readonly held: number;
    /** Waits for a second clerk's re-check, here or at the platform. */
    readonly reviewing: number;
    readonly needsClerk: number;
  };
  /** The policy in use; null until the desktop has said. */
  readonly policy: PolicyState | null;
  /** How practice (练习) stands; null: this is the real desk. */
  readonly practice: PracticeState | null;
  /** Pictures of documents on their way to the platform; null until the desktop has said. */
  readonly evidence: EvidenceStatus | null;
  /** What the platform will probably say of what waits; null: nothing waits, or it has not been looked at yet. */
  readonly preflight: PreflightView | null;
  /** Rises with every change of view, inbox or operations, so that pages can memoise on it. */
  readonly revision: number;
}

export interface PersonHit {
  readonly id: string;
  readonly name: string;
  readonly certNoMasked: string;
  readonly birthDate: string;
  readonly place: string;
  readonly householdId: string;
  readonly status: string;
  /** What matched, e.g. `证件号码`, `姓名`, `拼音`, `首字母`, `手机`, `户号`. */
  readonly by: string;
}

/** A person as this desk sees them: the mirror's record with pending operations folded in. */
export interface PersonView {
  readonly person: Person;
  /** The platform's own record; null for somebody registered here and not confirmed yet. */
  readonly confirmed: Person | null;
  readonly household: Household | null;
  readonly village: Village | null;
  readonly operations: readonly OperationView[];
  /** Moved out of the jurisdiction while operations of this desk were open: the person as last seen here, and what to do. */
  readonly departed?: string;
}

/** What a clerk is typing (草稿). `opId` is made with the draft, so that accepting twice is accepting once. */
export interface MatterDraft {
  readonly id: string;
  readonly opId: string;
  readonly matter: MatterCode;
  /** Field values as typed, by field name of the matter's body; may be incomplete. */
  readonly fields: Readonly<Record<string, Json>>;
  readonly warnReason: string | null;
  readonly materials: readonly string[];
  /** Pictures of documents (材料图片) that are kept on this machine for it; left out where there are none. */
  readonly evidence?: readonly EvidenceRef[];
  /** Who acts for the person (代办人), as typed; null or left out: nobody does. */
  readonly agent?: Fields | null;
  readonly supersedes: string | null;
  readonly savedAt: string | null;
  /** The clerk who fills it in; left out: nobody's (无主), as programs without a vault left it, until somebody saves it. */
  readonly owner?: string;
  /** Who handed it over (移交), by id; left out: nobody did. */
  readonly handedBy?: string;
}

/** What an administrator sees of a colleague's draft: enough to hand it over. */
export interface OthersDraft {
  readonly id: string;
  readonly owner: string;
  /** The matter's or the saga's name. */
  readonly label: string;
  readonly savedAt: string | null;
}

export interface Forecast {
  /** Null while what is typed is not enough for a case; `problems` then says what is missing. */
  readonly answer: Answer | null;
  /** The case that was answered, for notice, evidence and explanation; null with `answer`. */
  readonly subject: Case | null;
  /** Field errors in words, by field name. */
  readonly problems: Readonly<Record<string, string>>;
  readonly asOf: string;
  readonly canAccept: boolean;
  /** Allowed, and yet there is nothing to register: why, in words; null or left out: there is. */
  readonly idle?: string | null;
  /** Errors of the section 代办人, by field; left out where there are none. */
  readonly agentProblems?: Problems;
}

/** What a clerk types for a saga; the operations' ids are made with it. */
export interface SagaDraft {
  /** Of the draft, and of the saga that comes of it. */
  readonly id: string;
  readonly kind: SagaKindCode;
  readonly personId: string;
  /** What is asked once for all steps. */
  readonly common: Fields;
  readonly steps: readonly SagaStepDraft[];
  /** Where the decision of the whole warns. */
  readonly warnReason: string | null;
  readonly savedAt: string | null;
  /** As of `MatterDraft`. */
  readonly owner?: string;
  readonly handedBy?: string;
}

/** A step as typed. `going` false: it is listed and not to be taken. */
export interface SagaStepDraft {
  readonly opId: string;
  readonly matter: MatterCode;
  readonly fields: Fields;
  readonly going: boolean;
}

export interface SagaForecast {
  readonly answer: SagaAnswer | null;
  /** Case and answer of each step of the draft; null: it does not go, or was not asked. */
  readonly asked: readonly (AskedStep | null)[];
  /** Field errors of each step of the draft. */
  readonly problems: readonly Problems[];
  /** Field errors of what is asked once. */
  readonly common: Problems;
  readonly asOf: string;
  readonly canAccept: boolean;
}

/** A saga on the watch-list. */
export interface SagaView {
  readonly id: string;
  readonly state: SagaState;
  readonly who: string;
  readonly steps: readonly { readonly step: number; readonly operation: OperationView }[];
  /** What happened, to whom, what to do now. */
  readonly text: string;
  /** The step that can be done anew (改后重办). */
  readonly redoable: string | null;
  /** An applied step stands: giving up is not enough, it has to be taken back. */
  readonly hasEffect: boolean;
  /** What its kind says of taking it back. */
  readonly words: SagaWords;
}

/** A lawful reversal before it is made. */
export interface Reversing {
  readonly draft: MatterDraft;
  readonly forecast: Forecast;
}

export interface AcceptedReceipt {
  /** 回执号 made offline. */
  readonly receiptNo: string;
  readonly entry: JournalEntry;
}

/** One operation and where it is, in words. */
export interface OperationView {
  readonly operation: Operation;
  readonly entry: JournalEntry;
  readonly delivery: OperationDelivery | null;
  readonly verdict: Verdict | null;
  readonly matterLabel: string;
  readonly who: string;
  /** 待复核 · 平台待复核 · 复核退回 · 待上传 · 上传中 · 等待前一笔 · 在离线包 · 已确认 · 平台不予受理 · 有冲突 · 已搁置 · 已撤回 · 已处理. */
  readonly stateLabel: string;
  /** Why a pending operation no longer fits what this desk sees, so that its effect is not shown; null: it is shown. */
  readonly leftOut: string | null;
  /** Who goes on with it: who entered it, or to whom it was handed over (移交). */
  readonly keeper: Colleague;
}

/** A paper to be taken back or printed anew, and whose it is. */
export interface PaperDue extends PaperTask {
  readonly paper: Paper;
  readonly operation: Operation;
  readonly who: string;
}

/** A refused operation as a case on the records the platform sent with its refusal, and the platform's answer to it. */
export interface Refusal {
  readonly subject: Case;
  /** Decision and reasons are the platform's. */
  readonly answer: Answer;
  /** True where the records at hand lead to a refusal too, so that what would change it can be worked out here. */
  readonly explained: boolean;
}

export interface InboxItem {
  readonly kind: 'refused' | 'conflict' | 'quarantined' | 'returned';
  readonly operation: OperationView;
  /** What happened, to whom, what to do now. */
  readonly text: string;
  /** What kind of conflict it is, in words; none where it is only refused. */
  readonly kinds: readonly string[];
  /** The platform's reasons word for word, with what the dictionary says of each. */
  readonly advice: readonly Advice[];
  /** The fields of a conflict with the recommended side. */
  readonly fields: readonly ConflictField[];
  /** What waits behind it, in order. */
  readonly waiting: readonly OperationView[];
  /** The legal deadline that runs for it; the inbox is ordered by it. */
  readonly deadline: Deadline | null;
  readonly next: NextStep;
}

/** The queue as the platform will probably decide it, on the mirror as it is (PR). */
export interface PreflightView {
  /** How old the facts are: the mirror's last word. */
  readonly asOf: string;
  readonly total: number;
  readonly done: number;
  /** Predicted to come back, or to wait behind one that will, in the order of the queue. */
  readonly items: readonly PreflightItem[];
}

export interface PreflightItem {
  readonly opId: string;
  readonly heap: Exclude<PreflightHeap, 'clear'>;
  readonly prediction: Prediction;
}

/** A conflict that was dealt with; what both sides said stays readable (CN12). */
export interface SettledConflict {
  readonly operation: OperationView;
  readonly fields: readonly ConflictField[];
  /** The operation in its place; null where it was given up. */
  readonly by: OperationView | null;
  /** What the clerk wrote. */
  readonly reason: string;
}

/** What became of a conflict: given up, or accepted anew under a receipt number made here. */
export type SettledAs =
  | { readonly kind: 'given-up' }
  | { readonly kind: 'again'; readonly receiptNo: string };

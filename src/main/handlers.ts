import type { CampaignLine } from '../shared/campaign/campaignLine';
import type { OperationDraft } from '../shared/domain/operation';
import type { Trouble } from '../shared/host';
import type { ListLine } from '../shared/lists/record';
import type { PlainBook } from '../shared/plainSheet';
import { err, ok, type Result } from '../shared/result';
import type { RolloverLine } from '../shared/rollover/record';
import type { Roster } from '../shared/roster';
import type { RosterBook } from '../shared/rosterBook';
import type { ReturnLine } from '../shared/rosterReturn/recorded';
import type { Acceptance } from './acceptance/acceptance';
import type { AccessLog } from './access/accessLog';
import type { AuditHandlers } from './audit/auditHandlers';
import type { Bags } from './bag/bags';
import type { BatchFiles } from './batchFiles';
import type { Handlers } from './callContract';
import type { Delivery } from './delivery/delivery';
import { type Desk, NOT_IN_PRACTICE } from './desk';
import type { StationHandlers } from './doctor/stationHandlers';
import type { EvidenceDesk } from './evidence/evidenceDesk';
import type { Journal } from './journal/journal';
import type { KeptLines } from './journal/keptLines';
import type { MigrationBooks } from './migration/migrationBooks';
import type { OwnClipboard } from './ownClipboard';
import type { PaperFile } from './papers/paperFile';
import type { Policies } from './policy/policies';
import type { Replies } from './policy/replies';
import type { Printer } from './printing';
import type { Readers } from './readers/readers';
import type { HouseholdsSaved } from './saveHouseholds';
import type { UpdateHandlers } from './update/updates';

export interface HandlerParts {
  readonly desk: Desk;
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly bags: Bags;
  readonly policies: Policies;
  readonly replies: Replies;
  readonly papers: PaperFile;
  readonly acceptance: Acceptance;
  readonly access: AccessLog;
  readonly audit: AuditHandlers;
  readonly evidence: EvidenceDesk;
  readonly printer: Printer;
  readonly clipboard: OwnClipboard;
  readonly readers: Readers;
  readonly batch: BatchFiles;
  readonly migration: MigrationBooks;
  readonly saveDiagnostics: () => Promise<Result<{ path: string | null }, Trouble>>;
  /** Called after the desk was registered with a county's platform: the trial's platform has no more to do. */
  readonly onRegistered: () => void;
  readonly saveRoster: (
    roster: Roster,
    fileName: string,
  ) => Promise<Result<{ path: string | null }, Trouble>>;
  readonly saveBook: (
    book: RosterBook,
    fileName: string,
  ) => Promise<Result<{ path: string | null }, Trouble>>;
  readonly savePlain: (
    book: PlainBook,
    fileName: string,
  ) => Promise<Result<{ path: string | null }, Trouble>>;
  readonly returns: KeptLines<ReturnLine>;
  readonly lists: KeptLines<ListLine>;
  readonly rollovers: KeptLines<RolloverLine>;
  readonly saveHouseholds: (
    book: RosterBook,
    folderName: string,
  ) => Promise<Result<HouseholdsSaved, Trouble>>;
  readonly campaign: KeptLines<CampaignLine>;
  readonly updates: UpdateHandlers;
  readonly station: StationHandlers;
}

/** Practice (练习), the vault and a restore are answered for elsewhere (`practiceDoor`, `VaultDesk`, `restoreHandlers`). */
export type DeskHandlers = Omit<Handlers, `practice/${string}` | `vault/${string}` | `restore/${string}`>;

/** Who answers which call of the window. Locking hides the window's pages; delivery goes on. */
export function handlersFor(parts: HandlerParts): DeskHandlers {
  const { desk, journal, delivery, bags, policies, replies, acceptance, onRegistered, saveRoster } = parts;
  const { saveBook, saveHouseholds, savePlain, returns, campaign, lists, rollovers } = parts;
  const { batch, migration, saveDiagnostics, papers, access, evidence, printer, readers, clipboard } = parts;
  return {
    ...parts.audit,
    ...parts.station,
    'desk/state': () => desk.state(),
    'desk/lock': () => {
      readers.cancel();
      void clipboard.clear();
      return desk.setLocked(true);
    },
    'desk/unlock': () => ok(desk.setLocked(false)),
    'desk/register': async (ask) => {
      const answer = await desk.register(ask);
      if (answer.ok) onRegistered();
      return answer;
    },
    'clerk/add': ({ name }) => desk.addClerk(name),
    'clerk/signIn': ({ id }) => desk.signIn(id),
    'desk/standing': (seen) => acceptance.standing(seen),
    'desk/confirmClock': async () => ok(await acceptance.confirmClock()),
    'journal/head': () => journal.head(),
    'journal/read': ({ after, limit }) => ({ entries: journal.read(after, limit) }),
    'journal/accept': async ({ draft, pictures }) =>
      otherClerk(desk, [draft]) ?? evidence.accept(draft, pictures ?? []),
    'journal/acceptSaga': async ({ drafts }) => {
      const other = otherClerk(desk, drafts);
      if (other !== null) return other;
      const answer = await journal.acceptSaga(drafts);
      return answer.ok ? ok([...answer.value]) : answer;
    },
    'journal/settle': ({ settle }) => journal.settle(settle),
    'journal/endSaga': async ({ reversals, settles }) => {
      const other = otherClerk(desk, reversals);
      if (other !== null) return other;
      const answer = await journal.endSaga(reversals, settles);
      return answer.ok ? ok([...answer.value]) : answer;
    },
    // Who re-checks is who is signed in here, whatever the window believes.
    'journal/recheck': async (ask) => {
      const { clerk, jurisdiction } = desk.state();
      const answer = await journal.recheck({
        ...ask,
        reviewer: clerk.id,
        region: jurisdiction?.region ?? NATIONAL,
      });
      return answer.ok ? ok([...answer.value]) : answer;
    },
    'review/queue': async () => {
      const line = desk.transport()?.reviews;
      if (!line) return err(NO_PLATFORM);
      const told = await line.queue();
      // What this desk entered is in its own queue, or in its inbox.
      const own = desk.state().device;
      return told.ok ? ok({ waiting: told.value.filter(({ operation }) => operation.device !== own) }) : told;
    },
    'review/say': async (word) => {
      const line = desk.transport()?.reviews;
      if (!line) return err(NO_PLATFORM);
      const said = await line.say({ ...word, reviewer: desk.state().clerk.id });
      return said.ok ? ok({ verdict: said.value }) : said;
    },
    'journal/finding': ({ finding }) => journal.find({ ...finding, clerk: desk.state().clerk.id }),
    'journal/restore': ({ entries }) => journal.restore(entries),
    'delivery/status': () => delivery.status(),
    'delivery/operations': ({ after, limit }) => ({ operations: delivery.operations(after, limit) }),
    'delivery/verdicts': ({ after, limit }) => ({ verdicts: delivery.verdicts(after, limit) }),
    'delivery/now': () => {
      evidence.hurry();
      return delivery.now();
    },
    'evidence/keep': ({ data }) => evidence.keep(data),
    'evidence/discard': async ({ sha256 }) => {
      await evidence.discard(sha256);
      return {};
    },
    'evidence/preview': ({ sha256 }) => evidence.preview(sha256),
    'evidence/attach': ({ opId, pictures }) => evidence.attach(opId, desk.state().clerk.id, pictures),
    'evidence/look': (ask) => evidence.look(ask),
    'evidence/states': ({ opId }) => ({ pictures: evidence.standings(opId) }),
    'evidence/status': () => evidence.status(),
    'evidence/again': ({ opId }) => evidence.again(opId),
    'delivery/newEpoch': () => delivery.newEpoch(),
    'bag/plan': () => bags.plan(),
    'bag/export': ({ again }) => bags.export(again),
    'bag/takeBack': ({ number }) => bags.takeBack(number),
    'bag/deliver': ({ bag }) => bags.deliver(bag),
    'bag/read': ({ bag }) => bags.read(bag),
    'replies/notes': () => replies.notes(),
    'replies/note': ({ key, text }) => replies.note(key, text),
    'replies/save': (ask) => replies.save(ask.replies, ask.fileName),
    'papers/read': ({ after, limit }) => ({ papers: papers.read(after, limit) }),
    'papers/put': ({ paper }) => papers.put(paper),
    'policy/current': () => policies.state(),
    'platform/feed': async ({ cursor, limit }) => {
      const transport = desk.transport();
      if (!transport) return err(NO_PLATFORM);
      const page = await transport.feed({ cursor, limit });
      // A cursor of the former jurisdiction is not known any more.
      const lost = !page.ok && page.error.code.includes('CURSOR_UNKNOWN');
      return lost && (await desk.reassigned()) ? err(REASSIGNED) : page;
    },
    'diagnostics/save': () => saveDiagnostics(),
    'access/reveal': async ({ of, field, reason }) => {
      const noted = await access.reveal(of, field, reason);
      return noted.ok ? ok({}) : noted;
    },
    'access/mine': ({ before, limit }) => access.of(desk.state().clerk.id, before, limit),
    // Practice has nobody to ask, and nobody's number to lose.
    'access/vouch': () => err(NOT_IN_PRACTICE),
    'reader/state': () => readers.state(),
    'reader/choose': ({ setting }) => readers.choose(setting),
    // Nobody sits at a locked desk who could have laid a card.
    'reader/read': async () => (desk.state().locked ? err(LOCKED) : readers.read()),
    'reader/cancel': () => {
      readers.cancel();
      return {};
    },
    'paper/copies': ({ paper, about }) => ({ copies: access.copies(paper, about) }),
    'paper/issue': ({ paper, about, way }) => access.issue(paper, about, way),
    'paper/print': ({ across }) => printer.print(across),
    'paper/pdf': ({ fileName }) => printer.pdf(fileName),
    'clipboard/copy': ({ text }) => clipboard.copy(text),
    'batch/read': ({ data }) => batch.read(data),
    'batch/saveErrors': ({ book, fileName }) => batch.saveErrors(book, fileName),
    'migration/read': (ask) => migration.read(ask, desk.state().jurisdiction?.region ?? NATIONAL),
    'migration/page': ({ page }) => migration.page(page),
    'migration/save': (ask) => migration.save(ask),
    'migration/forget': () => {
      migration.forget();
      return {};
    },
    'roster/save': ({ roster, fileName }) => saveRoster(roster, fileName),
    'roster/saveBook': ({ book, fileName }) => saveBook(book, fileName),
    'plain/save': ({ book, fileName }) => savePlain(book, fileName),
    'returns/read': ({ after, limit }) => ({ lines: returns.read(after, limit) }),
    'returns/put': ({ line }) => returns.put(line),
    'lists/read': ({ after, limit }) => ({ lines: lists.read(after, limit) }),
    'rollover/read': ({ after, limit }) => ({ lines: rollovers.read(after, limit) }),
    'rollover/put': ({ line }) => rollovers.put(line),
    'lists/put': ({ line }) => lists.put(line),
    'roster/saveHouseholds': ({ book, folderName }) => saveHouseholds(book, folderName),
    'campaign/read': ({ after, limit }) => ({ lines: campaign.read(after, limit) }),
    'campaign/put': ({ line }) => campaign.put(line),
    ...parts.updates,
  };
}

/** A desk without a jurisdiction decides by the national documents alone. */
const NATIONAL = '000000';

/** The clerk who entered something is the one signed in; otherwise nobody could tell who may re-check it (R-WF-03). */
function otherClerk(desk: Desk, drafts: readonly OperationDraft[]): Result<never, Trouble> | null {
  const { clerk } = desk.state();
  if (drafts.every((draft) => draft.clerk === clerk.id)) return null;
  return err({
    code: 'CLERK_CHANGED',
    text: `没有保存：填表的人已经换成${clerk.name}。请核对表单后再按一次受理。`,
  });
}

const LOCKED: Trouble = { code: 'LOCKED', text: '已锁屏，没有读卡。请先解锁。' };

/** Said to a round of receipt that began for the former jurisdiction; the window begins another for the new one. */
export const REASSIGNED: Trouble = {
  code: 'REASSIGNED',
  text: '县里把本机改管了另一个辖区，正在重新下载资料。没有上传完的业务照常上传。',
};

/** Said while a desk is not registered yet or the trial's platform is still starting. */
export const NO_PLATFORM: Trouble = {
  code: 'NO_PLATFORM',
  text: '还没有连上平台，现在取不到资料。平台就绪后会自动继续；已在本机的资料照常可用。',
};

import { join } from 'node:path';
import { app, clipboard, type WebContents } from 'electron';
import type { Codec } from '../shared/codec';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';
import { Acceptance } from './acceptance/acceptance';
import { NoteStore } from './acceptance/deskNotes';
import { AccessLog } from './access/accessLog';
import { fourEyes } from './access/fourEyes';
import { Grants, type GrantsOptions } from './access/grants';
import type { SnapshotSource } from './appAnswer';
import { compareAccess, mirror } from './audit/accessMirror';
import { Anchoring } from './audit/anchoring';
import { type AuditReader, auditHandlers } from './audit/auditHandlers';
import type { AuditLog } from './audit/auditLog';
import { meetJournal } from './audit/journalWord';
import { askBackupFolder } from './backup/backupDialogs';
import type { LastBackupWhen } from './backup/backups';
import { openDeskBackups } from './backup/deskBackups';
import { openedAfterRestore, wasRestored } from './backup/finishRestore';
import { BagKeys } from './bag/bagKeys';
import { pressApart } from './bag/bagPress';
import { Bags } from './bag/bags';
import { batchFiles } from './batchFiles';
import { CAMPAIGN_FILE } from './campaign/campaignFile';
import { startDelivery } from './delivery/delivery';
import { Desk } from './desk';
import { deskClock } from './deskClock';
import { type Clerk, IdentityStore } from './deskIdentity';
import { diagnosticsOf } from './diagnostics/report';
import { TechLog } from './diagnostics/techLog';
import { defectFields, watcher } from './diagnostics/watch';
import { stationHandlers } from './doctor/stationHandlers';
import { dayInChina } from './environment';
import type { TellWindow } from './events';
import { EvidenceDesk } from './evidence/evidenceDesk';
import { type DeskHandlers, handlersFor, NO_PLATFORM, REASSIGNED } from './handlers';
import { nodeFiles } from './journal/fileLayer';
import { NEWER } from './journal/findings';
import { KeptLines } from './journal/keptLines';
import { LIST_FILE } from './lists/listFile';
import { migrationBooks } from './migration/migrationBooks';
import { openDeskOutbox } from './night/deskOutbox';
import { forgetNight, sentAtNight } from './night/nightLog';
import { OwnClipboard } from './ownClipboard';
import { PaperFile } from './papers/paperFile';
import { PlatformLine } from './platformLine';
import { Policies } from './policy/policies';
import { Replies } from './policy/replies';
import type { ChosenDesk } from './practice/chooseDesk';
import { OwnPlatform } from './practice/ownPlatform';
import { Practice } from './practice/practice';
import { practiceHandlers } from './practice/practiceHandlers';
import { PracticeLine } from './practice/practiceLine';
import { printerOf } from './printing';
import { Readers } from './readers/readers';
import { ReaderSettingFile } from './readers/settingFile';
import { openDeskJournal } from './retention/deskRetention';
import { RETURN_FILE } from './returns/returnFile';
import { ROLLOVER_FILE } from './rollover/rolloverFile';
import { askWhere, BAG_FILE, DIAGNOSTICS_FILE, PAPER_FILE, REPLIES_FILE } from './savePath';
import { saveBook, saveBookByHousehold, savePlain, saveRoster } from './saveRoster';
import { auditUpdate } from './update/auditUpdate';
import type { OwnProgram } from './update/deskUpdates';
import { deskUpdates, noUpdates } from './update/deskUpdates';
import { Highest } from './update/highest';
import type { Vault } from './vault/vault';
import { saveAtomically } from './workbooks/saveAtomically';

/** How often ages and the clock are looked at when nothing else prompts it. */
const LOOK_EVERY_MS = 15_000;

export interface DeskWorkOptions {
  readonly chosen: ChosenDesk;
  /** Folder of the built program. */
  readonly out: string;
  readonly codec: Codec;
  /** Everything that is sealed opens now; what cannot wait for that has it in memory. */
  readonly isOpen: () => boolean;
  /** Whether this is a colleague's secret, of somebody else than who is signed in. */
  readonly vouch: GrantsOptions['vouch'];
  /** Null: practice. */
  readonly vault: Vault | null;
  /** Who is signed in; null: practice, which has no secrets. */
  readonly clerks: (() => { readonly clerk: Clerk; readonly clerks: readonly Clerk[] }) | null;
  readonly contents: () => WebContents | null;
  readonly tell: TellWindow;
  readonly own: OwnProgram;
  readonly isAdministrator: () => boolean;
  /** Null: practice, which keeps none. */
  readonly audit: AuditLog | null;
  readonly reader: () => AuditReader | null;
}

/** What lies behind the vault: everything of the desk that is sealed on the disk, and what works with it. */
export interface DeskWork {
  readonly handlers: DeskHandlers;
  readonly practice: Practice | null;
  readonly snapshot: SnapshotSource;
  /** Operations that are still to be delivered. */
  undelivered(): number;
  /** The number a clerk of this name had before there was a vault. */
  formerId(name: string): string | null;
  /** Somebody else signed in, or the same clerk again. */
  signedIn(): void;
  /** Nobody sits there any more: delivery goes on, and opens nothing. */
  locked(): void;
  /** What waits can be delivered without any of this (`src/main/night`). */
  mayRest(): boolean;
  /** `lastBackup`: whether one is made before all this ends. */
  stop(lastBackup: LastBackupWhen): Promise<void>;
}

/**
 * Puts the desk together: who it is, its journal, the deliverer, the line to the platform, the calls of the window.
 */
export async function openDeskWork(options: DeskWorkOptions): Promise<Result<DeskWork, Trouble>> {
  const { out, codec, contents, tell, isOpen, audit } = options;
  const { environment, practice: book } = options.chosen;
  const { userData } = environment;
  const identity = await IdentityStore.open(userData, codec);
  if (!identity.ok) return identity;
  const { device, registration } = identity.value.current;
  if (book && registration?.mode === 'platform') return err(registeredPractice(userData));
  const folder = join(userData, 'journal');
  const now = deskClock(environment.fixedDay);
  const opened = await openDeskJournal({
    userData,
    journal: { folder, files: nodeFiles, codec, device, now },
    policyKey: registration?.policyKey ?? null,
    audit,
  });
  if (!opened.ok) return opened;
  const { journal, trouble: unpurged } = opened.value;
  const log = new TechLog({ folder: join(userData, 'logs'), now: Date.now });
  const watch = watcher(log);
  log.write('start', { version: `v${app.getVersion()}`, entries: journal.all().length });
  const { finding } = journal.head();
  if (finding !== null) log.write('journal-finding', { code: finding.code });
  const found = audit ? await meetJournal(audit, journal) : [];
  if (unpurged) found.push(unpurged);
  for (const { code } of found) log.write('journal-finding', { code });
  // What nobody catches ends the program as before; the log only says that it happened.
  const onDefect = (error: unknown) => log.write('defect', defectFields(error));
  process.on('uncaughtExceptionMonitor', onDefect);

  let acceptance: Acceptance | null = null;
  const own = new OwnPlatform();
  const practice =
    book &&
    new Practice({
      book,
      journal,
      now: () => new Date().toISOString(),
      die: () => process.kill(process.pid, 'SIGKILL'),
      onChange: (state) => tell('practice/changed', state),
    });
  const desk = new Desk({
    identity: identity.value,
    version: app.getVersion(),
    trial: environment.platform === null,
    fixedDay: environment.fixedDay,
    isUnused: () => journal.head().seq === 0,
    onChange: (state) => tell('desk/changed', state),
    heard: (exchange) => acceptance?.heard(exchange),
    ...(practice ? { practice: own } : {}),
    ...(options.clerks ? { clerks: options.clerks } : {}),
  });
  const bagKeys = new BagKeys(userData, codec);
  const outbox =
    options.clerks &&
    (await openDeskOutbox({
      ...{ folder, files: nodeFiles, codec, journal, device, bagKeys, now: Date.now },
      // The platform of the trial ends with this program.
      registered() {
        const to = identity.value.current.registration;
        return to?.mode === 'platform' ? { url: to.url, trust: to.trust ?? null } : null;
      },
    }));
  const restored = await wasRestored(userData);
  const delivery = await startDelivery({
    journal,
    folder,
    files: nodeFiles,
    codec,
    restored,
    transport: () => desk.transport(),
    now: Date.now,
    random: Math.random,
    heardVersion: (version) => acceptance?.heardVersion(version),
    night: {
      sent: await sentAtNight(folder, nodeFiles),
      noted: () => forgetNight(folder, nodeFiles),
    },
    watch: (state) => outbox?.follow(state),
  });
  if (restored) await openedAfterRestore(userData);
  const bags = new Bags({
    keys: bagKeys,
    met: (word) => void outbox?.met(word),
    delivery: delivery.bags,
    transport: () => desk.transport(),
    desk: () => ({ device, name: identity.value.current.name, url: desk.state().platformUrl }),
    where: (fileName) => askWhere(fileName, environment.saveTo, BAG_FILE),
    save: (path, bytes) => saveAtomically(path, bytes),
    press: pressApart({ entry: join(import.meta.dirname, 'bagWorker.js') }),
    now: () => new Date(now()),
  });
  const highest = await Highest.open({ folders: [userData, folder], files: nodeFiles, codec });
  const policies = await Policies.open({
    folder: userData,
    highest,
    key: () => desk.policyKey(),
    pin: () => desk.pinPolicyKey(),
    fetch: async () => (await desk.transport()?.policy?.()) ?? null,
    now,
    onChange: (state) => {
      tell('policy/changed', state);
      acceptance?.look();
    },
  });
  const access = await AccessLog.open({
    folder: join(userData, 'access'),
    files: nodeFiles,
    codec,
    now: () => new Date().toISOString(),
    clerk: () => desk.state().clerk,
    ...(audit ? { mirror: (entry) => mirror(audit, entry) } : {}),
  });
  const changed = audit && (await compareAccess(audit, access.all()));
  if (changed) found.push(changed);
  const evidence = await EvidenceDesk.open({
    journal,
    delivery,
    access,
    folder,
    files: nodeFiles,
    codec,
    // Pictures are read from the disk, which opens only for who is signed in.
    transport: () => (isOpen() ? desk.transport() : null),
    now: Date.now,
    random: Math.random,
  });
  evidence.onChange((status) => tell('evidence/changed', status));
  journal.askReview(() => policies.review());
  const notes = await NoteStore.open(folder);
  const readers = new Readers(await ReaderSettingFile.open(userData));
  const copied = new OwnClipboard({ clipboard });
  const papers = await PaperFile.open({ folder, files: nodeFiles, codec });
  const beside = { folder, files: nodeFiles, codec };
  const returns = await KeptLines.open(RETURN_FILE, beside);
  const lists = await KeptLines.open(LIST_FILE, beside);
  const rollovers = await KeptLines.open(ROLLOVER_FILE, beside);
  const campaign = await KeptLines.open(CAMPAIGN_FILE, beside);
  const lost = [returns, lists, rollovers, campaign].reduce((sum, file) => sum + file.lost, 0);
  if (lost > 0) {
    found.push(linesLost(lost));
    void audit?.note({ act: 'finding', code: 'LINES_LOST' });
  }
  const gate = new Acceptance({
    journal,
    delivery,
    notes,
    now,
    clockRuns: environment.fixedDay === null,
    limits: () => policies.limits(),
    policyConfirmedAt: () => policies.state().confirmedAt,
  });
  acceptance = gate;
  gate.onChange((standing) => {
    tell('standing/changed', standing);
    watch.standing(standing);
  });
  const anchorLine = () => desk.transport()?.audit ?? null;
  const anchoring = audit && new Anchoring(audit, anchorLine, () => performance.now());
  delivery.onChange((status) => {
    tell('delivery/changed', status);
    watch.delivery(status);
    gate.look();
    if (status.network.state !== 'online') return;
    void bags.meet();
    void policies.lineIsUp();
    void anchoring?.meet();
  });
  const backups =
    options.vault &&
    (await openDeskBackups({
      ...{ userData, journal, audit, now, vault: options.vault },
      desk: () => ({ device, name: identity.value.current.name }),
      onChange: (state) => tell('backup/changed', state),
    }));
  const looking = setInterval(() => {
    gate.look();
    if (delivery.status().network.state === 'online') void anchoring?.meet();
    void backups?.look();
  }, LOOK_EVERY_MS);
  const trialEntry = join(out, 'main/platformTrial.js');
  const onUp = () => void delivery.now();
  const named = new PlatformLine({ desk, environment, trialEntry, onUp });
  const practised =
    practice &&
    new PracticeLine({
      desk,
      own,
      userData,
      trialEntry,
      onUp,
      onCast: (cast) => practice.meet(cast),
    });
  if (practice && practised) practice.follow(delivery, practised);
  const line = practised ?? named;
  const snapshot: SnapshotSource = {
    manifest: async () => {
      const transport = desk.transport();
      if (!transport) return err(NO_PLATFORM);
      return (await desk.reassigned()) ? err(REASSIGNED) : transport.snapshot();
    },
    segment: async (ask) => desk.transport()?.segment?.(ask) ?? err(NO_PLATFORM),
  };
  const migration = migrationBooks(
    { entry: join(import.meta.dirname, 'migrationWorker.js') },
    environment.saveTo,
  );
  const grants = new Grants({ vouch: options.vouch, ticks: () => performance.now() });
  const undelivered = () => {
    const { queued, held, exported = 0, reviewing = 0 } = delivery.status();
    return queued + held + exported + reviewing;
  };
  const updates = practice
    ? noUpdates()
    : deskUpdates({
        own: options.own,
        highest,
        takeFrom: environment.takeFrom,
        may: options.isAdministrator,
        undelivered,
        onAttempt: (attempt) => void audit?.note(auditUpdate(attempt)),
        ...(backups ? { backup: () => backups.make() } : {}),
        unwell: () => (journal.head().finding?.code === NEWER.code ? NEWER : null),
      });
  const handlers = handlersFor({
    desk,
    journal,
    delivery,
    bags,
    batch: batchFiles(environment.saveTo),
    migration,
    policies,
    replies: new Replies(userData, codec, (fileName) => askWhere(fileName, environment.saveTo, REPLIES_FILE)),
    onRegistered: () => {
      bags.forget();
      policies.forget();
      named.leaveTrial();
    },
    papers,
    acceptance: gate,
    access,
    audit: auditHandlers(audit, options.reader, found),
    evidence,
    readers,
    clipboard: copied,
    printer: printerOf(contents, (fileName) => askWhere(fileName, environment.saveTo, PAPER_FILE)),
    saveDiagnostics: async () => {
      const report = await diagnosticsOf({
        journal,
        delivery,
        acceptance: gate,
        log,
        version: app.getVersion(),
        mode: desk.state().mode,
        now: Date.now,
      });
      const name = `${practice ? '练习-' : ''}诊断包-${dayInChina(new Date())}`;
      const path = await askWhere(name, environment.saveTo, DIAGNOSTICS_FILE);
      if (path === null) return ok({ path });
      const saved = await saveAtomically(path, Buffer.from(JSON.stringify(report, null, 2)));
      return saved.ok ? ok({ path }) : saved;
    },
    saveRoster: (roster, fileName) => saveRoster(roster, fileName, environment.saveTo),
    saveBook: (book, fileName) => saveBook(book, fileName, environment.saveTo),
    savePlain: (book, fileName) => savePlain(book, fileName, environment.saveTo),
    lists,
    rollovers,
    saveHouseholds: (book, folderName) =>
      saveBookByHousehold(book, folderName, environment.saveTo, (done, total) =>
        tell('roster/progress', { done, total }),
      ),
    returns,
    campaign,
    updates,
    station: stationHandlers({
      backups,
      askFolder: () => askBackupFolder(environment.saveTo),
      doctor: () => ({
        userData,
        journal,
        acceptance: gate,
        policies,
        readers,
        audit,
        backups,
        vault: options.vault,
        contents,
        heardAt: () => notes.current.heardAt,
        version: `v${app.getVersion()}`,
        mode: practice ? 'practice' : desk.state().mode,
        fixed: environment.fixedDay !== null,
        now: () => new Date(now()),
      }),
    }),
  });
  line.start();
  return ok({
    handlers: practice ? practiceHandlers(handlers) : fourEyes(handlers, { grants, access }),
    practice: practice ?? null,
    snapshot,
    undelivered,
    formerId: (name) => identity.value.current.clerks.find((one) => one.name === name)?.id ?? null,
    signedIn: () => {
      desk.clerkChanged();
      evidence.hurry();
    },
    locked: () => {
      readers.cancel();
      void copied.clear();
      grants.forget();
    },
    mayRest: () => outbox?.isReady() ?? false,
    stop: async (lastBackup) => {
      clearInterval(looking);
      readers.cancel();
      await Promise.allSettled([copied.clear(), evidence.stop(), delivery.stop(), line.stop()]);
      await outbox?.close();
      await practice?.stop();
      await notes.settled();
      await access.close();
      process.off('uncaughtExceptionMonitor', onDefect);
      log.write('stop');
      await log.settled();
      await backups?.stop(lastBackup);
      await journal.close();
    },
  });
}

/** Somebody put a registered desk's file into the folder of practice. */
const registeredPractice = (folder: string): Trouble => ({
  code: 'PRACTICE_REGISTERED',
  text: `练习文件夹 ${folder} 里放着正式平台的登记，练习不会打开它。请把这个文件夹移走后再进入练习；正式数据不受影响。`,
});

const linesLost = (count: number): Trouble => ({
  code: 'LINES_LOST',
  text: `名单、回收、年度结转或入户专项的记录里有 ${count} 处损坏，读不出来，其余完好。已记入审计日志；窗口里还有的会补上，请对照纸质单据核对。`,
});

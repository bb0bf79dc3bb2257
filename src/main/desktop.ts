import { join } from 'node:path';
import { app } from 'electron';
import { plainCodec } from '../shared/codec';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';
import { Acceptance } from './acceptance/acceptance';
import { NoteStore } from './acceptance/deskNotes';
import { AccessLog } from './access/accessLog';
import { serveApp } from './appProtocol';
import { BagKeys } from './bag/bagKeys';
import { pressApart } from './bag/bagPress';
import { Bags } from './bag/bags';
import { batchFiles } from './batchFiles';
import { CAMPAIGN_FILE } from './campaign/campaignFile';
import { startDelivery } from './delivery/delivery';
import { Desk } from './desk';
import { deskClock } from './deskClock';
import { IdentityStore } from './deskIdentity';
import { diagnosticsOf } from './diagnostics/report';
import { TechLog } from './diagnostics/techLog';
import { defectFields, watcher } from './diagnostics/watch';
import { dayInChina } from './environment';
import { windowTeller } from './events';
import { EvidenceDesk } from './evidence/evidenceDesk';
import { handlersFor, NO_PLATFORM, REASSIGNED } from './handlers';
import { openDoor } from './ipcDoor';
import { nodeFiles } from './journal/fileLayer';
import { openJournal } from './journal/journal';
import { KeptLines } from './journal/keptLines';
import { LIST_FILE } from './lists/listFile';
import { migrationBooks } from './migration/migrationBooks';
import { PaperFile } from './papers/paperFile';
import { PlatformLine } from './platformLine';
import { Policies } from './policy/policies';
import { Replies } from './policy/replies';
import type { ChosenDesk } from './practice/chooseDesk';
import { OwnPlatform } from './practice/ownPlatform';
import { Practice } from './practice/practice';
import { practiceDoor, type StartAgain } from './practice/practiceDoor';
import { practiceHandlers } from './practice/practiceHandlers';
import { PracticeLine } from './practice/practiceLine';
import { printerOf } from './printing';
import { Readers } from './readers/readers';
import { ReaderSettingFile } from './readers/settingFile';
import { RETURN_FILE } from './returns/returnFile';
import { ROLLOVER_FILE } from './rollover/rolloverFile';
import { askWhere, BAG_FILE, DIAGNOSTICS_FILE, PAPER_FILE, REPLIES_FILE } from './savePath';
import { saveBook, saveBookByHousehold, savePlain, saveRoster } from './saveRoster';
import { createWindow, type DeskWindow } from './window';
import { saveAtomically } from './workbooks/saveAtomically';

/** How often ages and the clock are looked at when nothing else prompts it. */
const LOOK_EVERY_MS = 15_000;

/** The running program, as `index.ts` steers it. */
export interface Desktop {
  focus(): void;
  stop(): Promise<void>;
}

/**
 * Puts the program together: who the desk is, its journal, the deliverer, the line to the platform, the door, the window. `out` is the folder
 * of the built program.
 */
export async function startDesktop(
  { environment, practice: book }: ChosenDesk,
  out: string,
  startAgain: StartAgain,
): Promise<Result<Desktop, Trouble>> {
  const { userData } = environment;
  const identity = await IdentityStore.open(userData, plainCodec);
  if (!identity.ok) return identity;
  const { device, registration } = identity.value.current;
  if (book && registration?.mode === 'platform') return err(registeredPractice(userData));
  const folder = join(userData, 'journal');
  const now = deskClock(environment.fixedDay);
  const opened = await openJournal({
    folder,
    files: nodeFiles,
    codec: plainCodec,
    device,
    now,
  });
  if (!opened.ok) return opened;
  const journal = opened.value;
  const log = new TechLog({ folder: join(userData, 'logs'), now: Date.now });
  const watch = watcher(log);
  log.write('start', { version: `v${app.getVersion()}`, entries: journal.all().length });
  const { finding } = journal.head();
  if (finding !== null) log.write('journal-finding', { code: finding.code });
  // What nobody catches ends the program as before; the log only says that it happened.
  const onDefect = (error: unknown) => log.write('defect', defectFields(error));
  process.on('uncaughtExceptionMonitor', onDefect);

  let window: DeskWindow | null = null;
  const contents = () => window?.contents() ?? null;
  const tell = windowTeller(contents);
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
  });
  const delivery = await startDelivery({
    journal,
    folder,
    files: nodeFiles,
    codec: plainCodec,
    transport: () => desk.transport(),
    now: Date.now,
    random: Math.random,
    heardVersion: (version) => acceptance?.heardVersion(version),
  });
  const bags = new Bags({
    keys: new BagKeys(userData, plainCodec),
    delivery: delivery.bags,
    transport: () => desk.transport(),
    desk: () => ({ device, name: identity.value.current.name, url: desk.state().platformUrl }),
    where: (fileName) => askWhere(fileName, environment.saveTo, BAG_FILE),
    save: (path, bytes) => saveAtomically(path, bytes),
    press: pressApart({ entry: join(import.meta.dirname, 'bagWorker.js') }),
    now: () => new Date(now()),
  });
  const policies = await Policies.open({
    folder: userData,
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
    codec: plainCodec,
    now: () => new Date().toISOString(),
    clerk: () => desk.state().clerk,
  });
  const evidence = await EvidenceDesk.open({
    journal,
    delivery,
    access,
    folder,
    files: nodeFiles,
    codec: plainCodec,
    transport: () => desk.transport(),
    now: Date.now,
    random: Math.random,
  });
  evidence.onChange((status) => tell('evidence/changed', status));
  journal.askReview(() => policies.review());
  const notes = await NoteStore.open(folder);
  const readers = new Readers(await ReaderSettingFile.open(userData));
  const papers = await PaperFile.open({ folder, files: nodeFiles, codec: plainCodec });
  const beside = { folder, files: nodeFiles, codec: plainCodec };
  const returns = await KeptLines.open(RETURN_FILE, beside);
  const lists = await KeptLines.open(LIST_FILE, beside);
  const rollovers = await KeptLines.open(ROLLOVER_FILE, beside);
  const campaign = await KeptLines.open(CAMPAIGN_FILE, beside);
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
  delivery.onChange((status) => {
    tell('delivery/changed', status);
    watch.delivery(status);
    gate.look();
    if (status.network.state !== 'online') return;
    void bags.meet();
    void policies.lineIsUp();
  });
  const looking = setInterval(() => gate.look(), LOOK_EVERY_MS);
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
  serveApp(join(out, 'renderer'), {
    manifest: async () => {
      const transport = desk.transport();
      if (!transport) return err(NO_PLATFORM);
      return (await desk.reassigned()) ? err(REASSIGNED) : transport.snapshot();
    },
    segment: async (ask) => desk.transport()?.segment?.(ask) ?? err(NO_PLATFORM),
  });
  const handlers = handlersFor({
    desk,
    journal,
    delivery,
    bags,
    batch: batchFiles(environment.saveTo),
    migration: migrationBooks({ entry: join(import.meta.dirname, 'migrationWorker.js') }, environment.saveTo),
    policies,
    replies: new Replies(userData, plainCodec, (fileName) =>
      askWhere(fileName, environment.saveTo, REPLIES_FILE),
    ),
    onRegistered: () => {
      bags.forget();
      policies.forget();
      named.leaveTrial();
    },
    papers,
    acceptance: gate,
    access,
    evidence,
    readers,
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
  });
  openDoor(
    {
      ...(practice ? practiceHandlers(handlers) : handlers),
      ...practiceDoor(book && practice && { book, practice }, startAgain),
    },
    contents,
  );
  line.start();
  window = createWindow();
  await window.load();
  return ok({
    focus: () => window?.focus(),
    stop: async () => {
      clearInterval(looking);
      readers.cancel();
      await Promise.allSettled([evidence.stop(), delivery.stop(), line.stop()]);
      await practice?.stop();
      await notes.settled();
      await access.close();
      process.off('uncaughtExceptionMonitor', onDefect);
      log.write('stop');
      await log.settled();
      await journal.close();
    },
  });
}

/** Somebody put a registered desk's file into the folder of practice. */
const registeredPractice = (folder: string): Trouble => ({
  code: 'PRACTICE_REGISTERED',
  text: `练习文件夹 ${folder} 里放着正式平台的登记，练习不会打开它。请把这个文件夹移走后再进入练习；正式数据不受影响。`,
});

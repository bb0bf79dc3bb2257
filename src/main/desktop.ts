import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import { type Codec, plainCodec } from '../shared/codec';
import { type SealingCodec, sealingCodec } from '../shared/crypto/sealingCodec';
import type { Trouble } from '../shared/host';
import { err, ok, type Result } from '../shared/result';
import { serveApp } from './appProtocol';
import { auditedDesk } from './audit/auditedDesk';
import { auditedVault } from './audit/auditedVault';
import { AuditLog, FILE_ENTRIES } from './audit/auditLog';
import { askBackup } from './backup/backupDialogs';
import { destroyBackups } from './backup/destroyBackups';
import { finishRestore } from './backup/finishRestore';
import { Restore } from './backup/restore';
import { restoreHandlers } from './backup/restoreHandlers';
import { platformTransport } from './delivery/transport';
import { type DeskWork, type DeskWorkOptions, openDeskWork } from './deskWork';
import { type Environment, NO_PRACTICE_FLAG } from './environment';
import { windowTeller } from './events';
import { idleLock } from './idleLock';
import { openDoor } from './ipcDoor';
import { nodeFiles } from './journal/fileLayer';
import { NightShift } from './night/nightShift';
import type { ChosenDesk } from './practice/chooseDesk';
import { practiceDoor, type StartAgain } from './practice/practiceDoor';
import type { OwnProgram } from './update/deskUpdates';
import { byRole } from './vault/byRole';
import { NODE_SUITES, nodeSuite } from './vault/nodeSuite';
import { resealFiles } from './vault/reseal';
import { systemSeal } from './vault/systemSeal';
import { Vault, type VaultOptions } from './vault/vault';
import { VaultDesk } from './vault/vaultDesk';
import { LOCKED } from './vault/vaultWords';
import { noVault, whileOpen } from './vault/whileOpen';
import { argon2, KDF_COST } from './vault/wrap';
import { createWindow, type DeskWindow } from './window';

/** How often what has passed of the waits after wrong secrets is noted. */
const NOTE_WAITS_EVERY_MS = 15_000;

/** The running program, as `index.ts` steers it. */
export interface Desktop {
  focus(): void;
  stop(): Promise<void>;
}

/**
 * Puts the program together: the vault, the window, the door between them, and behind a sign-in the desk. Practice (练习) has no vault, for
 * its people are invented. `out` is the folder of the built program.
 */
export async function startDesktop(
  chosen: ChosenDesk,
  out: string,
  startAgain: StartAgain,
  own: OwnProgram,
): Promise<Result<Desktop, Trouble>> {
  const { environment, practice: book } = chosen;
  let window: DeskWindow | null = null;
  let work: DeskWork | null = null;
  const contents = () => window?.contents() ?? null;
  const finished = book ? ok(false) : await finishRestore(environment.userData, nodeFiles);
  if (!finished.ok) return finished;
  const opened = book ? ok(null) : await openVault(environment);
  if (!opened.ok) return opened;
  const vault = opened.value;
  const audit = vault && (await openAudit(vault, environment));
  void audit?.note({ act: 'start', version: app.getVersion() }, null);
  if (finished.value) void audit?.note({ act: 'restored', code: 'DONE' }, null);
  const isOpen = () => vault === null || vault.phase() === 'open';
  // A page that is locked, or on its way to be, is told nothing of the desk.
  const tell = windowTeller(() => (isOpen() ? contents() : null));

  const codec: Codec | SealingCodec =
    vault === null
      ? plainCodec
      : sealingCodec(nodeSuite(vault.suite), () => vault.sealingKeys('files'), randomBytes, NODE_SUITES);
  const night =
    vault &&
    new NightShift({
      folder: join(environment.userData, 'journal'),
      files: nodeFiles,
      transport: (url, trust) => platformTransport({ url, ...(trust ? { trust } : {}) }),
      now: Date.now,
      random: Math.random,
    });
  const open = async (): Promise<Result<void, Trouble>> => {
    await night?.end();
    if (work !== null) {
      work.signedIn();
      return ok(undefined);
    }
    const clean = vault === null ? ok(undefined) : await sealAnew(vault, codec, environment.userData);
    if (!clean.ok) {
      await night?.begin();
      return clean;
    }
    const clerks = vault && clerksOf(vault);
    const reader = () => vault?.current() ?? null;
    const vouch: DeskWorkOptions['vouch'] = async (who) => vault?.vouch(who) ?? err(LOCKED);
    const made = await openDeskWork({
      chosen,
      out,
      codec,
      isOpen,
      clerks,
      vouch,
      vault,
      contents,
      tell,
      own,
      isAdministrator: () => vault?.current()?.roles.includes('administrator') ?? false,
      audit,
      reader,
    });
    if (!made.ok) {
      await night?.begin();
      return made;
    }
    const { handlers } = made.value;
    work = {
      ...made.value,
      handlers:
        vault && audit
          ? auditedDesk(
              byRole(handlers, () => vault.current()?.roles ?? []),
              audit,
            )
          : handlers,
    };
    // Locked again meanwhile.
    if (!isOpen()) rest();
    return ok(undefined);
  };
  /** Nothing of the desk stays in memory where the night can deliver what waits. */
  const rest = (): void => {
    const ending = work;
    if (night === null || !ending?.mayRest()) return;
    work = null;
    void night.begin(() => ending.stop('if new'), ending.undelivered());
  };

  const lock = (why: 'idle' | 'suspend' | 'screen') => {
    const by = vault?.current()?.id ?? null;
    door?.lock();
    if (by !== null) void audit?.note({ act: 'locked', why }, by);
  };
  const idle = idleLock({
    minutes: environment.idleMinutes,
    ticks: () => performance.now(),
    onIdle: () => lock('idle'),
  });
  const door =
    vault &&
    new VaultDesk({
      vault,
      idleMinutes: environment.idleMinutes,
      open,
      onLocked: () => {
        work?.locked();
        if (vault.phase() === 'shredded') void destroyBackups(environment.userData);
        window?.renew();
        rest();
      },
      onChange: (state) => tell('vault/changed', state),
      awake: () => idle.awake(),
      undelivered: () => work?.undelivered() ?? night?.waiting() ?? null,
      end: async () => {
        await work?.stop('never');
        work = null;
      },
      formerId: (name) => work?.formerId(name) ?? null,
    });
  if (vault === null) {
    const ready = await open();
    if (!ready.ok) return ready;
  }
  if (vault?.phase() === 'locked') void night?.begin();
  // The machine sleeps, or its own screen is locked: whoever comes back may be somebody else.
  const suspended = () => lock('suspend');
  const screenLocked = () => lock('screen');
  powerMonitor.on('suspend', suspended);
  powerMonitor.on('lock-screen', screenLocked);
  const waits = setInterval(() => void vault?.look(), NOTE_WAITS_EVERY_MS);

  serveApp(join(out, 'renderer'), {
    manifest: async () => (work && isOpen() ? work.snapshot.manifest() : err(LOCKED)),
    segment: async (ask) => (work && isOpen() ? work.snapshot.segment(ask) : err(LOCKED)),
  });
  openDoor(
    {
      ...whileOpen(() => (isOpen() ? (work?.handlers ?? null) : null)),
      ...practiceDoor(practising(chosen, work), startAgain),
      ...(door && audit && vault ? auditedVault(door.handlers(), audit, vault) : noVault()),
      ...restoreHandlers(vault && restoreOf(environment), () => startAgain(NO_PRACTICE_FLAG)),
    },
    contents,
  );
  window = createWindow(environment.contentProtection);
  await window.load();
  return ok({
    focus: () => window?.focus(),
    stop: async () => {
      idle.stop();
      clearInterval(waits);
      powerMonitor.removeListener('suspend', suspended);
      powerMonitor.removeListener('lock-screen', screenLocked);
      await vault?.look();
      await night?.end();
      await work?.stop('always');
      vault?.lock();
      await audit?.note({ act: 'stop' }, null);
      await audit?.close();
    },
  });
}

const openAudit = (vault: Vault, { userData }: Environment): Promise<AuditLog> =>
  AuditLog.open({
    folder: join(userData, 'audit'),
    files: nodeFiles,
    system: systemSeal,
    random: randomBytes,
    now: () => new Date(),
    suite: () => vault.suite,
    clerk: () => vault.current()?.id ?? null,
    fileEntries: FILE_ENTRIES,
  });

const openVault = (environment: Environment): Promise<Result<Vault, Trouble>> =>
  Vault.open({ ...vaultParts(environment), folder: join(environment.userData, 'vault'), files: nodeFiles });

const vaultParts = ({ suite }: Environment): Omit<VaultOptions, 'folder' | 'files'> => ({
  system: systemSeal,
  argon2,
  cost: KDF_COST,
  random: randomBytes,
  now: () => new Date(),
  ticks: () => performance.now(),
  suite,
});

const restoreOf = (environment: Environment): Restore =>
  new Restore({
    userData: environment.userData,
    files: nodeFiles,
    vault: vaultParts(environment),
    program: `v${app.getVersion()}`,
    ask: () => askBackup(environment.saveTo),
  });

/** Before anything of the desk is open: what lies there plain, or under a key that was rotated, is sealed with the current one. */
async function sealAnew(vault: Vault, codec: Codec, userData: string): Promise<Result<void, Trouble>> {
  const state = vault.storeState('files');
  if (state === 'whole' || !('isStale' in codec)) return ok(undefined);
  const done = await resealFiles({
    userData,
    files: nodeFiles,
    codec: codec as SealingCodec,
    plain: state === 'plain',
  });
  return done.ok ? vault.storeIsWhole('files') : done;
}

/** Who signed in; after a lock, who was there last, for what is still going on of theirs. */
function clerksOf(vault: Vault) {
  let last = { id: '', name: '' };
  return () => {
    const now = vault.current();
    if (now) last = { id: now.id, name: now.name };
    const all = [...vault.clerks(), ...vault.left()];
    return { clerk: last, clerks: all.map(({ id, name }) => ({ id, name })) };
  };
}

function practising({ practice: book }: ChosenDesk, work: DeskWork | null) {
  return book && work?.practice ? { book, practice: work.practice } : null;
}

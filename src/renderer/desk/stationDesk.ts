import type { BackupState } from '#shared/backup/calls';
import type { DoctorFacts, WindowFacts } from '#shared/doctor/facts';
import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** This machine itself: its checkup (电脑体检) and its backups (备份). */
export interface StationDesk {
  checkup(): Promise<Result<{ readonly facts: DoctorFacts; readonly window: WindowFacts }, Trouble>>;
  backups(): Promise<Result<BackupState, Trouble>>;
  backUp(): Promise<Result<BackupState, Trouble>>;
  rehearse(): Promise<Result<BackupState, Trouble>>;
  /** Asks for the folder of the backups; `unset`: on this machine again. */
  chooseFolder(unset: boolean): Promise<Result<BackupState, Trouble>>;
  /** Told whenever a backup or a rehearsal begins or ends; gives the function that ends the listening. */
  onBackups(listener: (state: BackupState) => void): () => void;
}

export const stationDesk = (desktop: Desktop): StationDesk => ({
  checkup: () =>
    answered(async () => {
      const [facts, window] = await Promise.all([desktop.call('doctor/facts', {}), windowFacts()]);
      return ok({ facts, window });
    }),
  backups: () => answered(async () => ok(await desktop.call('backup/state', {}))),
  backUp: () => answered(() => desktop.call('backup/now', {})),
  rehearse: () => answered(() => desktop.call('backup/rehearse', {})),
  chooseFolder: (unset) => answered(() => desktop.call('backup/folder', { unset })),
  onBackups: (listener) => desktop.on('backup/changed', listener),
});

/** What the browser says of the window's own store; it is asked to keep it when the disk runs full. */
async function windowFacts(): Promise<WindowFacts> {
  const { storage } = navigator;
  const [store, persisted] = await Promise.all([
    storage.estimate().then(
      ({ usage, quota }) => (usage === undefined || quota === undefined ? null : { usage, quota }),
      () => null,
    ),
    storage.persist().catch(() => null),
  ]);
  return { store, persisted, trialHost: !navigator.userAgent.includes('Electron/') };
}

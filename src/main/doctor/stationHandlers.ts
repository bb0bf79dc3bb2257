import { NO_BACKUPS } from '#shared/backup/calls';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { Backups } from '../backup/backups';
import type { Handlers } from '../callContract';
import { NOT_IN_PRACTICE } from '../desk';
import { type DoctorParts, gather } from './gather';

/** Calls about this machine itself, while the desk is open. */
export type StationChannel =
  | 'backup/state'
  | 'backup/now'
  | 'backup/rehearse'
  | 'backup/folder'
  | 'doctor/facts';
export type StationHandlers = Pick<Handlers, StationChannel>;

export interface StationParts {
  /** Null: practice (练习), which keeps none. */
  readonly backups: Backups | null;
  /** Asks for a folder; null: the dialog was closed. */
  readonly askFolder: () => Promise<Result<string | null, Trouble>>;
  readonly doctor: () => DoctorParts;
}

export function stationHandlers({ backups, askFolder, doctor }: StationParts): StationHandlers {
  const none = () => err(NOT_IN_PRACTICE);
  return {
    'backup/state': () => backups?.state() ?? NO_BACKUPS,
    'backup/now': () => backups?.make() ?? none(),
    'backup/rehearse': () => backups?.rehearse() ?? none(),
    'backup/folder': async ({ unset }) => {
      if (backups === null) return none();
      if (unset) return ok(await backups.choose(null));
      const folder = await askFolder();
      if (!folder.ok) return folder;
      return ok(folder.value === null ? backups.state() : await backups.choose(folder.value));
    },
    'doctor/facts': () => gather(doctor()),
  };
}

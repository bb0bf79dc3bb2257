import { app } from 'electron';
import { err } from '../../shared/result';
import { STORE_FORMATS } from '../../shared/update/formats';
import type { UpdateKey } from '../../shared/update/manifest';
import { NOT_IN_PRACTICE } from '../desk';
import { nodeFiles } from '../journal/fileLayer';
import { askWhich, UPDATE_FILE } from '../savePath';
import type { Highest } from './highest';
import { type UpdateAttempt, type UpdateHandlers, type UpdateOptions, Updates } from './updates';
import type { Versions } from './versions';

/** This very program among its versions, as `index.ts` found it. */
export interface OwnProgram {
  readonly program: string;
  readonly versions: Versions;
  readonly keys: readonly UpdateKey[];
  readonly launched: boolean;
  readonly restart: () => void;
}

export interface DeskUpdates extends Pick<UpdateOptions, 'may' | 'undelivered' | 'unwell'> {
  readonly own: OwnProgram;
  readonly highest: Highest;
  /** A folder that stands for the memory stick. */
  readonly takeFrom: string | null;
  readonly backup?: NonNullable<UpdateOptions['backup']>;
  readonly onAttempt?: (attempt: UpdateAttempt) => void;
}

/** Who answers `update/…` on a real desk. */
export function deskUpdates({
  own,
  highest,
  takeFrom,
  backup,
  onAttempt,
  ...more
}: DeskUpdates): UpdateHandlers {
  return new Updates({
    ...own,
    ...more,
    files: nodeFiles,
    highest,
    current: app.getVersion(),
    system: `${process.platform}-${process.arch}`,
    formats: STORE_FORMATS,
    pick: () => askWhich(UPDATE_FILE, takeFrom),
    backup: backup ?? null,
    onAttempt: onAttempt ?? (() => undefined),
  }).handlers();
}

/** Practice (练习) changes nothing of the real desk, and proves nothing of its program. */
export function noUpdates(): UpdateHandlers {
  const refused = () => err(NOT_IN_PRACTICE);
  return {
    'update/state': () => ({
      current: app.getVersion(),
      highest: null,
      keys: [],
      ready: null,
      returned: null,
      older: false,
      undelivered: 0,
      may: false,
    }),
    'update/choose': refused,
    'update/install': refused,
    'update/restart': refused,
    'update/healthy': () => ({}),
    'update/acknowledge': refused,
  };
}

import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { standIn } from './standIn';

const events = new EventEmitter();

/** The host cannot tell when the machine sleeps or its screen is locked: whoever listens never hears of it. */
export const powerMonitor = standIn('powerMonitor', {
  on: events.on.bind(events) as unknown as Electron.PowerMonitor['on'],
  removeListener: events.removeListener.bind(events) as unknown as Electron.PowerMonitor['removeListener'],
} satisfies Pick<Electron.PowerMonitor, 'on' | 'removeListener'>);

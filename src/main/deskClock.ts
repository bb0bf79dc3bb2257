import type { CivilDate } from '../shared/domain/civilDate';
import { dayInChina } from './environment';

const MS_A_DAY = 86_400_000;

/**
 * The clock that entries of the journal are stamped with, in milliseconds: the device's own, or, where the business day is
 * fixed, the same time of day on that day, so that a sample's receipts do not carry the calendar's date.
 */
export function deskClock(fixedDay: CivilDate | null, device: () => number = Date.now): () => number {
  if (fixedDay === null) return device;
  const today = dayInChina(new Date(device()));
  const shift = Math.round((Date.parse(fixedDay) - Date.parse(today)) / MS_A_DAY) * MS_A_DAY;
  return () => device() + shift;
}

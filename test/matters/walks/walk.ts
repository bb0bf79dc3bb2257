import type { MatterCode } from '#shared/domain/matter';
import type { Keyed } from '../../support/keyboard';
import { adult, type Holds, resident, somebody } from '../people';

/**
 * One walk: the matter, what the clerk types from the first question on, and how it ends. `typed` names the fields in the order of the
 * form; fields that are filled in already are left out, and Enter passes them. `ends` is `receipt` (accepted, uploaded, the
 * platform's receipt shown), `article` (refused with an article), or the words that stand at a field or in the panel.
 */
export interface Walk {
  readonly code: MatterCode;
  readonly says: string;
  readonly typed: Readonly<Record<string, Keyed>>;
  readonly ends: 'receipt' | 'article' | RegExp;
}

export const text = (value: string): Keyed => ({ text: value });
export const choose = (value: string): Keyed => ({ choose: value });
export const find = (value: string): Keyed => ({ find: value });
export const of = (certNo: string) => ({ personId: find(certNo) });
export const left = (reason: string, day: string) => ({ reason: choose(reason), effectiveOn: text(day) });
export const aResident = (...more: Holds[]) => somebody(resident, adult, ...more);

/** Another region than the desk's. */
export const REGION = '220299';

import { type ConflictField, conflictFields } from '#shared/conflicts/sides';
import type { Verdict } from '#shared/protocol/verdict';
import {
  lookUp,
  type PlatformReason,
  type RejectDictionary,
  type RejectEntry,
} from '#shared/rejects/dictionary';
import type { OperationView } from './api';

/** One reason of the platform, word for word, with what the dictionary says of it; null: nobody has explained it yet. */
export interface Advice extends PlatformReason {
  readonly entry: RejectEntry | null;
}

/** Every reason of a verdict that did not apply, as it came, with its explanation. */
export function adviceOn(verdict: Verdict | null, dictionary: RejectDictionary): Advice[] {
  return reasonsOf(verdict).map((reason) => ({ ...reason, entry: lookUp(dictionary, reason) }));
}

/** Every reason of a verdict that did not apply, as it came. */
export function reasonsOf(verdict: Verdict | null): PlatformReason[] {
  switch (verdict?.outcome) {
    case 'refused':
      return verdict.reasons
        .filter(({ severity }) => severity === 'refuse')
        .map(({ code, text }) => ({ code, text }));
    case 'conflict':
      return [{ code: verdict.why, text: verdict.text }];
    case 'invalid':
    case 'id-reused':
      return [{ code: verdict.outcome, text: verdict.text }];
    default:
      return [];
  }
}

/** The fields of an operation in conflict; none where it is not. */
export const fieldsInConflict = (
  { operation, entry, verdict }: Pick<OperationView, 'operation' | 'entry' | 'verdict'>,
  deskName: string | null,
): ConflictField[] =>
  verdict?.outcome === 'conflict'
    ? conflictFields(operation, verdict, { deskName, acceptedAt: entry.at.device })
    : [];

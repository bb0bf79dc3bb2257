import { rowOpId } from '../batch/rowKey';
import type { MatterCode } from '../domain/matter';
import type { OpId } from '../domain/operation';
import { canonicalJson, type Json, sha256Hex } from '../json';
import type { ReturnValues } from './values';

/** What makes a returned row the same again: what it says of whom in which batch, wherever in whichever file it stands. */
const returnKey = (batchId: string, code: string, values: ReturnValues): string =>
  sha256Hex(canonicalJson({ v: 1, batchId, code, values: values as unknown as Json }));

/** A row's change of a number is one operation, what its outcome comes to another; neither depends on whether the other is still to be made. */
const stepNumber = (matter: MatterCode): number =>
  matter === 'RES_CHANGE' || matter === 'EMP_CHANGE' ? 0 : 1;

/** The id of the operation that a returned row becomes on one desk: the same each time it is read, so that the journal takes it once. */
export const returnOpId = (
  device: string,
  row: { readonly batchId: string; readonly code: string; readonly values: ReturnValues },
  matter: MatterCode,
  attempt: number,
): OpId => rowOpId(device, returnKey(row.batchId, row.code, row.values), stepNumber(matter), attempt);

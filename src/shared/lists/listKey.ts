import type { RowStep } from '../batch/plan';
import { rowOpId } from '../batch/rowKey';
import type { OpId } from '../domain/operation';
import { canonicalJson, type Json, sha256Hex } from '../json';

/**
 * The id of the operation that a list asks for on one desk: by what is to become of whom, not by the file, so that the same list again,
 * or another that says the same, makes nothing new.
 */
export const listOpId = (device: string, step: RowStep, attempt: number): OpId =>
  rowOpId(
    device,
    sha256Hex(canonicalJson({ v: 1, list: step.matter, fields: step.fields as Json })),
    0,
    attempt,
  );

import type { OpId } from '../domain/operation';
import { canonicalJson, type Json, sha256Hex } from '../json';
import type { Wish } from './wish';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What makes a row the same row again: what it wishes for whom at which unit, wherever in whichever file it stands. */
export const rowKey = (empNo: string, wish: Wish): string =>
  sha256Hex(canonicalJson({ v: 1, empNo, wish: wish as unknown as Json }));

/**
 * The id of the operation that a row becomes on one desk: the same each time it is read, so that the journal itself takes it once
 * (SY1). `step` counts the row's operations, `attempt` how often an earlier one was taken back or given up.
 */
export function rowOpId(device: string, key: string, step: number, attempt: number): OpId {
  const hex = sha256Hex(`canbao-batch-row-v1\n${device}\n${key}\n${step}\n${attempt}`);
  // 26 characters of five bits take 130 bits; the first carries three, as in every ULID.
  let bits = BigInt(`0x${hex.slice(0, 32)}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = (CROCKFORD[Number(bits & 31n)] ?? '0') + text;
    bits >>= 5n;
  }
  return text;
}

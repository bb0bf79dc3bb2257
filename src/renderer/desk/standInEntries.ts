import { CHAIN_START, entryHash, type JournalEntry } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import { canonicalJson, sha256Hex } from '#shared/json';

/** For tests: an operation on one person, right in form. */
export function operationOf(seq: number, personId: string, change: Partial<Operation> = {}): Operation {
  const body = change.body ?? { personId, phone: `1540000${String(seq).padStart(4, '0')}`, note: null };
  return {
    v: 1,
    opId: `01J00000000000000000${String(seq).padStart(6, '0')}`,
    matter: 'RES_CHANGE',
    subjects: [{ kind: 'person', id: personId }],
    base: [],
    body,
    bodyHash: sha256Hex(canonicalJson(body)),
    forecast: { decision: 'ALLOW', rules: [], book: 'test', asOf: '2026-11-20', warnReason: null },
    day: '2026-11-22',
    clerk: 'clerk-1',
    supersedes: null,
    device: 'QH-DESK-000001',
    seq,
    ...change,
  };
}

/** For tests: a chained journal of operations; `branch` makes another chain from that entry on. */
export function chainOf(length: number, branchFrom = length + 1): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const device = seq >= branchFrom ? '2026-11-22T02:00:00.000Z' : '2026-11-22T01:00:00.000Z';
    const entry = {
      seq,
      prevHash: entries.at(-1)?.hash ?? CHAIN_START,
      at: { device, counter: seq, platform: null },
      content: { type: 'operation' as const, operation: operationOf(seq, 'P1') },
    };
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

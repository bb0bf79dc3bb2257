import type { JournalEntry } from '#shared/domain/journalEntry';
import type { Operation, OpId } from '#shared/domain/operation';
import { recordKey } from '#shared/domain/record';
import type { Evidence, LedgerRow, MachineEvidence } from '../world/evidence';

/** The operations among entries. */
export const operationsIn = (entries: readonly JournalEntry[]): Operation[] =>
  entries.flatMap(({ content }) => (content.type === 'operation' ? [content.operation] : []));

/** How the clerk closed an operation, if at all. */
export function closedIn(entries: readonly JournalEntry[], opId: OpId): 'withdrawn' | 'resolved' | null {
  const takenBack = new Set(
    entries.flatMap(({ content }) => (content.type === 'withdrawal' ? [content.opId] : [])),
  );
  for (const { content } of entries) {
    if (content.type === 'operation' && content.operation.supersedes === opId)
      if (!takenBack.has(content.operation.opId)) return 'resolved';
    if (content.type === 'withdrawal' && content.opId === opId) return 'withdrawn';
    if (content.type === 'resolution' && content.opId === opId) return 'resolved';
  }
  return null;
}

/** The lanes of an operation in the platform's own numbers. */
export const lanesOf = (evidence: Evidence, operation: Operation): string[] =>
  operation.subjects.map(({ kind, id }) => recordKey({ kind, id: evidence.aliases.get(id) ?? id }));

export const rowOf = (evidence: Evidence, opId: OpId): LedgerRow | undefined =>
  evidence.ledger.find(({ operation }) => operation.opId === opId);

/** Every pair of operations of a machine that shares a lane, the earlier first. */
export function laneMates(evidence: Evidence, of: MachineEvidence): [Operation, Operation][] {
  const all = operationsIn(of.file).map((operation) => ({ operation, lanes: lanesOf(evidence, operation) }));
  return all.flatMap((earlier, at) =>
    all
      .slice(at + 1)
      .filter(({ lanes }) => lanes.some((lane) => earlier.lanes.includes(lane)))
      .map((later): [Operation, Operation] => [earlier.operation, later.operation]),
  );
}

/** Runs a check on each machine. */
export const onEach =
  (check: (of: MachineEvidence, evidence: Evidence) => string[]) =>
  (evidence: Evidence): string[] =>
    evidence.machines.flatMap((of) => check(of, evidence).map((text) => `${of.machine.name}: ${text}`));

import type { BagLoad } from '#shared/bag/content';
import { CHAIN_START, entryHash, type JournalEntry } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import { linkOf } from '#shared/protocol/chain';
import { CrashPeople } from '../faults/crashPeople';

/** What a bag of so many operations holds: changes of telephone numbers in the sample township, with their links. */
export function fullLoad(operations: number): BagLoad {
  const people = new CrashPeople((persons) => persons);
  const entries: JournalEntry[] = [];
  const made = Array.from({ length: operations }, (_, i): Operation => {
    const draft = people.phoneChange(people.next());
    const operation = { ...draft, device: 'desk-press-test', seq: i + 1 } as Operation;
    const at = { device: '2026-11-22T01:00:00.000Z', counter: i + 1, platform: null };
    const bare = {
      v: 2 as const,
      seq: i + 1,
      prevHash: entries.at(-1)?.hash ?? CHAIN_START,
      at,
      content: { type: 'operation' as const, operation },
    };
    entries.push({ ...bare, hash: entryHash(bare) });
    return operation;
  });
  const last = entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START };
  return { v: 1, operations: made, chain: { epoch: 1, head, links: entries.map((entry) => linkOf(entry)) } };
}

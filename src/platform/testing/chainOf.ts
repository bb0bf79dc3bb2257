import type { z } from 'zod';
import {
  CHAIN_START,
  type EntryContent,
  entryHash,
  type JournalEntry,
  type Withdrawal,
} from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import type { ChainHead, ChainLink, ChainPart } from '#shared/protocol/chain';
import { linkOf } from '#shared/protocol/chain';

/** A desk's journal in memory, chained as the real one, for what the platform is told of it. */
export class TestChain {
  constructor(
    readonly entries: JournalEntry[] = [],
    public epoch = 1,
  ) {}

  /** The same journal on another computer. */
  copy(length = this.entries.length): TestChain {
    return new TestChain(this.entries.slice(0, length), this.epoch);
  }

  accept(operation: Operation, v: 1 | 2 = 2): JournalEntry {
    return this.append({ type: 'operation', operation: { ...operation, seq: this.entries.length + 1 } }, v);
  }

  /** The operation as the journal has it, with its number. */
  accepted(operation: Operation, v: 1 | 2 = 2): Operation {
    const { content } = this.accept(operation, v);
    if (content.type !== 'operation') throw new Error('no operation');
    return content.operation;
  }

  withdraw(opId: string): z.infer<typeof Withdrawal> {
    const content = { type: 'withdrawal' as const, opId, reason: '本人改了主意', clerk: 'clerk-1' };
    this.append(content, 2);
    return content;
  }

  head(): ChainHead {
    const last = this.entries.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START };
  }

  links(after = 0): ChainLink[] {
    const withdrawn = new Set(
      this.entries.flatMap(({ content }) => (content.type === 'withdrawal' ? [content.opId] : [])),
    );
    return this.entries
      .slice(after)
      .map((entry) =>
        linkOf(entry, entry.content.type === 'operation' && withdrawn.has(entry.content.operation.opId)),
      );
  }

  part(after = 0): ChainPart {
    return { epoch: this.epoch, head: this.head(), links: this.links(after) };
  }

  private append(content: EntryContent, v: 1 | 2): JournalEntry {
    const seq = this.entries.length + 1;
    const at = { device: '2026-11-22T01:00:00.000Z', counter: seq, platform: null };
    const bare = { ...(v === 2 ? { v } : {}), seq, prevHash: this.head().hash, at, content };
    const entry: JournalEntry = { ...bare, hash: entryHash(bare) };
    this.entries.push(entry);
    return entry;
  }
}

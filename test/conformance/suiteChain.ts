import { CHAIN_START, entryHash, type JournalEntry } from '#shared/domain/journalEntry';
import type { NewOperation, Operation } from '#shared/domain/operation';
import { type ChainPart, entryOf, linkOf } from '#shared/protocol/chain';
import { PROTOCOL } from '#shared/protocol/messages';
import { hold, LeftOut } from './breach';
import type { Desk } from './desk';
import type { Ask } from './line';

/** Adds operations to a journal, chained as a desk chains them; gives them with the numbers they have there. */
export function chainOn(entries: JournalEntry[], operations: readonly NewOperation[]): NewOperation[] {
  return operations.map((unnumbered) => {
    const seq = entries.length + 1;
    const operation: NewOperation = { ...unnumbered, seq };
    const at = { device: '2026-01-01T00:00:00.000Z', counter: seq, platform: null };
    const prevHash = entries.at(-1)?.hash ?? CHAIN_START;
    const bare = { v: 2 as const, seq, prevHash, at, content: { type: 'operation' as const, operation } };
    entries.push({ ...bare, hash: entryHash(bare) });
    return operation;
  });
}

/** What a desk says of its chain: its head, and the links behind `after`. */
export function partOf(entries: readonly JournalEntry[], epoch = 1, after = 0): ChainPart {
  const last = entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START };
  return { epoch, head, links: entries.slice(after).map((entry) => linkOf(entry)) };
}

/** A push of operations with links of the chain. */
export const pushed = (desk: Desk, operations: readonly Operation[], chain: ChainPart): Ask => ({
  token: desk.token,
  body: { protocol: PROTOCOL, operations, chain },
});

/** Leaves the check out on a platform that keeps no chains. */
export async function needsChains(desk: Desk): Promise<void> {
  const query = { epoch: '1', after: '0', hash: CHAIN_START, limit: '0' };
  const { status } = await desk.line.send('chain', { token: desk.token, query });
  if (status === 404) throw new LeftOut('the platform keeps no chains', '平台不保存流水链');
}

/** The desk's journal as the platform has it: what a check adds goes on from there. */
export async function journalOf(desk: Desk): Promise<JournalEntry[]> {
  await needsChains(desk);
  const entries: JournalEntry[] = [];
  for (let more = true; more; ) {
    const last = entries.at(-1);
    const query = {
      epoch: String(desk.epoch),
      after: String(last?.seq ?? 0),
      hash: last?.hash ?? CHAIN_START,
    };
    const page = await desk.line.ask('chain', { token: desk.token, query });
    hold(
      !page.more || page.entries.length > 0,
      'The chain says there is more and gives nothing: a desk would ask for ever.',
      '流水链说还有后续却什么也没给：终端会永远重复请求。',
    );
    entries.push(...page.entries.map(({ link, operation }) => entryOf(link, operation)));
    more = page.more;
  }
  return entries;
}

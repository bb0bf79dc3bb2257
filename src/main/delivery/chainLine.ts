import { MAX_BAG_LINK_BYTES, MAX_BAG_LINKS } from '#shared/bag/content';
import { CHAIN_START, opIdOf } from '#shared/domain/journalEntry';
import {
  type ChainLink,
  type ChainPart,
  type ChainQuery,
  type ChainWord,
  linkHolds,
  linkOf,
  MAX_CHAIN_BYTES,
  MAX_CHAIN_ENTRIES,
  MAX_CHAIN_LINKS,
} from '#shared/protocol/chain';
import type { ChainPage } from '#shared/protocol/messages';
import { err, ok, type Result } from '#shared/result';
import { type ChainHeard, type ChainState, givenBack, linksAfter, ownChain } from '#shared/sync/chain';
import { isAboutChain } from '#shared/sync/chainStep';
import type { Fault } from '#shared/sync/fault';
import type { Decided } from '#shared/sync/item';
import { isDecided } from '#shared/sync/state';
import type { Journal } from '../journal/journal';

/** The platform's copy of this desk's chain, as the line reaches it. */
export interface ChainLine {
  page(ask: ChainQuery): Promise<Result<ChainPage, Fault>>;
  begin(from: number): Promise<Result<ChainWord, Fault>>;
}

/** How much is said of the chain at once, and whether from its beginning where the platform has not said what it has. */
export interface LinkRoom {
  readonly links: number;
  readonly bytes: number;
  readonly unasked: boolean;
}
/** A push, less what surrounds the links. */
const PUSH_LINKS: LinkRoom = { links: MAX_CHAIN_LINKS, bytes: MAX_CHAIN_BYTES - 1024, unasked: false };
/** A bag (SY17), which cannot ask first. */
export const BAG_LINKS: LinkRoom = { links: MAX_BAG_LINKS, bytes: MAX_BAG_LINK_BYTES, unasked: true };
const bytesOf = (link: ChainLink): number => Buffer.byteLength(JSON.stringify(link)) + 1;

/**
 * What a push says of the chain: the links that the platform lacks, as many as one message takes. They end where the
 * journal's own chain is broken, so that a damaged entry never stands in the way of an operation. Null where no links are
 * spoken of.
 */
export function partFor(journal: Journal, chain: ChainState, room: LinkRoom = PUSH_LINKS): ChainPart | null {
  const unknown = room.unasked && chain.known === null && !chain.forked;
  const after = unknown ? 0 : linksAfter(chain);
  if (after === null) return null;
  const { seq, hash } = journal.head();
  const withdrawn = new Set(
    journal.all().flatMap(({ content }) => (content.type === 'withdrawal' ? [content.opId] : [])),
  );
  const links: ChainLink[] = [];
  let bytes = 0;
  let before = hashAt(journal, after);
  for (const entry of journal.read(after, room.links)) {
    const link = linkOf(entry, withdrawn.has(opIdOf(entry.content)));
    bytes += bytesOf(link);
    const follows = link.seq === after + links.length + 1 && link.prevHash === before && linkHolds(link);
    if (!follows || bytes > room.bytes) break;
    links.push(link);
    before = link.hash;
  }
  return { epoch: chain.epoch, head: { seq, hash }, links };
}

/** Hash of the journal's entry under a number; null when it has none. */
function hashAt(journal: Journal, seq: number): string | null {
  if (seq === 0) return CHAIN_START;
  const [entry] = journal.read(seq - 1, 1);
  return entry?.seq === seq ? entry.hash : null;
}

/** The platform's word beside the journal as it is now. `asked`: the chain's serial when the question left. */
export const heardOf = (journal: Journal, word: ChainWord, asked: number): ChainHeard => ({
  word,
  conflict: false,
  own: ownChain(journal.all()),
  ownHash: hashAt(journal, word.head.seq),
  asked,
});

/** A refusal for the chain's sake, as what was heard; null for every other fault. */
export function heardInFault(journal: Journal, fault: Fault, asked: number): ChainHeard | null {
  if (fault.kind !== 'denied' || !isAboutChain(fault.code)) return null;
  const conflict = fault.code === 'CHAIN_FORKED';
  const word = fault.chain ?? null;
  return {
    word,
    conflict,
    own: ownChain(journal.all()),
    ownHash: word === null ? null : hashAt(journal, word.head.seq),
    asked,
  };
}

/** Asks for the platform's word alone, naming the journal's own head. */
export async function wordOn(
  line: ChainLine,
  journal: Journal,
  epoch: number,
): Promise<Result<ChainWord, Fault>> {
  const { seq, hash } = journal.head();
  const page = await line.page({ epoch, after: seq, hash, limit: 0 });
  return page.ok ? ok(page.value.chain) : page;
}

/**
 * Puts back into the journal what it lost of its chain, page by page, each one on the disk before the next. `learn` is
 * told the verdicts that came along.
 */
export async function catchUp(
  line: ChainLine,
  journal: Journal,
  epoch: number,
  learn: (verdicts: readonly Decided[]) => Promise<void>,
): Promise<Result<ChainWord, Fault>> {
  for (;;) {
    const { seq, hash } = journal.head();
    const page = await line.page({ epoch, after: seq, hash, limit: MAX_CHAIN_ENTRIES });
    if (!page.ok) return page;
    const { entries, chain } = page.value;
    const restored = await journal.restore(givenBack(entries));
    if (!restored.ok)
      return err({
        kind: 'disk',
        text: `从平台取回的流水写不进本机（${restored.error.code}），取回之前不能受理。请联系技术人员；已保存的业务一笔不少。`,
      });
    await learn(entries.flatMap(({ verdict }) => (verdict !== null && isDecided(verdict) ? [verdict] : [])));
    const last = journal.head().seq;
    if (last >= chain.head.seq || last === seq) return ok(chain);
  }
}

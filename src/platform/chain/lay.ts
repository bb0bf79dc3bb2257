import { z } from 'zod';
import { CHAIN_START } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import { canonicalJson } from '#shared/json';
import { ChainLink, type ChainPart, type ChainWord, linkHolds, operationFits } from '#shared/protocol/chain';
import { err, ok, type Result } from '#shared/result';
import type { PlatformClock } from '../clock';
import type { Database, Sql } from '../database/database';
import { chainWord, type EpochName, holdEpoch, noteFork } from './epochs';

/** Why nothing was laid: another history, links missing in between, or links that do not hold by themselves. */
export type NotLaid =
  | { readonly code: 'CHAIN_FORKED' | 'CHAIN_GAP'; readonly word: ChainWord }
  | { readonly code: 'BROKEN'; readonly seq: number };

/** The first link that is not what its hash says or does not follow the one before it. */
function brokenAt(links: readonly ChainLink[]): number | null {
  for (const [i, link] of links.entries()) {
    const before = links[i - 1];
    const follows = before === undefined || (link.seq === before.seq + 1 && link.prevHash === before.hash);
    if (!follows || !linkHolds(link)) return link.seq;
  }
  return null;
}

/**
 * Adds the links to the platform's copy: known ones must be the same, new ones must continue it. The desk's own head is
 * compared too, so that a copied journal is found though nothing was accepted on it. A fork is noted whatever else happens.
 */
export async function layChain(
  db: Database,
  clock: PlatformClock,
  device: string,
  part: ChainPart,
): Promise<Result<ChainWord, NotLaid>> {
  const broken = brokenAt(part.links);
  if (broken !== null) return err({ code: 'BROKEN', seq: broken });
  const name: EpochName = { device, epoch: part.epoch };
  return db.transaction(async (sql): Promise<Result<ChainWord, NotLaid>> => {
    const at = clock.now();
    await holdEpoch(sql, name, at);
    const { head } = await chainWord(sql, name);
    const known = await hashesOf(sql, name, [part.head.seq, ...part.links.map(({ seq }) => seq)]);
    const differs = [part.head, ...part.links].find(
      ({ seq, hash }) => seq <= head.seq && (known.get(seq) ?? CHAIN_START) !== hash,
    );
    const fresh = part.links.filter(({ seq }) => seq > head.seq);
    const [first] = fresh;
    const forkedAt =
      differs?.seq ??
      (first?.seq === head.seq + 1 && first.prevHash !== head.hash ? Math.max(1, head.seq) : null);
    if (forkedAt !== null) {
      await noteFork(sql, name, Math.max(1, forkedAt), at);
      return err({ code: 'CHAIN_FORKED', word: await chainWord(sql, name) });
    }
    if (first !== undefined && first.seq > head.seq + 1)
      return err({ code: 'CHAIN_GAP', word: await chainWord(sql, name) });
    await write(sql, name, fresh);
    return ok(await chainWord(sql, name));
  });
}

const HashRow = z.object({ seq: z.coerce.number(), hash: z.string() });

async function hashesOf(
  sql: Sql,
  { device, epoch }: EpochName,
  seqs: readonly number[],
): Promise<Map<number, string>> {
  const rows = await sql.query(
    `SELECT seq::text AS seq, hash FROM chain_links WHERE device = $1 AND epoch = $2 AND seq = ANY($3::bigint[])`,
    [device, epoch, seqs],
  );
  return new Map(rows.map((raw) => HashRow.parse(raw)).map(({ seq, hash }) => [seq, hash]));
}

/** The desk's own head beside the platform's copy: null where the copy does not reach it. */
export async function agreesAt(
  sql: Sql,
  name: EpochName,
  own: { readonly seq: number; readonly hash: string },
): Promise<boolean | null> {
  if (own.seq === 0) return own.hash === CHAIN_START;
  const known = (await hashesOf(sql, name, [own.seq])).get(own.seq);
  return known === undefined ? null : known === own.hash;
}

async function write(sql: Sql, { device, epoch }: EpochName, links: readonly ChainLink[]): Promise<void> {
  const last = links.at(-1);
  if (last === undefined) return;
  const rows = links.map((link) => ({
    seq: link.seq,
    hash: link.hash,
    op_id: link.about.type === 'operation' || link.about.type === 'tombstone' ? link.about.opId : null,
    link: canonicalJson(link),
  }));
  await sql.query(
    `INSERT INTO chain_links (device, epoch, seq, hash, op_id, link)
     SELECT $1, $2, r.seq, r.hash, r.op_id, r.link
     FROM jsonb_to_recordset($3::jsonb) AS r(seq bigint, hash text, op_id text, link text)`,
    [device, epoch, JSON.stringify(rows)],
  );
  await sql.query('UPDATE chain_epochs SET seq = $3, hash = $4 WHERE device = $1 AND epoch = $2', [
    device,
    epoch,
    last.seq,
    last.hash,
  ]);
}

const LinkRow = z.object({ seq: z.coerce.number(), link: z.string() });

/**
 * Whether an operation is the one its device's chain has under its number. True while the chain has no link for it yet:
 * links may follow the operations, and whoever reads the copy compares again.
 */
export async function fitsChain(
  sql: Sql,
  { device, epoch }: EpochName,
  operations: readonly Operation[],
): Promise<(operation: Operation) => boolean> {
  const rows = await sql.query(
    `SELECT seq::text AS seq, link FROM chain_links WHERE device = $1 AND epoch = $2 AND seq = ANY($3::bigint[])`,
    [device, epoch, operations.map(({ seq }) => seq)],
  );
  const links = new Map(
    rows
      .map((raw) => LinkRow.parse(raw))
      .map(({ seq, link }) => [seq, ChainLink.parse(JSON.parse(link))] as const),
  );
  return (operation) => {
    const link = links.get(operation.seq);
    return link === undefined || operationFits(link, operation);
  };
}

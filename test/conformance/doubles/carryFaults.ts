import { randomBytes } from 'node:crypto';
import { openBag, readBag, sealBag } from '#shared/bag/bag';
import type { BagAnswer } from '#shared/bag/content';
import { BagLoad } from '#shared/bag/content';
import { CHAIN_START } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import { recordKey } from '#shared/domain/record';
import type { Json } from '#shared/json';
import { ChainPart } from '#shared/protocol/chain';
import { bagDesk, platformKeys } from '../../../src/platform/bags/keys';
import type { RunningPlatform } from '../../../src/platform/server';
import type { Asked } from './inFront';
import { answer, batchOf, envelope, type Fault, isPush, jsonOf, operationOf, withJson } from './meddling';

const isBag = ({ method, url }: Asked): boolean => method === 'POST' && url.pathname === '/v1/bags';
const bagIn = (asked: Asked): string => (jsonOf(asked.body) as { bag: string }).bag;
const clock = { now: () => envelope().serverTime } as Parameters<typeof platformKeys>[1];

/** Takes a push whose links leave a gap as if it said nothing of a chain. */
export const laysOverGaps: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  const refused = said.status === 409 && (jsonOf(said.body) as { error: { code: string } }).error.code;
  const chain = ChainPart.safeParse((batchOf(asked) as { chain?: unknown } | null)?.chain).data;
  if (!isPush(asked) || refused !== 'CHAIN_GAP' || chain === undefined) return said;
  const { chain: _, ...bare } = batchOf(asked) as unknown as Record<string, unknown>;
  return onward(withJson(asked, bare));
};

/** Has one history of a device and gives it whatever is asked for. */
export const beginsNoEpoch: Fault = () => async (asked, onward) => {
  if (asked.url.pathname !== '/v1/chain/epochs' || asked.method !== 'POST') return onward(asked);
  const { from } = jsonOf(asked.body) as { from: number };
  const word = { epoch: from, head: { seq: 0, hash: CHAIN_START }, register: 'one', fork: null };
  return answer({ ...envelope(), chain: word });
};

/** In a new epoch the ledger of the one before counts for nothing. */
export const forgetsBeforeTheEpoch: Fault = (platform) => async (asked, onward) => {
  const batch = batchOf(asked) as { operations: unknown[]; chain?: unknown } | null;
  const epoch = ChainPart.safeParse(batch?.chain).data?.epoch ?? 1;
  if (epoch > 1) await forget(platform, batch?.operations.map(operationOf) ?? []);
  return onward(asked);
};

async function forget(platform: RunningPlatform, operations: readonly (Operation | null)[]): Promise<void> {
  for (const operation of operations)
    if (operation !== null)
      await platform.db.query('DELETE FROM operations WHERE op_id = $1', [operation.opId]);
}

/** What the platform finds in a bag; null where it is none. */
async function inside(platform: RunningPlatform, text: string) {
  const read = readBag(new TextEncoder().encode(text));
  if (!read.ok) return null;
  const known = await bagDesk(platform.db, read.value.header.device);
  if (known === null) return null;
  const own = await platformKeys(platform.db, clock);
  const opened = openBag({ bag: read.value, own: own.secret, ownPublic: own.keys, sender: known.keys });
  const load = opened.ok ? BagLoad.safeParse(opened.value).data : undefined;
  return load === undefined ? null : { bag: read.value, load, desk: known, own };
}

/** An answer bag in due form, whatever it says. */
function sealed(found: NonNullable<Awaited<ReturnType<typeof inside>>>, content: BagAnswer): string {
  const { bag, desk, own } = found;
  return sealBag({
    header: {
      kind: 'answer',
      device: bag.header.device,
      number: bag.header.number,
      answers: bag.digest,
      operations: content.verdicts.length,
      madeAt: envelope().serverTime,
    },
    content: content as unknown as Json,
    from: own.secret,
    fromPublic: own.keys,
    to: desk.keys,
    random: (length) => randomBytes(length),
  });
}

/** Says “applied” to everything in a bag and does nothing. */
export const acknowledgesBagsWithoutEffect: Fault = (platform) => async (asked, onward) => {
  const found = isBag(asked) ? await inside(platform, bagIn(asked)) : null;
  if (found === null) return onward(asked);
  const verdicts = found.load.operations
    .map(operationOf)
    .filter((operation) => operation !== null)
    .map(({ opId, bodyHash, subjects }) => ({
      opId,
      bodyHash,
      at: envelope().serverTime,
      outcome: 'applied',
      receipt: '220199-20261122-99999999',
      versions: Object.fromEntries(subjects.map((subject) => [recordKey(subject), 1_000])),
      assigned: {},
      parallel: false,
    }));
  return answer({
    ...envelope(),
    bag: sealed(found, { v: 1, verdicts, chain: null, refused: null, missing: [] }),
  });
};

/** Answers every bag with the answer to the first one of its desk. */
export const answersWithTheFirst: Fault = () => {
  const answers = new Map<string, string>();
  return async (asked, onward) => {
    const read = isBag(asked) ? readBag(new TextEncoder().encode(bagIn(asked))) : null;
    const said = await onward(asked);
    if (!read?.ok || said.status !== 200) return said;
    const { device } = read.value.header;
    const { bag } = jsonOf(said.body) as { bag: string };
    answers.set(device, answers.get(device) ?? bag);
    return answer({ ...envelope(), bag: answers.get(device) });
  };
};

/** Keeps no ledger of what comes in bags. */
export const decidesBagsAnew: Fault = (platform) => async (asked, onward) => {
  const found = isBag(asked) ? await inside(platform, bagIn(asked)) : null;
  await forget(platform, found?.load.operations.map(operationOf) ?? []);
  return onward(asked);
};

/** Looks neither at seals nor at signatures: what it cannot read it takes for empty. */
export const takesAnyFile: Fault = () => async (asked, onward) => {
  const said = await onward(asked);
  return isBag(asked) && said.status === 422 ? answer({ ...envelope(), bag: bagIn(asked) }) : said;
};

/** Goes on trusting keys that their desk has replaced. */
export const trustsOldKeys: Fault = (platform) => {
  const told = new Map<string, Set<string>>();
  return async (asked, onward) => {
    const said = await onward(asked);
    if (!isBag(asked)) {
      if (asked.url.pathname === '/v1/bags/keys')
        for (const { device, keys } of await platform.db.query('SELECT device, keys FROM bag_desk_keys'))
          told.set(String(device), new Set([...(told.get(String(device)) ?? []), String(keys)]));
      return said;
    }
    const read = readBag(new TextEncoder().encode(bagIn(asked)));
    if (said.status !== 422 || !read.ok) return said;
    const { device } = read.value.header;
    for (const keys of told.get(device) ?? []) {
      await platform.db.query('UPDATE bag_desk_keys SET keys = $2 WHERE device = $1', [device, keys]);
      const again = await onward(asked);
      if (again.status === 200) return again;
    }
    return said;
  };
};

/** Has no idea which bags came. */
export const namesNoMissingBag: Fault = (platform) => async (asked, onward) => {
  const read = isBag(asked) ? readBag(new TextEncoder().encode(bagIn(asked))) : null;
  if (read?.ok)
    for (let number = 1; number < read.value.header.number; number++)
      await platform.db.query(
        `INSERT INTO bags_received (device, number, digest, received_at)
         SELECT device, $2, 'none', 'never' FROM devices WHERE device = $1 ON CONFLICT DO NOTHING`,
        [read.value.header.device, number],
      );
  return onward(asked);
};

/** Decides a bag whose links leave a gap as if it said nothing of a chain. */
export const takesBagsWithGaps: Fault = (platform) => async (asked, onward) => {
  const found = isBag(asked) ? await inside(platform, bagIn(asked)) : null;
  const first = found?.load.chain?.links[0]?.seq ?? 1;
  const rows = await platform.db.query(
    'SELECT count(*)::int AS n FROM chain_links WHERE device = $1 AND epoch = $2',
    [found?.bag.header.device ?? '', found?.load.chain?.epoch ?? 1],
  );
  if (found === null || first <= Number(rows[0]?.n ?? 0) + 1) return onward(asked);
  const operations = found.load.operations.map(operationOf).filter((operation) => operation !== null);
  const verdicts = operations.map(({ opId, bodyHash }) => ({
    opId,
    bodyHash,
    at: envelope().serverTime,
    outcome: 'waiting',
    behind: opId,
  }));
  return answer({
    ...envelope(),
    bag: sealed(found, { v: 1, verdicts, chain: null, refused: null, missing: [] }),
  });
};

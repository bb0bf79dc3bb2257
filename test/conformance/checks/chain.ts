import { CHAIN_START, entryHash, type JournalEntry } from '#shared/domain/journalEntry';
import type { Operation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { type ChainPart, entryOf, linkOf } from '#shared/protocol/chain';
import { PROTOCOL } from '#shared/protocol/messages';
import { hold, LeftOut } from '../breach';
import type { Desk } from '../desk';
import { inventedPhone } from '../people';
import type { Check, World } from '../suite';

/** Entries of a journal, chained as a desk chains them. */
function chained(operations: readonly Operation[]): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const [i, operation] of operations.entries()) {
    const at = { device: '2026-01-01T00:00:00.000Z', counter: i + 1, platform: null };
    const prevHash = entries.at(-1)?.hash ?? CHAIN_START;
    const bare = {
      v: 2 as const,
      seq: i + 1,
      prevHash,
      at,
      content: { type: 'operation' as const, operation },
    };
    entries.push({ ...bare, hash: entryHash(bare) });
  }
  return entries;
}

const part = (entries: readonly JournalEntry[]): ChainPart => {
  const last = entries.at(-1);
  const head = { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START };
  return { epoch: 1, head, links: entries.map((entry) => linkOf(entry)) };
};

/** Chains need a desk whose numbers begin at 1 and that lays every link: the suite's own second registration of its code. */
async function chainDesk({ line, desk }: World): Promise<Desk> {
  const query = { epoch: '1', after: '0', hash: CHAIN_START, limit: '0' };
  const { status } = await line.send('chain', { token: desk.token, query });
  if (status === 404) throw new LeftOut('the platform keeps no chains', '平台不保存流水链');
  return desk;
}

/** The platform's copy of a desk's chain. */
export const CHAIN: readonly Check[] = [
  {
    id: 'CF31',
    rules: ['SY11'],
    en: 'Links laid with a push are kept and given back with operations and verdicts; a fork of the chain is refused with the platform’s word and decides nothing.',
    zh: '随业务上传的流水链保存并可连同业务和结论取回；分叉的流水链被拒绝并告知，不办理任何业务。',
    run: async (world) => {
      const desk = await chainDesk(world);
      const people = (await world.people(3)) as [Person, Person, Person];
      const numbered = people.map(
        (p, i): Operation => desk.change(p, { phone: inventedPhone() }, { seq: i + 1 }),
      );
      const entries = chained(numbered.slice(0, 2));
      const push = (operations: readonly Operation[], chain: ChainPart) => ({
        token: desk.token,
        body: { protocol: PROTOCOL, operations, chain },
      });
      const { results, chain: word } = await world.line.ask(
        'pushOperations',
        push(numbered.slice(0, 2), part(entries)),
      );
      hold(
        results.every((v) => v.outcome === 'applied') &&
          word !== undefined &&
          canonicalJson(word.head) === canonicalJson(part(entries).head),
        'Operations came with the links of their chain; they were not applied, or the answer does not name the head that was laid.',
        '业务连同流水链上传，没有办理，或答复没有给出已保存到的位置。',
      );
      const query = { epoch: '1', after: '0', hash: CHAIN_START };
      const { entries: kept } = await world.line.ask('chain', { token: desk.token, query });
      const back = kept.map(({ link, operation }) => entryOf(link, operation));
      hold(
        canonicalJson(back) === canonicalJson(entries) &&
          kept.every(({ verdict }, i) => canonicalJson(verdict) === canonicalJson(results[i])),
        'The chain that the platform gives back is not the one that was laid, with its operations and verdicts: a desk that lost its disk could not go on.',
        '平台取回的流水链与上传的不同（链、业务或结论），丢了硬盘的终端无法恢复。',
      );
      const fork = chained([numbered[0] as Operation, { ...(numbered[2] as Operation), seq: 2 }]);
      const forked = fork
        .map(({ content }) => (content.type === 'operation' ? content.operation : null))
        .filter((o) => o !== null);
      await world.line.refused('pushOperations', push(forked.slice(1), part(fork)), 'CHAIN_FORKED');
      hold(
        (await desk.status(forked[1]?.opId ?? '')) === null,
        'A forked chain was refused, and its operation was decided all the same.',
        '分叉的流水链被拒绝，其中的业务却被办理了。',
      );
    },
  },
];

import { CHAIN_START, type JournalEntry } from '#shared/domain/journalEntry';
import type { NewOperation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { entryOf } from '#shared/protocol/chain';
import { PROTOCOL } from '#shared/protocol/messages';
import { hold } from '../breach';
import { inventedPhone } from '../people';
import type { Check, World } from '../suite';
import { chainOn, journalOf, needsChains, partOf, pushed } from '../suiteChain';

/** Changes of telephone number of people nobody else uses, unnumbered. */
async function phoneChanges({ desk, people }: World, count: number): Promise<NewOperation[]> {
  return (await people(count)).map((person) => desk.change(person, { phone: inventedPhone() }));
}

/** The platform's copy of a desk's chain. */
export const CHAIN: readonly Check[] = [
  {
    id: 'CF31',
    rules: ['SY11'],
    en: 'Links laid with a push are kept and given back with operations and verdicts; a fork of the chain is refused with the platform’s word and decides nothing.',
    zh: '随业务上传的流水链保存并可连同业务和结论取回；分叉的流水链被拒绝并告知，不办理任何业务。',
    run: async (world) => {
      const { desk, line } = world;
      await needsChains(desk);
      const changes = (await phoneChanges(world, 3)) as [NewOperation, NewOperation, NewOperation];
      const entries: JournalEntry[] = [];
      const numbered = chainOn(entries, changes.slice(0, 2)) as [NewOperation, NewOperation];
      const { results, chain: word } = await line.ask(
        'pushOperations',
        pushed(desk, numbered, partOf(entries)),
      );
      hold(
        results.every((v) => v.outcome === 'applied') &&
          word !== undefined &&
          canonicalJson(word.head) === canonicalJson(partOf(entries).head),
        'Operations came with the links of their chain; they were not applied, or the answer does not name the head that was laid.',
        '业务连同流水链上传，没有办理，或答复没有给出已保存到的位置。',
      );
      const query = { epoch: '1', after: '0', hash: CHAIN_START };
      const { entries: kept } = await line.ask('chain', { token: desk.token, query });
      const back = kept.map(({ link, operation }) => entryOf(link, operation));
      hold(
        canonicalJson(back) === canonicalJson(entries) &&
          kept.every(({ verdict }, i) => canonicalJson(verdict) === canonicalJson(results[i])),
        'The chain that the platform gives back is not the one that was laid, with its operations and verdicts: a desk that lost its disk could not go on.',
        '平台取回的流水链与上传的不同（链、业务或结论），丢了硬盘的终端无法恢复。',
      );
      const branch: JournalEntry[] = [];
      const [, forked] = chainOn(branch, [numbered[0], changes[2]]) as [NewOperation, NewOperation];
      await line.refused('pushOperations', pushed(desk, [forked], partOf(branch)), 'CHAIN_FORKED');
      hold(
        (await desk.status(forked.opId)) === null,
        'A forked chain was refused, and its operation was decided all the same.',
        '分叉的流水链被拒绝，其中的业务却被办理了。',
      );
    },
  },
  {
    id: 'CF42',
    rules: ['SY11'],
    en: 'A push whose links leave a gap behind the platform’s head is refused CHAIN_GAP with the head to send from, and decides nothing; with the missing links it is taken.',
    zh: '流水链有缺口的上传以 CHAIN_GAP 拒绝并告知从何处续传，不办理任何业务；补齐缺口后照常办理。',
    run: async (world) => {
      const { desk, line } = world;
      const entries = await journalOf(desk);
      const before = partOf(entries).head;
      const operations = chainOn(entries, await phoneChanges(world, 2)) as [NewOperation, NewOperation];
      const gap = partOf(entries, desk.epoch, before.seq + 1);
      const refusal = await line.refused('pushOperations', pushed(desk, [operations[1]], gap), 'CHAIN_GAP');
      hold(
        canonicalJson(refusal.chain?.head ?? null) === canonicalJson(before),
        'A chain with a gap was refused without the head that the platform has (error.chain.head): the desk does not know from where to send.',
        '有缺口的流水链被拒绝，却没有告知平台已保存到哪里（error.chain.head）：终端不知道从何处续传。',
      );
      hold(
        (await desk.status(operations[1].opId)) === null,
        'A chain with a gap was refused, and its operation was decided all the same.',
        '有缺口的流水链被拒绝，其中的业务却被办理了。',
      );
      const whole = partOf(entries, desk.epoch, before.seq);
      const { results, chain } = await line.ask('pushOperations', pushed(desk, operations, whole));
      hold(
        results.length === 2 &&
          results.every(({ outcome }) => outcome === 'applied') &&
          canonicalJson(chain?.head ?? null) === canonicalJson(whole.head),
        'After a gap the missing links were sent; the operations were not applied, or the head that is told is another.',
        '补齐缺口后重新上传，业务没有办理，或告知的位置不对。',
      );
    },
  },
  {
    id: 'CF35',
    rules: ['SY11', 'SY2'],
    en: 'A new epoch begins with an empty chain and its own number; the whole chain laid down in it again gets the stored verdicts and has no second effect.',
    zh: '另起一段流水得到新的段号和空的流水链；全部流水重新存入后，业务得到原来的结论，不重复办理。',
    run: async (world) => {
      const { desk, line } = world;
      const entries = await journalOf(desk);
      const from = desk.epoch;
      const before = partOf(entries).head.seq;
      const [operation] = chainOn(entries, await phoneChanges(world, 1)) as [NewOperation];
      const part = partOf(entries, from, before);
      const { results: first } = await line.ask('pushOperations', pushed(desk, [operation], part));
      await desk.follow();
      const [person] = operation.subjects.map(({ id }) => desk.person(id)) as [Person];

      const ask = { token: desk.token, body: { protocol: PROTOCOL, from } };
      const { chain: begun } = await line.ask('beginEpoch', ask);
      hold(
        begun.epoch > from && begun.head.seq === 0 && begun.head.hash === CHAIN_START && begun.fork === null,
        `After epoch ${from} a new one was asked for; epoch ${begun.epoch} with ${begun.head.seq} entries was given. A desk that forked could never go on.`,
        `第 ${from} 段之后应另起新的一段，平台给出第 ${begun.epoch} 段、已有 ${begun.head.seq} 笔：分叉的终端永远无法继续。`,
      );
      desk.epoch = begun.epoch;
      const anew = partOf(entries, begun.epoch);
      const { results: again, chain } = await line.ask('pushOperations', pushed(desk, [operation], anew));
      hold(
        canonicalJson(chain?.head ?? null) === canonicalJson(anew.head),
        'The whole chain was laid down in the new epoch, and the head that is told is another.',
        '全部流水在新的一段重新存入后，告知的位置不对。',
      );
      await desk.follow();
      hold(
        canonicalJson(again) === canonicalJson(first) && desk.person(person.id).version === person.version,
        `In the new epoch an operation got “${again[0]?.outcome ?? 'no verdict'}” after “${first[0]?.outcome}”, or had its effect a second time.`,
        `另起一段后，同一笔业务的结论从 ${first[0]?.outcome} 变为 ${again[0]?.outcome ?? '没有结论'}，或被重复办理。`,
      );
    },
  },
];

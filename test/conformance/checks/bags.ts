import { randomBytes } from 'node:crypto';
import { makeSecretKeys, publicKeysOf } from '#shared/bag/keys';
import type { NewOperation } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { PROTOCOL } from '#shared/protocol/messages';
import { BagDesk } from '../bagDesk';
import { hold } from '../breach';
import { inventedPhone } from '../people';
import type { Check, World } from '../suite';
import { chainOn, journalOf, partOf } from '../suiteChain';

/** A change of somebody's telephone number, and the person as they are before it. */
async function phoneChange({ desk, people }: World): Promise<{ person: Person; operation: NewOperation }> {
  const [person] = (await people(1)) as [Person];
  return { person, operation: desk.change(person, { phone: inventedPhone() }) };
}

/** The bag has to be refused, and nothing of it decided. */
async function notTaken(
  { desk, line }: World,
  bag: string,
  { opId }: NewOperation,
  [en, zh]: readonly [string, string],
): Promise<void> {
  await line.refused('deliverBag', { body: { protocol: PROTOCOL, bag } }, 'BAG_UNUSABLE');
  hold(
    (await desk.status(opId)) === null,
    `A bag ${en} was refused, and its operation was decided all the same.`,
    `${zh}的离线包被拒绝，其中的业务却被办理了。`,
  );
}

/** Another last digit of what is sealed. */
const bitChanged = (bag: string): string =>
  bag.replace(
    /"sealed":"([0-9a-f]+)([0-9a-f])"/,
    (_, rest: string, last: string) => `"sealed":"${rest}${last === '0' ? '1' : '0'}"`,
  );

/** Bags (离线包): operations that come on a memory stick. */
export const BAGS: readonly Check[] = [
  {
    id: 'CF36',
    rules: ['SY17', 'SY1'],
    en: 'A bag that anybody brings is decided as if its desk had pushed it; the answer bag is sealed to that desk, names the bag it answers, and carries a verdict with its effect for each operation.',
    zh: '任何人送来的离线包都按原终端上传办理；答复包只有原终端打得开，写明答复哪个包，并对每笔业务给出已生效的结论。',
    run: async (world) => {
      const { desk } = world;
      const { person, operation } = await phoneChange(world);
      const bags = await BagDesk.withNewKeys(desk);
      await bags.applied(bags.bag([operation]), [operation]);
      await desk.follow();
      const now = desk.person(person.id);
      hold(
        now.phone === operation.body.phone && now.version === person.version + 1,
        'An operation in a bag was answered “applied”, and the feed does not bring its effect: the work is lost.',
        '离线包里的业务答复已办理，变更流里却没有它的结果：这笔业务就丢了。',
      );
    },
  },
  {
    id: 'CF37',
    rules: ['SY17', 'SY2'],
    en: 'The same bag again, several times at once, and its operations by the line get the stored verdicts and have no second effect.',
    zh: '同一个离线包重复送、同时送几次，或其中的业务又从线路上传，都得到原来的结论，不重复办理。',
    run: async (world) => {
      const { desk } = world;
      const { person, operation } = await phoneChange(world);
      const bags = await BagDesk.withNewKeys(desk);
      const bag = bags.bag([operation]);
      const [first] = await bags.applied(bag, [operation]);
      const later = await Promise.all([1, 2, 3].map(() => bags.deliver(bag)));
      const verdicts = [...later.flatMap((said) => said.verdicts), await desk.pushOne(operation)];
      const other = verdicts.find((verdict) => canonicalJson(verdict) !== canonicalJson(first ?? null));
      hold(
        verdicts.length === 4 && other === undefined,
        `The same operation came in a bag, in the bag again and by the line; after “applied” it got “${other?.outcome ?? 'no verdict'}”.`,
        `同一笔业务在离线包里重复送来、又从线路上传，结论变成了 ${other?.outcome ?? '没有结论'}，应始终是原来的结论。`,
      );
      await desk.follow();
      const raised = desk.person(person.id).version - person.version;
      hold(
        raised === 1,
        `Brought in a bag four times and once by the line, an operation raised the record’s version by ${raised}; once means once.`,
        `同一笔业务在离线包里送了四次、线路上传一次，版本上升了 ${raised}，应只生效一次。`,
      );
    },
  },
  {
    id: 'CF38',
    rules: ['SY17'],
    en: 'A bag that was damaged, cut or altered, is for another platform, from a desk nobody knows, an answer, or no bag at all is refused BAG_UNUSABLE with a sentence, and nothing of it is decided.',
    zh: '受损、不全、被改动、给别的平台、来历不明的离线包，以及答复包和别的文件，都以 BAG_UNUSABLE 拒绝并说明，不办理其中任何业务。',
    run: async (world) => {
      const { operation } = await phoneChange(world);
      const bags = await BagDesk.withNewKeys(world.desk);
      const bag = bags.bag([operation]);
      const elsewhere = publicKeysOf(makeSecretKeys((length) => randomBytes(length)));
      const wrong: readonly [string, string, string][] = [
        [bitChanged(bag), 'with one changed bit', '改动了一位'],
        [bag.replace(/"number":\d+/, '"number":99999'), 'with another number', '改了编号'],
        [bag.slice(0, -40), 'that was cut', '不完整'],
        [bags.bag([operation], { to: elsewhere }), 'for another platform', '给别的平台'],
        [bags.bag([operation], { device: 'conformance-nobody' }), 'from an unknown desk', '来历不明'],
        [bags.bag([operation], { kind: 'answer' }), 'that is an answer', '本身是答复包'],
        ['花名册', 'that is none', '不是离线包'],
      ];
      for (const [text, en, zh] of wrong) await notTaken(world, text, operation, [en, zh]);
      await bags.applied(bag, [operation]);
    },
  },
  {
    id: 'CF39',
    rules: ['SY17'],
    en: 'Once a desk has told new keys, a bag that was signed with those before is refused and nothing of it is decided; made anew with the new ones it is taken.',
    zh: '终端换过离线包密钥后，用旧密钥封的包被拒绝，不办理其中业务；用新密钥重新导出后照常办理。',
    run: async (world) => {
      const { operation } = await phoneChange(world);
      const before = await BagDesk.withNewKeys(world.desk);
      const old = before.bag([operation]);
      const now = await BagDesk.withNewKeys(world.desk);
      await notTaken(world, old, operation, ['of a replaced key', '用已更换的密钥封']);
      await now.applied(now.bag([operation]), [operation]);
    },
  },
  {
    id: 'CF40',
    rules: ['SY17'],
    en: 'Bags may come in any order, and the answer names those before it that never came.',
    zh: '离线包到达的先后不限，答复包列出此前没有送到的包。',
    run: async (world) => {
      const { desk } = world;
      const [one, two] = [await phoneChange(world), await phoneChange(world)];
      const bags = await BagDesk.withNewKeys(desk);
      const late = bags.bag([one.operation]);
      const number = desk.bags;
      const { answer } = await bags.deliver(bags.bag([one.operation, two.operation]));
      hold(
        answer.missing.includes(number),
        `Bag ${number} never came, and the answer to the one after it does not name it (missing): nobody would look for it.`,
        `第 ${number} 号离线包没有送到，后一个包的答复却没有列出（missing）：没有人会去找它。`,
      );
      await bags.applied(late, [one.operation]);
      const after = await bags.deliver(bags.bag([two.operation]));
      hold(
        !after.answer.missing.includes(number),
        `Bag ${number} came late, and is still named as one that never came.`,
        `第 ${number} 号离线包已经补送，答复里仍说没有送到。`,
      );
    },
  },
  {
    id: 'CF41',
    rules: ['SY17', 'SY11'],
    en: 'A bag whose links leave a gap in the chain of its desk decides nothing; its answer says so with CHAIN_GAP and the head to export from.',
    zh: '流水链有缺口的离线包不办理任何业务；答复包以 CHAIN_GAP 说明并告知平台已保存到哪里。',
    run: async (world) => {
      const { desk } = world;
      const entries = await journalOf(desk);
      const { seq } = partOf(entries).head;
      const changes = [(await phoneChange(world)).operation, (await phoneChange(world)).operation];
      const operations = chainOn(entries, changes) as [NewOperation, NewOperation];
      const bags = await BagDesk.withNewKeys(desk);
      const gap = partOf(entries, desk.epoch, seq + 1);
      const { answer } = await bags.deliver(bags.bag([operations[1]], { chain: gap }));
      hold(
        answer.refused?.code === 'CHAIN_GAP' &&
          answer.verdicts.length === 0 &&
          answer.chain?.head.seq === seq,
        `A bag with a gap in its chain was answered with ${answer.verdicts.length} verdicts and ${answer.refused?.code ?? 'no refusal'}; CHAIN_GAP with head ${seq} was due.`,
        `流水链有缺口的离线包应答复 CHAIN_GAP 和位置 ${seq}，平台给了 ${answer.verdicts.length} 个结论、拒绝代码 ${answer.refused?.code ?? '无'}。`,
      );
      hold(
        (await desk.status(operations[1].opId)) === null,
        'A bag with a gap in its chain was answered CHAIN_GAP, and its operation was decided all the same.',
        '流水链有缺口的离线包被拒绝，其中的业务却被办理了。',
      );
      const whole = partOf(entries, desk.epoch, seq);
      await bags.applied(bags.bag(operations, { chain: whole }), operations);
    },
  },
];

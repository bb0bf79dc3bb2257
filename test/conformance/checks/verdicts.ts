import { ulid } from 'ulid';
import { z } from 'zod';
import type { Person } from '#shared/domain/person';
import { canonicalJson } from '#shared/json';
import { PROTOCOL } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { hold } from '../breach';
import { type Desk, isApplied } from '../desk';
import { inventedPhone, newcomer } from '../people';
import type { Check, World } from '../suite';

const AT_ONCE = 6;
/** Verdicts as far as their echo goes, so that a missing one can be told from a missing field elsewhere. */
const Echoes = z.object({
  results: z.array(z.object({ opId: z.string().optional(), bodyHash: z.string().optional() })),
});
const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

async function one(world: World): Promise<Person> {
  const [person] = await world.people(1);
  return person as Person;
}

/** The person as the platform has it now, and how many versions it rose since it was last seen. */
async function after(desk: Desk, before: Person): Promise<{ now: Person; rose: number }> {
  await desk.follow();
  const now = desk.person(before.id);
  return { now, rose: now.version - before.version };
}

function sameVerdict(first: Verdict, again: Verdict, how: string, zh: string): void {
  hold(
    same(first, again),
    `Sent ${how}, an operation got “${again.outcome}” after “${first.outcome}”, or another receipt, version or time: the first verdict stands for ever.`,
    `${zh}，结论变了（先是 ${first.outcome}，后是 ${again.outcome}，或回执号、版本、时间不同）：第一次的结论应永远不变。`,
  );
}

function onceOnly(rose: number, how: string, zh: string): void {
  hold(
    rose === 1,
    `Sent ${how}, an operation raised the record’s version by ${rose}; once means once.`,
    `${zh}，记录版本上升了 ${rose}，应只生效一次。`,
  );
}

/** One verdict an operation, one effect a verdict. */
export const VERDICTS: readonly Check[] = [
  {
    id: 'CF7',
    rules: ['SY1'],
    en: 'Every operation of a batch gets one verdict that echoes its id and body hash, in the order of the request.',
    zh: '批次里每笔业务有一个结论，回带业务编号和内容校验值，顺序与请求一致。',
    run: async (world) => {
      const { desk } = world;
      const sent = Array.from({ length: 3 }, () =>
        desk.operation('RES_REGISTER', newcomer(world.place, world.year)),
      ).reverse();
      const body = { protocol: PROTOCOL, operations: sent };
      const { text } = await world.line.patiently('pushOperations', { token: desk.token, body });
      const echoes = Echoes.safeParse(JSON.parse(text)).data?.results ?? [];
      hold(
        echoes.length === sent.length,
        `${sent.length} operations were sent and ${echoes.length} verdicts came.`,
        `上传了 ${sent.length} 笔业务，平台给了 ${echoes.length} 个结论。`,
      );
      for (const [i, { opId, bodyHash }] of sent.entries()) {
        const echo = echoes[i];
        hold(
          echo?.bodyHash !== undefined && echo.opId !== undefined,
          'A verdict does not echo id and body hash of its operation: nobody can tell what it is a verdict on, and the desk takes it for none.',
          '结论没有回带业务编号和内容校验值：无法确认是哪笔业务的结论，终端不会采信。',
        );
        hold(
          echo.bodyHash === bodyHash || echo.opId !== opId,
          'A verdict echoes another body hash than was sent.',
          '结论回带的校验值与上传的不同。',
        );
        hold(
          echo.opId === opId,
          'The verdicts are not in the order of the request.',
          '结论的顺序与请求不一致。',
        );
      }
      await desk.push(sent);
    },
  },
  {
    id: 'CF8',
    rules: ['SY2', 'SY1'],
    en: 'What is answered “applied” is in the register: the feed brings the record with the version the verdict names and the value that was sent.',
    zh: '答复“已办理”的业务确实生效：变更流带来结论所说版本的记录和上传的值。',
    run: async (world) => {
      const person = await one(world);
      const phone = inventedPhone();
      const { versions } = await world.desk.applied(world.desk.change(person, { phone }));
      const { now } = await after(world.desk, person);
      hold(
        now.phone === phone && versions[`person:${person.id}`] === now.version,
        `An operation was acknowledged as applied with version ${versions[`person:${person.id}`]}; the register has version ${now.version} and ${now.phone === phone ? 'the' : 'not the'} value sent. The desk has struck it off its queue: the work is lost.`,
        `平台答复已办理（版本 ${versions[`person:${person.id}`]}），库里却是版本 ${now.version}，${now.phone === phone ? '值相符' : '没有上传的值'}。终端已把它移出队列，这笔业务就丢了。`,
      );
    },
  },
  {
    id: 'CF9',
    rules: ['SY2', 'SY3'],
    en: 'The same id and body sent again gets the stored verdict and has no second effect; asking for the status says the same.',
    zh: '同一编号、同一内容重复上传得到原结论，不再生效；查询状态也一致。',
    run: async (world) => {
      const { desk } = world;
      const person = await one(world);
      const operation = desk.change(person, { phone: inventedPhone() });
      const first = isApplied(await desk.pushOne(operation));
      sameVerdict(first, await desk.pushOne(operation), 'twice', '重复上传');
      sameVerdict(first, await desk.pushOne(operation), 'three times', '第三次上传');
      const status = await desk.status(operation.opId);
      hold(
        status !== null && same(status, first),
        'The status of an operation is not the verdict that was given.',
        '查询到的业务状态与给过的结论不一致。',
      );
      onceOnly((await after(desk, person)).rose, 'three times', '重复上传三次');
      hold(
        (await desk.status(ulid())) === null,
        'An operation that nobody sent has a verdict.',
        '从未上传过的业务编号查到了结论。',
      );
    },
  },
  {
    id: 'CF10',
    rules: ['SY2'],
    en: 'The same operation sent several times at once has one effect, and every answer is the same verdict; also a registration of somebody new.',
    zh: '同一业务同时上传多次只生效一次，每次答复相同；新建人员也是。',
    run: async (world) => {
      const { desk } = world;
      const person = await one(world);
      const change = desk.change(person, { phone: inventedPhone() });
      const registration = desk.operation('RES_REGISTER', newcomer(world.place, world.year));
      for (const operation of [change, registration]) {
        const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => desk.pushOne(operation)));
        const [first, ...others] = answers.map(isApplied);
        for (const other of others)
          sameVerdict(first as Verdict, other, 'several times at once', '同时上传多次');
      }
      onceOnly((await after(desk, person)).rose, 'several times at once', '同时上传多次');
      const { certNo } = registration.body;
      const born = [...desk.mirror.values()].filter((r) => r.kind === 'person' && r.certNo === certNo).length;
      hold(
        born === 1,
        `One registration sent several times at once made ${born} persons with the same number.`,
        `一笔登记同时上传多次，建出了 ${born} 个证件号码相同的人。`,
      );
    },
  },
  {
    id: 'CF11',
    rules: ['SY2'],
    en: 'The same id with another body is id-reused; nothing is applied and the first verdict stands.',
    zh: '同一编号、不同内容答复 id-reused；不生效，原结论不变。',
    run: async (world) => {
      const { desk } = world;
      const person = await one(world);
      const phone = inventedPhone();
      const first = desk.change(person, { phone });
      const verdict = await desk.applied(first);
      const other = desk.change(person, { phone: inventedPhone() }, { opId: first.opId });
      const said = await desk.pushOne(other);
      hold(
        said.outcome === 'id-reused',
        `Another body under a used id was answered “${said.outcome}”: the platform forgot the hash, and two operations would pass as one.`,
        `用过的编号带着不同内容上传，平台答复 ${said.outcome}：平台没有核对校验值，两笔业务会被当成一笔。`,
      );
      const { now, rose } = await after(desk, person);
      hold(
        rose === 1 && now.phone === phone,
        'An operation under a used id took effect.',
        '用了旧编号的业务生效了。',
      );
      sameVerdict(
        verdict,
        await desk.pushOne(first),
        'after another body came under its id',
        '编号被误用之后',
      );
    },
  },
  {
    id: 'CF12',
    rules: ['SY1', 'SY6'],
    en: 'A body that is not what its hash says, and an operation of another device, are not applied.',
    zh: '内容与校验值不符、或不是本设备办理的业务不予办理。',
    run: async (world) => {
      const { desk } = world;
      const person = await one(world);
      const operation = desk.change(person, { phone: inventedPhone() });
      const spoilt = { ...operation, body: { ...operation.body, phone: inventedPhone() } };
      const foreign = desk.change(person, { phone: inventedPhone() }, { device: 'conformance-of-another' });
      for (const [bad, en, zh] of [
        [spoilt, 'whose body does not fit its hash', '内容与校验值不符'],
        [foreign, 'of another device', '不是本设备办理的'],
      ] as const) {
        const { outcome } = await desk.pushOne(bad);
        hold(
          outcome === 'invalid',
          `An operation ${en} was answered “${outcome}”; “invalid” is due.`,
          `${zh}的业务应答复 invalid，平台答复 ${outcome}。`,
        );
      }
      const { rose } = await after(desk, person);
      hold(rose === 0, 'An invalid operation took effect.', '不合格的业务生效了。');
    },
  },
  {
    id: 'CF13',
    rules: ['SY3', 'SY9'],
    en: 'A request cut in the middle, and one whose answer nobody read, leave each operation undecided or decided once; sending again settles it.',
    zh: '上传中断、或答复没有收到，每笔业务要么没办、要么办了一次；再次上传即有结论。',
    run: async (world) => {
      const { desk, line } = world;
      const people = await world.people(4);
      const operations = people.map((p) => desk.change(p, { phone: inventedPhone() }));
      const ask = { token: desk.token, body: { protocol: PROTOCOL, operations } };
      await line.cut('pushOperations', ask, 0.5);
      await line.cut('pushOperations', ask, 0.95);
      await line.unread('pushOperations', ask);
      const verdicts = (await desk.push(operations)).map(isApplied);
      for (const [i, person] of people.entries()) {
        const status = await desk.status(operations[i]?.opId ?? '');
        hold(
          status !== null && same(status, verdicts[i]),
          'After a cut request the status is not the verdict that was given in the end.',
          '中断之后，查询到的状态与最后的结论不一致。',
        );
        onceOnly((await after(desk, person)).rose, 'after requests that were cut', '中断后再传');
      }
    },
  },
  {
    id: 'CF14',
    rules: ['SY4'],
    en: 'A new person gets a number in the verdict, and a later operation that still names the placeholder reaches that person.',
    zh: '新建人员在结论里得到编号；仍用临时编号的后续业务能找到此人。',
    run: async (world) => {
      const { desk } = world;
      const body = newcomer(world.place, { ...world.year, phone: inventedPhone() });
      const register = desk.operation('RES_REGISTER', body);
      const phone = inventedPhone();
      const { personId, certNo, villageCode, phone: before } = body;
      const subject = { kind: 'person' as const, id: String(personId) };
      const fields = { certNo: certNo ?? null, villageCode: villageCode ?? null, phone: before ?? null };
      const change = desk.change({ id: subject.id }, { phone }, { base: [{ subject, version: 0, fields }] });
      const [registered, changed] = (await desk.push([register, change])).map(isApplied);
      await desk.follow();
      const id = registered?.assigned[subject.id] ?? '';
      const person = desk.person(id);
      hold(
        changed !== undefined && person.phone === phone && person.formerId === subject.id,
        'An operation that names somebody by the placeholder did not reach the person, or `formerId` does not keep it.',
        '用临时编号的业务没有落到此人，或 formerId 没有保留临时编号。',
      );
    },
  },
];

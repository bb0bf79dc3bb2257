import { ulid } from 'ulid';
import type { Person } from '#shared/domain/person';
import { canonicalJson, sha256Hex } from '#shared/json';
import { hold } from '../breach';
import { isApplied } from '../desk';
import { inventedPhone, newcomer } from '../people';
import type { Check, World } from '../suite';

/** A second registration for a year that is registered already: the book refuses it. */
const twice = ({ desk, year }: World, person: Person) =>
  desk.operation('RES_REGISTER', {
    who: 'existing',
    personId: person.id,
    phone: null,
    category: 'ADULT',
    school: null,
    ...year,
  });

/** Order within a lane, freedom between lanes. */
export const LANES: readonly Check[] = [
  {
    id: 'CF15',
    rules: ['SY4'],
    en: 'Operations of a lane are applied in the order of `seq`, whatever their order in the batch.',
    zh: '同一对象的业务按 seq 先后办理，与批次里的排列无关。',
    run: async (world) => {
      const { desk } = world;
      const people = await world.people(3);
      const last = inventedPhone();
      const batch = people.flatMap((person) => {
        const first = desk.change(person, { phone: inventedPhone() });
        const base = [
          {
            subject: { kind: 'person' as const, id: person.id },
            version: person.version,
            fields: {
              certNo: person.certNo,
              villageCode: person.villageCode,
              phone: first.body.phone ?? null,
            },
          },
        ];
        return [desk.change(person, { phone: last }, { base }), first];
      });
      (await desk.push(batch)).map(isApplied);
      await desk.follow();
      hold(
        people.every(({ id }) => desk.person(id).phone === last),
        'Two changes of one person were applied in the order of the array and not of `seq`: the older one won.',
        '同一人的两笔变更按数组顺序而不是 seq 办理，旧的盖掉了新的。',
      );
    },
  },
  {
    id: 'CF16',
    rules: ['SY5'],
    en: 'Behind a refused operation the later ones of its lanes are “waiting” and name it; they are not kept and are decided when sent alone.',
    zh: '被拒绝的业务之后，同一对象的后续业务答复 waiting 并指明等谁；平台不留存，单独上传即办理。',
    run: async (world) => {
      const { desk } = world;
      const [person, free] = (await world.people(2)) as [Person, Person];
      const refused = twice(world, person);
      const behind = desk.change(person, { phone: inventedPhone() });
      const other = desk.change(free, { phone: inventedPhone() });
      const [first, second, third] = await desk.push([refused, behind, other]);
      hold(
        first?.outcome === 'refused' &&
          first.reasons.every((r) => r.article !== '' && /[\u4e00-\u9fff]/.test(r.text)),
        `A second registration for the same year was answered “${first?.outcome}”; “refused”, with rule, article and sentence, is due.`,
        `同一年度重复登记应答复 refused 并给出规则、条款和中文说明，平台答复 ${first?.outcome}。`,
      );
      hold(
        second?.outcome === 'waiting' && second.for === refused.opId,
        `Behind a refused operation a later one of the same person was answered “${second?.outcome}” and not “waiting” for it: lanes are not kept.`,
        `被拒绝的业务之后，同一人的后续业务应答复 waiting 并指明等它，平台答复 ${second?.outcome}：没有按对象排队。`,
      );
      hold(
        third?.outcome === 'applied',
        `A refused operation held somebody else’s (“${third?.outcome}”): nothing else may wait.`,
        `一笔被拒绝的业务挡住了别人的业务（${third?.outcome}）。`,
      );
      hold(
        (await desk.status(behind.opId)) === null,
        'A “waiting” is kept as a verdict: the operation would never be decided.',
        'waiting 被当作结论留存了，这笔业务将永远办不了。',
      );
      isApplied(await desk.pushOne(behind));
    },
  },
  {
    id: 'CF17',
    rules: ['SY4', 'SY5'],
    en: 'An operation in two lanes waits for both, and holds both.',
    zh: '涉及两个对象的业务要等两边，也会挡住两边。',
    run: async (world) => {
      const { desk, place, year } = world;
      const [known] = (await world.people(1)) as [Person];
      const householdId = `TMP-${ulid()}`;
      // Somebody else under a known number: refused, in the lanes of a placeholder person and of the new household.
      const head = newcomer(place, {
        ...year,
        householdId,
        certNo: known.certNo,
        birthDate: known.birthDate,
        sex: known.sex,
        name: `${known.name}二`,
      });
      const joins = newcomer(place, { ...year, householdId, relation: '10' });
      const first = desk.operation('RES_REGISTER', head);
      const second = desk.operation('RES_REGISTER', joins);
      const subject = { kind: 'person' as const, id: String(joins.personId) };
      const fields = { certNo: joins.certNo ?? null, villageCode: joins.villageCode ?? null, phone: null };
      const third = desk.change(
        subject,
        { phone: inventedPhone() },
        { base: [{ subject, version: 0, fields }] },
      );
      const verdicts = await desk.push([third, second, first]);
      const [ofThird, ofSecond, ofFirst] = verdicts.map((v) => v.outcome);
      hold(
        ofFirst === 'refused',
        `Somebody new under a number that another person has was answered “${ofFirst}”; “refused” is due.`,
        `用他人证件号码新建人员应答复 refused，平台答复 ${ofFirst}。`,
      );
      hold(
        ofSecond === 'waiting' && ofThird === 'waiting',
        `A refused registration holds its new household; who joins it was answered “${ofSecond}”, and the next operation on that person “${ofThird}”: both have to wait.`,
        `被拒绝的登记挡住新立的户；加入该户的人答复 ${ofSecond}，此人的下一笔答复 ${ofThird}，两笔都应 waiting。`,
      );
    },
  },
  {
    id: 'CF18',
    rules: ['SY6'],
    en: 'Operations that cannot be processed are “invalid” one by one and not kept; the others of the batch pass; one without a readable id gets no verdict.',
    zh: '无法处理的业务逐笔答复 invalid 且不留存，同批其他业务照常；编号不可读的没有结论。',
    run: async (world) => {
      const { desk } = world;
      const people = await world.people(6);
      const at = (i: number) => people[i] as Person;
      const rehashed = (i: number, over: Record<string, string>) => {
        const operation = desk.change(at(i), { phone: inventedPhone() });
        const body = { ...operation.body, ...over };
        return { ...operation, body, bodyHash: sha256Hex(canonicalJson(body)) };
      };
      const good = desk.change(at(0), { phone: inventedPhone() });
      const bad = [
        { ...desk.change(at(1), { phone: inventedPhone() }), v: 99 },
        { ...desk.change(at(2), { phone: inventedPhone() }), matter: 'NO_SUCH_MATTER' },
        rehashed(3, { name: 'a\u0000b' }),
        rehashed(4, { name: '名'.repeat(10_000) }),
        rehashed(5, { phone: 'no phone at all' }),
      ];
      const results = await desk.results([...bad, { nothing: true }, 7, good]);
      for (const { opId } of bad) {
        const said = results.find((v) => v.opId === opId)?.outcome ?? 'nothing';
        hold(
          said === 'invalid',
          `An operation that cannot be processed was answered “${said}”; “invalid” is due, so that the desk sets it aside.`,
          `无法处理的业务应答复 invalid，终端据此另存待查；平台答复 ${said}。`,
        );
        hold(
          (await desk.status(opId)) === null,
          'An “invalid” is kept as a verdict: a mended platform could never take the operation.',
          'invalid 被当作结论留存了，平台修好后也不能再办。',
        );
      }
      const said = results.find((v) => v.opId === good.opId)?.outcome ?? 'nothing';
      hold(
        said === 'applied' && results.length === bad.length + 1,
        `Beside unreadable operations a sound one was answered “${said}”: one poisonous operation must not stop the others.`,
        `与不可读的业务同批，合格的业务答复 ${said}：一笔坏数据不能挡住其他业务。`,
      );
    },
  },
];

import type { Person } from '#shared/domain/person';
import { inJurisdiction } from '#shared/domain/region';
import { hold } from '../breach';
import { inventedPhone, newcomer } from '../people';
import type { Check, World } from '../suite';

const toldOf = (text: string, person: Person): string[] =>
  (['name', 'certNo', 'phone', 'birthDate'] as const).filter((key) => {
    const value = person[key];
    return value !== null && text.includes(value);
  });

/** What one jurisdiction may see and do of another. */
export const SCOPE: readonly Check[] = [
  {
    id: 'CF26',
    rules: ['SY7'],
    en: 'A desk of another jurisdiction sees nothing of a person: not in its snapshot, its feed, its verdicts or an operation’s status.',
    zh: '另一辖区的终端看不到此人：底册、变更流、结论和业务状态里都没有。',
    run: async (world: World) => {
      const { desk, line } = world;
      const other = world.other();
      const lines = await other.begin();
      const [person] = (await world.people(1)) as [Person];
      const operation = desk.change(person, { phone: inventedPhone() });
      await desk.applied(operation);
      await desk.follow();
      const now = desk.person(person.id);
      await other.follow();
      const snapshot = await other.snapshot();
      hold(
        !other.mirror.has(`person:${person.id}`) &&
          !snapshot.byKey.has(`person:${person.id}`) &&
          lines.length > 0,
        'A desk of another jurisdiction received the person in its snapshot or feed.',
        '另一辖区的终端在底册或变更流里收到了此人。',
      );
      hold(
        (await other.status(operation.opId)) === null,
        'A desk was told the verdict on another desk’s operation.',
        '终端查到了别的设备的业务结论。',
      );
      const meddling = { ...desk.change(now, { nation: '10' }), device: other.device };
      const { text } = await line.askBytes('pushOperations', {
        token: other.token,
        body: { protocol: 1, operations: [meddling] },
      });
      const told = toldOf(text, now);
      hold(
        told.length === 0,
        `The verdict on somebody of another jurisdiction tells the person’s ${told.join(', ')}.`,
        `对外辖区人员的结论里透露了此人的 ${told.join('、')}。`,
      );
    },
  },
  {
    id: 'CF27',
    rules: ['SY7'],
    en: 'An operation on a person or a village outside the jurisdiction is a conflict OUT_OF_SCOPE and changes nothing.',
    zh: '涉及本辖区以外的人员或村（居）的业务答复 OUT_OF_SCOPE，不生效。',
    run: async (world: World) => {
      const { desk } = world;
      const other = world.other();
      hold(
        !inJurisdiction(other.jurisdiction, world.place.village.id),
        'The second code is of a jurisdiction that contains the first one: the suite needs one beside it.',
        '第二个登记码的辖区包含第一个辖区，检验需要另一个辖区。',
      );
      const [person] = (await world.people(1)) as [Person];
      const meddling = { ...desk.change(person, { phone: inventedPhone() }), device: other.device };
      const moved = {
        ...desk.operation('RES_REGISTER', newcomer(world.place, world.year)),
        device: other.device,
      };
      for (const operation of [meddling, moved]) {
        const verdict = await other.pushOne(operation);
        hold(
          verdict.outcome === 'conflict' && verdict.why === 'OUT_OF_SCOPE' && verdict.current.length === 0,
          `An operation outside the desk’s jurisdiction was answered “${verdict.outcome}”; a conflict OUT_OF_SCOPE that shows no record is due.`,
          `辖区以外的业务应答复 conflict（OUT_OF_SCOPE）且不带记录，平台答复 ${verdict.outcome}。`,
        );
      }
      await desk.follow();
      const intruder = [...desk.mirror.values()].some(
        (r) => r.kind === 'person' && r.certNo === moved.body.certNo,
      );
      hold(
        desk.person(person.id).version === person.version && !intruder,
        'A desk of another jurisdiction changed the register of this one.',
        '另一辖区的终端改动了本辖区的档案。',
      );
    },
  },
];

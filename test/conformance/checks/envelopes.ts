import { randomBytes } from 'node:crypto';
import { makeSecretKeys, type PublicKeys, publicKeysOf } from '#shared/bag/keys';
import type { NewOperation } from '#shared/domain/operation';
import { digestOf, type Envelope, sealEnvelope } from '#shared/envelope/envelope';
import { type EnvelopeReceipt, PROTOCOL } from '#shared/protocol/messages';
import { hold, LeftOut } from '../breach';
import type { Desk } from '../desk';
import { inventedPhone } from '../people';
import type { Check, World } from '../suite';

const random = (length: number): Uint8Array => randomBytes(length);

/** The suite's desk, as one that seals what it accepts and has it brought without a token. */
async function sealingDesk({ desk, line }: World) {
  if ((await line.ask('version')).envelopes !== true)
    throw new LeftOut('the platform does not say that it takes envelopes', '平台没有声明接收封好的业务');
  const secret = makeSecretKeys(random);
  const keys = publicKeysOf(secret);
  const ask = { token: desk.token, body: { protocol: PROTOCOL, keys } };
  const platform = (await line.ask('exchangeBagKeys', ask)).keys;
  return {
    seal: (operation: NewOperation, to: PublicKeys = platform): Envelope =>
      sealEnvelope({ operation, recheck: null, from: { secret, keys }, to, random }),
    async bring(envelopes: readonly Envelope[], device = desk.device): Promise<EnvelopeReceipt['outcome'][]> {
      const body = { protocol: PROTOCOL, device, envelopes };
      const { receipts } = await line.ask('deliverEnvelopes', { body });
      const answered = envelopes.map((envelope) =>
        receipts.find(({ opId, digest }) => opId === envelope.opId && digest === digestOf(envelope)),
      );
      hold(
        receipts.length === envelopes.length && answered.every((receipt) => receipt !== undefined),
        'Envelopes were not each answered by one receipt with the operation’s id and the envelope’s digest.',
        '平台没有对每笔封好的业务各给一个带业务编号和摘要的回执。',
      );
      return answered.flatMap((receipt) => receipt?.outcome ?? []);
    },
  };
}

async function raisedBy(desk: Desk, id: string, before: number): Promise<number> {
  await desk.follow();
  return desk.person(id).version - before;
}

/** Envelopes (封好的业务): what a desk sealed when it accepted it, brought while nobody is signed in there. */
export const ENVELOPES: readonly Check[] = [
  {
    id: 'CF60',
    rules: ['SY2', 'SY3'],
    en: 'An operation that comes sealed, sealed again and by the line is applied once; each receipt echoes id and digest, and the line gives the stored verdict.',
    zh: '同一笔业务封好送来、重复送来、又从线路上传，只办理一次；回执带业务编号和摘要，线路上得到原来的结论。',
    run: async (world) => {
      const { desk } = world;
      const sealing = await sealingDesk(world);
      const [one, two] = await world.people(2);
      if (one === undefined || two === undefined) throw new Error('no people');
      const byEnvelope = desk.change(one, { phone: inventedPhone() });
      const byLine = desk.change(two, { phone: inventedPhone() });
      const envelope = sealing.seal(byEnvelope);
      const said = [
        ...(await sealing.bring([envelope])),
        ...(await sealing.bring([envelope, sealing.seal(byEnvelope)])),
      ];
      const verdicts = [await desk.pushOne(byEnvelope), await desk.pushOne(byLine)];
      said.push(
        ...(await sealing.bring([sealing.seal(byLine)])),
        ...verdicts.map((v) => v?.outcome ?? 'waiting'),
      );
      const other = said.find((outcome) => outcome !== 'applied');
      hold(
        other === undefined,
        `A lawful operation that came sealed and by the line was answered “${other}” where “applied” was due.`,
        `一笔合规的业务封好送来、又从线路上传，得到的结论是 ${other}，应始终是已办理。`,
      );
      const raised = [await raisedBy(desk, one.id, one.version), await raisedBy(desk, two.id, two.version)];
      hold(
        raised.every((by) => by === 1),
        `Brought sealed and by the line, two operations raised their records’ versions by ${raised.join(' and ')}; once means once.`,
        `两笔业务封好送来、又从线路上传，版本分别上升了 ${raised.join('、')}，应各只生效一次。`,
      );
    },
  },
  {
    id: 'CF61',
    rules: ['SY1', 'SY3'],
    en: 'An envelope that was altered, is for another platform or was not signed by the desk that is named is unreadable; nothing of it is decided, and the others of its batch count.',
    zh: '被改动、给别的平台或不是所称终端签的封好业务，答复读不出，不办理；同批其余的照常办理。',
    run: async (world) => {
      const { desk } = world;
      const sealing = await sealingDesk(world);
      const [one, two] = await world.people(2);
      if (one === undefined || two === undefined) throw new Error('no people');
      const operation = desk.change(one, { phone: inventedPhone() });
      const envelope = sealing.seal(operation);
      const elsewhere = publicKeysOf(makeSecretKeys(random));
      const altered = {
        ...envelope,
        sealed: envelope.sealed.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      };
      const good = desk.change(two, { phone: inventedPhone() });
      const said = await sealing.bring([altered, sealing.seal(operation, elsewhere), sealing.seal(good)]);
      said.push(...(await sealing.bring([envelope], 'conformance-nobody')));
      hold(
        said.join() === 'unreadable,unreadable,applied,unreadable',
        `An altered envelope, one for another platform, a good one and one from a desk nobody knows were answered ${said.join(', ')}.`,
        `被改动的、给别的平台的、完好的、来历不明的封好业务，依次答复了 ${said.join('、')}。`,
      );
      hold(
        (await desk.status(operation.opId)) === null && (await raisedBy(desk, one.id, one.version)) === 0,
        'An envelope was answered “unreadable”, and its operation was decided all the same.',
        '封好的业务答复读不出，却被办理了。',
      );
    },
  },
];

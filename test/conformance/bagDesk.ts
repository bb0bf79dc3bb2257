import { randomBytes } from 'node:crypto';
import { BAG_FAULT_TEXTS, type Bag, openBag, readBag, sealBag } from '#shared/bag/bag';
import { BagAnswer, type BagLoad, parseContent, verdictsIn } from '#shared/bag/content';
import { makeSecretKeys, type PublicKeys, publicKeysOf, type SecretKeys } from '#shared/bag/keys';
import type { NewOperation } from '#shared/domain/operation';
import { canonicalJson, type Json } from '#shared/json';
import { PROTOCOL } from '#shared/protocol/messages';
import type { Verdict } from '#shared/protocol/verdict';
import { Breach, hold, LeftOut, there } from './breach';
import type { Desk } from './desk';

const random = (length: number): Uint8Array => randomBytes(length);

/** What an answer bag said. */
export interface BagSaid {
  readonly answer: BagAnswer;
  readonly verdicts: readonly Verdict[];
}

/** The suite's desk with keys of its own: it makes bags, has them carried by anybody, and opens the answers. */
export class BagDesk {
  private constructor(
    readonly desk: Desk,
    private readonly secret: SecretKeys,
    /** What the platform named as its own. */
    readonly platform: PublicKeys,
  ) {}

  /** Makes new keys for the desk and tells them; those it had before are replaced. */
  static async withNewKeys(desk: Desk): Promise<BagDesk> {
    const { status } = await desk.line.send('exchangeBagKeys', { body: {} });
    if (status === 404) throw new LeftOut('the platform takes no bags', '平台不接收离线包');
    const secret = makeSecretKeys(random);
    const ask = { token: desk.token, body: { protocol: PROTOCOL, keys: publicKeysOf(secret) } };
    const { keys } = await desk.line.ask('exchangeBagKeys', ask);
    const again = await desk.line.ask('exchangeBagKeys', ask);
    hold(
      canonicalJson(again.keys) === canonicalJson(keys),
      'The platform named other keys when it was asked again: a bag sealed to the first ones could not be opened.',
      '平台两次给出的离线包公钥不同：按前一次封的离线包会打不开。',
    );
    return new BagDesk(desk, secret, keys);
  }

  /** A bag of operations, as a file has it. */
  bag(
    operations: readonly NewOperation[],
    over: {
      kind?: 'answer';
      to?: PublicKeys;
      device?: string;
      chain?: BagLoad['chain'];
      number?: number;
    } = {},
  ): string {
    const load: BagLoad = { v: 1, operations: [...operations], chain: over.chain ?? null };
    return sealBag({
      header: {
        kind: over.kind ?? 'delivery',
        device: over.device ?? this.desk.device,
        number: over.number ?? ++this.desk.bags,
        answers: null,
        operations: operations.length,
        madeAt: '2026-01-01T00:00:00.000Z',
      },
      content: load as unknown as Json,
      from: this.secret,
      fromPublic: publicKeysOf(this.secret),
      to: over.to ?? this.platform,
      random,
    });
  }

  /** Hands a bag over without any token, as whoever carries it does, and opens the answer. */
  async deliver(text: string): Promise<BagSaid> {
    const sent = readable(text);
    const { bag } = await this.desk.line.ask('deliverBag', { body: { protocol: PROTOCOL, bag: text } });
    const answer = readable(bag);
    const { kind, device, number, answers } = answer.header;
    hold(
      kind === 'answer' &&
        device === sent.header.device &&
        number === sent.header.number &&
        answers === sent.digest,
      `Bag ${sent.header.number} was answered with a ${kind} bag of number ${number} that is not the answer to it (header.answers).`,
      `第 ${sent.header.number} 号离线包的答复不是给它的答复包（header.answers 不符）。`,
    );
    const opened = openBag({
      bag: answer,
      own: this.secret,
      ownPublic: publicKeysOf(this.secret),
      sender: this.platform,
    });
    if (!opened.ok)
      throw new Breach(
        `The answer bag cannot be opened by the desk it is for (${opened.error}).`,
        `答复包用终端自己的密钥打不开：${BAG_FAULT_TEXTS[opened.error]}`,
      );
    const content = parseContent(BagAnswer, opened.value);
    if (!content.ok)
      throw new Breach(
        'What is in the answer bag is not what the protocol says.',
        '答复包里的内容不合协议格式。',
      );
    return { answer: content.value, verdicts: verdictsIn(content.value) };
  }

  /** Delivers a bag whose operations are lawful: each gets its verdict, and all are applied. */
  async applied(text: string, operations: readonly NewOperation[]): Promise<readonly Verdict[]> {
    const { answer, verdicts } = await this.deliver(text);
    const said =
      answer.refused === null ? verdicts.map(({ outcome }) => outcome).join(', ') : answer.refused.text;
    return operations.map(({ opId, bodyHash }) => {
      const verdict = verdicts.find((one) => one.opId === opId && one.bodyHash === bodyHash);
      hold(
        verdict?.outcome === 'applied',
        `A lawful operation in a bag was not answered “applied” with its id and body hash; the answer says: ${said}.`,
        `离线包里一笔合规的业务没有得到带业务编号和校验值的“已办理”，答复是：${said}。`,
      );
      return there(verdict, 'No verdict came.', '没有结论。');
    });
  }
}

function readable(text: string): Bag {
  const read = readBag(new TextEncoder().encode(text));
  if (read.ok) return read.value;
  throw new Breach(
    `What came as an answer is no bag (${read.error}).`,
    `平台给出的答复不是离线包：${BAG_FAULT_TEXTS[read.error]}`,
  );
}

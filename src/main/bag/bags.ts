import { BAG_FAULT_TEXTS } from '#shared/bag/bag';
import { type BagAnswer, verdictsIn } from '#shared/bag/content';
import type { AnswerOf, BagPlan, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { DeliveryBags } from '../delivery/deliveryBags';
import type { Transport } from '../delivery/transport';
import type { BagKeys, PlatformWord } from './bagKeys';
import type { BagPress } from './bagWork';
import { deliverBag } from './deliverBag';

type Value<C extends 'bag/export' | 'bag/takeBack' | 'bag/deliver' | 'bag/read'> = Extract<
  AnswerOf<C>,
  { ok: true }
>['value'];

export interface BagsOptions {
  readonly keys: Pick<BagKeys, 'own' | 'platform' | 'keepPlatform'>;
  readonly delivery: Pick<DeliveryBags, 'plan' | 'begin' | 'takeBack' | 'take'>;
  readonly transport: () => Transport | null;
  readonly desk: () => { readonly device: string; readonly name: string; readonly url: string | null };
  /** Where the clerk wants a file; null when the dialog was closed. */
  readonly where: (fileName: string) => Promise<string | null>;
  /** Writes a file whole or not at all. */
  readonly save: (path: string, bytes: Uint8Array) => Promise<Result<void, Trouble>>;
  /** Seals and opens. */
  readonly press: BagPress;
  readonly now: () => Date;
  /** Told what the platform says its keys are. */
  readonly met?: (word: PlatformWord) => void;
}

const NO_KEYS: Trouble = {
  code: 'NO_BAG_KEYS',
  text: '本机还没有和平台交换过离线包的密钥，封好的包平台打不开，所以还不能导出。请先联网一次（同步页显示在线即可），之后断网也能导出。',
};

/** Bags at this desk: makes them, reads their answers, and carries other desks' bags to the platform (SY17). */
export class Bags {
  /** The address that was told this desk's keys in this run. */
  private met: string | null = null;
  /** One bag at a time: numbers are given one after the other. */
  private working: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: BagsOptions) {}

  /** Tells the platform this desk's keys and keeps the platform's; once a run, whenever the line is up. */
  async meet(): Promise<void> {
    const { keys, transport, desk } = this.options;
    const { url } = desk();
    const line = transport()?.bags;
    if (url === null || this.met === url || !line) return;
    this.met = url;
    const own = await keys.own();
    const told = own.ok ? await line.exchange(own.value.keys) : own;
    if (told.ok) this.options.met?.({ url, keys: told.value });
    const kept = told.ok ? await keys.keepPlatform({ url, keys: told.value }) : told;
    if (!kept.ok) this.met = null;
  }

  /** The desk was registered anew: the platform may not know its keys any more. */
  forget(): void {
    this.met = null;
  }

  async plan(): Promise<BagPlan> {
    const platform = await this.options.keys.platform();
    const trouble = platform.ok ? (platform.value === null ? NO_KEYS : null) : platform.error;
    return { ...this.options.delivery.plan(), trouble };
  }

  export(again: number | null): Promise<Result<Value<'bag/export'>, Trouble>> {
    return this.oneByOne(async () => {
      const { delivery, desk, keys, now, press, save, where } = this.options;
      const own = await keys.own();
      if (!own.ok) return own;
      const platform = await keys.platform();
      if (!platform.ok) return platform;
      if (platform.value === null) return err(NO_KEYS);
      const { device, name } = desk();
      const path = await where(`离线包 ${name} ${shortOf(device)} 第${delivery.plan().number}号.cbbag`);
      if (path === null) return ok({ path, number: delivery.plan().number, operations: 0 });
      const madeAt = now().toISOString();
      const begun = await delivery.begin(
        again === null ? { what: 'new' } : { what: 'again', number: again },
        madeAt,
      );
      if (!begun.ok) return begun;
      const { number, load, undo } = begun.value;
      const operations = load.operations.length;
      const sealed = await press({
        what: 'seal',
        header: { kind: 'delivery', device, number, answers: null, operations, madeAt },
        content: load,
        own: own.value.secret,
        to: platform.value.keys,
      });
      const saved = sealed.ok ? await save(path, Buffer.from(sealed.value)) : sealed;
      if (saved.ok) return ok({ path, number, operations });
      await undo();
      return saved;
    });
  }

  async takeBack(number: number): Promise<Result<Value<'bag/takeBack'>, Trouble>> {
    const taken = await this.oneByOne(() => this.options.delivery.takeBack(number));
    return taken.ok ? ok({ operations: taken.value }) : taken;
  }

  async deliver(text: string): Promise<Result<Value<'bag/deliver'>, Trouble>> {
    const line = this.options.transport()?.bags;
    if (!line) return err({ code: 'NO_PLATFORM', text: '本机还没有连上平台，不能代送。请联网后再试。' });
    const delivered = await deliverBag(text, line, this.options.press);
    if (!delivered.ok) return delivered;
    const { device, number, operations } = delivered.value.bag.header;
    const path = await this.options.where(`答复包 ${shortOf(device)} 第${number}号.cbbag`);
    if (path === null) return ok({ path, number, operations });
    const saved = await this.options.save(path, Buffer.from(delivered.value.answer));
    return saved.ok ? ok({ path, number, operations }) : saved;
  }

  read(text: string): Promise<Result<Value<'bag/read'>, Trouble>> {
    return this.oneByOne(async () => {
      const answer = await this.opened(text);
      if (!answer.ok) return answer;
      const { number, content } = answer.value;
      const taken = await this.options.delivery.take({
        number,
        verdicts: verdictsIn(content),
        chain: content.chain,
        refused: content.refused,
      });
      if (!taken.ok) return taken;
      const { fresh, back } = taken.value;
      if (content.refused !== null)
        return err({
          ...content.refused,
          text: `第 ${number} 号离线包平台没有采用：${content.refused.text}包里的业务已回到待上传，一笔不少。`,
        });
      const failed = fresh.filter(({ outcome }) => outcome !== 'applied').length;
      return ok({ number, settled: fresh.length, failed, back, missing: content.missing });
    });
  }

  private async opened(text: string): Promise<Result<{ number: number; content: BagAnswer }, Trouble>> {
    const { keys, desk, press } = this.options;
    const own = await keys.own();
    if (!own.ok) return own;
    const platform = await keys.platform();
    if (!platform.ok) return platform;
    const sender = platform.value?.keys ?? null;
    const opened = await press({ what: 'open', text, own: own.value.secret, sender });
    if (!opened.ok) return opened;
    const read = opened.value;
    if (!read.ok) return unusable(BAG_FAULT_TEXTS[read.error]);
    const { kind, device, number } = read.value.header;
    if (kind !== 'answer')
      return unusable(
        `这是第 ${number} 号离线包本身，不是答复包，没有读入。请先送到平台（在别的电脑上“代送离线包”），再读入拿回来的答复包。`,
      );
    if (device !== desk().device)
      return unusable('这个答复包是给另一台电脑的，没有读入。请拿到导出那个离线包的电脑上读入。');
    if (sender === null) return err(NO_KEYS);
    const { content } = read.value;
    if (content.ok) return ok({ number, content: content.value });
    return unusable(ANSWER_TEXTS[content.error] ?? BAG_FAULT_TEXTS[content.error]);
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.working.then(work);
    this.working = done.catch(() => undefined);
    return done;
  }
}

/** Tells the files of several desks on one stick apart. */
const shortOf = (device: string): string => device.slice(-6);

/** Of an answer, some faults have another cause and another remedy than of a delivery. */
const ANSWER_TEXTS: Partial<Record<keyof typeof BAG_FAULT_TEXTS, string>> = {
  'not-for-us':
    '这个答复包是用本机以前的密钥封的，打不开，没有读入。本机的离线包密钥后来换过：请把那个包再导出一次送去；平台已办的不会重复办理。',
  'unknown-sender': '这个答复包不是本机登记的平台做的，没有读入。请核对送到了哪个平台；业务都还在本机。',
  damaged: '答复包在途中受损或被改动过，没有读入。请把原来的离线包再送一次取新的答复，不会重复办理。',
};

const unusable = (text: string): Result<never, Trouble> => err({ code: 'BAG_UNUSABLE', text });

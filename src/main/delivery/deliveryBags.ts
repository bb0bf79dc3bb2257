import { type BagLoad, MAX_BAG_OPERATION_BYTES, MAX_BAG_OPERATIONS } from '#shared/bag/content';
import type { Operation, OpId } from '#shared/domain/operation';
import type { BagPlan, Trouble } from '#shared/host';
import type { ChainWord } from '#shared/protocol/chain';
import type { Verdict } from '#shared/protocol/verdict';
import { err, ok, type Result } from '#shared/result';
import { type BagWish, bagsOut, chooseForBag, undecidedIn } from '#shared/sync/bagging';
import type { ChainHeard } from '#shared/sync/chain';
import type { DeliveryEvent } from '#shared/sync/deliverer';
import type { Decided } from '#shared/sync/item';
import { type DeliveryState, isDecided, itemIn } from '#shared/sync/state';
import type { Journal } from '../journal/journal';
import { BAG_LINKS, heardOf, partFor } from './chainLine';
import { rechecksOf } from './rechecksOf';
import type { VerdictLog } from './verdictLog';

/** What the deliverer lends to whoever makes and reads bags. */
export interface DelivererHands {
  readonly journal: Journal;
  readonly log: VerdictLog;
  readonly state: () => DeliveryState;
  readonly dispatch: (event: DeliveryEvent) => void;
  /** Writes to the log, one behind the other. */
  readonly write: <T>(work: () => Promise<T>) => Promise<T>;
  readonly operation: (opId: OpId) => Operation | null;
}

/** A bag that is being made. */
export interface BagBegun {
  readonly number: number;
  readonly load: BagLoad;
  /** How to undo it where the file cannot be written: as if nothing had been done. */
  readonly undo: () => Promise<void>;
}

/** What an answer bag said, after it was opened. */
export interface AnswerRead {
  readonly number: number;
  readonly verdicts: readonly Verdict[];
  readonly chain: ChainWord | null;
  /** The platform took nothing of the bag. */
  readonly refused: Trouble | null;
}

const ROOM = { operations: MAX_BAG_OPERATIONS, bytes: MAX_BAG_OPERATION_BYTES };
const NOTHING: Trouble = {
  code: 'NOTHING_TO_EXPORT',
  text: '现在没有可以装进离线包的业务：都已确认、已在别的包里，或要等前一笔处理好。',
};
const notWritten = (what: string, { code }: Trouble): Trouble => ({
  code: 'DISK',
  text: `${what}写不进磁盘（${code}），什么都没有改变。请清理磁盘后再试。`,
});

/** The deliverer's side of bags (SY17): which operations are in which, durably before a file leaves and after one came back. */
export class DeliveryBags {
  constructor(private readonly hands: DelivererHands) {}

  plan(): Omit<BagPlan, 'trouble'> {
    const { log, state } = this.hands;
    const { items, left } = chooseForBag(state(), { what: 'new' }, ROOM);
    return {
      number: log.bags.next(),
      operations: items.length,
      again: items.filter(({ bag }) => bag !== null).length,
      bytes: items.reduce((sum, item) => sum + item.bytes, 0),
      left,
      out: bagsOut(state()).map(({ number, operations }) => ({
        number,
        operations,
        madeAt: log.bags.of(number)?.madeAt ?? '',
      })),
    };
  }

  /** Takes operations into the next bag; the line does not send them from now on. They stay so over a crash, file or none. */
  async begin(wish: BagWish, madeAt: string): Promise<Result<BagBegun, Trouble>> {
    const { dispatch, journal, log, operation, state, write } = this.hands;
    const { items } = chooseForBag(state(), wish, ROOM);
    if (items.length === 0) return err(NOTHING);
    const number = log.bags.next();
    const opIds = items.map(({ opId }) => opId);
    const before = new Map(items.map(({ opId, bag }) => [opId, bag]));
    const never = new Set(items.filter(({ sent }) => !sent).map(({ opId }) => opId));
    const known = state().chain.known?.head.seq ?? null;
    const rechecks = rechecksOf(journal, opIds);
    const load: BagLoad = {
      v: 1,
      operations: opIds.flatMap((opId) => operation(opId) ?? []),
      chain: partFor(journal, state().chain, BAG_LINKS),
      ...(rechecks ? { rechecks } : {}),
    };
    // At once, so that nobody withdraws one between here and the disk.
    dispatch({ type: 'bagged', opIds, number });
    const undo = async (): Promise<void> => {
      dispatch({ type: 'unbagged', opIds, never });
      await write(() => log.unbag(opIds, [...never], number));
      // What was in an earlier bag is in it still.
      for (const bag of new Set(before.values())) {
        if (bag === null) continue;
        const again = opIds.filter((opId) => before.get(opId) === bag);
        dispatch({ type: 'bagged', opIds: again, number: bag });
        const note = log.bags.of(bag);
        await write(() =>
          log.bag({ number: bag, opIds: again, madeAt: note?.madeAt ?? madeAt, known: note?.known ?? null }),
        );
      }
    };
    const written = await write(() => log.bag({ number, opIds, madeAt, known }));
    if (written.ok) return ok({ number, load, undo });
    await undo();
    return err(notWritten('离线包的记录', written.error));
  }

  /** The clerk takes a bag back: its operations go by the line again. A copy that arrives all the same does no harm (SY2). */
  async takeBack(number: number): Promise<Result<number, Trouble>> {
    const opIds = this.inBag(number);
    if (opIds.length === 0)
      return err({ code: 'NO_SUCH_BAG', text: `第 ${number} 号离线包里没有还在等答复的业务，不用收回。` });
    const written = await this.hands.write(() => this.hands.log.unbag(opIds, [], null));
    if (!written.ok) return err(notWritten('收回的记录', written.error));
    this.hands.dispatch({ type: 'unbagged', opIds, never: new Set() });
    return ok(opIds.length);
  }

  /** Takes in an answer: verdicts that are new settle their operations; what is undecided goes by the line again. */
  async take(answer: AnswerRead): Promise<Result<{ fresh: readonly Decided[]; back: number }, Trouble>> {
    const { dispatch, log, state, write } = this.hands;
    const fresh = new Map<OpId, Decided>();
    const waiting: OpId[] = [];
    for (const verdict of answer.verdicts) {
      const item = itemIn(state(), verdict.opId);
      if (item?.bodyHash !== verdict.bodyHash || item.outcome !== null || !state().open.has(item.opId))
        continue;
      if (isDecided(verdict)) fresh.set(verdict.opId, verdict);
      else if (item.bag === answer.number) waiting.push(verdict.opId);
    }
    const back = answer.refused === null ? waiting : this.inBag(answer.number);
    const verdicts = [...fresh.values()];
    const recorded = await write(() => log.record(verdicts));
    const noted = recorded.ok && back.length > 0 ? await write(() => log.unbag(back, [], null)) : recorded;
    if (!noted.ok) return err(notWritten('平台的答复', noted.error));
    const chain = this.heard(answer);
    dispatch({ type: 'answerRead', verdicts, back, ...(chain ? { chain } : {}) });
    return ok({ fresh: verdicts, back: back.length });
  }

  /** Less of the chain than was acknowledged counts only where nothing was acknowledged since the bag was made. */
  private heard({ number, chain, refused }: AnswerRead): ChainHeard | null {
    const { journal, log, state } = this.hands;
    if (chain === null) return null;
    const now = state().chain;
    const note = log.bags.of(number);
    const asked = note !== null && note.known === (now.known?.head.seq ?? null) ? now.serial : -1;
    return { ...heardOf(journal, chain, asked), conflict: refused?.code === 'CHAIN_FORKED' };
  }

  private inBag(number: number): OpId[] {
    return undecidedIn(this.hands.state(), number).map(({ opId }) => opId);
  }
}

import { ulid } from 'ulid';
import { countStandings } from '#shared/campaign/count';
import {
  Batch,
  mayTakeBack,
  nextBatchNo,
  printedChecksum,
  type ReturnWord,
  recalled,
  splitOut,
  withWord,
  wordThatCounts,
} from '#shared/campaign/dispatch';
import { batchTag, parseRowCode, rowCodeOf } from '#shared/campaign/rowCode';
import type { Person } from '#shared/domain/person';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { ClosedYears } from '../rollover/rolloverDesk';
import { byDoor } from '../roster';
import type { DeskCore } from '../startDesk';
import type { CampaignDesk, DispatchAsk, ListedPerson, Said } from './api';
import type { CampaignBook } from './campaignBook';
import {
  CHINESE_INPUT,
  MALFORMED,
  nobodyFree,
  noSuchRow,
  notTakenBack,
  otherBatch,
  placeWords,
  WRONG_CHECK,
} from './campaignWords';
import { standings } from './standings';

const NOT_READY: Trouble = { code: 'NOT_READY', text: '参保台还在打开，请稍候再试。' };
const NO_BATCH: Trouble = { code: 'NO_BATCH', text: '本机没有这一批。' };
/** Attempts to find an id whose codes differ from those of every list that is still out. */
const TAG_ATTEMPTS = 200;

export function campaignDesk(core: DeskCore, years: ClosedYears): CampaignDesk {
  const { view } = core;
  const book = (): CampaignBook | null => core.parts()?.campaign ?? null;
  const idNow = (id: string): string => view.person(id)?.id ?? id;
  const { now, forget, changed, standingsOf, list } = standings(core);

  const batchOf = (id: string): Batch | undefined =>
    book()
      ?.batches()
      .find((batch) => batch.id === id);
  const listedAt = (batch: Batch, at: number): ListedPerson | null => {
    const then = batch.people[at];
    if (!then) return null;
    const person = view.person(then.personId);
    return {
      at,
      code: rowCodeOf(batch.id, at),
      person,
      word: wordThatCounts(book()?.returns().get(batch.id)?.get(at)),
      changed: person === null || printedChecksum(person) !== then.printed,
    };
  };

  /** One write after another: fast typing must not overtake itself. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const make = (ask: DispatchAsk, clerk: string): Result<{ batch: Batch; leftOut: number }, Trouble> => {
    forget();
    const here = book();
    if (!here) return err(NOT_READY);
    const place = { villageCode: ask.villageCode, group: null, year: ask.year };
    const wanted = standingsOf(place)
      .filter(({ person, standing }) => ask.classes.includes(standing.class) && inGroups(person, ask.groups))
      .toSorted((a, b) => byDoor(a.person, b.person));
    const { free, out } = splitOut(wanted, now().out);
    if (free.length === 0)
      return err({ code: 'NOBODY', text: nobodyFree(out.map(({ where }) => where.batch)) });
    const { day } = core.snapshot();
    const open = new Set([...now().out.values()].map(({ batch }) => batchTag(batch.id)));
    const batch: Batch = {
      v: 1,
      id: freshId(open),
      no: nextBatchNo(here.batches(), ask.year),
      filter: {
        year: ask.year,
        villageCode: ask.villageCode,
        groups: ask.groups === null ? null : [...ask.groups],
        classes: [...ask.classes],
      },
      people: free.map(({ person, standing }) => ({
        personId: person.id,
        version: person.version,
        printed: printedChecksum(person),
        class: standing.class,
      })),
      receiver: ask.receiver.trim(),
      at: new Date().toISOString(),
      day,
      clerk,
      recall: null,
    };
    return ok({ batch, leftOut: out.length });
  };

  const say = (batchId: string, at: number, of: (batch: Batch, clerk: string) => ReturnWord) =>
    inTurn(async (): Promise<Result<void, Trouble>> => {
      const here = book();
      const clerk = core.snapshot().desk?.clerk.id;
      const batch = batchOf(batchId);
      if (!here || !clerk) return err(NOT_READY);
      if (!batch?.people[at]) return err(NO_BATCH);
      const closed = await years.closed(batch.filter.year);
      if (closed) return err(closed);
      const word = of(batch, clerk);
      const before = here.returns().get(batchId)?.get(at);
      if (word.outcome === null) {
        const whereNow = now().out.get(idNow(batch.people[at].personId));
        const may = mayTakeBack(batch, before, whereNow);
        if (!may.ok) return err(notTakenBack(may.error));
      }
      const put = await here.putReturn(withWord(before, { batchId, at }, word));
      if (put.ok) changed();
      return put;
    });

  return {
    trouble() {
      const damaged = book()?.damaged();
      if (damaged === undefined || damaged === 0) return null;
      return damaged === null
        ? '本机的下放记录读不出来，谁在外、带回了什么都不知道。请重新打开参保台；再次出现时请联系技术人员。'
        : `有 ${damaged} 条下放记录读不出来，相应名单上的人可能还在外。请对照纸质名单核实，并联系技术人员。`;
    },
    count: (place, start) =>
      countStandings(
        standingsOf(place).map(({ standing }) => standing),
        start,
      ),
    everybody: standingsOf,
    list,
    batches() {
      const here = book();
      return (here?.batches() ?? [])
        .map((batch) => {
          const back = [...(here?.returns().get(batch.id)?.values() ?? [])].filter(
            (returned) => wordThatCounts(returned) !== null,
          ).length;
          const out = batch.recall ? 0 : batch.people.length - back;
          return { batch, place: placeWords(batch, view.village(batch.filter.villageCode)), back, out };
        })
        .toSorted((a, b) => (a.batch.at < b.batch.at ? 1 : a.batch.at > b.batch.at ? -1 : 0));
    },
    dispatch: (ask) =>
      inTurn(async () => {
        const here = book();
        const clerk = core.snapshot().desk?.clerk.id;
        if (!here || !clerk) return err(NOT_READY);
        if (ask.receiver.trim() === '')
          return err({ code: 'RECEIVER', text: '请写明名单交给谁（领取人姓名）。' });
        const closed = await years.closed(ask.year);
        if (closed) return err(closed);
        let leftOut = 0;
        const added = await here.add(() => {
          const made = make(ask, clerk);
          if (!made.ok) return made;
          leftOut = made.value.leftOut;
          return ok(Batch.parse(made.value.batch));
        });
        if (!added.ok) return added;
        changed();
        return ok({ batch: added.value, leftOut });
      }),
    recall: (batchId, reason) =>
      inTurn(async () => {
        const here = book();
        const clerk = core.snapshot().desk?.clerk.id;
        const batch = batchOf(batchId);
        if (!here || !clerk) return err(NOT_READY);
        if (!batch) return err(NO_BATCH);
        const ended = recalled(batch, { reason, at: new Date().toISOString(), clerk });
        if (!ended.ok)
          return err(
            ended.error === 'no-reason'
              ? { code: 'REASON', text: '请写明收回的原因。' }
              : { code: 'RECALLED', text: `第 ${batch.no} 批已经收回过了。` },
          );
        const put = await here.putBatch(ended.value);
        if (put.ok) changed();
        return put;
      }),
    listed(batchId) {
      const batch = batchOf(batchId);
      return batch ? batch.people.flatMap((_, at) => listedAt(batch, at) ?? []) : [];
    },
    byCode(batchId, text) {
      const batch = batchOf(batchId);
      if (!batch) return err(NO_BATCH.text);
      const code = parseRowCode(text);
      if (!code.ok && code.error === 'wrong-check') return err(WRONG_CHECK);
      if (!code.ok) return err(/\p{Script=Han}/u.test(text) ? CHINESE_INPUT : MALFORMED);
      const { at, batchTag: tag } = code.value;
      if (tag !== batchTag(batch.id)) {
        const others = book()?.batches() ?? [];
        return err(
          otherBatch(
            batch,
            others.filter(({ id, people }) => batchTag(id) === tag && at < people.length),
          ),
        );
      }
      const listed = listedAt(batch, at);
      return listed ? ok(listed) : err(noSuchRow(batch));
    },
    record: (batchId, at, said) => say(batchId, at, (batch, clerk) => wordOf(said, batch.receiver, clerk)),
    takeBack: (batchId, at) =>
      say(batchId, at, (batch, clerk) => ({
        outcome: null,
        on: null,
        amountFen: null,
        phone: null,
        note: '',
        by: batch.receiver,
        way: 'typed',
        at: new Date().toISOString(),
        clerk,
      })),
  };
}

const wordOf = ({ by, ...said }: Said, receiver: string, clerk: string): ReturnWord => ({
  ...said,
  by: by ?? receiver,
  at: new Date().toISOString(),
  clerk,
});

const inGroups = ({ group }: Person, groups: readonly number[] | null): boolean =>
  groups === null || groups.includes(group);

/** An id whose row codes are not those of a list that is still out; among very many lists any will do. */
function freshId(taken: ReadonlySet<number>): string {
  let id = ulid();
  for (let n = 0; n < TAG_ATTEMPTS && taken.has(batchTag(id)); n++) id = ulid();
  return id;
}

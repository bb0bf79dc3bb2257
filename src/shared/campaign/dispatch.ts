import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { Fen } from '../domain/money';
import type { Person } from '../domain/person';
import { VillageCode } from '../domain/region';
import { err, ok, type Result } from '../result';
import { type DoorReport, RosterOutcome } from './doorReport';
import { MOST_ROWS, rowChecksum } from './rowCode';
import { CAMPAIGN_CLASSES } from './target';

const Moment = z.string().min(1).max(40);
const Clerk = z.string().min(1).max(40);

/** One person of a batch, as they were when the list was made. */
export const DispatchedPerson = z.strictObject({
  personId: z.string().min(1).max(40),
  /** The record's version then; 0: not confirmed by the platform. */
  version: z.number().int().nonnegative(),
  /** `printedChecksum` then: tells on the way back whether the list is still what the record says. */
  printed: z.string().regex(/^[0-9a-f]{8}$/),
  class: z.enum(CAMPAIGN_CLASSES),
});
export type DispatchedPerson = z.infer<typeof DispatchedPerson>;

/** A list given to an assistant (下放): its filter and its people as they were, to whom, when and by whom; and how it ended. */
export const Batch = z.strictObject({
  v: z.literal(1),
  id: z.string().min(1).max(40),
  /** 批号, as printed and said: insured year and a number that rises on this desk, e.g. `2027-003`. */
  no: z.string().regex(/^\d{4}-\d{3,6}$/),
  /** What was asked for. It is a snapshot: who stands in these classes later does not matter. */
  filter: z.strictObject({
    year: z.number().int(),
    villageCode: VillageCode,
    /** Null: the whole village. */
    groups: z.array(z.number().int().positive()).min(1).max(60).nullable(),
    classes: z.array(z.enum(CAMPAIGN_CLASSES)).min(1),
  }),
  /** In the order of the list; the place of a person is what their row code says. */
  people: z.array(DispatchedPerson).min(1).max(MOST_ROWS),
  receiver: z.string().min(1).max(40),
  /** Device time. */
  at: Moment,
  day: CivilDate,
  clerk: Clerk,
  /** 收回; null: not recalled. */
  recall: z.strictObject({ reason: z.string().min(1).max(200), at: Moment, clerk: Clerk }).nullable(),
});
export type Batch = z.infer<typeof Batch>;

/** What came back of one person of a batch. */
export const ReturnWord = z.strictObject({
  /** Null: the word before it was taken back. */
  outcome: RosterOutcome.nullable(),
  /** The day at the door. */
  on: CivilDate.nullable(),
  /** Money that was handed over. */
  amountFen: Fen.nullable(),
  phone: z.string().max(30).nullable(),
  note: z.string().max(200),
  /** Who was at the door. */
  by: z.string().min(1).max(40),
  /** Typed from paper, or read from a workbook. */
  way: z.enum(['typed', 'workbook']),
  /** When and by whom it was recorded here; device time. */
  at: Moment,
  clerk: Clerk,
});
export type ReturnWord = z.infer<typeof ReturnWord>;

/** All words on one person of a batch, in order; the last counts and none is lost. */
export const PersonReturn = z.strictObject({
  batchId: z.string().min(1).max(40),
  /** 0-based place in the batch. */
  at: z.number().int().nonnegative(),
  words: z.array(ReturnWord).min(1),
});
export type PersonReturn = z.infer<typeof PersonReturn>;

/** What stands of it now; null: nothing came back, or it was taken back. */
export const wordThatCounts = (returned: PersonReturn | undefined): ReturnWord | null => {
  const last = returned?.words.at(-1);
  return last?.outcome ? last : null;
};

/** What a list says of a person, in the order that is hashed. */
export const printedChecksum = (person: Person): string =>
  rowChecksum([
    person.id,
    person.certNo ?? '',
    person.name,
    person.sex,
    person.birthDate,
    person.phone ?? '',
    person.villageCode,
    String(person.group),
    person.householdId,
  ]);

/** Returns by batch and place. */
export type Returns = ReadonlyMap<string, ReadonlyMap<number, PersonReturn>>;

/** Where somebody is out. */
export interface OutAt {
  readonly batch: Batch;
  readonly at: number;
}

/**
 * Who is out now: in a batch that was not recalled, with nothing back. `idNow` gives the id people have now, who were listed under
 * the placeholder of an offline registration.
 */
export function outNow(
  batches: readonly Batch[],
  returns: Returns,
  idNow: (id: string) => string,
): Map<string, OutAt> {
  const out = new Map<string, OutAt>();
  for (const batch of batches) {
    if (batch.recall) continue;
    const back = returns.get(batch.id);
    for (const [at, { personId }] of batch.people.entries())
      if (wordThatCounts(back?.get(at)) === null) out.set(idNow(personId), { batch, at });
  }
  return out;
}

/** The last thing reported of each person in a year's campaign, by the id they have now. */
export function reportsOf(
  batches: readonly Batch[],
  returns: Returns,
  year: number,
  idNow: (id: string) => string,
): Map<string, DoorReport> {
  const last = new Map<string, { report: DoorReport; recorded: string }>();
  for (const { id, no, people, filter } of batches) {
    if (filter.year !== year) continue;
    for (const returned of returns.get(id)?.values() ?? []) {
      const word = wordThatCounts(returned);
      const listed = people[returned.at];
      if (!word?.outcome || !listed) continue;
      const { outcome, on, by, note, at } = word;
      const personId = idNow(listed.personId);
      if ((last.get(personId)?.recorded ?? '') <= at)
        last.set(personId, { report: { outcome, on, by, batchNo: no, note }, recorded: at });
    }
  }
  return new Map([...last].map(([personId, { report }]) => [personId, report]));
}

/** Who is to go out, and who cannot because they are out already. */
export function splitOut<T extends { readonly person: Person }>(
  candidates: readonly T[],
  out: ReadonlyMap<string, OutAt>,
): { readonly free: T[]; readonly out: { readonly of: T; readonly where: OutAt }[] } {
  const free: T[] = [];
  const away: { of: T; where: OutAt }[] = [];
  for (const of of candidates) {
    const where = out.get(of.person.id);
    if (where) away.push({ of, where });
    else free.push(of);
  }
  return { free, out: away };
}

/** The next 批号 of a year. */
export function nextBatchNo(batches: readonly Batch[], year: number): string {
  const numbers = batches.flatMap(({ no }) =>
    no.startsWith(`${year}-`) ? [Number(no.slice(no.indexOf('-') + 1))] : [],
  );
  return `${year}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

/** 收回: what has not come back is not out any more; what has come back stays. */
export function recalled(
  batch: Batch,
  by: { readonly reason: string; readonly at: string; readonly clerk: string },
): Result<Batch, 'recalled-already' | 'no-reason'> {
  if (batch.recall) return err('recalled-already');
  const reason = by.reason.trim().slice(0, 200);
  return reason === '' ? err('no-reason') : ok({ ...batch, recall: { ...by, reason } });
}

/**
 * May the last word on somebody of a list be taken back (撤销)? That puts them out again, so not where they have gone out with
 * somebody else since; the error then says where.
 */
export function mayTakeBack(
  batch: Batch,
  returned: PersonReturn | undefined,
  whereNow: OutAt | undefined,
): Result<void, 'nothing' | OutAt> {
  if (wordThatCounts(returned) === null) return err('nothing');
  return batch.recall || !whereNow ? ok(undefined) : err(whereNow);
}

/** One more word on a person of a batch; the ones before it are kept. */
export const withWord = (
  before: PersonReturn | undefined,
  of: { readonly batchId: string; readonly at: number },
  word: ReturnWord,
): PersonReturn => ({ batchId: of.batchId, at: of.at, words: [...(before?.words ?? []), word] });

import { z } from 'zod';
import { CivilDate } from '../domain/civilDate';
import { OpId } from '../domain/operation';
import type { Person } from '../domain/person';
import { SpecialIdentity } from '../domain/specialIdentity';
import { Sha256Hex } from '../json';
import { currentEnrolment } from '../matters/enrolments';
import { ListSourceCode } from './sources';

/** What a list may change of somebody, as it stood or stands. */
export const Standing = z.strictObject({
  identities: z.array(SpecialIdentity).max(20),
  /** The resident relation; null: none. */
  resident: z.strictObject({ status: z.string().max(20), since: CivilDate }).nullable(),
});
export type Standing = z.infer<typeof Standing>;

export function standingOf(person: Person): Standing {
  const relation = currentEnrolment(person, 'RES');
  return {
    identities: [...person.identities],
    resident: relation === null ? null : { status: relation.status, since: relation.statusFrom },
  };
}

const ImportId = z.string().min(1).max(40);
const Count = z.number().int().nonnegative();

/** A second clerk who looked at a large change (两人): not the one who reads the list. */
export const SecondPerson = z.strictObject({
  workNo: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(40),
  reason: z.string().trim().min(2).max(200),
});
export type SecondPerson = z.infer<typeof SecondPerson>;

/** One line of the file of lists. Nothing is ever taken out of it. */
export const ListLine = z.discriminatedUnion('type', [
  /** A list begins to be carried out. */
  z.strictObject({
    type: z.literal('import'),
    id: ImportId,
    source: ListSourceCode,
    /** The month that the list speaks of, `YYYY-MM`. */
    period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    fileName: z.string().max(300),
    /** Of the file's bytes. */
    fileHash: Sha256Hex,
    at: z.string().min(1).max(40),
    clerk: z.strictObject({ id: z.string().max(60), name: z.string().max(60) }),
    rows: Count,
    counts: z.record(z.string(), Count),
    /** Why nobody was cancelled by it; empty: it was whole. */
    guard: z.array(z.string().max(300)).max(40),
    second: SecondPerson.nullable(),
  }),
  /** People whom it changed, before and after, with the operations. */
  z.strictObject({
    type: z.literal('changes'),
    id: ImportId,
    people: z
      .array(
        z.strictObject({
          personId: z.string().min(1).max(40),
          class: z.string().max(20),
          before: Standing,
          after: Standing,
          opIds: z.array(OpId).max(8),
          place: z.string().max(150),
        }),
      )
      .min(1)
      .max(200),
  }),
  /** What could not be decided, so that somebody looks into it. */
  z.strictObject({
    type: z.literal('open'),
    id: ImportId,
    people: z
      .array(
        z.strictObject({
          personId: z.string().max(40).nullable(),
          name: z.string().max(100),
          text: z.string().max(400),
          place: z.string().max(150),
        }),
      )
      .min(1)
      .max(200),
  }),
]);
export type ListLine = z.infer<typeof ListLine>;
export type ListImport = Extract<ListLine, { type: 'import' }>;
export type ListChange = Extract<ListLine, { type: 'changes' }>['people'][number];
export type ListOpen = Extract<ListLine, { type: 'open' }>['people'][number];

/** People of one line. */
export const PEOPLE_A_LINE = 200;

/** An import as it is looked at later. */
export interface PastImport {
  readonly head: ListImport;
  readonly changes: readonly ListChange[];
  readonly open: readonly ListOpen[];
}

/** The lines put together by import, the last first. */
export function pastImports(lines: readonly ListLine[]): PastImport[] {
  const found = new Map<string, { head: ListImport; changes: ListChange[]; open: ListOpen[] }>();
  for (const line of lines) {
    if (line.type === 'import') found.set(line.id, { head: line, changes: [], open: [] });
    else if (line.type === 'changes') found.get(line.id)?.changes.push(...line.people);
    else found.get(line.id)?.open.push(...line.people);
  }
  return [...found.values()].reverse();
}

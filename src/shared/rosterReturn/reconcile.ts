import type { Fault } from '../batch/rowReader';
import type { ReadSheet } from '../batch/sheet';
import type { BatchOut, BatchOutRow } from './batchOut';
import { BatchIndex } from './identify';
import type { RecordedReturn } from './recorded';
import { isBlank, sameValues } from './values';
import { readRow, type WrittenRow } from './written';

/**
 * What a row of a returned roster is. `matched`: its person is known and it brings nothing new; `changed`: it does; `extra`: nobody of
 * the batch, or once too often; `illegible`: it cannot be told what it says, or of whom.
 */
export type ReturnState = 'matched' | 'changed' | 'extra' | 'illegible';

export interface ReturnRow {
  readonly written: WrittenRow;
  readonly state: ReturnState;
  /** Whose row it is; null where nobody can tell, and for what is one too many. */
  readonly of: BatchOutRow | null;
  readonly faults: readonly Fault[];
  /** Why it is matched or extra, and what was passed over in it. */
  readonly text: string;
}

export interface ReturnCounts {
  readonly read: number;
  readonly matched: number;
  readonly changed: number;
  readonly extra: number;
  readonly illegible: number;
  /** People of the batch whose rows are illegible; several rows may be of one of them. */
  readonly illegiblePeople: number;
  readonly batch: number;
  readonly missing: number;
}

export interface Reconciled {
  readonly batch: BatchOut;
  readonly rows: readonly ReturnRow[];
  /** People of the batch of whom no row came back. It means nothing but that: nobody is cancelled. */
  readonly missing: readonly BatchOutRow[];
  readonly counts: ReturnCounts;
}

/** read = matched + changed + extra + illegible, and batch = matched + changed + illegible people + missing. */
export const addsUp = (n: ReturnCounts): boolean =>
  n.read === n.matched + n.changed + n.extra + n.illegible &&
  n.batch === n.matched + n.changed + n.illegiblePeople + n.missing;

const placeOf = ({ sheet, data }: WrittenRow): string => `“${sheet.name}”第 ${data.row} 行`;

/** Holds the rows of a returned roster against the batch that went out and what was taken back before (`last`, by row code). */
export function reconcile(
  batch: BatchOut,
  sheets: readonly ReadSheet[],
  last: ReadonlyMap<string, RecordedReturn>,
): Reconciled {
  const index = new BatchIndex(batch);
  const rows = sheets.flatMap((sheet) => sheet.rows.map((data) => readRow(sheet, data)));
  const found = rows.map((row) => ({ row, who: index.identify(row) }));
  const perPerson = new Map<BatchOutRow, WrittenRow[]>();
  for (const { row, who } of found)
    if ('of' in who) perPerson.set(who.of, [...(perPerson.get(who.of) ?? []), row]);
  const judged = new Map([...perPerson].map(([of, copies]) => [of, oneOf(copies)]));

  const result = found.map(({ row, who }): ReturnRow => {
    const as = (state: ReturnState, rest: Partial<ReturnRow>): ReturnRow => ({
      written: row,
      state,
      of: null,
      faults: [],
      text: '',
      ...rest,
    });
    if ('extra' in who) return as('extra', { text: who.extra });
    if ('unknown' in who) return as('illegible', { faults: [{ column: 'rowCode', text: who.unknown }] });
    const { of, note } = who;
    const verdict = judged.get(of);
    if (verdict === undefined || 'conflict' in verdict)
      return as('illegible', {
        of,
        faults: [...row.faults, { column: null, text: verdict?.conflict ?? '' }],
      });
    if (verdict.counts !== row)
      return as('extra', {
        text: `与${placeOf(verdict.counts)}是同一个人，${isBlank(row.values) ? '空白的' : '相同的'}一行不重复算。`,
      });
    if (row.faults.length > 0) return as('illegible', { of, faults: row.faults });
    const before = last.get(of.code);
    if (isBlank(row.values))
      return as('matched', {
        of,
        text: `${note}${before ? '这次空白，已回收的结果不变。' : '没有填写结果。'}`,
      });
    if (before !== undefined && sameValues(before.values, row.values))
      return as('matched', { of, text: `${note}与已回收的相同。` });
    return as('changed', { of, text: note });
  });
  const missing = batch.rows.filter((row) => !perPerson.has(row));
  return { batch, rows: result, missing, counts: countsOf(batch, result, missing.length) };
}

/** Of several rows of one person the one that counts; those that differ from one another count not at all. */
function oneOf(copies: readonly WrittenRow[]): { counts: WrittenRow } | { conflict: string } {
  const filled = copies.filter(({ values, faults }) => faults.length > 0 || !isBlank(values));
  const [first, ...others] = filled;
  if (first === undefined) return { counts: copies[0] as WrittenRow };
  const agree = others.every(
    ({ values, faults }) => faults.length + first.faults.length === 0 && sameValues(values, first.values),
  );
  if (agree) return { counts: first };
  return {
    conflict: `同一个人有 ${filled.length} 行（${filled.map(placeOf).join('、')}），写的不一样，请核对后只留一行。`,
  };
}

function countsOf(batch: BatchOut, rows: readonly ReturnRow[], missing: number): ReturnCounts {
  const count = (state: ReturnState): number => rows.filter((row) => row.state === state).length;
  const illegible = rows.filter(({ state }) => state === 'illegible');
  return {
    read: rows.length,
    matched: count('matched'),
    changed: count('changed'),
    extra: count('extra'),
    illegible: illegible.length,
    illegiblePeople: new Set(illegible.flatMap(({ of }) => of ?? [])).size,
    batch: batch.rows.length,
    missing,
  };
}

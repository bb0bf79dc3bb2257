import { COLUMNS } from '../batch/columns';
import type { GridSheet } from '../batch/grid';
import type { ReturnWord } from '../campaign/dispatch';
import { fenToYuan } from '../domain/money';
import type { BatchOut } from './batchOut';

const KEYS = [
  'rowCode',
  'name',
  'outcome',
  'paid',
  'happenedOn',
  'newPhone',
  'why',
  'personKey',
  'rowCheck',
] as const;

/**
 * What was typed from paper, as the sheet it would have been: it is read by the rules that hold for a returned workbook, and becomes the
 * same operations. `words`: by row code; whoever has none is not in it.
 */
export function typedSheet(batch: BatchOut, words: ReadonlyMap<string, ReturnWord>): GridSheet {
  const rows = batch.rows.flatMap((row) => {
    const word = words.get(row.code);
    if (word === undefined) return [];
    return [
      [
        row.code,
        row.name,
        word.outcome,
        word.amountFen === null ? null : fenToYuan(word.amountFen),
        word.on,
        word.phone,
        word.note || null,
        row.personId,
        row.checksum,
      ],
    ];
  });
  return { name: '手工录入', hidden: false, rows: [KEYS.map((key) => COLUMNS[key][0]), ...rows] };
}

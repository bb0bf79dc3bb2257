import type { Batch } from '#shared/campaign/dispatch';
import { rowCodeOf } from '#shared/campaign/rowCode';
import {
  type BookRow,
  bookChecksum,
  bookSheets,
  type PrivacyTier,
  type RosterBook,
} from '#shared/rosterBook';
import type { BatchOut } from '#shared/rosterReturn/batchOut';
import type { ListedPerson } from '../campaign/api';
import type { DecidingAt } from '../deciding';
import { rowOf } from '../roster';
import { rosterAskOf } from '../rosterDesk';
import type { View } from '../view';
import type { GoingOut } from './api';

/** The workbook of a batch on today's view: its people in the order of their row codes, a sheet a group. Who is on no file any more is left out. */
export function dispatchBook(
  view: View,
  at: DecidingAt,
  clerk: string,
  { batchId, batchNo, year, villageCode, personIds }: GoingOut,
  { tier, receiver }: { tier: PrivacyTier; receiver: string },
): RosterBook {
  const ask = rosterAskOf(view, at, clerk, villageCode, null, { year, masked: tier === 'posting' });
  const rows = personIds.flatMap((personId, position): BookRow[] => {
    const person = view.person(personId);
    if (person === null) return [];
    const row = rowOf(person, ask);
    const key = { code: rowCodeOf(batchId, position), personId, name: row.name };
    return [{ ...row, ...key, checksum: bookChecksum(batchId, key) }];
  });
  const { village } = ask;
  const sheets = bookSheets(rows, ({ group }) => group);
  const order = (label: string): number => {
    const found = village.groups.indexOf(label);
    return found < 0 ? village.groups.length : found;
  };
  return {
    title: `${village.townName}${village.name}${year}年度城乡居民医保入户花名册（第 ${batchNo} 批）`.slice(
      0,
      100,
    ),
    unit: `${village.townName}${village.name}`,
    date: at.day,
    year,
    clerk,
    receiver: receiver.slice(0, 40),
    batchId,
    villageCode,
    tier,
    synthetic: ask.synthetic,
    sheets:
      sheets.length === 0
        ? [{ label: village.name, rows: [] }]
        : sheets.toSorted((a, b) => order(a.label) - order(b.label)),
  };
}

/** A list as it is held against what was typed from its paper. Who is on no file any more is left out. */
export const batchOutOfList = (batch: Batch, listed: readonly ListedPerson[]): BatchOut => ({
  batchId: batch.id,
  year: batch.filter.year,
  villageCode: batch.filter.villageCode,
  rows: listed.flatMap(({ code, person }) => {
    if (person === null) return [];
    const key = { code, personId: person.id, name: person.name };
    return [{ ...key, checksum: bookChecksum(batch.id, key), certNo: person.certNo }];
  }),
});

/** What goes out with a book, as it is held against what comes back. */
export const batchOutOf = (book: RosterBook, certNoOf: (personId: string) => string | null): BatchOut => ({
  batchId: book.batchId,
  year: book.year,
  villageCode: book.villageCode,
  rows: book.sheets.flatMap(({ rows }) =>
    rows.map(({ code, personId, checksum, name }) => ({
      code,
      personId,
      checksum,
      name,
      certNo: certNoOf(personId),
    })),
  ),
});

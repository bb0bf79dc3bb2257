import type { ExportKind } from '#shared/audit/act';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { DeskHandlers } from '../handlers';
import type { AuditWriter } from './auditLog';

/** What is written where the clerk says: of which kind, and how many rows or files it has, where that is known from the question. */
const EXPORTS = {
  'roster/save': ['roster', (ask: { roster: { rows: readonly unknown[] } }) => ask.roster.rows.length],
  'roster/saveBook': ['workbook', countOfBook],
  'roster/saveHouseholds': ['households', countOfBook],
  'plain/save': ['plain', () => 0],
  'batch/saveErrors': ['errors', () => 0],
  'migration/save': ['migration', () => 0],
  'bag/export': ['bag', () => 0],
  'replies/save': ['replies', (ask: { replies: readonly unknown[] }) => ask.replies.length],
  'diagnostics/save': ['diagnostics', () => 1],
  'paper/pdf': ['paper', () => 1],
} as const satisfies Partial<Record<keyof DeskHandlers, readonly [ExportKind, (ask: never) => number]>>;

type Exporting = keyof typeof EXPORTS;
export const EXPORT_CHANNELS = Object.keys(EXPORTS) as Exporting[];

function countOfBook(ask: { book: unknown }): number {
  const { book } = ask;
  if (typeof book !== 'object' || book === null) return 0;
  const lists = Object.values(book).filter((value): value is unknown[] => Array.isArray(value));
  return Math.max(0, ...lists.map(({ length }) => length));
}

/** Whether a file was written: a clerk who chose no place has taken nothing out. */
const wasWritten = (done: Result<unknown, Trouble>): boolean =>
  done.ok &&
  !(
    typeof done.value === 'object' &&
    done.value !== null &&
    'path' in done.value &&
    done.value.path === null
  );

/** Every call that writes a file where the clerk says, noted when it was written. */
export function auditedDesk(handlers: DeskHandlers, audit: AuditWriter): DeskHandlers {
  const guarded = EXPORT_CHANNELS.map((channel) => {
    const answer = handlers[channel] as (ask: never) => Promise<Result<unknown, Trouble>>;
    const [kind, countOf] = EXPORTS[channel] as readonly [ExportKind, (ask: never) => number];
    const noted = async (ask: never) => {
      const done = await answer(ask);
      if (wasWritten(done)) void audit.note({ act: 'exported', kind, count: countOf(ask) });
      return done;
    };
    return [channel, noted];
  });
  return { ...handlers, ...(Object.fromEntries(guarded) as Pick<DeskHandlers, Exporting>) };
}

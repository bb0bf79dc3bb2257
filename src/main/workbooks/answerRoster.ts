import { householdBooks, type RosterBook } from '#shared/rosterBook';
import { bookWorkbook } from './bookWorkbook';
import { plainWorkbook } from './plainWorkbook';
import { type HouseholdFile, type RosterAnswer, RosterAsk } from './protocol';
import { rosterWorkbook } from './rosterWorkbook';

async function householdFiles(of: RosterBook): Promise<HouseholdFile[]> {
  const files: HouseholdFile[] = [];
  for (const { household, book } of householdBooks(of)) {
    const name = `${household}-${book.sheets[0]?.label ?? ''}户`;
    files.push({ name, bytes: await bookWorkbook(book) });
  }
  return files;
}

/** Parses the ask and builds the workbook; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerRoster(message: unknown): Promise<RosterAnswer> {
  const ask = RosterAsk.safeParse(message);
  if (!ask.success) return { ok: false, text: `the roster does not fit its schema: ${ask.error.message}` };
  try {
    if ('households' in ask.data) return { ok: true, files: await householdFiles(ask.data.households) };
    return { ok: true, bytes: await bytesOf(ask.data) };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

function bytesOf(ask: Exclude<RosterAsk, { households: unknown }>): Promise<Uint8Array> {
  if ('book' in ask) return bookWorkbook(ask.book);
  if ('roster' in ask) return rosterWorkbook(ask.roster);
  return plainWorkbook(ask.plain.title, ask.plain.sheets, ask.plain.on);
}

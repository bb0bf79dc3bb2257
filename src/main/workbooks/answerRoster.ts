import { bookWorkbook } from './bookWorkbook';
import { plainWorkbook } from './plainWorkbook';
import { type RosterAnswer, RosterAsk } from './protocol';
import { rosterWorkbook } from './rosterWorkbook';

/** Parses the ask and builds the workbook; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerRoster(message: unknown): Promise<RosterAnswer> {
  const ask = RosterAsk.safeParse(message);
  if (!ask.success) return { ok: false, text: `the roster does not fit its schema: ${ask.error.message}` };
  try {
    return { ok: true, bytes: await bytesOf(ask.data) };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

function bytesOf(ask: RosterAsk): Promise<Uint8Array> {
  if ('book' in ask) return bookWorkbook(ask.book);
  if ('roster' in ask) return rosterWorkbook(ask.roster);
  return plainWorkbook(ask.plain.title, ask.plain.sheets, ask.plain.on);
}

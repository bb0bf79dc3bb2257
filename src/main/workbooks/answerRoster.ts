import { bookWorkbook } from './bookWorkbook';
import { type RosterAnswer, RosterAsk } from './protocol';
import { rosterWorkbook } from './rosterWorkbook';

/** Parses the ask and builds the workbook; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerRoster(message: unknown): Promise<RosterAnswer> {
  const ask = RosterAsk.safeParse(message);
  if (!ask.success) return { ok: false, text: `the roster does not fit its schema: ${ask.error.message}` };
  try {
    const bytes =
      'book' in ask.data ? await bookWorkbook(ask.data.book) : await rosterWorkbook(ask.data.roster);
    return { ok: true, bytes };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

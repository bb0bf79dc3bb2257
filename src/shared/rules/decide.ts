import type { Answer } from './answer';
import { type RuleBook, theBook } from './book';
import type { Case } from './case';
import { PROCEDURES } from './procedures/procedures';
import { Session } from './session';

/**
 * Answers one case by the book: pure, without a clock; the same case and the same book give the same bytes. The steps of
 * the matter run in the order of R-GEN-04 until one refuses. A contradiction within the book throws: that is a bug.
 */
export function decide(subject: Case, book: RuleBook = theBook): Answer {
  const session = new Session(subject, book.table);
  for (const step of PROCEDURES[subject.matter]) {
    step(session);
    if (session.refused) break;
  }
  return session.close(book.version);
}

import { z } from 'zod';
import { BOOK_NAMES, reportBook, visitBook } from '#shared/migration/books';
import { PAGE_PEOPLE } from '#shared/migration/limits';
import { MigrationPerson } from '#shared/migration/person';
import { plainWorkbook } from '../workbooks/plainWorkbook';
import { type MigrationAnswer, MigrationAsk } from './protocol';
import { migrateFiles } from './readFiles';

export const PeoplePage = z.array(MigrationPerson).max(PAGE_PEOPLE);

/** Parses the question and answers it; anything that goes wrong is an answer, so that the asker never waits in vain. */
export async function answerMigration(message: unknown): Promise<MigrationAnswer> {
  const ask = MigrationAsk.safeParse(message);
  if (!ask.success) return { what: 'failed', text: `the question does not fit: ${ask.error.message}` };
  try {
    if (ask.data.what === 'migrate') {
      const { households, police, employees, ...place } = ask.data;
      const found = migrateFiles({ households, police, employees }, place);
      if (!found.ok) return { what: 'unreadable', text: found.error };
      const { people, report } = found.value;
      const pages: string[] = [];
      for (let at = 0; at < people.length; at += PAGE_PEOPLE)
        pages.push(JSON.stringify(people.slice(at, at + PAGE_PEOPLE)));
      return { what: 'migrated', report, pages };
    }
    const { book, report, pages } = ask.data;
    const people = pages.flatMap((page) => PeoplePage.parse(JSON.parse(page)));
    const sheets = book === 'visits' ? visitBook(report, people) : reportBook(report, people);
    return { what: 'workbook', bytes: await plainWorkbook(BOOK_NAMES[book], sheets, report.on) };
  } catch (error) {
    return { what: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
}

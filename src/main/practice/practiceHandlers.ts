import { PRACTICE_PAPER } from '../../shared/practice/practice';
import { err } from '../../shared/result';
import { NOT_IN_PRACTICE } from '../desk';
import type { DeskHandlers } from '../handlers';

/** A file of practice is known by its name, wherever it lies later. */
const named = (fileName: string): string => `练习-${fileName}`.slice(0, 120);

/**
 * What practice (练习) does otherwise than a real desk, in one place: no other platform is registered, nothing goes out in a bag, and every file
 * that is saved says by its name, and where it is printed on every page, that it is none.
 */
export function practiceHandlers(real: DeskHandlers): DeskHandlers {
  return {
    ...real,
    'desk/register': () => err(NOT_IN_PRACTICE),
    'bag/export': () => err(NOT_IN_PRACTICE),
    'bag/deliver': () => err(NOT_IN_PRACTICE),
    'roster/save': ({ roster, fileName }) =>
      real['roster/save']({
        roster: { ...roster, title: `${PRACTICE_PAPER}　${roster.title}`.slice(0, 100) },
        fileName: named(fileName),
      }),
    'roster/saveBook': ({ book, fileName }) =>
      real['roster/saveBook']({
        book: { ...book, title: `${PRACTICE_PAPER}　${book.title}`.slice(0, 100) },
        fileName: named(fileName),
      }),
    'plain/save': ({ book, fileName }) =>
      real['plain/save']({
        book: {
          ...book,
          sheets: book.sheets.map((sheet) => ({
            ...sheet,
            title: `${PRACTICE_PAPER}　${sheet.title}`.slice(0, 200),
          })),
        },
        fileName: named(fileName),
      }),
    'roster/saveHouseholds': ({ book, folderName }) =>
      real['roster/saveHouseholds']({
        book: { ...book, title: `${PRACTICE_PAPER}　${book.title}`.slice(0, 100) },
        folderName: named(folderName),
      }),
    'batch/saveErrors': ({ book, fileName }) => real['batch/saveErrors']({ book, fileName: named(fileName) }),
    'migration/save': ({ book, fileName }) => real['migration/save']({ book, fileName: named(fileName) }),
    'replies/save': ({ replies, fileName }) => real['replies/save']({ replies, fileName: named(fileName) }),
    'paper/pdf': ({ fileName }) => real['paper/pdf']({ fileName: named(fileName) }),
  };
}

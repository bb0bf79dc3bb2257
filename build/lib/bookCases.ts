import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { makeBook, type RuleBook, theBook } from '../../src/shared/rules/book';
import { Case } from '../../src/shared/rules/case';
import { PACK_FILES } from '../../src/shared/rules/params/packs';
import { CaseFile, type Expected, merge } from '../../src/shared/rules/workedCase';

/** A worked case as it is written beside its chapter. */
export interface WorkedCase {
  /** `chapter/file.cases.yaml`. */
  readonly file: string;
  readonly name: string;
  readonly rules: readonly string[];
  readonly subject: Case;
  /** The shipped book, or that with the packs of the file. */
  readonly book: RuleBook;
  readonly expect: Expected;
}

const chapters = join(import.meta.dirname, '..', '..', 'src', 'shared', 'rules', 'chapters');

/** Every worked case of the book, in the order of the files. */
export function workedCases(): WorkedCase[] {
  const files = readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.cases.yaml'))
    .sort();
  return files.flatMap((file) => {
    const { given, cases, packs } = CaseFile.parse(
      parse(readFileSync(join(chapters, file), 'utf8'), { merge: true }),
    );
    const book = packs.length === 0 ? theBook : makeBook([...PACK_FILES, ...packs]);
    return cases.map((one, i) => ({
      file,
      name: one.name,
      rules: one.rules,
      subject: Case.parse(merge({ id: `${file}#${i}`, facts: {}, request: {}, ...given }, one.case)),
      book,
      expect: one.expect,
    }));
  });
}

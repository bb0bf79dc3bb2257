import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Answer } from './answer';
import { makeBook, QUESTIONS, theBook } from './book';
import { Case } from './case';
import { decide } from './decide';
import { PACK_FILES } from './params/packs';
import { catalogueId } from './session';
import { CaseFile, merge, seen, wanted } from './workedCase';

const root = join(import.meta.dirname, 'chapters');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.cases.yaml'))
  .sort();
const applied = new Set<string>();
const notApplied = new Set<string>();

for (const file of files) {
  const { given, cases, packs } = CaseFile.parse(
    parse(readFileSync(join(root, file), 'utf8'), { merge: true }),
  );
  const book = packs.length === 0 ? theBook : makeBook([...PACK_FILES, ...packs]);
  describe(relative('.', file), () => {
    for (const [i, one] of cases.entries()) {
      it(`[RU1] ${one.rules.join(' ')}: ${one.name}`, () => {
        const subject = Case.parse(merge({ id: `${file}#${i}`, facts: {}, request: {}, ...given }, one.case));
        const answer = Answer.parse(decide(subject, book));
        for (const t of answer.trace) (t.node.value ? applied : notApplied).add(t.rule);
        expect(seen(answer, one.expect)).toEqual(wanted(one.expect));
        for (const id of one.rules) {
          expect(QUESTIONS.some((q) => q.rules.some((r) => catalogueId(r.id) === id))).toBe(true);
        }
      });
    }
  });
}

/** No pack that is shipped sets what it needs; `contribution.test.ts` shows it with one that does. */
const SHOWN_ELSEWHERE = new Set(['R-FLX-01#changes']);

it('[RU2] every rule of the book applies in some case, and every exception fails to apply in another', () => {
  const rules = QUESTIONS.flatMap((q) => q.rules);
  expect(rules.filter((r) => !applied.has(r.id) && !SHOWN_ELSEWHERE.has(r.id)).map((r) => r.id)).toEqual([]);
  const exceptions = rules.filter((r) => r.exceptionTo !== undefined);
  expect(exceptions.filter((r) => !notApplied.has(r.id)).map((r) => r.id)).toEqual([]);
});

import { useEffect, useState } from 'react';
import { parse } from 'yaml';
import { decide } from '#shared/rules/decide';
import { casesOf, type WorkedCase } from '#shared/rules/workedCase';

/** The case files of the chapters, read when somebody looks at cases. */
const FILES = import.meta.glob<string>('../../../shared/rules/chapters/**/*.cases.yaml', {
  query: '?raw',
  import: 'default',
});
const CHAPTERS = '/rules/chapters/';

let loading: Promise<readonly WorkedCase[]> | null = null;

/** Every worked case of the book, in the order of the files; read once. */
export function loadCases(): Promise<readonly WorkedCase[]> {
  loading ??= readAll();
  return loading;
}
async function readAll(): Promise<readonly WorkedCase[]> {
  const all: WorkedCase[] = [];
  // One file after the other: the page stays usable between them.
  for (const path of Object.keys(FILES).sort()) {
    const text = await FILES[path]?.();
    if (text === undefined) continue;
    all.push(...casesOf(path.slice(path.indexOf(CHAPTERS) + CHAPTERS.length), parse(text, { merge: true })));
  }
  return all;
}

/** The worked cases once they are read; null until then. */
export function useCases(): readonly WorkedCase[] | null {
  const [cases, setCases] = useState<readonly WorkedCase[] | null>(null);
  useEffect(() => {
    let shown = true;
    void loadCases().then((all) => {
      if (shown) setCases(all);
    });
    return () => {
      shown = false;
    };
  }, []);
  return cases;
}

/** What a rule of the catalogue says in a case, in the words that are read out; null where it says nothing there. */
export const saidIn = (c: WorkedCase, id: string): string | null =>
  decide(c.subject, c.book).reasons.find((r) => r.rule === id)?.text ?? null;

/** Numbers of the rules that are asked for a matter, as its worked cases show. */
export function rulesAsked(matter: string, cases: readonly WorkedCase[]): Set<string> {
  const of = cases.filter((c) => c.subject.matter === matter);
  return new Set(of.flatMap((c) => decide(c.subject, c.book).trace.map((t) => t.rule)));
}

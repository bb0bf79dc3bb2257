import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { casesOf, type WorkedCase } from '../../src/shared/rules/workedCase';

export type { WorkedCase };

const chapters = join(import.meta.dirname, '..', '..', 'src', 'shared', 'rules', 'chapters');

let read: readonly WorkedCase[] | null = null;

/** Every worked case of the book, in the order of the files; the files are read once. */
export function workedCases(): readonly WorkedCase[] {
  read ??= readCases();
  return read;
}

function readCases(): WorkedCase[] {
  return readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.cases.yaml'))
    .sort()
    .flatMap((file) => casesOf(file, parse(readFileSync(join(chapters, file), 'utf8'), { merge: true })));
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIMS } from './claims/registry';
import type { Elsewhere } from './kinds/kind';
import { FAULTS } from './kinds/registry';
import { MUTANTS } from './mutants';

/** The page that carries the tables, from the root of the checkout. */
export const PAGE = 'docs/spec/faults.md';

const BEGIN = '<!-- tables: npm run faults -- --doc -->';

const places = (all: readonly Elsewhere[]): string =>
  all.map(({ file, title }) => `\`${file}\` ${title}`).join(', ');

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Several patches may lie in one file, which is named once. */
const patchedFiles = (patches: readonly { readonly file: string }[]): string =>
  [...new Set(patches.map(({ file }) => `\`${file}\``))].join(', ');

/** Faults, invariants and planted bugs as the registries have them. */
export function tables(): string {
  const faults = FAULTS.map((fault) => {
    const how =
      fault.kind === 'injected'
        ? `${fault.how}${fault.also === undefined ? '' : ` (also ${places(fault.also)})`}`
        : fault.kind === 'covered'
          ? `not here, ${fault.why}: ${places(fault.by)}`
          : `**pending: ${fault.waitsFor}**`;
    return `| ${fault.id} | ${cell(fault.what)} | ${cell(how)} |`;
  });
  const claims = CLAIMS.map((claim) => {
    const where =
      claim.kind === 'checked'
        ? claim.eachStep
          ? 'after each run and each step'
          : 'after each run'
        : claim.kind === 'covered'
          ? `not here, ${claim.why}: ${places(claim.by)}`
          : `**pending: ${claim.waitsFor}**`;
    return `| ${claim.id} | ${cell(claim.claim)} | ${cell(where)} |`;
  });
  const mutants = MUTANTS.map(
    ({ name, patches, only }) => `| ${cell(name)} | ${patchedFiles(patches)} | ${only.join(', ')} |`,
  );
  return [
    '## Faults',
    '',
    '| | fault | how |',
    '| --- | --- | --- |',
    ...faults,
    '',
    '## Invariants',
    '',
    '| | what must hold | looked at |',
    '| --- | --- | --- |',
    ...claims,
    '',
    '## Planted bugs',
    '',
    '| bug | where | shows under |',
    '| --- | --- | --- |',
    ...mutants,
    '',
  ].join('\n');
}

/** The page with the tables of now. */
export const pageWith = (page: string): string =>
  `${page.slice(0, page.indexOf(BEGIN) + BEGIN.length)}\n\n${tables()}`;

export async function writePage(root: string): Promise<void> {
  const path = join(root, PAGE);
  await writeFile(path, pageWith(await readFile(path, 'utf8')));
}

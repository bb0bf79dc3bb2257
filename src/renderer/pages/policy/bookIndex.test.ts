import { expect, test } from 'vitest';
import { CATALOGUE } from '#shared/rules/catalogue';
import { DOCUMENTS } from '#shared/rules/sources/register';
import { ENTRIES, entryOf, exceptionsTo, fullWidth, parametersOf, searchBook } from './bookIndex';

const ids = (query: string): string[] =>
  searchBook(query).flatMap((group) => group.entries.map((one) => one.entry.id));

test('[WI20] every rule of the catalogue stands once in the list, under the document it is written in', () => {
  expect(ids('').sort()).toEqual(CATALOGUE.map((entry) => entry.id).sort());
  for (const group of searchBook('')) {
    const document = DOCUMENTS.find((d) => d.id === group.id) ?? null;
    expect(group.entries.map((one) => one.document)).toEqual(group.entries.map(() => document));
  }
});

test('[WI20] a rule is found by its number with or without dashes, full width too, by its words and by its document', () => {
  for (const query of ['R-NB-01', 'rnb01', 'Ｒ－ＮＢ－０１', '90 天 出生之日'])
    expect(ids(query), query).toContain('R-NB-01');
  expect(ids('R-NB-01')).toEqual(['R-NB-01']);
  const group = searchBook('')[0];
  if (!group) throw new Error('the book is empty');
  expect(ids(group.title)).toEqual(expect.arrayContaining(group.entries.map((one) => one.entry.id)));
  expect(ids('没有这样的字')).toEqual([]);
});

test('[WI21] what decides has its rules, what is computed those of the rule that computes it, and a duty says what is done', () => {
  for (const { entry, parts } of ENTRIES) {
    if (entry.kind !== 'duty') expect(parts.length, entry.id).toBeGreaterThan(0);
    expect(entry.product !== undefined, entry.id).toBe(entry.kind === 'duty');
  }
  expect(entryOf('R-XX-99')).toBeNull();
  expect(exceptionsTo('R-NB-01')).toEqual(expect.arrayContaining(['R-NB-04', 'R-NB-01#unborn']));
});

test('[WI21] a parameter is shown with every region and day that sets it, its source and how good it is', () => {
  const rule = entryOf('R-NB-01');
  const table = rule && parametersOf(rule.parts).find((param) => param.name === 'newborn.days');
  const invented = table?.rows.find((row) => row.pack === 'QH-SYN');
  const province = table?.rows.find((row) => row.pack !== 'QH-SYN');
  expect(table?.label).toBe('新生儿登记期限（天）');
  expect(province?.source).not.toBe('');
  expect(province?.value).toBe(90);
  if (invented) expect(invented.status).toBe('synthetic');
  const statuses = new Set(
    ENTRIES.flatMap((one) => parametersOf(one.parts).flatMap((param) => param.rows.map((row) => row.status))),
  );
  expect([...statuses].sort()).toEqual(expect.arrayContaining(['assumed', 'seed', 'synthetic']));
});

test('[WI21] brackets and commas between Chinese words are printed in full width, in numbers they stay', () => {
  expect(fullWidth('期限(天),由规则定')).toBe('期限（天），由规则定');
  expect(fullWidth('意见(33号) 第二条')).toBe('意见（33号）第二条');
  expect(fullWidth('YYYY-MM-DD,且')).toBe('YYYY-MM-DD，且');
  expect(fullWidth('1,000 元')).toBe('1,000 元');
});

import { cell, column, type Filling, put } from './fill';
import { type FilledSheet, saveGbk, saveRoster, type Written } from './sheets';

/** What happens to a file on its way, and what it changes of the report. Gives the file's bytes; null: it is saved plainly. */
export type Damage = (sheets: FilledSheet[], filling: Filling) => Uint8Array | null;

const everyRow = (
  sheets: readonly FilledSheet[],
  work: (sheet: FilledSheet, row: Written[], i: number) => void,
): void => {
  for (const sheet of sheets) for (const [i, row] of sheet.people.entries()) work(sheet, row, i);
};
const isFilled = (sheet: FilledSheet, row: Written[], { filled }: Filling): boolean =>
  filled.has(cell(sheet, row, '人员标识'));

/** The first row of the file that was filled in, and one that was not. */
function rowsOf(sheets: readonly FilledSheet[], filling: Filling) {
  const all = sheets.flatMap((sheet) => sheet.people.map((row) => ({ sheet, row })));
  const filled = all.find(({ sheet, row }) => isFilled(sheet, row, filling));
  const blank = all.find(({ sheet, row }) => !isFilled(sheet, row, filling));
  if (filled === undefined || blank === undefined) throw new Error('the village has too few people');
  return { filled, blank };
}
/** What was meant for somebody is meant no more. */
function unmean(filling: Filling, personId: string): void {
  for (let i = filling.meant.length - 1; i >= 0; i--)
    if (filling.meant[i]?.personId === personId) filling.meant.splice(i, 1);
}
const wide = (text: string): string =>
  [...text]
    .map((c) => (/[!-~]/.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c))
    .join('');
const serial = (day: string): number => Date.parse(day) / 86_400_000 + 25_569;

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'as it went out': () => null,
  'rows sorted': (sheets) => {
    for (const sheet of sheets) sheet.people.reverse();
    return null;
  },
  'columns moved': (sheets) => {
    for (const sheet of sheets) {
      const turn = (row: Written[]): Written[] =>
        sheet.headings.map((_, i) => row[(i + 7) % sheet.headings.length] ?? null);
      sheet.people = sheet.people.map(turn);
      sheet.headings = turn(sheet.headings) as string[];
    }
    return null;
  },
  'rows deleted': (sheets, filling) => {
    const { filled, blank } = rowsOf(sheets, filling);
    for (const { sheet, row } of [filled, blank]) {
      unmean(filling, cell(sheet, row, '人员标识'));
      sheet.people.splice(sheet.people.indexOf(row), 1);
    }
    filling.expected.changed -= 1;
    filling.expected.matched -= 1;
    filling.expected.missing += 2;
    return null;
  },
  'a whole sheet deleted': (sheets, filling) => {
    const [gone] = sheets.splice(0, 1);
    for (const row of gone?.people ?? []) {
      const id = cell(gone as FilledSheet, row, '人员标识');
      unmean(filling, id);
      if (filling.filled.has(id)) filling.expected.changed -= 1;
      else filling.expected.matched -= 1;
      filling.expected.missing += 1;
    }
    return null;
  },
  'a row copied twice': (sheets, filling) => {
    const { filled, blank } = rowsOf(sheets, filling);
    for (const { sheet, row } of [filled, blank]) sheet.people.push([...row], [...row]);
    filling.expected.extra += 4;
    return null;
  },
  'a row copied and changed': (sheets, filling) => {
    const { filled } = rowsOf(sheets, filling);
    const copy = [...filled.row];
    put(
      filled.sheet,
      copy,
      '核实结果',
      cell(filled.sheet, copy, '核实结果') === '拒参' ? '无法联系' : '拒参',
    );
    filled.sheet.people.push(copy);
    unmean(filling, cell(filled.sheet, copy, '人员标识'));
    filling.expected.changed -= 1;
    filling.expected.illegible += 2;
    filling.expected.illegiblePeople += 1;
    return null;
  },
  'numbers turned into 4.4E+17': (sheets) => {
    everyRow(sheets, (sheet, row) => {
      const number = cell(sheet, row, '证件号码');
      if (/^\d{17}[\dX]$/.test(number)) put(sheet, row, '证件号码', Number(`${number.slice(0, 15)}000`));
    });
    return null;
  },
  'dates as serials and telephones as numbers': (sheets) => {
    everyRow(sheets, (sheet, row) => {
      const day = cell(sheet, row, '发生日期');
      if (day !== '') put(sheet, row, '发生日期', serial(day));
      const phone = cell(sheet, row, '新手机号');
      if (phone !== '') put(sheet, row, '新手机号', Number(phone));
      if (cell(sheet, row, '实缴金额') !== '') put(sheet, row, '实缴金额', 420);
    });
    return null;
  },
  'full-width digits and days as one writes them': (sheets) => {
    everyRow(sheets, (sheet, row, i) => {
      const day = cell(sheet, row, '发生日期');
      if (day !== '') put(sheet, row, '发生日期', i % 2 === 0 ? wide(day) : '２０２６年１１月１０日');
      for (const heading of ['新手机号', '实缴金额', '行码'])
        put(sheet, row, heading, wide(cell(sheet, row, heading)));
    });
    return null;
  },
  'GBK as text': (sheets) => saveGbk(sheets),
  'old xls': (sheets) => saveRoster(sheets, 'biff8'),
  'other headings': (sheets) => {
    const other: Readonly<Record<string, string>> = {
      行码: '入户编号',
      核实结果: '入户核实结果',
      发生日期: '办理日期',
      新手机号: '新联系电话',
      原因说明: '情况说明',
      '实缴金额（元）': '缴费金额（元）',
    };
    for (const sheet of sheets) sheet.headings = sheet.headings.map((heading) => other[heading] ?? heading);
    return null;
  },
  'somebody added by hand': (sheets, filling) => {
    const [sheet] = sheets;
    if (sheet === undefined) throw new Error('no sheet');
    const row: Written[] = sheet.headings.map(() => null);
    row[column(sheet, '姓名')] = '新来的人';
    row[column(sheet, '户号')] = '新户';
    row[column(sheet, '核实结果')] = '已参保';
    sheet.people.push(row);
    filling.expected.extra += 1;
    return null;
  },
  'hidden columns deleted': (sheets) => {
    for (const sheet of sheets) {
      const keep = sheet.headings.map((heading) => !['人员标识', '校验'].includes(heading));
      sheet.people = sheet.people.map((row) => row.filter((_, i) => keep[i]));
      sheet.headings = sheet.headings.filter((_, i) => keep[i]);
    }
    return null;
  },
  'row codes mistyped': (sheets) => {
    everyRow(sheets, (sheet, row, i) => {
      const code = cell(sheet, row, '行码');
      if (i % 3 === 0) put(sheet, row, '行码', `${code.slice(1)}${code[0]}`.slice(0, 5));
    });
    return null;
  },
  'only some columns sorted': (sheets, filling) => {
    const [a, b] = sheets
      .flatMap((sheet) => sheet.people.map((row) => ({ sheet, row })))
      .filter(({ sheet, row }) => !isFilled(sheet, row, filling));
    if (a === undefined || b === undefined) throw new Error('too few people');
    const [one, two] = [cell(a.sheet, a.row, '姓名'), cell(b.sheet, b.row, '姓名')];
    if (one === two) throw new Error('two of one name');
    put(a.sheet, a.row, '姓名', two);
    put(b.sheet, b.row, '姓名', one);
    filling.expected.matched -= 2;
    filling.expected.illegible += 2;
    // Their codes do not say any more whose rows they are.
    filling.expected.missing += 2;
    return null;
  },
  'an outcome that is none': (sheets, filling) => {
    const { filled } = rowsOf(sheets, filling);
    put(filled.sheet, filled.row, '核实结果', '再说吧');
    unmean(filling, cell(filled.sheet, filled.row, '人员标识'));
    filling.expected.changed -= 1;
    filling.expected.illegible += 1;
    filling.expected.illegiblePeople += 1;
    return null;
  },
};

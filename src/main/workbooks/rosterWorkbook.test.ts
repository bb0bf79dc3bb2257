import { read } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { sampleRoster } from '#fixtures/roster';
import { ROSTER_OUTCOMES, type Roster } from '#shared/roster';
import { rosterWorkbook } from './rosterWorkbook';

const FIRST = 4;
const roster = sampleRoster(120);

async function opened(of: Roster) {
  const bytes = await rosterWorkbook(of);
  const book = read(bytes, {
    type: 'array',
    bookFiles: true,
    cellStyles: true,
    cellFormula: true,
    sheetStubs: true,
  });
  const sheet = book.Sheets.参保花名册;
  if (sheet === undefined) throw new TypeError('the workbook has no roster sheet');
  const { files } = book as unknown as { files: Record<string, { content: Uint8Array }> };
  const xml = (path: string): string =>
    Buffer.from(files[path]?.content ?? new Uint8Array()).toString('utf8');
  const cell = (address: string): { t?: string; v?: unknown; f?: string; z?: string } =>
    (sheet[address] as object | undefined) ?? {};
  return { book, sheet, xml, cell };
}

describe('the roster workbook, read back by a second library', () => {
  it('[RO1] has one row a person under title, unit, date and header', async () => {
    const { sheet, cell } = await opened(roster);
    expect(cell('A1').v).toBe(roster.title);
    expect(cell('A2').v).toBe(`填报单位：${roster.unit}`);
    expect(cell('L2').v).toBe('制表日期：2026-11-22');
    const header = [...'ABCDEFGHIJKLMNO'].map((column) => String(cell(`${column}3`).v).replace('\n', ''));
    expect(header).toEqual([
      '序号',
      '户号',
      '社（组）',
      '姓名',
      '与户主关系',
      '性别',
      '出生日期',
      '证件号码',
      '手机号',
      '人员类别',
      '特殊身份',
      '2027年度参保状态',
      '应缴（元）',
      '入户核实结果',
      '备注',
    ]);
    expect(sheet['!ref']).toBe(`A1:O${FIRST + roster.rows.length + 1}`);
    const people = new Set(
      roster.rows.map(({ household, name, certNo }) => `${household} ${name} ${certNo}`),
    );
    for (let i = 0; i < roster.rows.length; i += 1) {
      const at = FIRST + i;
      expect(people.has(`${cell(`B${at}`).v} ${cell(`D${at}`).v} ${cell(`H${at}`).v ?? ''}`)).toBe(true);
    }
  });

  it('[RO2] keeps households together in the order in which they come, whatever the order of the rows', async () => {
    const shuffled = {
      ...roster,
      rows: [...roster.rows.filter((_, i) => i % 2 === 0), ...roster.rows.filter((_, i) => i % 2 === 1)],
    };
    const { cell, xml } = await opened(shuffled);
    const column = shuffled.rows.map((_, i) => String(cell(`B${FIRST + i}`).v));
    const runs = column.filter((household, i) => i === 0 || column[i - 1] !== household);
    expect(runs).toEqual([...new Set(shuffled.rows.map(({ household }) => household))]);
    expect(cell(`A${FIRST + column.length}`).v).toBe(`合计：${runs.length} 户，${column.length} 人。`);
    expect(xml('xl/styles.xml')).toMatch(/<top style="hair"/);
    expect(xml('xl/styles.xml')).toMatch(/<top style="thin"/);
  });

  it('[RO3] certificate and telephone numbers are text, and a text that looks like a formula stays text', async () => {
    const [row] = sampleRoster(1, { masked: false }).rows;
    if (row === undefined) throw new TypeError('no row');
    const rows = ['=1+1', '+86', '-1', '@SUM(A1)', '<img onerror=alert(1)>'].map((name) => ({
      ...row,
      name,
    }));
    const { cell } = await opened({ ...roster, masked: false, rows });
    rows.forEach(({ name, certNo }, i) => {
      expect(cell(`D${FIRST + i}`)).toMatchObject({ t: 's', v: name, z: '@' });
      expect(cell(`D${FIRST + i}`).f).toBeUndefined();
      expect(cell(`H${FIRST + i}`)).toMatchObject({ t: 's', v: certNo, z: '@' });
    });
  });

  it('[RO4] a masked roster carries no whole number, even when its rows do; an open one says on the sheet that it does', async () => {
    const whole = sampleRoster(120, { masked: false });
    const [first, ...others] = whole.rows;
    if (first === undefined) throw new TypeError('no row');
    const unnumbered = { ...first, certNo: '无证件', phone: '' };
    const hidden = await opened({ ...whole, masked: true, rows: [unnumbered, ...others] });
    expect(hidden.cell('H4').v).toBe('无证件');
    const strings = hidden.xml('xl/sharedStrings.xml');
    expect(strings).not.toMatch(/\d{17}[\dX]/);
    expect(strings).not.toMatch(/1540\d{7}/);
    expect(strings).toMatch(/220199\*{8}\d{3}[\dX]/);
    const open = await opened(whole);
    expect(open.xml('xl/sharedStrings.xml')).toMatch(/\d{17}[\dX]/);
    expect(open.cell('G2').v).toContain('仅限内部使用');
    expect(hidden.cell('G2').v).not.toContain('仅限内部使用');
  });

  it('[RO5] says that the data is invented exactly when it is', async () => {
    expect((await opened(roster)).cell('G2').v).toContain('虚构数据');
    expect((await opened({ ...roster, synthetic: false })).xml('xl/sharedStrings.xml')).not.toContain('虚构');
  });

  it('[RO6] prints on A4 landscape, one page wide, with the first three rows on every page and page numbers', async () => {
    const { xml } = await opened({ ...roster, clerk: '张&李' });
    const sheet = xml('xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(
      /<pageSetup [^>]*paperSize="9"[^>]*orientation="landscape"[^>]*fitToWidth="1"[^>]*fitToHeight="0"/,
    );
    expect(sheet).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(xml('xl/workbook.xml')).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">参保花名册!$1:$3</definedName>',
    );
    expect(sheet).toContain('&amp;L经办人：张&amp;&amp;李&amp;C第 &amp;P 页 共 &amp;N 页');
    expect(sheet).toMatch(/<pane [^>]*ySplit="3"[^>]*state="frozen"/);
  });

  it('[RO7] the outcome column has a drop-down over every person’s row and over no other', async () => {
    const { xml } = await opened(roster);
    const sheet = xml('xl/worksheets/sheet1.xml');
    expect(sheet).toContain(`sqref="N4:N${FIRST + roster.rows.length - 1}"`);
    expect(sheet).toContain(`<formula1>"${ROSTER_OUTCOMES.join(',')}"</formula1>`);
  });

  it('[RO8] title, caution, sum and signature line are merged across the sheet, and the signature line is the last', async () => {
    const { sheet, cell } = await opened(roster);
    const last = FIRST + roster.rows.length + 1;
    const ranges = (sheet['!merges'] ?? []).map(({ s, e }) => `${s.r + 1}:${s.c}-${e.c}`);
    expect(ranges).toEqual(['1:0-14', '2:0-5', '2:6-10', '2:11-14', `${last - 1}:0-14`, `${last}:0-14`]);
    expect(cell(`A${last}`).v).toMatch(/经办人（签字）.*负责人（签字）.*日期/);
  });

  it('[RO9] an empty roster is still a sheet with header and signature line', async () => {
    const { cell } = await opened({ ...roster, rows: [] });
    expect(cell('A4').v).toBe('合计：0 户，0 人。');
  });
});

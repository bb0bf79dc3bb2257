import { RELATION } from '../codes/tables/relation';
import { fenToYuan } from '../domain/money';
import type { PlainSheet } from '../plainSheet';
import { CLASS_CODES, CLASS_LABELS, WAY_LABELS, wayOf } from './classes';
import { type MigrationPerson, shownNumber } from './person';
import { gapsOf, type MigrationReport, NO_VILLAGE, sumOf } from './report';
import { readingNotes } from './reportText';

/** Which workbook of a migration. */
export type MigrationBook = 'report' | 'visits';
export const BOOK_NAMES: Readonly<Record<MigrationBook, string>> = {
  report: '户转人对账报告',
  visits: '入户调查名单',
};

/** More villages than this stand on one sheet. */
const MOST_SHEETS = 60;
/** What a sheet may not be called, and how long its name may be. */
const sheetName = (text: string): string => text.replace(/[[\]:*?/\\']/g, '').slice(0, 28) || '未写村';

const labelOf = ({ village }: MigrationPerson): string => (village === '' ? NO_VILLAGE : village);
const relationOf = (code: string | null): string => RELATION.find(([known]) => known === code)?.[1] ?? '';

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const there = found.get(keyOf(item));
    if (there === undefined) found.set(keyOf(item), [item]);
    else there.push(item);
  }
  return found;
}

const VISIT_HEADINGS = [
  '序号',
  '组',
  '户号',
  '姓名',
  '与户主关系',
  '证件号码',
  '类别',
  '原因',
  '线索',
  '核实结果',
  '正确号码或姓名',
  '入户人、日期',
];

/**
 * The list for the home visits (入户调查名单): a sheet a village, households together, with room to write. Numbers are masked: the door
 * shows the card, and a list that is lost shows nobody's number.
 */
export function visitBook(report: MigrationReport, people: readonly MigrationPerson[]): PlainSheet[] {
  const visits = people.filter(({ class: code }) => wayOf(code) === 'visit');
  const villages = grouped(visits, labelOf);
  const parts: [string, MigrationPerson[]][] =
    villages.size > MOST_SHEETS ? [['全部', visits]] : [...villages.entries()];
  const used = new Set<string>();
  const index: PlainSheet = {
    name: '目录',
    title: BOOK_NAMES.visits,
    note: `办理日期 ${report.on}；共 ${visits.length} 人。`,
    headings: ['村（居）', '人数', ...VISIT_CLASSES.map((code) => CLASS_LABELS[code])],
    rows: [...villages].map(([village, of]) => [
      village,
      of.length,
      ...VISIT_CLASSES.map((code) => of.filter(({ class: one }) => one === code).length),
    ]),
  };
  return [
    index,
    ...parts.map(([village, of]): PlainSheet => {
      let name = sheetName(village);
      for (let i = 2; used.has(name); i += 1) name = `${sheetName(village)}${i}`;
      used.add(name);
      const together = [...grouped(of, ({ household }) => household).values()].flat();
      return {
        name,
        title: `${BOOK_NAMES.visits}　${village}`,
        note: `${together.length} 人。请持户口簿、身份证核对，写明结果；号码在名单上打码，按证件核对。`,
        headings: VISIT_HEADINGS,
        rows: together.map((person, i) => [
          i + 1,
          person.group,
          person.householdId,
          person.name,
          relationOf(person.relation),
          shownNumber(person.certNo),
          CLASS_LABELS[person.class],
          person.reason,
          person.evidence.join(''),
          '',
          '',
          '',
        ]),
      };
    }),
  ];
}
const VISIT_CLASSES = CLASS_CODES.filter((code) => wayOf(code) === 'visit');

/** The reconciliation report (对账报告): classes, villages, households with their fee, and how the files were read. */
export function reportBook(report: MigrationReport, people: readonly MigrationPerson[]): PlainSheet[] {
  const { classes, villages, on, region, basis, read, fees } = report;
  const gaps = gapsOf(report);
  const note = `办理日期 ${on}；地区 ${region}；${gaps.length === 0 ? '读入人数与各类合计、各村合计一致。' : gaps.join('')}`;
  const title = BOOK_NAMES.report;
  return [
    {
      name: '分类',
      title,
      note,
      headings: ['类别', '代码', '人数', '去向'],
      rows: [
        ...CLASS_CODES.map((code) => [CLASS_LABELS[code], code, classes[code], WAY_LABELS[wayOf(code)]]),
        ['合计', '', sumOf(classes), `读入 ${read} 人`],
      ],
    },
    {
      name: '各村',
      title: `${title}　各村`,
      note,
      headings: ['村（居）', '读入', ...CLASS_CODES.map((code) => CLASS_LABELS[code]), '各类合计'],
      rows: [
        ...villages.map((village) => [
          village.village,
          village.read,
          ...CLASS_CODES.map((code) => village.classes[code]),
          sumOf(village.classes),
        ]),
        ['合计', read, ...CLASS_CODES.map((code) => classes[code]), sumOf(classes)],
      ],
    },
    {
      name: '各户',
      title: `${title}　各户`,
      note: `全户个人缴费是建立个人记录的成员个人标准之和。${fees.words}`,
      headings: [
        '村（居）',
        '户号',
        '读入',
        '建立个人记录',
        '入户调查',
        '不转入',
        '全户个人缴费（元）',
        '没有个人标准',
      ],
      rows: [...grouped(people, ({ household }) => household).values()].map(householdRow),
    },
    {
      name: '读取说明',
      title: `${title}　读取说明`,
      note: basis,
      headings: ['说明'],
      rows: readingNotes(report).map((line) => [line]),
    },
  ];
}

function householdRow(members: readonly MigrationPerson[]): (string | number)[] {
  const [first] = members;
  const going = (way: string): number => members.filter(({ class: code }) => wayOf(code) === way).length;
  const created = members.flatMap(({ registration }) => (registration === null ? [] : [registration]));
  const known = created.flatMap(({ feeFen }) => (feeFen === null ? [] : [feeFen]));
  return [
    first === undefined ? '' : labelOf(first),
    first?.householdId ?? '',
    members.length,
    created.length,
    going('visit'),
    going('leaveOut'),
    fenToYuan(known.reduce((sum, fen) => sum + fen, 0)),
    created.length - known.length,
  ];
}

import { formatFen } from '../domain/money';
import { CLASS_CODES, CLASS_LABELS, WAY_LABELS, type Way, wayOf } from './classes';
import { gapsOf, goingTo, type MigrationReport, sumOf } from './report';

const WAYS = ['create', 'visit', 'leaveOut'] as const satisfies readonly Way[];
const people = (n: number): string => `${n} 人`;

/** What was found in the two files besides people, as sentences. */
export function readingNotes({ book, police, numbers, employees }: MigrationReport): string[] {
  const file = (label: string, of: MigrationReport['book']): string =>
    `${label}：读了工作表 ${of.sheets.map((name) => `“${name}”`).join('、')}，${of.rows} 行${of.notes > 0 ? `，另有 ${of.notes} 行合计、说明没有作为人员` : ''}${of.unused.length > 0 ? `；没有用到的列：${of.unused.slice(0, 12).join('、')}` : ''}。`;
  return [
    file('户登记表', book),
    file('公安户籍', police),
    ...(police.unreadable > 0
      ? [`公安户籍有 ${police.unreadable} 行号码读不出来，没有参加比对；请户籍部门重新提供。`]
      : []),
    `公安户籍在册而户登记表没有的：${people(police.notInScheme)}。`,
    `户登记表的号码：18 位合格 ${numbers.good}（其中全角或带空格 ${numbers.spelled}），15 位旧号 ${numbers.old}，校验不符 ${numbers.wrong}，被表格截断 ${numbers.lost}，其他不合格 ${numbers.bad}，没有写 ${numbers.none}。`,
    `职工参保依据：本机参保资料 ${people(employees.desk)}，职工参保名单 ${people(employees.file)}。${employees.desk + employees.file === 0 ? '没有提供职工参保名单，职工参保的人没有剔除。' : ''}`,
  ];
}

/** The report as lines of text, the same for the same report. */
export function reportLines(report: MigrationReport): string[] {
  const { read, classes, villages, households, fees, basis, on, region } = report;
  const gaps = gapsOf(report);
  return [
    `户转人对账报告　办理日期 ${on}　地区 ${region}`,
    basis,
    `读入 ${people(read)}，${households.count} 户。`,
    ...CLASS_CODES.map(
      (code) => `  ${CLASS_LABELS[code]}（${code}）　${people(classes[code])}　${WAY_LABELS[wayOf(code)]}`,
    ),
    `合计 ${people(sumOf(classes))}：${WAYS.map((way) => `${WAY_LABELS[way]} ${people(goingTo(classes, way))}`).join('，')}。`,
    gaps.length === 0 ? '读入人数与各类合计、各村合计一致。' : `对不上：${gaps.join('')}`,
    `全户个人缴费合计 ${formatFen(fees.fen)}${fees.unknown > 0 ? `，另有 ${people(fees.unknown)}没有个人标准` : ''}。${fees.words}`,
    '各村：',
    ...villages.map(
      (village) =>
        `  ${village.village}　读入 ${village.read}　${CLASS_CODES.map((code) => `${CLASS_LABELS[code]} ${village.classes[code]}`).join('　')}`,
    ),
    ...readingNotes(report),
  ];
}

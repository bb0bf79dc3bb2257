import { EXCLUSION_KINDS, EXCLUSION_WORDS } from '../campaign/target';
import { addDays, type CivilDate } from '../domain/civilDate';
import type { Fen } from '../domain/money';
import type { Village } from '../domain/region';
import type { PlainBook, PlainSheet } from '../plainSheet';
import { COLUMNS, type Counted, MEASURE_WORDS } from './counted';
import { type Goal, progressOf } from './goal';
import { figuresOf, type StatisticsRow } from './row';
import {
  byCategory,
  byClerk,
  byGroup,
  byIdentity,
  byVillage,
  type Registering,
  type StatisticsTable,
} from './tables';

/** What a monthly report is made of. */
export interface ReportAsk {
  /** Insured year. */
  readonly year: number;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Business day: a month that has not ended is counted to it. */
  readonly day: CivilDate;
  readonly people: readonly Counted[];
  readonly villages: readonly Village[];
  readonly registered: readonly Registering[];
  readonly clerkName: (id: string) => string;
  readonly goal: Goal | null;
  /** Pairs that may be one person; null: they are still looked for. */
  readonly duplicates: number | null;
  /** 填报单位. */
  readonly office: string;
  readonly clerk: string;
  /** How old the data are, in words. */
  readonly asOf: string;
}

const TITLE = '城乡居民医保参保缴费月报';
const yuan = (fen: Fen): number => fen / 100;

/** Last day that a month's report counts. */
export const lastDayOf = (month: string, day: CivilDate): CivilDate => {
  const next = month.endsWith('-12')
    ? `${Number(month.slice(0, 4)) + 1}-01-01`
    : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}-01`;
  const last = addDays(next, -1);
  return last < day ? last : day;
};

/** Who paid up to a month's end, and who within it, by the day of the tax feedback; `undated`: it names none, counted to both. */
export function paidBy(members: readonly Counted[], month: string, day: CivilDate) {
  const last = lastDayOf(month, day);
  const until = members.filter(({ paid }) => paid !== null && (paid.on === null || paid.on <= last));
  const within = until.filter(({ paid }) => paid?.on?.startsWith(month));
  const sum = (of: readonly Counted[]): Fen =>
    of.reduce((total, { paid }) => total + (paid?.personFen ?? 0), 0);
  return {
    until: until.length,
    untilFen: sum(until),
    within: within.length,
    withinFen: sum(within),
    undated: until.filter(({ paid }) => paid?.on === null).length,
  };
}

/** The report of a month (R-WF-11, R-WF-12) as a workbook: sums, every table, and how each figure is counted. It names nobody who is insured. */
export function monthlyReport(ask: ReportAsk): PlainBook {
  const title = `${ask.year} 年度${TITLE}（${ask.month}）`;
  const head = {
    title,
    note: `填报单位：${ask.office}　制表日期：${ask.day}　资料截至 ${ask.asOf}　缴费计到 ${lastDayOf(ask.month, ask.day)}，其余各栏是制表日的情况`,
    foot: `填报单位（盖章）：＿＿＿＿＿＿　经办人：${ask.clerk}　审核人（签字）：＿＿＿＿＿＿　负责人（签字）：＿＿＿＿＿＿`,
  };
  const tables: readonly (readonly [string, string, StatisticsTable])[] = [
    ['按村居', '村（居）', byVillage(ask.people, ask.villages)],
    ['按人员类别', '人员类别', byCategory(ask.people)],
    ['资助对象', '身份', byIdentity(ask.people)],
    ['按经办人', '经办人', byClerk(ask.people, ask.registered, ask.clerkName)],
  ];
  return {
    title,
    on: ask.day,
    sheets: [
      { ...head, ...sums(ask) },
      ...tables.map(([name, heading, table]) => ({ ...head, ...tableSheet(name, heading, table, ask) })),
      { ...head, ...groups(ask) },
      { ...head, ...COUNTING },
    ],
  };
}

type Sheet = Pick<PlainSheet, 'name' | 'headings' | 'rows'>;

function sums(ask: ReportAsk): Sheet {
  const whole = figuresOf({ members: ask.people });
  const paid = paidBy(ask.people, ask.month, ask.day);
  const assisted = byIdentity(ask.people).whole;
  const of = figuresOf(assisted);
  const { goal } = ask;
  const progress = goal && progressOf(goal, { paid: whole.count.paid, asked: whole.count.asked });
  const { parts } = whole.rate;
  return {
    name: '汇总',
    headings: ['项目', '数值', '单位', '怎样算的'],
    rows: [
      ['在册', whole.count.registered, '人', '本辖区档案里的人'],
      ...EXCLUSION_KINDS.map((kind) => [
        `减：${EXCLUSION_WORDS[kind]}`,
        parts.excluded[kind],
        '人',
        '有依据、来源和日期的才减',
      ]),
      ['应参保', whole.count.asked, '人', '在册减去以上各项；待核的不减'],
      ['已缴费', whole.count.paid, '人', '以税务回传为准'],
      ['参保率', whole.rate.words, '', `${whole.count.paid} ÷ ${whole.count.asked}`],
      ['催缴', whole.count.unpaid, '人', '已登记，还没有缴费'],
      ['未参保', whole.count.missing, '人', ''],
      ['待核', whole.count.undecided, '人', '还说不准的，算在应参保里'],
      ['断保', whole.count.lapsed, '人', '上年在本地缴过、今年应参保而没有缴的'],
      ['截至月末已缴费', paid.until, '人', `缴费日期不晚于 ${lastDayOf(ask.month, ask.day)}`],
      ['其中本月缴费', paid.within, '人', `缴费日期在 ${ask.month}；上月末是 ${paid.until - paid.within} 人`],
      ['其中缴费日期不明', paid.undated, '人', '税务回传没有日期，计入截至月末，不计入本月'],
      ['截至月末个人缴费', yuan(paid.untilFen), '元', ''],
      ['其中本月个人缴费', yuan(paid.withinFen), '元', ''],
      ['资助金额', yuan(whole.assistFen), '元', '财政资助，不含个人缴费'],
      ['资助对象', of.count.registered, '人', '有部门认定、在效的特殊身份，每人计一次'],
      ['资助对象已缴费', of.count.paid, '人', ''],
      ['资助对象参保率', of.rate.words, '', `${of.count.paid} ÷ ${of.count.asked}`],
      [
        '疑似重复档案',
        ask.duplicates ?? '正在查找',
        ask.duplicates === null ? '' : '对',
        '同一人可能有两份档案，在“待办”里清理',
      ],
      ...(goal && progress
        ? [
            ['目标', progress.needed, '人', goal.source],
            ['完成目标', progress.words, '', `还差 ${progress.short} 人`],
          ]
        : []),
    ],
  };
}

const HEADINGS = [
  '参保率',
  ...COLUMNS.map((measure) => MEASURE_WORDS[measure]),
  '截至月末已缴费',
  '本月缴费',
  '个人缴费（元）',
  '资助金额（元）',
];

function lineOf(row: StatisticsRow, { month, day }: ReportAsk): (string | number)[] {
  const { rate, count, personFen, assistFen } = figuresOf(row);
  const paid = paidBy(row.members, month, day);
  return [
    row.label,
    rate.words,
    ...COLUMNS.map((measure) => count[measure]),
    paid.until,
    paid.within,
    yuan(personFen),
    yuan(assistFen),
  ];
}

const tableSheet = (
  name: string,
  heading: string,
  { rows, whole }: StatisticsTable,
  ask: ReportAsk,
): Sheet => ({
  name,
  headings: [heading, ...HEADINGS],
  rows: [...rows, whole].map((row) => lineOf(row, ask)),
});

/** Every group of every village; a village's sum stands on the sheet of the villages. */
const groups = (ask: ReportAsk): Sheet => ({
  name: '按社组',
  headings: ['村（居）', '社（组）', ...HEADINGS],
  rows: ask.villages.flatMap((village) =>
    byGroup(ask.people, village).rows.map((row) => [village.name, ...lineOf(row, ask)]),
  ),
});

const COUNTING: Sheet = {
  name: '口径',
  headings: ['栏', '怎样算的', '在哪里看名单'],
  rows: [
    ['参保率', '已缴费 ÷ 应参保；没有人时不算', '统计，点“怎样算的”'],
    ['在册', '本辖区档案里的人，各表合计相同', '统计，点数字'],
    [
      '已在别处参保等',
      '死亡、职工参保、外地参保、在校、服役、服刑、迁出，各有依据、来源和日期',
      '统计，点数字',
    ],
    ['应参保', '在册减去上一栏；待核的仍算在内，参保率不会因为说不准而升高', '统计，点数字'],
    ['已缴费', '税务回传已经缴费的；本机登记、纸上写的都不算', '统计，点数字'],
    ['催缴', '已登记、已核定而没有缴费', '统计或入户专项，点数字'],
    ['未参保', '应参保而没有登记', '统计或入户专项，点数字'],
    ['待核', '失联、在外地读书没有参保依据等，要核实', '统计或入户专项，点数字'],
    ['断保', '上年在本地缴过、今年应参保而没有缴；与催缴、未参保、待核重叠', '统计，点数字'],
    ['截至月末已缴费、本月缴费', '按税务回传的缴费日期', ''],
    ['资助对象', '有部门认定、在效的特殊身份；有两种的各行各算，合计每人一次', '统计，点数字'],
    ['按经办人', '本机受理的登记，以最后一次为准；其余是“不是本机受理”', '统计，点数字'],
  ],
};

import { daysBetween } from '../../../domain/civilDate';
import type { Case, Request } from '../../case';
import type { UnitRecord } from '../../caseContribution';
import type { Question } from '../../kernel/rule';
import type { ParamName } from '../../params/keys';
import { type CaseTerm, on, parameter, v } from '../facts';
import { lastDayOf } from '../general/general';

// 规程第十六条至第十八条: a unit registers, changes and ends (R-UNIT).

const LAW = { document: 'SOCIAL-INSURANCE-LAW', article: '第五十七条' };
const cite = (article: string) => [{ document: 'JL-11-2022', article }, LAW] as const;

/** One limit of days from an event; three articles have the same form. */
interface Limit {
  readonly rule: 'R-UNIT-16-1' | 'R-UNIT-17-1' | 'R-UNIT-18-1';
  readonly article: string;
  readonly code: string;
  readonly event: string;
  readonly what: string;
  readonly days: ParamName;
  readonly read: (r: Request) => string | undefined;
  readonly member: string;
}

function limit(l: Limit) {
  const event = v.fact<string>(`request.${l.member}`, l.event, `${l.event}是哪一天？`, (c) =>
    l.read(c.request),
  );
  const lastDay: CaseTerm<string> = v.derived(
    `${l.event}起满期限的末日`,
    [event, parameter<number>(l.days)],
    lastDayOf,
  );
  const question: Question<Case, 'inTime' | 'late' | 'future'> = {
    id: `unit.${l.member}`,
    ask: `是否在${l.event}起的期限内办理`,
    rules: [
      {
        id: l.rule,
        answer: 'inTime',
        when: v.always,
        cites: cite(l.article),
        clause: `单位自${l.event}起 30 日内${l.what}。`,
      },
      {
        id: `${l.rule}#late`,
        answer: 'late',
        exceptionTo: l.rule,
        when: v.after(on, lastDay),
        cites: cite(l.article),
        clause: '逾期的仍予办理，提示逾期天数。',
        finding: {
          code: l.code,
          severity: 'warn',
          say: (e) => {
            const last = e.value(lastDay);
            return `应在 ${last} 前（含当日）${l.what}，已逾期 ${daysBetween(last, e.value(on))} 天。`;
          },
        },
      },
      {
        id: `${l.rule}#future`,
        answer: 'future',
        exceptionTo: l.rule,
        when: v.after(event, on),
        cites: cite(l.article),
        clause: '事项发生之后才能办理。',
        finding: {
          code: 'DATE_IN_FUTURE',
          severity: 'refuse',
          say: (e) => `${l.event} ${e.value(event)} 晚于办理日，请核对日期，发生之后再来办理。`,
        },
      },
    ],
  };
  return { event, lastDay, question };
}

export const established = limit({
  rule: 'R-UNIT-16-1',
  article: '第十六条',
  code: 'UNIT_REG_LATE',
  event: '成立之日',
  what: '申请单位参保登记',
  days: 'unit.deadlineDays',
  read: (r) => r.establishedOn,
  member: 'establishedOn',
});
export const changed = limit({
  rule: 'R-UNIT-17-1',
  article: '第十七条',
  code: 'UNIT_CHANGE_LATE',
  event: '变更之日',
  what: '申请变更登记',
  days: 'unit.changeDays',
  read: (r) => r.changedOn,
  member: 'changedOn',
});
export const approved = limit({
  rule: 'R-UNIT-18-1',
  article: '第十八条',
  code: 'UNIT_DISSOLVE_LATE',
  event: '批准之日',
  what: '申请合并、分立、注销登记',
  days: 'unit.dissolveDays',
  read: (r) => r.approvedOn,
  member: 'approvedOn',
});

const records = v.fact<readonly UnitRecord[]>(
  'unit.records',
  '单位的有效参保登记记录',
  '单位在本地和外地有哪些有效的参保登记？',
  (c) => c.facts.unit?.records,
  true,
);
const newOne = v.fact<number>('matter', '本次新增的登记', '办理什么？', (c) =>
  c.matter === 'UNIT_REGISTER' ? 1 : 0,
);
const total = v.derived('办理后的有效登记数', [records, newOne], (list, more) => list.length + more);
const keep = v.fact<string | null>(
  'request.keepRecord',
  '保留的登记所在地',
  '保留哪一地的登记？',
  (c) => c.request.keepRecord ?? null,
);
const here = v.fact<string>('region', '办理地', '在哪里办理？', (c) => c.region);
const keptKnown = v.derived(
  '保留的登记在其中',
  [records, keep, newOne, here],
  (list, region, more, place) => list.some((r) => r.region === region) || (more === 1 && region === place),
);
const people = (n: number | undefined, what: string) => (n === undefined ? what : `${what} ${n} 人`);

/** What becomes of the records that are not kept. */
export const mergedRecords = v.derived('不保留的登记', [records, keep], (list, region) => {
  const kept = list.findIndex((r) => r.region === region);
  return list
    .filter((_, i) => i !== kept)
    .map((r) => ({
      region: r.region,
      stay: r.cannotMove ?? 0,
      moves: `${people(r.staff, '在职')}、${people(r.retirees === undefined ? undefined : r.retirees - (r.cannotMove ?? 0), '退休')}`,
    }));
});

/** R-UNIT-16-2: a unit has one valid record. */
export const singleRecord: Question<Case, 'single' | 'several' | 'chosen'> = {
  id: 'unit.records',
  ask: '单位是否只有一条有效登记',
  rules: [
    {
      id: 'R-UNIT-16-2',
      answer: 'single',
      when: v.always,
      cites: cite('第十六条'),
      clause: '单位按属地保留唯一一条有效参保登记，全部参保人员（含退休人员）统一管理。',
    },
    {
      id: 'R-UNIT-16-2#several',
      answer: 'several',
      exceptionTo: 'R-UNIT-16-2',
      when: v.all(v.more(total, v.constant(1)), v.not(v.holds(keptKnown))),
      cites: cite('第十六条'),
      clause: '有多条有效登记的，先选定保留哪一条。',
      finding: {
        code: 'UNIT_MULTIPLE_RECORDS',
        severity: 'refuse',
        say: (e) =>
          `单位在 ${e
            .value(records)
            .map((r) => r.region)
            .join('、')} 已有有效参保登记，只能保留一条，请先选定保留哪一地的登记。`,
      },
    },
    {
      id: 'R-UNIT-16-2#chosen',
      answer: 'chosen',
      exceptionTo: 'R-UNIT-16-2',
      when: v.all(v.more(total, v.constant(1)), v.holds(keptKnown)),
      cites: cite('第十六条'),
      clause: '其余登记的人员转入保留的登记；难以转移的退休人员可在原地以灵活就业身份参保，待遇不变。',
      finding: {
        code: 'UNIT_RECORD_KEPT',
        severity: 'info',
        say: (e) => `保留 ${e.value(keep)} 的登记，其余登记的参保人员转入。`,
      },
    },
  ],
};

const arrears = v.fact<number>(
  'unit.arrearsFen',
  '单位欠缴医保费',
  '单位还欠多少医保费？',
  (c) => c.facts.unit?.arrearsFen,
  true,
);
const lateFee = v.fact<number>(
  'unit.lateFeeFen',
  '单位欠缴滞纳金',
  '单位还欠多少滞纳金？',
  (c) => c.facts.unit?.lateFeeFen ?? 0,
);
const zero = v.constant(0, '零');
const yuan = (fen: number) => (fen / 100).toFixed(2);

/** R-UNIT-18-2: what is owed is paid before the unit ends. */
export const nothingOwed: Question<Case, 'clear' | 'owes'> = {
  id: 'unit.arrears',
  ask: '单位是否欠费',
  rules: [
    {
      id: 'R-UNIT-18-2',
      answer: 'clear',
      when: v.always,
      cites: cite('第十八条'),
      clause: '没有欠缴医保费和滞纳金的，予以办理。',
    },
    {
      id: 'R-UNIT-18-2#owes',
      answer: 'owes',
      exceptionTo: 'R-UNIT-18-2',
      when: v.any(v.more(lateFee, zero), v.more(arrears, zero)),
      cites: cite('第十八条'),
      clause: '欠缴医保费、滞纳金的，缴清后再申请。',
      finding: {
        code: 'UNIT_ARREARS',
        severity: 'refuse',
        say: (e) =>
          `单位欠缴医保费 ${yuan(e.maybe(arrears) ?? 0)} 元、滞纳金 ${yuan(e.value(lateFee))} 元，请缴清后再来办理。`,
      },
    },
  ],
};

import { maskNumber } from '../codes/masking';
import { labelOf, type TableName } from '../codes/tables/index';
import { owedFen } from '../domain/assessment';
import { FLEX_MODE_WORDS } from '../domain/flexMode';
import type { Household } from '../domain/household';
import { formatFen } from '../domain/money';
import type { Base } from '../domain/operation';
import type { Person } from '../domain/person';
import { type PlatformRecord, recordKey, type Subject } from '../domain/record';
import type { Village } from '../domain/region';
import { SPECIAL_IDENTITY_WORDS } from '../domain/specialIdentity';
import type { Unit } from '../domain/unit';
import type { Json } from '../json';
import { currentEnrolment } from './enrolments';
import { findPerson, findUnit } from './lookup';
import type { Records } from './matter';

/** One field by which operations can be in each other's way: its name for the clerk and how it is read off a record. */
interface Touch<R> {
  readonly label: string;
  readonly table?: TableName;
  readonly words?: Readonly<Record<string, string>>;
  read(record: R): Json;
}

const SCHEMES = { EMP: '职工', RES: '居民' };
const TRANSFER = { ACCEPTED: '已受理', DONE: '已办结', RETURNED: '已退回' };
/** A list in words; an empty one is nothing. */
const listed = <T>(list: readonly T[], words: (one: T) => string): string | null =>
  list.length === 0 ? null : list.map(words).join('；');

const STATUS = { ACTIVE: '正常参保', PAUSED: '暂停参保', TERMINATED: '终止参保' };
const PAY = { DUE: '应缴', PAID: '已缴', BROKEN: '中断缴费' };
const plain = <K extends keyof Person>(field: K, label: string, table?: TableName): Touch<Person> => ({
  label,
  ...(table === undefined ? {} : { table }),
  read: (person) => person[field] as Json,
});

/** Person fields by name; `res.*` and `emp.*` are of the relation that counts now. */
const PERSON: Readonly<Record<string, Touch<Person>>> = {
  certType: plain('certType', '证件类型', 'certType'),
  certNo: plain('certNo', '证件号码'),
  name: plain('name', '姓名'),
  sex: plain('sex', '性别', 'sex'),
  birthDate: plain('birthDate', '出生日期'),
  nation: plain('nation', '民族', 'nation'),
  nationality: plain('nationality', '国籍', 'country'),
  phone: plain('phone', '联系电话'),
  villageCode: plain('villageCode', '所在村（居）'),
  group: plain('group', '所在社（组）'),
  householdId: plain('householdId', '户号'),
  relation: plain('relation', '与户主关系', 'relation'),
  hukouRegion: plain('hukouRegion', '户籍地'),
  residencePermit: { label: '居住证', words: { true: '有', false: '无' }, read: (p) => p.residencePermit },
  survival: plain('survival', '生存状态', 'survival'),
  deathDate: plain('deathDate', '死亡日期'),
  schooling: { label: '学籍', read: (p) => p.schooling?.school ?? null },
  'res.status': {
    label: '居民参保状态',
    words: STATUS,
    read: (p) => currentEnrolment(p, 'RES')?.status ?? null,
  },
  'res.statusFrom': {
    label: '居民参保状态起日',
    read: (p) => currentEnrolment(p, 'RES')?.statusFrom ?? null,
  },
  'res.empNo': { label: '居民参保单位编号', read: (p) => currentEnrolment(p, 'RES')?.empNo ?? null },
  'emp.status': {
    label: '职工参保状态',
    words: STATUS,
    read: (p) => currentEnrolment(p, 'EMP')?.status ?? null,
  },
  'emp.statusFrom': {
    label: '职工参保状态起日',
    read: (p) => currentEnrolment(p, 'EMP')?.statusFrom ?? null,
  },
  'emp.mode': {
    label: '灵活就业参保方式',
    words: FLEX_MODE_WORDS,
    read: (p) => currentEnrolment(p, 'EMP')?.mode ?? null,
  },
  identities: {
    label: '特殊身份',
    read: (p) =>
      listed(
        p.identities,
        (i) => `${SPECIAL_IDENTITY_WORDS[i.type]}${i.until === null ? '' : `（至 ${i.until}）`}`,
      ),
  },
  elsewhere: {
    label: '外地参保',
    read: (p) => listed(p.elsewhere, (e) => `${e.region} ${SCHEMES[e.scheme]}${STATUS[e.status]}`),
  },
  retirement: {
    label: '医保退休',
    read: (p) =>
      p.retirement === null ? null : (p.retirement.from ?? `${p.retirement.appliedOn} 已申请，月数不足`),
  },
  benefitClass: { label: '待遇类别', read: (p) => p.benefitClasses.at(-1)?.name ?? null },
  account: {
    label: '个人账户余额',
    read: (p) => (p.account?.balanceFen == null ? null : formatFen(p.account.balanceFen)),
  },
  mutualAid: {
    label: '共济关系',
    read: (p) =>
      listed(
        p.mutualAid.filter(({ until }) => until === null),
        (one) => `${one.receiverName} ${formatFen(one.quotaFen)}，已用 ${formatFen(one.spentFen)}`,
      ),
  },
  transfers: {
    label: '关系转移',
    read: (p) => listed(p.transfers, (t) => `${t.fromRegion} 至 ${t.toRegion}（${TRANSFER[t.state]}）`),
  },
  refunds: {
    label: '退费',
    read: (p) =>
      listed(
        p.refunds,
        (r) => `${SCHEMES[r.scheme]} ${r.period}（${r.state === 'PAID' ? '已退' : '已申请'}）`,
      ),
  },
  backpays: { label: '补缴', read: (p) => listed(p.backpays, (b) => `${b.empNo} ${b.first} 至 ${b.last}`) },
  waitRepairs: {
    label: '等待期补缴修复',
    read: (p) => listed(p.waitRepairs, (w) => `${w.year} 年度修复 ${w.years} 年`),
  },
  duplicates: {
    label: '重复参保处理',
    read: (p) => listed(p.duplicates, (d) => `${d.on} 处理${d.subsidyReported ? '，已报扣减补助' : ''}`),
  },
  'emp.empNo': { label: '职工参保单位编号', read: (p) => currentEnrolment(p, 'EMP')?.empNo ?? null },
};
const HOUSEHOLD: Readonly<Record<string, Touch<Household>>> = {
  villageCode: { label: '家庭户所在村（居）', read: (h) => h.villageCode },
  group: { label: '家庭户所在社（组）', read: (h) => h.group },
  headPersonId: { label: '户主', read: (h) => h.headPersonId },
};
const VILLAGE: Readonly<Record<string, Touch<Village>>> = {
  empNo: { label: '村（居）虚拟单位编号', read: (v) => v.empNo },
};
const ofUnit = <K extends keyof Unit>(field: K, label: string): Touch<Unit> => ({
  label,
  read: (unit) => unit[field] as Json,
});
const UNIT: Readonly<Record<string, Touch<Unit>>> = {
  status: { label: '单位状态', words: { ACTIVE: '正常', ENDED: '已注销' }, read: (u) => u.status },
  name: ofUnit('name', '单位名称'),
  uscc: ofUnit('uscc', '统一社会信用代码'),
  villageCode: ofUnit('villageCode', '单位所在村（居）'),
  address: ofUnit('address', '单位地址'),
  legalPerson: ofUnit('legalPerson', '法定代表人'),
  contactName: ofUnit('contactName', '联系人'),
  contactPhone: ofUnit('contactPhone', '联系电话'),
  bankName: ofUnit('bankName', '开户银行'),
  bankAccount: ofUnit('bankAccount', '银行账号'),
  /** What is owed of whatever period; which of it is overdue depends on the day. */
  arrears: {
    label: '单位未缴费款（分）',
    read: (u) =>
      u.assessments.reduce((sum, one) => sum + (one.state === 'DUE' ? owedFen(one) : 0), u.arrearsFen),
  },
};

/** Fields of a year, cycle or month, found by their pattern: `res.payment.2027`, `emp.base.2026`, `assessment.2026-12`. */
const PERSON_PARTS: readonly (readonly [RegExp, (part: string) => Touch<Person>])[] = [
  [
    /^res\.payment\.(\d{4})$/,
    (year) => ({
      label: `${year} 年度居民缴费`,
      words: PAY,
      read: (person) => person.payments.find((p) => p.scheme === 'RES' && p.period === year)?.state ?? null,
    }),
  ],
  [
    /^emp\.payment\.(\d{4}-\d{2})$/,
    (month) => ({
      label: `${month} 职工缴费`,
      words: PAY,
      read: (person) =>
        person.payments.find((p) => p.scheme === 'EMP' && p.period <= month && month <= (p.until ?? p.period))
          ?.state ?? null,
    }),
  ],
  [
    /^emp\.base\.(\d{4})$/,
    (cycle) => ({
      label: `${cycle} 执行年度缴费基数（分）`,
      read: (person) =>
        currentEnrolment(person, 'EMP')?.bases?.find((base) => base.cycle === Number(cycle))?.baseFen ?? null,
    }),
  ],
];
const UNIT_PARTS: readonly (readonly [RegExp, (part: string) => Touch<Unit>])[] = [
  [
    /^assessment\.(\d{4}-\d{2})$/,
    (period) => ({
      label: `${period} 核定`,
      words: PAY,
      read: (unit) => unit.assessments.find((one) => one.period === period)?.state ?? null,
    }),
  ],
];

function touchOf(kind: Subject['kind'], field: string): Touch<never> | null {
  const table = { person: PERSON, household: HOUSEHOLD, village: VILLAGE, unit: UNIT }[kind] as Readonly<
    Record<string, Touch<never>>
  >;
  if (Object.hasOwn(table, field)) return table[field] ?? null;
  const parts = kind === 'person' ? PERSON_PARTS : kind === 'unit' ? UNIT_PARTS : [];
  for (const [pattern, touch] of parts) {
    const part = pattern.exec(field)?.[1];
    if (part !== undefined) return touch(part) as Touch<never>;
  }
  return null;
}

/** The names of every field by which operations on this record can be in each other's way. */
export function touchedFields(record: PlatformRecord): string[] {
  const table = { person: PERSON, household: HOUSEHOLD, village: VILLAGE, unit: UNIT }[record.kind];
  const years = record.kind === 'person' ? record.payments.filter(({ scheme }) => scheme === 'RES') : [];
  return [...Object.keys(table), ...years.map(({ period }) => `res.payment.${period}`)];
}

/** The value of a touched field; undefined when there is no such field of this kind of record. */
export function touchedValue(record: PlatformRecord, field: string): Json | undefined {
  return touchOf(record.kind, field)?.read(record as never);
}

/** The field's name as a clerk says it, e.g. `居民参保状态`. */
export const fieldLabel = (kind: Subject['kind'], field: string): string =>
  touchOf(kind, field)?.label ?? field;

/** Fields whose values are numbers of a person. */
const NUMBERS: ReadonlySet<string> = new Set(['certNo', 'phone']);

/** The value in words as a sentence may say it: as `fieldTextInFull`, with numbers of people masked (HH20). */
export function fieldText(kind: Subject['kind'], field: string, value: Json): string {
  const text = fieldTextInFull(kind, field, value);
  return kind === 'person' && NUMBERS.has(field) ? maskNumber(field as 'certNo' | 'phone', text) : text;
}

/** The value in words, e.g. `暂停参保`; an empty one reads 无. For whoever masks numbers until they are asked for. */
export function fieldTextInFull(kind: Subject['kind'], field: string, value: Json): string {
  if (value === null || value === '') return '无';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const touch = touchOf(kind, field);
  return touch?.words?.[text] ?? (touch?.table === undefined ? text : labelOf(touch.table, text));
}

/** The record a subject names, also a person or unit by a former placeholder id. */
export const recordOf = (records: Records, subject: Subject): PlatformRecord | null =>
  subject.kind === 'person'
    ? findPerson(records, subject.id)
    : subject.kind === 'unit'
      ? findUnit(records, subject.id)
      : (records.get(recordKey(subject)) ?? null);

/** The base entry of one record: its version and what these fields hold; version 0 and no fields where it is not there. */
export function baseOf(records: Records, subject: Subject, fields: readonly string[]): Base {
  const record = recordOf(records, subject);
  if (record === null) return { subject, version: 0, fields: {} };
  return {
    subject,
    version: record.version,
    fields: Object.fromEntries(fields.map((field) => [field, touchedValue(record, field) ?? null])),
  };
}

import { labelOf, type TableName } from '#shared/codes/tables/index';
import { Enrolment } from '#shared/domain/enrolment';
import { formatFen } from '#shared/domain/money';
import { Payment } from '#shared/domain/payment';
import { SpecialIdentity } from '#shared/domain/specialIdentity';
import type { Json } from '#shared/json';
import { IDENTITY_WORDS, PAY_WORDS, REASON_WORDS, SCHEME_WORDS, STATUS_WORDS, SURVIVAL_WORDS } from './words';

const FIELD_WORDS: Record<string, string> = {
  name: '姓名',
  certType: '证件类型',
  certNo: '证件号码',
  sex: '性别',
  birthDate: '出生日期',
  nation: '民族',
  nationality: '国籍',
  phone: '联系电话',
  villageCode: '村（居）',
  group: '社（组）',
  householdId: '户号',
  relation: '与户主关系',
  hukouRegion: '户籍地',
  residencePermit: '居住证',
  survival: '生存状态',
  deathDate: '死亡日期',
  identities: '特殊身份',
  schooling: '学籍',
  enrolments: '参保关系',
  payments: '缴费记录',
  elsewhere: '外地参保',
  guardianId: '监护人',
  headPersonId: '户主',
  address: '地址',
  status: '状态',
  arrearsFen: '欠费',
};

const TABLES: Record<string, TableName> = {
  certType: 'certType',
  sex: 'sex',
  nation: 'nation',
  nationality: 'country',
  relation: 'relation',
};

/** The name of a record's field as a clerk says it. */
export const fieldWords = (field: string): string => FIELD_WORDS[field] ?? field;

const enrolmentWords = (value: unknown): string | null => {
  const e = Enrolment.safeParse(value).data;
  return e
    ? `${SCHEME_WORDS[e.scheme]} ${STATUS_WORDS[e.status]}${e.reason ? `（${REASON_WORDS[e.reason]}）` : ''} ${e.statusFrom} 起`
    : null;
};
const paymentWords = (value: unknown): string | null => {
  const p = Payment.safeParse(value).data;
  return p
    ? `${p.period}${p.until ? `至 ${p.until}` : ''} ${SCHEME_WORDS[p.scheme]} ${PAY_WORDS[p.state]} ${formatFen(p.personFen)}`
    : null;
};
const identityWords = (value: unknown): string | null => {
  const i = SpecialIdentity.safeParse(value).data;
  return i ? `${IDENTITY_WORDS[i.type]}（${i.source ?? '自述'}）${i.from} 起` : null;
};

/** A field's value as text, one line for each part; an empty value is said, not left blank. */
export function valueWords(field: string, value: Json): string[] {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return ['（无）'];
  if (typeof value === 'boolean') return [value ? '是' : '否'];
  if (Array.isArray(value)) return value.flatMap((part) => valueWords(field, part));
  if (typeof value === 'object') {
    const words = enrolmentWords(value) ?? paymentWords(value) ?? identityWords(value);
    return words
      ? [words]
      : Object.entries(value).map(([key, part]) => `${fieldWords(key)}：${valueWords(key, part).join('，')}`);
  }
  if (field.endsWith('Fen') && typeof value === 'number') return [formatFen(value)];
  if (field === 'survival') return [SURVIVAL_WORDS[String(value)] ?? String(value)];
  const table = TABLES[field];
  return [table ? labelOf(table, String(value)) : String(value)];
}

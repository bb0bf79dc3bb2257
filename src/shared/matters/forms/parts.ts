import { checkCertificate } from '../../codes/certificate';
import { ageOn, type CivilDate, isCivilDate, yearOf } from '../../domain/civilDate';
import type { StatusReason } from '../../domain/enrolment';
import type { Fields, FormField, Option } from '../form';
import { findHousehold, findPerson } from '../lookup';
import type { Records } from '../matter';

export const WHO: FormField = {
  name: 'who',
  label: '办理对象',
  kind: 'select',
  section: '人员',
  options: [
    { value: 'existing', label: '档案中已有' },
    { value: 'new', label: '新建人员' },
  ],
};
export const isNew = (fields: Fields): boolean => fields.who === 'new';
const isExisting = (fields: Fields): boolean => fields.who !== 'new';

export const PERSON: FormField = {
  name: 'personId',
  label: '人员',
  kind: 'person',
  section: '人员',
  show: isExisting,
};

/** Certificate, name and what else identifies somebody. */
export const IDENTITY: readonly FormField[] = [
  {
    name: 'certType',
    label: '证件类型',
    kind: 'select',
    table: 'certType',
    first: ['01', '17', '04', '07', '08', '99'],
    section: '人员',
  },
  {
    name: 'certNo',
    label: '证件号码',
    kind: 'certNo',
    section: '人员',
    hint: '录入或读卡后自动带出出生日期和性别',
    show: (fields) => fields.certType !== '99',
  },
  { name: 'name', label: '姓名', kind: 'text', section: '人员' },
  {
    name: 'sex',
    label: '性别',
    kind: 'select',
    section: '人员',
    options: [
      { value: '1', label: '男' },
      { value: '2', label: '女' },
    ],
  },
  { name: 'birthDate', label: '出生日期', kind: 'date', section: '人员' },
  {
    name: 'nation',
    label: '民族',
    kind: 'select',
    table: 'nation',
    first: ['01', '10', '11', '02', '03'],
    section: '人员',
  },
  { name: 'nationality', label: '国籍', kind: 'select', table: 'country', first: ['CHN'], section: '人员' },
];

export const PHONE: FormField = {
  name: 'phone',
  label: '联系电话',
  kind: 'phone',
  section: '人员',
  optional: true,
};

const onlyNew = (fields: readonly FormField[]): FormField[] =>
  fields.map((field) => {
    const own = field.show;
    return { ...field, show: (values: Fields) => isNew(values) && (own?.(values) ?? true) };
  });

export const RELATION: FormField = {
  name: 'relation',
  label: '与户主关系',
  kind: 'select',
  table: 'relation',
  first: ['02', '10', '20', '30', '50', '40', '38', '28', '70', '99'],
  section: '家庭',
};
export const HUKOU: FormField = {
  name: 'hukouRegion',
  label: '户籍地区划代码',
  kind: 'text',
  isCode: true,
  section: '家庭',
  optional: true,
  hint: '6 位；无户口的留空',
};
export const PERMIT: FormField = {
  name: 'residencePermit',
  label: '持有本县居住证',
  kind: 'switch',
  section: '家庭',
};

/** A household that may be new, and where it is. */
export const NEW_HOUSEHOLD: readonly FormField[] = [
  { name: 'householdNew', label: '新立户', kind: 'switch', section: '家庭' },
  {
    name: 'householdId',
    label: '户号',
    kind: 'household',
    section: '家庭',
    hint: '新立户还没有户号的留空，由平台编号',
  },
  { name: 'villageCode', label: '村（居）', kind: 'village', section: '家庭' },
  { name: 'group', label: '社（组）', kind: 'group', section: '家庭' },
  {
    name: 'address',
    label: '住址',
    kind: 'text',
    section: '家庭',
    optional: true,
    show: (fields) => fields.householdNew === true,
  },
];

/** Everything about somebody new: identity, then the household they belong to. */
export const NEW_PERSON: readonly FormField[] = onlyNew([
  ...IDENTITY,
  ...NEW_HOUSEHOLD,
  RELATION,
  HUKOU,
  PERMIT,
]);

/** The year a resident registers for: from September on the next one (collective window), else the present. */
export const campaignYear = (day: CivilDate): number => yearOf(day) + (day.slice(5) >= '09-01' ? 1 : 0);

export const newPersonInitial: Fields = {
  who: 'existing',
  personId: null,
  certType: '01',
  certNo: null,
  name: null,
  sex: null,
  birthDate: null,
  nation: '01',
  nationality: 'CHN',
  phone: null,
  householdNew: false,
  householdId: null,
  villageCode: null,
  group: null,
  address: null,
  relation: null,
  hukouRegion: null,
  residencePermit: false,
};

/** What the next one of the same household has in common with somebody new (下一个，同户). */
export const SAME_HOUSEHOLD = ['who', 'householdId', 'villageCode', 'group', 'hukouRegion'] as const;

const textOf = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Birth date and sex from the certificate number, and the number itself in order, where it is whole and right. */
export function fromCertNo(fields: Fields, day: CivilDate): Fields {
  const certNo = textOf(fields, 'certNo');
  if (certNo === null) return fields;
  const found = checkCertificate(textOf(fields, 'certType') ?? '01', certNo, day);
  if (!found.ok) return fields;
  return {
    ...fields,
    certNo: found.normalised,
    ...(found.birthDate === null ? {} : { birthDate: found.birthDate }),
    ...(found.sex === null ? {} : { sex: found.sex }),
  };
}

/** Village, group and address from the household that was chosen. */
export function fromHousehold(fields: Fields, records: Records): Fields {
  const household = findHousehold(records, textOf(fields, 'householdId') ?? '');
  if (household === null) return fields;
  return { ...fields, villageCode: household.villageCode, group: household.group };
}

/** The steps that every form with a new person shares. */
export function prefillNewPerson(fields: Fields, changed: string, records: Records, day: CivilDate): Fields {
  if (changed === 'certNo' || changed === 'certType') return fromCertNo(fields, day);
  if (changed === 'householdId') return fromHousehold(fields, records);
  const known =
    changed === 'personId' && !isNew(fields) ? findPerson(records, textOf(fields, 'personId') ?? '') : null;
  return known === null ? fields : { ...fields, phone: known.phone };
}

/**
 * Fee category by age: a minor is below 18 on the day before the insured year (R-RES-03), else an adult; nothing while
 * the birth date is not known.
 */
export function categoryByAge(fields: Fields, records: Records): 'ADULT' | 'MINOR' | null {
  const known = isNew(fields)
    ? textOf(fields, 'birthDate')
    : findPerson(records, textOf(fields, 'personId') ?? '')?.birthDate;
  const year = Number(fields.year);
  if (known === undefined || known === null || !isCivilDate(known) || !Number.isInteger(year)) return null;
  return ageOn(known, `${year - 1}-12-31`) < 18 ? 'MINOR' : 'ADULT';
}

const REASON_LABELS: Partial<Record<StatusReason, string>> = {
  EMPLOYMENT: '就业',
  MOVED: '迁徙',
  JOB_TRANSFER: '工作调转',
  RESIGNATION: '辞职',
  SENTENCED: '判刑',
  MISSING: '失踪',
  DISCIPLINE: '违纪',
  OTHER_PAUSE: '其他',
  DEATH: '死亡',
  SETTLED_ABROAD: '移民国外',
  DUPLICATE_CLEANUP: '重复参保清理',
  TRANSFERRED_OUT: '医保关系转出',
  EMP_REGISTRATION: '职工参保登记',
};
/** 变动原因 as a clerk says it. */
export const reasonLabel = (reason: StatusReason): string => REASON_LABELS[reason] ?? reason;
export const reasonOptions = (reasons: readonly StatusReason[]): Option[] =>
  reasons.map((value) => ({ value, label: reasonLabel(value) }));

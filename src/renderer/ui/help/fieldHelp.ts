import { FIELD_STANDARDS, TABLE_SOURCES } from '#shared/codes/tables/sources';
import type { FieldKind, FormField } from '#shared/matters/form';

/** What help says of one field of a form. */
export interface FieldHelp {
  readonly name: string;
  readonly label: string;
  /** What it means; null where its label says all there is. */
  readonly meaning: string | null;
  /** The form's own hint beside the field. */
  readonly hint: string | null;
  readonly entry: string;
  /** Where its codes or its number come from. */
  readonly standard: string | null;
  /** The choices, where there are few. */
  readonly choices: readonly string[];
  readonly optional: boolean;
}

/** How a field of each kind is entered. */
export const ENTRY: Readonly<Record<FieldKind, string>> = {
  text: '直接录入文字。',
  money: '按元录入，最多两位小数，例如 380 或 380.50。',
  count: '录入整数。',
  certNo: '录入或读卡；全角数字、空格会自动整理，录入时只显示一部分。',
  phone: '录入手机号或带区号的座机，空格会自动去掉。',
  date: '录入 8 位数字即可，例如 20261122；也可写 2026-11-22。',
  month: '录入 6 位数字即可，例如 202611；也可写 2026-11。',
  year: '录入四位年份。',
  select: '用 ↑ ↓ 选，Enter 确定；选项多时先输几个字筛选。',
  switch: '按空格打勾或取消。',
  person: '输证件号码、姓名、拼音、手机或户号，用 ↑ ↓ 选，Enter 确定。',
  unit: '输单位名称或代码筛选，Enter 确定。',
  village: '输村（居）名筛选，Enter 确定。',
  group: '先选村（居），再选组。',
  household: '输户号，或户内任何一人的姓名、号码，Enter 确定。',
};

const PERSON_MEANT = '要为谁办理；从本辖区的档案里找。';
const PERIOD_MEANT = '这笔费属于哪个月，不是缴费的那一天。';

/** What fields mean whose label does not say it, by the field's name. */
const MEANINGS: Readonly<Record<string, string>> = {
  acceptedOn: '经办机构收到申请的那一天，办结期限从这天算。',
  accountFen: '个人账户里现有的钱，本金加利息。',
  address: '现在实际居住或经营的地址，写到门牌。',
  alive: '本人是否在世。',
  amountFen: '作为计算起点的金额。',
  approvedOn: '有关部门批准或认定的日期，以批准文件为准。',
  assessedFen: '这一期核定应缴的金额。',
  at: '在哪里受理。',
  bankAccount: '单位缴费、退费用的对公账号。',
  bankName: '对公账户所在的银行，写到支行。',
  baseFen: '计算缴费用的月工资基数。',
  baseSumFen: '本月在保职工缴费基数之和，按职工名单核对。',
  birthDate: '以证件为准；居民身份证的自动带出。',
  category: '决定缴费标准和补助的类别，例如成年居民、未成年人、大学生。',
  certNo: '参保用的证件号码，一人一号。',
  certType: '本人参保用的是哪种证件；没有证件号码的选“其他身份证件”。',
  contactName: '单位负责医保事务的人。',
  contactPhone: '单位负责医保事务的人的电话。',
  days: '期间的天数。',
  day: '要判断的那一天。',
  dueOn: '这期费最迟应缴到哪一天。',
  eligibleFen: '在医保目录里、可以报销的费用。',
  empNo: '为哪个单位办理，或职工在哪个单位。',
  employees: '辖区人口中参加职工医保的人数。',
  enrolled: '辖区已参保人数。',
  excludedFen: '不在医保目录里、要自费的费用。',
  firstPaid: '中断以后第一次重新缴费的月份。',
  firstPeriod: '从哪个月开始缴费。',
  firstUnpaid: '单位从哪个月起没有缴费。',
  firstWageFen: '新进职工当月的工资，用来定基数。',
  from: '从哪一天开始算或开始生效。',
  group: '住在村里的哪个社（组）。',
  guardianName: '替孩子办理的父母或其他监护人。',
  hireDate: '职工实际开始上班的那一天，不是签合同的那一天。',
  householdId: '平台上的家庭户编号，同户的人写同一个。',
  householdNew: '档案里还没有这一户时打勾。',
  hukouRegion: '户口所在县（市、区）的代码。',
  lastPaid: '中断以前最后一个缴了费的月份。',
  legalPerson: '营业执照或登记证书上的法定代表人。',
  lumpFen: '本人现在能一次缴的金额。',
  months: '按几个月算。',
  name: '与证件、登记证书上的写法完全一致，生僻字也不要换字。',
  nation: '与户口簿一致。',
  nationality: '中国公民选“中国”；外国人按护照。',
  newCoverFrom: '学校所在地的保障从哪一天开始。',
  note: '写明依据的材料或情况，以后查得到。',
  oldCoverUntil: '原来的保障到哪一天为止。',
  on: '要按哪一天的规定算。',
  otherFrom: '另一处已缴费的期间从哪一天开始。',
  otherUntil: '另一处已缴费的期间到哪一天为止。',
  paidOn: '钱实际缴到的那一天，以凭证为准。',
  period: PERIOD_MEANT,
  personId: PERSON_MEANT,
  personPartFen: '应缴金额里个人的部分。',
  phone: '能找到本人或监护人的电话，催缴和通知都用它。',
  pupils: '本县在校学生人数。',
  pupilsEnrolled: '在校学生中已参保的人数。',
  quotaFen: '从个人账户里给对方用的最高金额。',
  receiverId: '使用共济额度的近亲属；从档案里找。',
  receiverName: '使用共济额度的近亲属，不在本辖区档案里的写姓名。',
  registered: '作为参保率分母的人数。',
  relation: '与户主或与共济人的亲属关系。',
  repairYears: '补缴几年。',
  residencePermit: '户籍不在本县、持有本县居住证的打勾。',
  school: '就读学校的全称。',
  secondSuccessor: '分立时的另一家承接单位。',
  serviceFrom: '这一段工龄或缴费从哪个月开始。',
  serviceUntil: '这一段工龄或缴费到哪个月为止。',
  target: '上级下达的任务人数。',
  underParentName: '孩子出生后曾跟着父母的名义享受过待遇。',
  unitPartFen: '应缴金额里单位的部分。',
  until: '到哪一天为止，含当天。',
  uscc: '营业执照或登记证书上的 18 位代码。',
  useFen: '这一次要用掉的金额。',
  wagesFen: '上一年度全部工资收入，作为基数的来源。',
  villageCode: '常住在哪个村（居）。',
  year: '参加哪一个年度的医保；集中缴费期里通常是下一年。',
};

const FEW = 12;

/** Help for a field, from its own definition and, where the label does not say it, what it means. */
export function fieldHelp(field: FormField): FieldHelp {
  return {
    name: field.name,
    label: field.label,
    meaning: MEANINGS[field.name] ?? null,
    hint: field.hint ?? null,
    entry: field.choices ? '从此人现有的记录里选。' : ENTRY[field.kind],
    standard: field.table ? TABLE_SOURCES[field.table] : (FIELD_STANDARDS[field.name] ?? null),
    choices: (field.options ?? []).slice(0, FEW).map(({ label }) => label),
    optional: field.optional === true,
  };
}

/** True where help says more of a field than how any field of its kind is entered. */
export const saysSomething = ({ meaning, hint, standard, choices }: FieldHelp, field: FormField): boolean =>
  meaning !== null || hint !== null || standard !== null || choices.length > 0 || field.choices !== undefined;

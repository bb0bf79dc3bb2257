import { COLUMNS } from '../batch/columns';
import { headingReader } from '../batch/headings';

// Headings of the older systems: the cooperative scheme's household workbook, the police register, and a list of employees insured.

const PLACE_UNUSED = [
  '市',
  '县',
  '旗',
  '旗县',
  '区县',
  '乡',
  '镇',
  '乡镇',
  '苏木',
  '所属派出所',
  '派出所',
  '照片',
];
const VILLAGE = [
  ...COLUMNS.village,
  '行政村',
  '村名',
  '村委会',
  '嘎查',
  '嘎查村',
  '村(嘎查)',
  '居委会',
  '村居名称',
];
const GROUP = [...COLUMNS.group, '组别', '小组', '屯', '自然屯', '独贵龙'];
const HOUSEHOLD = [
  ...COLUMNS.householdId,
  '户编号',
  '户编码',
  '户代码',
  '家庭号',
  '家庭代码',
  '合作医疗证号',
  '合作医疗号',
  '合疗证号',
  '农合证号',
  '医疗证号',
  '新农合证号',
  '参合号',
];
const ADDRESS = ['住址', '家庭住址', '家庭地址', '地址', '现住址', '户籍地址', '户口地址', '门牌号'];

/** 新农合 household workbook: one row a person. */
export const HOUSEHOLD_COLUMNS = {
  certNo: COLUMNS.certNo,
  name: [...COLUMNS.name, '成员姓名', '参合人姓名', '参合人员姓名', '农民姓名', '家庭成员姓名'],
  householdId: HOUSEHOLD,
  headName: ['户主', '户主姓名'],
  relation: [...COLUMNS.relation, '家庭关系', '关系', '成员关系', '与户主的关系'],
  sex: COLUMNS.sex,
  birthDate: COLUMNS.birthDate,
  village: VILLAGE,
  group: GROUP,
  phone: COLUMNS.phone,
  address: ADDRESS,
  fee: [
    '个人缴费',
    '个人缴费金额',
    '缴费金额',
    '缴费标准',
    '个人缴费标准',
    '参合金额',
    '参合缴费',
    '个人筹资',
    '个人自筹',
    '自缴金额',
  ],
  unused: [...COLUMNS.unused, ...PLACE_UNUSED, '家庭人口', '参合人数', '银行账号', '开户行', '签字', '民族'],
} as const;
export type HouseholdColumn = Exclude<keyof typeof HOUSEHOLD_COLUMNS, 'unused'>;
export const householdColumnOf = headingReader<HouseholdColumn>(HOUSEHOLD_COLUMNS);

/** 公安户籍: one row a person, with what became of them. */
export const POLICE_COLUMNS = {
  certNo: COLUMNS.certNo,
  name: [...COLUMNS.name, '公民姓名'],
  sex: COLUMNS.sex,
  birthDate: COLUMNS.birthDate,
  householdId: ['户号', '户籍号', '户口簿号', '户口本号', '户编号', '户编码'],
  village: VILLAGE,
  address: ADDRESS,
  status: [
    '人口状态',
    '户籍状态',
    '户口状态',
    '人员状态',
    '状态',
    '注销标识',
    '注销原因',
    '变动原因',
    '变动类型',
    '注销类别',
  ],
  statusDate: ['注销日期', '注销时间', '变动日期', '变动时间', '状态日期'],
  deathDate: ['死亡日期', '死亡时间', '死亡注销日期'],
  movedDate: ['迁出日期', '迁出时间', '迁移日期'],
  movedTo: ['迁往地', '迁入地', '迁往地址', '迁出去向', '去向', '何地迁往', '迁往何地'],
  unused: [
    ...COLUMNS.unused,
    ...PLACE_UNUSED,
    '曾用名',
    '与户主关系',
    '户主姓名',
    '民族',
    '户别',
    '户籍地',
    '组',
    '社',
  ],
} as const;
export type PoliceColumn = Exclude<keyof typeof POLICE_COLUMNS, 'unused'>;
export const policeColumnOf = headingReader<PoliceColumn>(POLICE_COLUMNS);

/** People insured as employees (职工医保). */
export const EMPLOYEE_COLUMNS = {
  certNo: COLUMNS.certNo,
  name: COLUMNS.name,
  unit: ['单位名称', '单位', '参保单位', '工作单位', '用人单位'],
  status: ['参保状态', '职工医保参保状态', '人员状态', '缴费状态', '状态'],
  since: COLUMNS.hireDate,
  unused: COLUMNS.unused.filter((name) => name !== '参保状态'),
} as const;
export type EmployeeColumn = Exclude<keyof typeof EMPLOYEE_COLUMNS, 'unused'>;
export const employeeColumnOf = headingReader<EmployeeColumn>(EMPLOYEE_COLUMNS);

/** What is missing, with the spellings that would be taken. */
export function lackOf<K extends string>(
  file: string,
  vocabulary: Readonly<Record<K | 'unused', readonly string[]>>,
  missing: readonly K[],
): string | null {
  if (missing.length === 0) return null;
  const named = missing.map((key) => {
    const [first, ...others] = vocabulary[key];
    return `“${first}”（也可写作${others.slice(0, 3).join('、')}）`;
  });
  return `按${file}读取，但没有找到${named.join('、')}这一列。请在表头补上后重新读入。`;
}

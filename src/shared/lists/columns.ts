import { COLUMNS } from '../batch/columns';
import { headingReader } from '../batch/headings';
import { POLICE_COLUMNS } from '../migration/columns';

/**
 * The columns of lists that other offices send. Spellings are those of public layouts: 资助参保对象全量明细, 税务请款明细, 死亡人员名单,
 * 脱贫人口参保花名册; brackets, widths and blanks do not matter.
 */
export const LIST_COLUMNS = {
  certNo: COLUMNS.certNo,
  name: [...COLUMNS.name, '对象姓名', '救助对象姓名', '残疾人姓名', '死亡人员姓名'],
  identity: [
    '医疗救助身份',
    '救助身份',
    '对象类别',
    '身份类别',
    '特殊人员身份类别',
    '人员类别',
    '特殊身份',
    '资助身份',
    '救助类别',
    '代缴类别',
    '监测对象类别',
  ],
  level: ['残疾等级', '残疾级别', '等级', '伤残等级'],
  from: ['纳入资助时间', '纳入时间', '认定时间', '认定日期', '识别时间', '发证日期', '生效日期', '批准时间'],
  deathDate: [...POLICE_COLUMNS.deathDate, '死亡日', '去世时间', '火化时间'],
  status: POLICE_COLUMNS.status,
  statusDate: [...POLICE_COLUMNS.statusDate, ...POLICE_COLUMNS.movedDate],
  movedTo: POLICE_COLUMNS.movedTo,
  paid: ['个人缴费金额', '个人缴费', '个人缴纳金额', '实缴金额', '缴费金额', '已缴金额'],
  assisted: ['代缴金额', '资助金额', '财政代缴'],
  village: [...COLUMNS.village, '村社', '村(社区)'],
  town: ['镇街', '镇(街)', '街镇', '街道乡镇', '乡镇街道', '乡镇', '镇', '街道'],
  unused: [
    ...COLUMNS.unused.filter((heading) => !/类别|身份|镇|街/.test(heading)),
    '人员编号',
    '参保类别',
    '缴费总额',
    '请款批次',
    '缴费时间',
    '市',
    '县',
    '乡',
    '性别',
    '民族',
    '是否认定门诊慢(特)病',
    '残疾证号',
    '残疾类别',
    '联系电话',
    '户主姓名',
    '与户主关系',
  ],
} as const;
export type ListColumn = Exclude<keyof typeof LIST_COLUMNS, 'unused'>;
export const listColumnOf = headingReader<ListColumn>(LIST_COLUMNS);

import { headingReader, squeezed } from './headings';

/**
 * The columns that employers' and schools' workbooks and returned rosters have, each with the headings it goes by. Spellings are those of public
 * import layouts (职工增减表, 缴费工资申报, 批量参保登记表, 学校花名册); brackets, widths and blanks do not matter.
 */
export const COLUMNS = {
  certNo: [
    '身份证号',
    '身份证号码',
    '身份证件号码',
    '公民身份号码',
    '身份证',
    '证件号码',
    '证件号',
    '居民身份证号',
    '居民身份证号码',
    '社会保障号',
    '社会保障号码',
  ],
  name: ['姓名', '职工姓名', '人员姓名', '参保人姓名', '学生姓名'],
  certType: ['证件类型', '证件种类', '身份证件类型'],
  personNo: ['人员编号', '个人编号', '医保编号'],
  sex: ['性别'],
  nation: ['民族'],
  birthDate: ['出生年月', '出生日期', '出生时间', '出生年月日'],
  phone: ['手机号', '手机号码', '联系电话', '电话', '手机', '联系方式', '联系手机'],
  change: ['变更类别', '变更类型', '增减类型', '增减类别', '增减', '增减变动', '变动类型', '变动类别'],
  reason: ['变更原因', '减少原因', '停保原因', '变动原因', '暂停原因', '增减原因'],
  hireDate: [
    '用工时间',
    '用工之日',
    '用工日期',
    '参保时间',
    '参保日期',
    '入职时间',
    '入职日期',
    '合同开始时间',
  ],
  endDate: [
    '终止合同时间',
    '合同终止时间',
    '解除合同时间',
    '离职时间',
    '离职日期',
    '停保时间',
    '停保日期',
    '减少时间',
    '暂停时间',
  ],
  wage: ['申报工资', '工资', '月工资', '缴费工资', '申报缴费工资', '月平均工资', '月缴费工资'],
  base: ['基数', '缴费基数', '月缴费基数'],
  from: ['开始年月', '起始年月', '费款所属期起'],
  until: ['结束年月', '终止年月', '费款所属期止'],
  medical: ['基本医疗', '基本医疗保险', '职工基本医疗保险'],
  scheme: ['参保险种', '险种'],
  village: ['村社', '村(居)', '社区', '村社区', '村居', '村', '所在村'],
  group: ['社(组)', '社', '组', '村民小组'],
  householdId: ['户号', '家庭户号', '家庭编号'],
  relation: ['与户主关系', '户主关系'],
  hukou: ['户口所在地', '户籍地', '户籍所在地', '户籍地区划代码'],
  school: ['学校', '学校名称', '就读学校'],
  grade: ['年级'],
  className: ['班级'],
  rowCode: ['行码', '行编号', '花名册编号', '入户编号'],
  personKey: ['人员标识'],
  rowCheck: ['校验', '校验码'],
  outcome: ['核实结果', '入户核实结果', '入户结果', '走访结果', '核查结果'],
  paid: ['实缴金额', '缴费金额', '已缴金额', '金额'],
  happenedOn: ['发生日期', '办理日期', '缴费日期', '核实日期', '日期'],
  newPhone: ['新手机号', '新手机号码', '新电话', '新联系电话', '变更后手机号'],
  why: ['原因说明', '结果说明', '情况说明', '核实说明', '原因'],
  /** Known and told as not used. */
  unused: [
    '序号',
    '编号',
    '参加工作时间',
    '大病保险',
    '参保状态',
    '学院/系/专业',
    '毕业时间',
    '户口性质',
    '备注',
    '人工备注',
    '镇街',
    '镇(街)',
    '街镇',
    '街道乡镇',
    '乡镇街道',
    '医疗救助身份',
    '救助身份',
    '对象类别',
    '身份类别',
    '特殊人员身份类别',
    '人员类别',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ColumnKey = Exclude<keyof typeof COLUMNS, 'unused'>;

/** The two columns that this desk adds to a workbook of errors; they are passed over when it is read again. */
export const ERROR_COLUMNS = ['错误列', '错误原因'] as const;

const OWN: ReadonlySet<string> = new Set(ERROR_COLUMNS.map(squeezed));

/** True for the columns of errors that this desk wrote itself. */
export const isErrorColumn = (heading: string): boolean => OWN.has(squeezed(heading));

/** What a heading of these workbooks means; null where it is none of those known. */
export const columnOf = headingReader<ColumnKey>(COLUMNS);

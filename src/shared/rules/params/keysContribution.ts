import { z } from 'zod';

const Days = z.number().int().min(0).max(366);
/** Yuan a month: whole, or with fen. */
const Yuan = z.string().regex(/^\d{1,7}(\.\d{2})?$/);
/** An exact decimal share. */
const Ratio = z.string().regex(/^0\.\d{1,4}$/);
const Months = z.number().int().min(0).max(600);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A day of the year, or a whole date. */
const DayText = z.string().regex(/^(\d{4}-)?\d{2}-(\d{2}|END)$/);

/** Parameters of units, contributions, arrears, contribution years and retirement. */
export const CONTRIBUTION_PARAM_KEYS = {
  'account.creditRatio': { label: '个人账户计入比例', value: Ratio },
  'arrears.retroMonths': { label: '补缴后追溯待遇的最长月数', value: z.number().int().min(0).max(12) },
  'backpay.fallbackBase': {
    label: '工资无法核定时的补缴基数',
    value: z.enum(['LOCAL_AVERAGE_OF_EACH_YEAR']),
  },
  'base.average': { label: '当地社会平均工资（月）', value: Yuan },
  'base.ceiling': { label: '缴费基数上限（月）', value: Yuan },
  'base.cycleStartMonth': { label: '缴费基数执行起始月', value: z.number().int().min(1).max(12) },
  'base.declareFrom': { label: '缴费基数申报首日', value: DayText },
  'base.declareTo': { label: '缴费基数申报末日', value: DayText },
  'base.floor': { label: '缴费基数下限（月）', value: Yuan },
  'base.settlement': { label: '补申报后差额的结算办法', value: z.string().min(1) },
  'base.undeclaredFactor': {
    label: '未申报时的暂定倍数',
    value: z.string().regex(/^[1-9]\.\d{1,4}$/),
  },
  'flex.modeChange': { label: '灵活就业参保方式的变更办法', value: z.string().min(1) },
  'flex.modes': {
    label: '灵活就业参保方式',
    value: z.array(z.enum(['POOL_ONLY', 'POOL_PLUS_ACCOUNT'])).min(1),
  },
  'lateFee.base': { label: '滞纳金计收基数', value: z.enum(['UNIT_PART']) },
  'lateFee.cap': { label: '滞纳金上限', value: z.enum(['UNIT_PART']) },
  'lateFee.dailyRate': { label: '滞纳金日费率', value: z.string().regex(/^0\.\d{1,8}$/) },
  'lateFee.includePaymentDay': { label: '缴费当日计滞纳金', value: z.boolean() },
  'lateFee.start': { label: '滞纳金起算日', value: z.enum(['FIRST_DAY_OF_MONTH_AFTER_PERIOD']) },
  'lump.base': { label: '趸缴基数（月）', value: Yuan },
  'lump.requiredMonths.female': { label: '女性规定缴费月数', value: Months },
  'lump.requiredMonths.male': { label: '男性规定缴费月数', value: Months },
  'rates.flexPool': { label: '灵活就业单建统筹费率', value: Ratio },
  'rates.flexPoolAccount': { label: '灵活就业统账结合费率', value: Ratio },
  'rates.person': { label: '职工个人缴费费率', value: Ratio },
  'rates.unit': { label: '单位缴费费率', value: Ratio },
  'resident.assess': { label: '居民核定周期', value: z.enum(['YEAR']) },
  'unit.changeDays': { label: '单位变更登记期限（天）', value: Days },
  'unit.deadlineDays': { label: '单位参保登记期限（天）', value: Days },
  'unit.dissolveDays': { label: '单位合并、分立、注销登记期限（天）', value: Days },
  'years.schemeStart': { label: '职工医保制度实施日', value: Day },
} as const;

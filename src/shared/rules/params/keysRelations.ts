import { z } from 'zod';
import { MUTUAL_EVENTS, MUTUAL_RELATIONS, MUTUAL_USES, REFUND_REASONS } from '../caseRelations';

const Flag = z.boolean();
const Months = z.number().int().min(0).max(120);
const Years = z.number().int().min(0).max(50);
const Yuan = z.number().int().min(0).max(10_000_000);
const WorkingDays = z.number().int().min(0).max(60);
const Place = z.enum([
  'HABITUAL_RESIDENCE',
  'HABITUAL_RESIDENCE_OR_STATED_CHOICE',
  'PLACE_OF_EMPLOYMENT',
  'SCHOOL',
]);
const DayText = z.string().regex(/^(\d{4}-)?\d{2}-(\d{2}|END)$/);
const Span = z.strictObject({
  start: DayText,
  end: DayText,
  yearOffsetEnd: z.number().int().min(-1).max(1).optional(),
});

/** Parameters of duplicates, subsidies, refunds, transfers, key groups, incentives, repair and mutual aid. */
export const RELATION_PARAM_KEYS = {
  'calendar.holidays': {
    label: '法定节假日与调休上班日',
    value: z.strictObject({ off: z.array(z.string()), work: z.array(z.string()) }),
  },
  coverage: { label: '待遇享受期', value: Span },
  'dup.crossKeep': { label: '跨制度重复参保保留的制度', value: z.enum(['EMP', 'EMP_AFTER_ONE_YEAR']) },
  'dup.empPriorityMonths': { label: '优先保留职工关系所需的连续月数', value: Months },
  'dup.employeeKeep': { label: '职工重复参保保留地', value: Place },
  'dup.flexCross': { label: '灵活就业人员跨制度重复的处理', value: z.enum(['PAUSE_OTHER', 'KEEP_EMP']) },
  'dup.residentKeep': { label: '居民重复参保保留地', value: Place },
  'dup.studentKeep': { label: '学生重复参保保留地', value: Place },
  'goal.coverageRate': { label: '参保率目标', value: z.number().min(0).max(1) },
  'hukou.nonLocalChildren': { label: '外地户籍儿童可在常住地参保', value: Flag },
  'incentive.capRatio': { label: '提高额度上限占原封顶线的比例', value: z.number().min(0).max(0.2) },
  'incentive.capYuan': { label: '提高额度上限（元）', value: Yuan },
  'incentive.continuityResetOnBreak': { label: '断保后连续参保年数重新计算', value: Flag },
  'incentive.countFrom': { label: '激励起算年度', value: z.number().int().min(2000).max(2100) },
  'incentive.minStepYuan': { label: '每次提高额度的下限（元）', value: Yuan },
  'incentive.minYears': { label: '连续参保激励所需年数', value: Years },
  'incentive.originalCeiling': { label: '大病保险原封顶线（元）', value: Yuan },
  'incentive.reduceCapYuan': { label: '断保降低额度上限（元）', value: Yuan },
  'incentive.reduceStep': { label: '每断保一年降低的额度（元）', value: Yuan },
  'incentive.step': { label: '每次提高的额度（元）', value: Yuan.min(1000) },
  'incentive.zeroClaimResetOnBreak': { label: '断保后零报销激励是否清零', value: Flag },
  'incentive.zeroClaimResetOnUse': { label: '使用奖励额度后零报销激励清零', value: Flag },
  'mutual.autoEndOnRelationChange': { label: '医保关系变动时共济自动解除', value: Flag },
  'mutual.clearingCycle': { label: '共济资金清算周期', value: z.enum(['MONTHLY_FULL']) },
  'mutual.consent': { label: '共济关系须由谁同意', value: z.enum(['BOTH', 'GIVER']) },
  'mutual.giver': { label: '共济人', value: z.enum(['EMP_WITH_ACCOUNT']) },
  'mutual.manyToMany': { label: '可与多人共济', value: Flag },
  'mutual.quotaReserved': { label: '共济额度专用', value: Flag },
  'mutual.receiver': { label: '被共济人', value: z.enum(['NEAR_RELATIVE']) },
  'mutual.relationChangeEvents': { label: '医保关系变动的情形', value: z.array(z.enum(MUTUAL_EVENTS)) },
  'mutual.relatives': { label: '近亲属', value: z.array(z.enum(MUTUAL_RELATIONS)).min(1) },
  'mutual.returnUnusedOnEnd': { label: '解除后未用额度返还', value: Flag },
  'mutual.scope': { label: '共济地域范围', value: z.enum(['PROVINCE', 'NATIONAL']) },
  'mutual.uses': { label: '共济资金用途', value: z.array(z.enum(MUTUAL_USES)).min(1) },
  'refund.afterCoverageStart': { label: '待遇享受期开始后可否退费', value: Flag },
  'refund.beforeCoverageStart': {
    label: '待遇享受期开始前可退费的情形',
    value: z.array(z.enum(REFUND_REASONS)),
  },
  'refund.flexAnnualRemainingMonths': { label: '灵活就业按年缴费可退剩余月份', value: Flag },
  'refund.otherCases': { label: '省级规定的其他退费情形', value: z.array(z.string()) },
  'resident.coverage': { label: '居民待遇享受期', value: Span },
  'resident.wait.anchor': { label: '居民等待期起算', value: z.enum(['MAX_PAYMENT_OR_COVERAGE_START']) },
  'resident.wait.exempt': { label: '居民免等待期人群', value: z.array(z.string()) },
  'resident.wait.minTotalAfterBrokenYears': {
    label: '长期断保修复后的最短等待期',
    value: z.strictObject({ brokenYears: Years, totalMonths: z.number().int().min(0).max(6) }),
  },
  'resident.wait.repairMonthsPerYearPaid': { label: '每补缴一年减少的变动等待（月）', value: Months },
  'student.firstYearNoReferralCut': { label: '入学当年不降低转外就医比例', value: Flag },
  'student.lateWaitMonths': { label: '学生逾期缴费的等待期（月）', value: z.number().int().min(0).max(6) },
  'student.lateWindow': { label: '学生逾期缴费期', value: Span },
  'student.newEntrant.coverage': { label: '新生待遇享受期', value: Span },
  'student.schoolPlaceEncouraged': { label: '鼓励学生在学籍地参保', value: Flag },
  'student.window': { label: '学生集中缴费期', value: Span },
  'subsidy.deductCrossAfterMonths': { label: '跨制度重复扣减补助所需的连续月数', value: Months },
  'subsidy.deductResidentDuplicate': { label: '居民重复参保扣减补助', value: Flag },
  'subsidy.exemptStudentEntryYear': { label: '大中专学生入学当年不扣减补助', value: Flag },
  'transfer.benefitsFromPaymentMonth': { label: '补缴后自缴费当月享受待遇', value: Flag },
  'transfer.crossSystemYears': { label: '跨制度转移衔接所需连续年数', value: Years },
  'transfer.destinationWorkingDays': { label: '转入地办理时限（工作日）', value: WorkingDays },
  'transfer.gapRetroactive': { label: '中断期补缴后可补享待遇', value: Flag },
  'transfer.originWorkingDays': { label: '转出地办理时限（工作日）', value: WorkingDays },
  'transfer.residentSameYear': { label: '居民当年可否转移', value: Flag },
  'transfer.retireesAllowed': { label: '退休人员可否转移', value: Flag },
} as const;

import { z } from 'zod';
import { SPECIAL_IDENTITY_TYPES } from '../../domain/specialIdentity';
import { CONTRIBUTION_PARAM_KEYS } from './keysContribution';
import { LOCAL_PARAM_KEYS } from './keysLocal';
import { RELATION_PARAM_KEYS } from './keysRelations';

/** A day of the year `MM-DD` or `MM-END`, or a whole date. */
const DayText = z.string().regex(/^(\d{4}-)?\d{2}-(\d{2}|END)$/);
const Days = z.number().int().min(0);
const Yuan = z.string().regex(/^\d{1,6}\.\d{2}$/);
/** A fee for every year, or by insured year. */
const Fee = z.union([Yuan, z.record(z.string().regex(/^\d{4}$/), Yuan)]);
const Flag = z.boolean();
const Share = z.union([z.literal('ALL'), z.string().regex(/^0\.\d{1,4}$/)]);

/** A collective window: its days, and the years of its days relative to the insured year. */
export const Window = z.strictObject({
  start: DayText,
  end: DayText,
  yearOffset: z.number().int().min(-1).max(0).default(0),
  /** Absent: the same as `yearOffset`. */
  yearOffsetEnd: z.number().int().min(-1).max(0).optional(),
});

interface Key {
  /** What a clerk calls it. */
  readonly label: string;
  readonly value: z.ZodType;
}

/** Every parameter the chapters know, with what its value must look like; a pack with any other key is refused. */
export const PARAM_KEYS = {
  ...CONTRIBUTION_PARAM_KEYS,
  ...LOCAL_PARAM_KEYS,
  ...RELATION_PARAM_KEYS,
  'assess.monthsAhead': { label: '核定提前月数', value: z.number().int().min(0).max(12) },
  'assist.personal': {
    label: '个人缴费资助标准',
    value: z.partialRecord(z.enum(SPECIAL_IDENTITY_TYPES), Share),
  },
  'emp.deadlineDays': { label: '职工登记期限（天）', value: Days.max(366) },
  'employee.waitGapMonths': { label: '职工免等待的最长中断月数', value: z.number().int().min(0).max(12) },
  'employee.waitingDays': { label: '职工待遇等待期（天）', value: Days.max(180) },
  'id.acceptTaiwanTravelPermit': { label: '是否受理台胞证', value: Flag },
  'newborn.crossYear': { label: '新生儿跨年登记缴哪一年', value: z.enum(['BIRTH_YEAR', 'NEXT_YEAR']) },
  'newborn.days': { label: '新生儿登记期限（天）', value: Days.max(366) },
  'newborn.retroactiveToBirth': { label: '新生儿待遇追溯至出生', value: Flag },
  'newborn.windowBirthPaysNextYearOnly': { label: '集中期出生的新生儿只缴次年', value: Flag },
  'resident.endKind': { label: '职工参保时居民关系的处理', value: z.enum(['PAUSE', 'TERMINATE']) },
  'resident.extension': {
    label: '集中缴费期延长期',
    value: z.union([z.literal('NONE'), z.strictObject({ start: DayText, end: DayText })]),
  },
  'resident.fee.adult': { label: '成年居民个人缴费标准', value: Fee },
  'resident.fee.student': { label: '学生个人缴费标准', value: Fee },
  'resident.fee.studentOrMinor': { label: '学生及未成年人个人缴费标准', value: Fee },
  'resident.minorBornAfter': {
    label: '按未成年人缴费的出生日期界线',
    value: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  },
  'resident.noLocalTieRefuses': { label: '无本地户籍、居住证、学籍不予登记', value: Flag },
  'resident.povertyIgnoresWindow': { label: '贫困人口不受缴费期限制', value: Flag },
  'resident.terminationTiming': {
    label: '职工参保时居民关系何时结束',
    value: z.enum(['ON_EMP_REGISTRATION', 'ON_EMP_BENEFIT_START']),
  },
  'resident.wait.brokenFromYear': { label: '断保年数起算年度', value: z.number().int().min(2000).max(2100) },
  'resident.wait.firstEnrolmentInsideWindow': { label: '集中期内首次参保是否等待', value: Flag },
  'resident.wait.fixedDays': { label: '固定等待期（天）', value: Days.max(180) },
  'resident.wait.fixedMonths': { label: '固定等待期（月）', value: z.number().int().min(0).max(6) },
  'resident.wait.perBrokenYearDays': { label: '每断保一年增加的等待（天）', value: Days.max(60) },
  'resident.wait.perBrokenYearMonths': {
    label: '每断保一年增加的等待（月）',
    value: z.number().int().min(0).max(2),
  },
  'resident.wait.variableInsideWindow': { label: '集中期内是否计变动等待期', value: Flag },
  'resident.window': { label: '居民集中缴费期', value: Window },
  'resident.window.end': { label: '居民集中缴费期末日', value: z.unknown() },
  'resident.window.start': { label: '居民集中缴费期首日', value: z.unknown() },
  'seamless.continuousYears': { label: '待遇无缝衔接所需连续年数', value: z.number().int().min(1).max(10) },
  'seamless.maxGapMonths': { label: '待遇无缝衔接的最长中断月数', value: z.number().int().min(0).max(12) },
  'subsidy.perHead': { label: '财政补助标准', value: Fee },
  'transfer.maxGapMonths': { label: '转移接续的最长中断月数', value: z.number().int().min(0).max(12) },
  'waiting.dischargedSoldierExempt': { label: '退役军人免等待期', value: Flag },
  'waiting.exemptIdentities': {
    label: '免等待期的特殊身份',
    value: z.array(z.enum(SPECIAL_IDENTITY_TYPES)),
  },
  'waiting.leftEmpMaxGapMonths': {
    label: '退出职工医保后免等待的最长中断月数',
    value: z.number().int().min(0).max(12),
  },
  'waiting.maxMonths': { label: '等待期上限（月）', value: z.number().int().min(0).max(6) },
  'waiting.povertyExempt': { label: '贫困人口免等待期', value: Flag },
  'waiting.unit': { label: '等待期计量单位', value: z.enum(['DAY', 'MONTH']) },
} as const satisfies Record<string, Key>;

export type ParamName = keyof typeof PARAM_KEYS;
export const isParamName = (name: string): name is ParamName => Object.hasOwn(PARAM_KEYS, name);

import { addDays } from '../domain/civilDate';
import type { OperationDraft } from '../domain/operation';
import type { Json } from '../json';

/** One thing that makes a mistake in an operation likelier or dearer, and how much it weighs. */
export interface RiskFactor {
  readonly name: keyof typeof FACTORS;
  readonly points: number;
  /** In a clerk's words. */
  readonly text: string;
}

/** The points are a choice of this program (ADR 0018): what decides on money or identity weighs most. */
const FACTORS = {
  warned: { points: 4, text: '规则有提示，经办人写了理由' },
  identity: { points: 5, text: '改动姓名、证件或身份类别' },
  newPerson: { points: 3, text: '新建人员' },
  again: { points: 2, text: '退回后重办' },
  backdated: { points: 2, text: '生效日期早于办理日期一个月以上' },
} as const;

/** Days that an effect may lie before the business day without being looked at. */
const BACK_DAYS = 31;
const IDENTITY_FIELDS = ['name', 'certNo', 'certType', 'birthDate', 'sex', 'identities'] as const;

const isSet = (value: Json | undefined): boolean => value !== undefined && value !== null;

/** What makes this operation more than a simple one; none for a simple one. */
export function riskFactors({ forecast, body, matter, supersedes, day }: OperationDraft): RiskFactor[] {
  const effect = typeof body.effectiveOn === 'string' ? body.effectiveOn : null;
  const holds: Record<keyof typeof FACTORS, boolean> = {
    warned: forecast.decision === 'ALLOW_WARN',
    identity: matter.endsWith('_CHANGE') && IDENTITY_FIELDS.some((field) => isSet(body[field])),
    newPerson: body.who === 'new',
    again: supersedes !== null,
    backdated: effect !== null && effect < addDays(day, -BACK_DAYS),
  };
  return (Object.keys(FACTORS) as (keyof typeof FACTORS)[])
    .filter((name) => holds[name])
    .map((name) => ({ name, ...FACTORS[name] }));
}

/** 1 for a simple operation, more with every factor. */
export const weightOf = (operation: OperationDraft): number =>
  1 + riskFactors(operation).reduce((sum, { points }) => sum + points, 0);

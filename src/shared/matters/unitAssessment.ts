import { z } from 'zod';
import type { UnitAssessment } from '../domain/assessment';
import type { Unit } from '../domain/unit';
import { amountOf, dateOf, effectOn } from './answerRead';
import { caseOf } from './facts';
import * as field from './fields';
import { findUnit } from './lookup';
import type { Matter } from './matter';
import { baseOf } from './touched';

const Body = z.strictObject({
  empNo: field.unitId,
  period: field.civilMonth('费款所属期'),
  staff: z
    .number({ error: '请填写缴费人数。' })
    .int({ error: '缴费人数应为整数。' })
    .min(1, { error: '缴费人数至少 1 人。' })
    .max(100_000, { error: '缴费人数超出范围，请核对。' }),
  baseSumFen: field.yuanFen('缴费基数合计').min(1, { error: '缴费基数合计应大于 0。' }),
});
export type UnitAssessmentBody = z.infer<typeof Body>;

/** The unit's assessments as fee periods of a case: what was assessed before is not assessed again. */
const periodsOf = (unit: Unit) =>
  unit.assessments.map(({ period, state, paidOn }) => ({
    scheme: 'EMP' as const,
    period,
    state,
    paidOn,
  }));

/**
 * 单位缴费核定 (R-ASM-01, R-FEE-01): the unit applies for a month with its staff and the sum of their bases; the parts are the
 * answer's. The amount goes to the tax authority; only its feedback makes it PAID (R-GEN-07).
 */
export const unitAssessment: Matter<UnitAssessmentBody> = {
  code: 'UNIT_ASSESSMENT',
  body: Body,
  subjects: (body) => [{ kind: 'unit', id: body.empNo }],
  base: (body, records) => [
    baseOf(records, { kind: 'unit', id: body.empNo }, ['status', `assessment.${body.period}`]),
  ],
  toCase: (body, records, context) => {
    const unit = findUnit(records, body.empNo);
    return caseOf(
      'ASSESSMENT',
      `${body.empNo}:${body.period}`,
      context,
      unit === null ? {} : { payments: periodsOf(unit) },
      { scheme: 'EMP', subKind: 'UNIT', period: body.period, baseFen: body.baseSumFen },
    );
  },
  fit: (body, records) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) return `没有单位编号为 ${body.empNo} 的参保单位，请重新选择。`;
    if (unit.managementType !== '01') return `${unit.name}是虚拟单位，不按月核定。`;
    return unit.status === 'ENDED' ? `${unit.name}的登记已经结束，不再核定。` : null;
  },
  apply: (body, records, { answer, day }) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) throw new Error('UNIT_ASSESSMENT applied where it does not fit');
    const [unitFen, personFen] = [amountOf(answer, 'unitPart'), amountOf(answer, 'personPart')];
    const dueOn = dateOf(answer, 'dueOn');
    const on = effectOn(answer, 'ASSESS', day);
    // Assessed already, or a rate is missing: nothing is written that the rules did not say.
    if (on === null || unitFen === null || personFen === null || dueOn === null) return [unit];
    const made: UnitAssessment = {
      period: body.period,
      staff: body.staff,
      baseSumFen: body.baseSumFen,
      unitFen,
      personFen,
      state: 'DUE',
      dueOn,
      assessedOn: on,
      paidOn: null,
      voucherNo: null,
    };
    const others = unit.assessments.filter(({ period }) => period !== body.period);
    return [{ ...unit, assessments: [...others, made].sort((a, b) => (a.period < b.period ? -1 : 1)) }];
  },
};

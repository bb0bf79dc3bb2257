import { z } from 'zod';
import { UNIT_END_REASONS, type UnitEndReason } from '../domain/unit';
import { effectOn } from './answerRead';
import { caseOf } from './facts';
import * as field from './fields';
import { findUnit } from './lookup';
import type { Matter } from './matter';
import { baseOf } from './touched';
import { unitFacts } from './unitFacts';

/** Reasons after which another unit goes on with the staff. */
export const WITH_SUCCESSOR: readonly UnitEndReason[] = ['MERGED', 'SPLIT', 'RESTRUCTURED'];

const Body = z
  .strictObject({
    empNo: field.unitId,
    reason: z.enum(Object.keys(UNIT_END_REASONS) as [UnitEndReason, ...UnitEndReason[]], {
      error: '请选择合并、分立、注销等原因。',
    }),
    approvedOn: field.civilDate('批准之日'),
    successor: field.unitId.nullable(),
    secondSuccessor: field.unitId.nullable(),
    note: field.plainText('批准文号', 200).nullable(),
  })
  .superRefine((body, issues) => {
    const report = (path: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [path], message });
    if (body.reason === 'MERGED' && body.successor === null)
      report('successor', '合并的请选择合并后存续的单位。');
    if (body.reason === 'SPLIT' && body.successor === null) report('successor', '分立的请选择分立后的单位。');
    if (!WITH_SUCCESSOR.includes(body.reason) && (body.successor ?? body.secondSuccessor) !== null)
      report('successor', '撤销、解散、注销的没有承接单位，请清空此项。');
    if (body.successor === body.empNo || body.secondSuccessor === body.empNo)
      report('successor', '承接单位不能是要结束登记的单位本身。');
    if (body.secondSuccessor !== null && body.secondSuccessor === body.successor)
      report('secondSuccessor', '两个承接单位相同，请清空或改选另一个。');
  });
export type UnitDissolveBody = z.infer<typeof Body>;

const successorsOf = (body: UnitDissolveBody): string[] =>
  [body.successor, body.secondSuccessor].filter((id) => id !== null);

/**
 * 合并、分立、注销 (R-UNIT-18): the registration ends. What is owed blocks it until it is paid; nothing is carried over to a
 * successor, because the article knows no such way.
 */
export const unitDissolve: Matter<UnitDissolveBody> = {
  code: 'UNIT_DISSOLVE',
  body: Body,
  subjects: (body) => [{ kind: 'unit', id: body.empNo }],
  base: (body, records) => [
    baseOf(records, { kind: 'unit', id: body.empNo }, ['status', 'arrears']),
    ...successorsOf(body).map((id) => baseOf(records, { kind: 'unit', id }, ['status'])),
  ],
  toCase: (body, records, context) => {
    const unit = findUnit(records, body.empNo);
    return caseOf(
      'UNIT_DISSOLVE',
      body.empNo,
      context,
      unit === null ? {} : { unit: unitFacts(unit, context) },
      { approvedOn: body.approvedOn },
    );
  },
  fit: (body, records) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) return `没有单位编号为 ${body.empNo} 的参保单位，请重新选择。`;
    if (unit.managementType !== '01') return `${unit.name}是虚拟单位，不能合并、分立或注销。`;
    if (unit.status === 'ENDED')
      return `${unit.name}的登记已经结束${unit.ended === null ? '' : `（${unit.ended.on}）`}。`;
    for (const id of successorsOf(body)) {
      const successor = findUnit(records, id);
      if (successor === null) return `没有单位编号为 ${id} 的承接单位，请先为它办理单位参保登记。`;
      if (successor.status === 'ENDED') return `承接单位${successor.name}的登记已经结束，请另选。`;
    }
    return null;
  },
  apply: (body, records, { answer, day }) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) throw new Error('UNIT_DISSOLVE applied where it does not fit');
    const on = effectOn(answer, 'END_UNIT', day);
    if (on === null) return [];
    const { reason, approvedOn } = body;
    return [{ ...unit, status: 'ENDED', ended: { on, reason, approvedOn, successors: successorsOf(body) } }];
  },
};

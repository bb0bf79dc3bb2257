import { z } from 'zod';
import type { Unit } from '../domain/unit';
import { caseOf } from './facts';
import * as field from './fields';
import { findUnit, findVillage } from './lookup';
import type { Matter } from './matter';
import { baseOf } from './touched';
import { recordFacts, unitFacts } from './unitFacts';
import { UNIT_DETAIL_NAMES, UNIT_DETAILS, type UnitDetail } from './unitFields';

const Body = z
  .strictObject({
    empNo: field.unitId,
    changedOn: field.civilDate('变更之日'),
    note: field.plainText('变更依据', 200).nullable(),
    ...UNIT_DETAILS,
  })
  .partial(Object.fromEntries(UNIT_DETAIL_NAMES.map((name) => [name, true])) as Record<UnitDetail, true>)
  .superRefine((body, issues) => {
    if (!UNIT_DETAIL_NAMES.some((name) => body[name] !== undefined))
      issues.addIssue({ code: 'custom', path: ['empNo'], message: '还没有改动任何一项。' });
  });
export type UnitChangeBody = z.infer<typeof Body>;

const changed = (body: UnitChangeBody): UnitDetail[] =>
  UNIT_DETAIL_NAMES.filter((name) => body[name] !== undefined);

/** 单位信息变更 (R-UNIT-17): what is named is written, nothing else. A new code is checked like one that registers. */
export const unitChange: Matter<UnitChangeBody> = {
  code: 'UNIT_CHANGE',
  body: Body,
  subjects: (body) => [{ kind: 'unit', id: body.empNo }],
  base: (body, records) => [baseOf(records, { kind: 'unit', id: body.empNo }, ['status', ...changed(body)])],
  toCase: (body, records, context) => {
    const unit = findUnit(records, body.empNo);
    const uscc = body.uscc === undefined ? (unit?.uscc ?? null) : body.uscc;
    const own = { id: unit?.id ?? body.empNo, standing: unit };
    return caseOf(
      'UNIT_CHANGE',
      body.empNo,
      context,
      unit === null
        ? {}
        : { unit: { ...unitFacts(unit, context), ...recordFacts(uscc, own, records, context) } },
      { changedOn: body.changedOn, ...(body.uscc == null ? {} : { uscc: body.uscc }) },
    );
  },
  fit: (body, records) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) return `没有单位编号为 ${body.empNo} 的参保单位，请重新选择。`;
    if (unit.managementType !== '01') return `${unit.name}是虚拟单位，登记事项不在这里变更。`;
    if (unit.status === 'ENDED') return `${unit.name}已经注销，不能再变更登记事项。`;
    return body.villageCode !== undefined && findVillage(records, body.villageCode) === null
      ? '单位要迁往的村（居）不在本辖区，请由迁入地办理。'
      : null;
  },
  apply: (body, records) => {
    const unit = findUnit(records, body.empNo);
    if (unit === null) throw new Error('UNIT_CHANGE applied where it does not fit');
    return [{ ...unit, ...(Object.fromEntries(changed(body).map((n) => [n, body[n]])) as Partial<Unit>) }];
  },
};

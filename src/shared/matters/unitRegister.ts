import { z } from 'zod';
import { UNIT_UNKNOWN, type Unit } from '../domain/unit';
import { caseOf } from './facts';
import * as field from './fields';
import { findUnit, findVillage } from './lookup';
import type { Matter } from './matter';
import { baseOf } from './touched';
import { recordFacts } from './unitFacts';
import { UNIT_DETAILS } from './unitFields';

const Body = z.strictObject({
  empNo: field.unitId.regex(field.TMP_ID, { error: '新登记的单位须用本机临时编号。' }),
  establishedOn: field.civilDate('成立之日'),
  ...UNIT_DETAILS,
});
export type UnitRegisterBody = z.infer<typeof Body>;

/** 单位参保登记 (R-UNIT-16, R-ID-04, R-ID-05), under a placeholder until the platform gives the empNo. */
export const unitRegister: Matter<UnitRegisterBody> = {
  code: 'UNIT_REGISTER',
  body: Body,
  subjects: (body) => [{ kind: 'unit', id: body.empNo }],
  base: (body, records) => [
    baseOf(records, { kind: 'unit', id: body.empNo }, []),
    baseOf(records, { kind: 'village', id: body.villageCode }, []),
  ],
  toCase: (body, records, context) =>
    caseOf(
      'UNIT_REGISTER',
      body.empNo,
      context,
      { unit: recordFacts(body.uscc, { id: body.empNo, standing: null }, records, context) },
      { establishedOn: body.establishedOn, ...(body.uscc === null ? {} : { uscc: body.uscc }) },
    ),
  fit: (body, records) => {
    if (findUnit(records, body.empNo) !== null) return `${body.name}已经登记，请按已有单位办理。`;
    return findVillage(records, body.villageCode) === null
      ? `本辖区没有代码为 ${body.villageCode} 的村（居），请重新选择单位所在地。`
      : null;
  },
  apply: ({ empNo, establishedOn, ...details }) => {
    const unit: Unit = {
      kind: 'unit',
      id: empNo,
      version: 0,
      managementType: '01',
      status: 'ACTIVE',
      arrearsFen: 0,
      ...UNIT_UNKNOWN,
      ...details,
      establishedOn,
    };
    return [unit];
  },
};

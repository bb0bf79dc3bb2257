import * as field from './fields';
import { findUnit } from './lookup';
import { baseOf } from './touched';
import { unitFacts } from './unitFacts';
import { type WorkerBody, workerMatter } from './workerMatter';

interface Asked {
  /** empNo of the employer. */
  empNo: string;
  /** 用工之日, from which the 30 days of R-EMP-19-1 run. */
  hireDate: string;
  /** First fee period asked for. */
  firstPeriod: string;
}
export type EmpRegisterBody = WorkerBody<Asked>;

/**
 * 职工参保登记 of one employee (R-EMP-19, 20). The unit is read, not written, so it is part of the base and not a lane: a
 * refused colleague holds nobody back.
 */
export const empRegister = workerMatter<Asked>({
  code: 'EMP_REGISTER',
  asked: {
    empNo: field.unitId,
    hireDate: field.civilDate('用工之日'),
    firstPeriod: field.civilMonth('首个缴费月份'),
  },
  touches: [],
  base: ({ empNo }, records) => [baseOf(records, { kind: 'unit', id: empNo }, ['status'])],
  facts: ({ empNo }, _, records, context) => {
    const unit = findUnit(records, empNo);
    return unit === null ? {} : { unit: unitFacts(unit, context) };
  },
  request: ({ hireDate, firstPeriod }) => ({ scheme: 'EMP', subKind: 'UNIT', hireDate, firstPeriod }),
  fit: ({ empNo }, records) => {
    const unit = findUnit(records, empNo);
    if (unit === null) return `没有单位编号为 ${empNo} 的参保单位，请先办理单位登记或重新选择。`;
    return unit.managementType === '08' ? `${unit.name}是居民虚拟单位，不能办理职工参保。` : null;
  },
  relation: ({ empNo, hireDate }) => ({
    subKind: 'UNIT',
    empNo,
    personType: '1101',
    from: hireDate,
    mode: null,
  }),
});

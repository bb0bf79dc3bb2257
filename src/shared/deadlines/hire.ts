import { isCivilDate } from '../domain/civilDate';
import { lastDayOf } from '../rules/chapters/general/general';
import { type DeadlineRule, parameterOf, reasonOf } from './deadline';

const MATTER = 'EMP_REGISTER';
const RULE = 'R-EMP-19-1';

/**
 * 30 days of hire (R-EMP-19-1). Records begin with the registration, so it runs for work under way alone: a form that was
 * begun, an operation that waits, was refused or returned.
 */
export const hire: DeadlineRule = {
  matter: MATTER,
  rule: RULE,
  ofPerson: () => null,
  ofWork({ matter, fields }, at) {
    const { hireDate } = fields;
    if (matter !== MATTER || typeof hireDate !== 'string' || !isCivilDate(hireDate)) return null;
    const days = parameterOf<number>(at, 'emp.deadlineDays', hireDate);
    if (days === null) return null;
    const last = lastDayOf(hireDate, days);
    return {
      kind: 'hire',
      last,
      lost: '单位逾期，要补缴用工以来的医保费并按日加收滞纳金',
      reason: reasonOf(RULE, 'EMP_REG_LATE', `${hireDate} 用工，${days} 日期限的末日是 ${last}。`, at),
      matter: MATTER,
    };
  },
};

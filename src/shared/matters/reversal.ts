import { monthOf } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Operation } from '../domain/operation';
import type { Json } from '../json';
import { err, ok, type Result } from '../result';
import type { ResidentCategory } from '../rules/case';
import { currentEnrolment } from './enrolments';
import { findPerson } from './lookup';
import type { Records } from './matter';
import { parseBody } from './readFields';

/** A matter that lawfully puts back what another did, and the fields it is begun with. */
export interface Reversal {
  readonly matter: MatterCode;
  readonly fields: Readonly<Record<string, Json>>;
}

const CATEGORY_OF: Readonly<Record<string, ResidentCategory>> = {
  1402: 'MINOR',
  1403: 'STUDENT',
  1404: 'STUDENT',
  1405: 'MINOR',
  1501: 'ADULT',
  1601: 'ADULT',
};

/**
 * What takes back an applied step of a saga: never an undo, always a new operation that the rules decide (SY18). A paused
 * relation is taken up again where it was. The error says why there is none.
 */
export function reversalOf(
  operation: Operation,
  records: Records,
  campaignYear: number,
): Result<Reversal, string> {
  const body = parseBody(operation.matter, operation.body);
  const person = body.ok ? findPerson(records, String(body.value.personId)) : null;
  if (person === null) return err('本机资料中已没有此人，请同步后再看。');
  switch (operation.matter) {
    case 'EMP_PAUSE': {
      const paused = currentEnrolment(person, 'EMP');
      if (paused?.status !== 'PAUSED')
        return err(`${person.name}的职工参保关系现在不是暂停状态，没有可以恢复的。`);
      if (paused.subKind !== 'UNIT')
        return err('灵活就业人员的参保关系要由本人重新登记，请另办职工参保登记。');
      return ok({
        matter: 'EMP_REGISTER',
        fields: {
          who: 'existing',
          personId: person.id,
          empNo: paused.empNo,
          hireDate: paused.statusFrom,
          firstPeriod: monthOf(paused.statusFrom),
        },
      });
    }
    case 'RES_PAUSE': {
      const paused = currentEnrolment(person, 'RES');
      if (paused?.status !== 'PAUSED')
        return err(`${person.name}的居民参保关系现在不是暂停状态，没有可以恢复的。`);
      return ok({
        matter: 'RES_REGISTER',
        fields: {
          who: 'existing',
          personId: person.id,
          year: campaignYear,
          category: CATEGORY_OF[paused.personType] ?? 'ADULT',
          school: person.schooling?.school ?? null,
          outsideWindowReason: null,
        },
      });
    }
    default:
      return err('这一步没有可以自动撤回的办法，请到窗口另办相应的业务。');
  }
}

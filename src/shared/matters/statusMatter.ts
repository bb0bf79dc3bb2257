import { z } from 'zod';
import type { Scheme } from '../domain/enrolment';
import type { MatterCode } from '../domain/matter';
import type { Case } from '../rules/case';
import { currentEnrolment, endEnrolment, endsOn } from './enrolments';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson } from './lookup';
import type { Matter } from './matter';
import { baseOf } from './touched';

const Body = z.strictObject({
  personId: field.personId,
  /** Which reasons go with a pause and which with a termination is decided by R-STA-02, 03. */
  reason: field.statusReason,
  /** The day it takes effect; of a death the day of death. */
  effectiveOn: field.civilDate('生效日期'),
  note: field.plainText('备注', 200).nullable(),
});
export type StatusBody = z.infer<typeof Body>;

const SCHEME_NAME = { RES: '居民', EMP: '职工' } as const;

/** A pause (暂停) or termination (终止) of one scheme's relation: R-STA, R-END. */
export function statusMatter(
  code: MatterCode & Case['matter'],
  scheme: Scheme,
  status: 'PAUSED' | 'TERMINATED',
): Matter<StatusBody> {
  const key = scheme === 'RES' ? 'res' : 'emp';
  return {
    code,
    body: Body,
    subjects: (body) => [{ kind: 'person', id: body.personId }],
    base: (body, records) => [
      baseOf(records, { kind: 'person', id: body.personId }, [
        'certNo',
        'villageCode',
        'survival',
        `${key}.status`,
        `${key}.statusFrom`,
        `${key}.empNo`,
        ...(body.reason === 'DEATH' ? ['deathDate'] : []),
      ]),
    ],
    toCase: (body, records, context) => {
      const person = findPerson(records, body.personId);
      return caseOf(code, body.personId, context, person === null ? {} : factsOf(person, context), {
        scheme,
        reason: body.reason,
        effectiveOn: body.effectiveOn,
      });
    },
    fit: (body, records) => {
      const person = findPerson(records, body.personId);
      if (person === null) return '人员档案中没有此人，请重新查找。';
      const current = currentEnrolment(person, scheme);
      if (current === null) return `${person.name}没有${SCHEME_NAME[scheme]}参保关系，没有可以变动的登记。`;
      return current.status === 'TERMINATED'
        ? `${person.name}的${SCHEME_NAME[scheme]}参保关系已于 ${current.statusFrom} 终止。`
        : null;
    },
    apply: (body, records) => {
      const person = findPerson(records, body.personId);
      if (person === null) throw new Error(`${code} applied where it does not fit`);
      const ended = endEnrolment(person, scheme, status, endsOn(body.reason, body.effectiveOn), body.reason);
      return [body.reason === 'DEATH' ? { ...ended, survival: '2', deathDate: body.effectiveOn } : ended];
    },
  };
}

import { monthOf } from '../domain/civilDate';
import type { Enrolment, Scheme } from '../domain/enrolment';
import type { MatterCode } from '../domain/matter';
import type { Operation } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Json } from '../json';
import { err, ok, type Result } from '../result';
import type { ResidentCategory } from '../rules/case';
import { currentEnrolment } from './enrolments';
import { findHousehold, findPerson } from './lookup';
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
 * What takes back an applied step of a saga: never an undo, always a new operation that the rules decide (SY18). A relation that
 * was left is taken up again where it was; who moved moves back. The error says why there is none.
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
    case 'EMP_PAUSE':
    case 'EMP_TERMINATE':
      return takenUpAgain(person, 'EMP', (left) =>
        left.subKind !== 'UNIT'
          ? err('灵活就业人员的参保关系要由本人重新登记，请另办职工参保登记。')
          : ok({
              matter: 'EMP_REGISTER',
              fields: {
                who: 'existing',
                personId: person.id,
                empNo: left.empNo,
                hireDate: left.statusFrom,
                firstPeriod: monthOf(left.statusFrom),
              },
            }),
      );
    case 'RES_PAUSE':
    case 'RES_TERMINATE':
      return takenUpAgain(person, 'RES', (left) =>
        ok({
          matter: 'RES_REGISTER',
          fields: {
            who: 'existing',
            personId: person.id,
            year: campaignYear,
            category: CATEGORY_OF[left.personType] ?? 'ADULT',
            school: person.schooling?.school ?? null,
            outsideWindowReason: null,
          },
        }),
      );
    case 'RES_CHANGE':
    case 'EMP_CHANGE':
      return movedBack(operation, person, records);
    default:
      return err('这一步没有可以自动撤回的办法，请到窗口另办相应的业务。');
  }
}

const LEFT = { PAUSED: '暂停', TERMINATED: '终止' };

/** A relation that was paused or terminated is taken up again where it was. */
function takenUpAgain(
  person: Person,
  scheme: Scheme,
  how: (left: Enrolment) => Result<Reversal, string>,
): Result<Reversal, string> {
  const left = currentEnrolment(person, scheme);
  if (left !== null && left.status in LEFT) return how(left);
  const name = scheme === 'EMP' ? '职工' : '居民';
  return err(
    `${person.name}的${name}参保关系现在不是${Object.values(LEFT).join('或')}状态，没有可以恢复的。`,
  );
}

/** Somebody who moved with the household moves back to the one they came from, as who they were there. */
function movedBack(operation: Operation, person: Person, records: Records): Result<Reversal, string> {
  const { movesFrom, householdId, relation } = operation.body;
  const old = typeof movesFrom === 'string' ? findHousehold(records, movesFrom) : null;
  if (old === null) return err(`本机资料中已没有${person.name}原来的户，请同步后再看。`);
  // A household that had a placeholder has its number now.
  const moved = person.householdId === householdId || String(householdId).startsWith('TMP-');
  if (!moved || person.householdId === old.id) {
    return err(`${person.name}现在不在迁入的户里（户号 ${person.householdId}），没有可以迁回的。`);
  }
  const seen = operation.base.find(({ subject }) => subject.kind === 'person')?.fields.relation;
  return ok({
    matter: operation.matter,
    fields: {
      personId: person.id,
      movesFrom: person.householdId,
      householdNew: false,
      householdId: old.id,
      villageCode: old.villageCode,
      group: old.group,
      ...(relation === undefined || seen === undefined ? {} : { relation: seen }),
    },
  });
}

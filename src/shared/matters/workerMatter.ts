import { z } from 'zod';
import type { Enrolment } from '../domain/enrolment';
import type { MatterCode } from '../domain/matter';
import type { Base } from '../domain/operation';
import type { Person } from '../domain/person';
import type { Case, Facts, Request } from '../rules/case';
import { withEnds } from './effectWrite';
import { currentEnrolment, withEnrolment } from './enrolments';
import { caseOf, factsOf } from './facts';
import * as field from './fields';
import { findPerson } from './lookup';
import type { Matter, MatterContext, Records } from './matter';
import { householdAfter } from './newHousehold';
import {
  type NewPerson,
  newPersonBase,
  newPersonFields,
  newPersonFit,
  newPersonIssues,
  newPersonSubjects,
  personFrom,
} from './newPerson';
import { baseOf } from './touched';

/** Somebody on file or somebody new, with what the registration asks. */
export type WorkerBody<A> =
  | ({ who: 'existing'; personId: string; phone: string | null } & A)
  | (NewPerson & A);

/** A registration into the employee scheme: what is asked, and what of it makes the relation. */
export interface WorkerMatter<A> {
  readonly code: MatterCode & Case['matter'];
  readonly asked: { readonly [N in keyof A]: z.ZodType<A[N]> };
  /** Touched fields besides those of every registration. */
  readonly touches: readonly string[];
  /** Records that are read besides the person's, as part of the base. */
  base(asked: A, records: Records): Base[];
  facts(asked: A, person: Person | null, records: Records, context: MatterContext): Partial<Facts>;
  request(asked: A): Request;
  fit(asked: A, records: Records): string | null;
  /** The relation as it is registered; of a paused one that goes on, id and first day are kept. */
  relation(
    asked: A,
    context: MatterContext,
  ): Pick<Enrolment, 'subKind' | 'empNo' | 'personType' | 'from' | 'mode'>;
}

/**
 * 参保登记 into the employee scheme (R-EMP-19, 20). A relation paused with the same unit is taken up again, and the resident
 * relation ends or pauses as the answer says (R-EMP-20-4). Periods are assessed by the month, not here.
 */
export function workerMatter<A extends object>(its: WorkerMatter<A>): Matter<WorkerBody<A>> {
  type B = WorkerBody<A>;
  const shape = its.asked as z.ZodRawShape;
  const existing = { who: z.literal('existing'), personId: field.personId, phone: field.phone };
  const body = z
    .discriminatedUnion(
      'who',
      [z.strictObject({ ...existing, ...shape }), z.strictObject({ ...newPersonFields, ...shape })],
      { error: '请先选择人员，或选择新建人员。' },
    )
    .superRefine((read, issues) => {
      if (read.who === 'new') newPersonIssues(read as unknown as NewPerson, issues);
    }) as unknown as z.ZodType<B>;
  const personOf = (asked: B, records: Records): Person | null => {
    const person = asked.who === 'new' ? personFrom(asked) : findPerson(records, asked.personId);
    return person === null || asked.phone === null ? person : { ...person, phone: asked.phone };
  };
  const ownFields = [
    'certNo',
    'villageCode',
    'survival',
    'emp.status',
    'emp.empNo',
    'res.status',
    'res.statusFrom',
  ];
  const ownBase = (asked: B, records: Records): Base[] =>
    asked.who === 'new'
      ? newPersonBase(asked, records)
      : [
          baseOf(records, { kind: 'person', id: asked.personId }, [
            ...ownFields,
            ...its.touches,
            ...(asked.phone === null ? [] : ['phone']),
          ]),
        ];
  return {
    code: its.code,
    body,
    subjects: (asked) =>
      asked.who === 'new' ? newPersonSubjects(asked) : [{ kind: 'person', id: asked.personId }],
    base: (asked, records) => [...ownBase(asked, records), ...its.base(asked, records)],
    toCase: (asked, records, context) => {
      const person = personOf(asked, records);
      const facts = {
        ...(person === null ? {} : factsOf(person, context)),
        ...its.facts(asked, person, records, context),
      };
      return caseOf(its.code, asked.personId, context, facts, its.request(asked));
    },
    fit: (asked, records) => {
      const misfit = its.fit(asked, records);
      if (misfit !== null) return misfit;
      if (asked.who === 'new') return newPersonFit(asked, records);
      return findPerson(records, asked.personId) === null ? '人员档案中没有此人，请重新查找。' : null;
    },
    apply: (asked, records, context) => {
      const person = personOf(asked, records);
      if (person === null) throw new Error(`${its.code} applied where it does not fit`);
      const relation = its.relation(asked, context);
      const current = currentEnrolment(person, 'EMP');
      const resumes =
        current !== null && current.status === 'PAUSED' && current.empNo === relation.empNo ? current : null;
      const enrolled = withEnrolment(person, {
        ...relation,
        id: resumes?.id ?? `E${context.opId}`,
        from: resumes?.from ?? relation.from,
        scheme: 'EMP',
        status: 'ACTIVE',
        region: context.jurisdiction.region,
        statusFrom: context.day,
        reason: null,
      });
      const after = withEnds(enrolled, 'RES', 'EMP_REGISTRATION', context);
      return [after, ...(asked.who === 'new' ? householdAfter(asked, records) : [])];
    },
  };
}

import { person, section } from './declare';
import { currentEnrolment } from './enrolments';
import { personMatter } from './personMatter';
import { RETIREMENT_FIELDS, retiredAlready, retirementAfter, retirementFacts } from './retirementWrite';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('退休', RETIREMENT_FIELDS),
};

/** 医保退休: done where age and months are there, else an open application with what is missing (R-LUMP-01). */
export const medicalRetirement = personMatter({
  code: 'MEDICAL_RETIREMENT',
  fields,
  touches: () => ['retirement', 'emp.status'],
  facts: retirementFacts,
  request: () => ({ scheme: 'EMP' }),
  fit: (_, who) =>
    currentEnrolment(who, 'EMP') === null
      ? `${who.name}没有职工参保关系，不能办理医保退休。`
      : retiredAlready(who),
  apply: (_, who, context) => ({
    ...who,
    retirement: retirementAfter(context, { lumpFen: null, creditFen: null, instead: null }),
  }),
});

import { amountOf } from './answerRead';
import { choice, money, person, section, when } from './declare';
import { withEnds } from './effectWrite';
import { currentEnrolment } from './enrolments';
import { personMatter } from './personMatter';
import {
  fromApplication,
  RETIREMENT_FIELDS,
  retiredAlready,
  retirementAfter,
  retirementFacts,
} from './retirementWrite';

const fields = {
  ...section('人员', { personId: person() }),
  ...section('退休', RETIREMENT_FIELDS),
  ...section('缴费', {
    way: choice('怎样处理所差月数', {
      WHOLE: '一次性足额趸缴',
      PART: '只能缴一部分',
      FLEX: '改参灵活就业职工医保',
      RES: '改参居民医保',
    }),
    lumpFen: when(({ way }) => way === 'PART', money('现在能缴的金额')),
  }),
};

/** 一次性趸缴 at retirement, or what is chosen instead of it (R-LUMP-02 to 04). */
export const lumpSum = personMatter({
  code: 'LUMP_SUM',
  fields,
  touches: () => ['retirement', 'emp.status', 'emp.statusFrom'],
  facts: retirementFacts,
  request: ({ way, lumpFen }) => ({
    scheme: 'EMP',
    ...(way === 'FLEX' || way === 'RES' ? { instead: way } : {}),
    ...(lumpFen === null ? {} : { lumpFen }),
  }),
  fit: (_, who) =>
    currentEnrolment(who, 'EMP') === null
      ? `${who.name}没有职工参保关系，没有可以趸缴的。`
      : retiredAlready(who),
  apply: ({ way }, who, context) => {
    const { answer } = context;
    const retirement = retirementAfter(context, {
      lumpFen: amountOf(answer, 'lumpSum'),
      creditFen: amountOf(answer, 'accountCredit'),
      instead: way === 'FLEX' || way === 'RES' ? way : null,
    });
    return withEnds({ ...who, retirement }, 'EMP', 'OTHER_PAUSE', context);
  },
  prefill: (typed, changed, who) =>
    changed === 'personId' ? fromApplication(typed, who?.retirement ?? null) : typed,
});

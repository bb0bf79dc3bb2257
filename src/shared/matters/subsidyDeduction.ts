import { amountOf } from './answerRead';
import {
  DUPLICATE_FIELDS,
  duplicateFacts,
  duplicateRequest,
  fromElsewhere,
  otherAfterSelf,
} from './duplicateFields';
import { follows } from './effectWrite';
import { personMatter } from './personMatter';

/** 财政补助扣减: what is to be reported for the years paid twice; no relation ends by it (R-SUB). */
export const subsidyDeduction = personMatter({
  code: 'SUBSIDY_DEDUCTION',
  fields: DUPLICATE_FIELDS,
  touches: () => ['duplicates', 'emp.status', 'res.status', 'elsewhere'],
  facts: (body, who, _, context) => duplicateFacts(body, who, context),
  request: duplicateRequest,
  fit: otherAfterSelf,
  apply: (_, who, context) => {
    if (!follows(context, 'DEDUCT_SUBSIDY')) return who;
    const subsidyFen = amountOf(context.answer, 'subsidyDeducted');
    const noted = { id: context.opId, on: context.day, ended: [], subsidyFen, subsidyReported: true };
    return { ...who, duplicates: [...who.duplicates, noted] };
  },
  prefill: fromElsewhere,
});

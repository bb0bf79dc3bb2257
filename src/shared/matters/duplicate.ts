import type { EnrolmentStatus, Scheme } from '../domain/enrolment';
import { amountOf } from './answerRead';
import {
  DUPLICATE_FIELDS,
  duplicateFacts,
  duplicateRequest,
  fromElsewhere,
  otherAfterSelf,
} from './duplicateFields';
import { follows } from './effectWrite';
import { endEnrolment } from './enrolments';
import { type Deciding, personMatter } from './personMatter';

interface Ended {
  readonly scheme: Scheme;
  readonly how: 'TERMINATE' | 'PAUSE';
  readonly region: string;
  readonly on: string;
}
const STATUS: Readonly<Record<Ended['how'], Exclude<EnrolmentStatus, 'ACTIVE'>>> = {
  TERMINATE: 'TERMINATED',
  PAUSE: 'PAUSED',
};

/** The relations that give way, as the answer names them with their regions. */
const endedBy = ({ answer, day }: Deciding): Ended[] =>
  answer.effects.flatMap(({ code, region, on }) => {
    const found = /^(TERMINATE|PAUSE)_(EMP|RES)$/.exec(code);
    return found === null || region === undefined
      ? []
      : [{ how: found[1] as Ended['how'], scheme: found[2] as Scheme, region, on: on ?? day }];
  });

/** 重复参保处理: the relation here ends or pauses where another is kept; one elsewhere is noted, to be ended there (R-DUP). */
export const duplicate = personMatter({
  code: 'DUPLICATE',
  fields: DUPLICATE_FIELDS,
  touches: () => ['duplicates', 'emp.status', 'emp.statusFrom', 'res.status', 'res.statusFrom', 'elsewhere'],
  facts: (body, who, _, context) => duplicateFacts(body, who, context),
  request: duplicateRequest,
  fit: otherAfterSelf,
  apply: (_, who, context) => {
    const ended = endedBy(context);
    const subsidyReported = follows(context, 'DEDUCT_SUBSIDY');
    if (ended.length === 0 && !subsidyReported) return who;
    const noted = {
      id: context.opId,
      on: context.day,
      ended,
      subsidyFen: amountOf(context.answer, 'subsidyDeducted'),
      subsidyReported,
    };
    return ended
      .filter(({ region }) => region === context.jurisdiction.region)
      .reduce(
        (person, { scheme, how, on }) => endEnrolment(person, scheme, STATUS[how], on, 'DUPLICATE_CLEANUP'),
        {
          ...who,
          duplicates: [...who.duplicates, noted],
        },
      );
  },
  prefill: fromElsewhere,
});

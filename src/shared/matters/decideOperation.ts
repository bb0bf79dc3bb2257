import type { MatterCode } from '../domain/matter';
import type { Answer } from '../rules/answer';
import type { Case } from '../rules/case';
import { decide } from '../rules/decide';
import { matterOf } from './index';
import type { MatterContext, Records } from './matter';
import type { Body } from './readFields';

/** The law's answer to a matter on these records, with the case it answers; `body` has been parsed by the matter's schema. */
export function forecast(
  matter: MatterCode,
  body: Body,
  records: Records,
  context: MatterContext,
): { readonly subject: Case; readonly answer: Answer } {
  const subject = matterOf(matter).toCase(body, records, context);
  return { subject, answer: decide(subject) };
}

/** True where the matter may be accepted; with a warning the clerk gives a reason. */
export const mayBeAccepted = (answer: Answer): boolean =>
  answer.decision === 'ALLOW' || answer.decision === 'ALLOW_WARN';

/** Why not, in one sentence: the first refusal, or what is missing. */
export function whyNot(answer: Answer): string {
  const refusal = answer.reasons.find((reason) => reason.severity === 'refuse');
  if (refusal !== undefined) return refusal.text;
  const fact = answer.needsFacts[0];
  if (fact !== undefined) return `还缺一项情况：${fact.question}`;
  const param = answer.needsParams[0];
  if (param !== undefined)
    return `政策参数 ${param.param} 在 ${param.region} 于 ${param.on} 没有取值，请联系上级维护政策包。`;
  return '按现有规则不能办理。';
}

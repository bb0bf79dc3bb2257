import { addDays, addToMonth, type CivilDate, monthOf } from '../domain/civilDate';
import type { Answer } from './answer';
import { type RuleBook, theBook } from './book';
import type { Case } from './case';
import { decide } from './decide';

/** A step that was asked, and the law's answer to it. */
export interface AskedStep {
  readonly subject: Case;
  readonly answer: Answer;
}

/** What would happen, in a sentence a clerk can read out. */
export interface SagaSaying {
  readonly text: string;
  /** Days between the two covers, first and last; null: none, or the dates are not known. */
  readonly gap: { readonly from: CivilDate; readonly to: CivilDate } | null;
}

/** One matter in several steps (联办), decided as a whole before the first is taken. */
export interface SagaAnswer extends SagaSaying {
  /** That of the first step that does not allow; with all allowed, of the weakest. */
  readonly decision: Answer['decision'];
  /** In order. A step behind one that does not allow was not asked. */
  readonly asked: readonly AskedStep[];
}

export const allows = ({ decision }: Pick<Answer, 'decision'>): boolean =>
  decision === 'ALLOW' || decision === 'ALLOW_WARN';

/**
 * Decides steps one after the other, each on the facts that those before it leave. One that is refused or lacks something
 * refuses or holds up the whole, so that nobody is left half-moved. A step that makes no case of them (null) ends it without an
 * answer.
 */
export function decideInTurn(
  steps: readonly ((before: readonly AskedStep[]) => Case | null)[],
  say: (asked: readonly AskedStep[]) => SagaSaying,
  book: RuleBook = theBook,
): SagaAnswer | null {
  const asked: AskedStep[] = [];
  for (const step of steps) {
    const subject = step(asked);
    if (subject === null) return null;
    const answer = decide(subject, book);
    asked.push({ subject, answer });
    if (!allows(answer)) return { decision: answer.decision, asked, ...say(asked) };
  }
  const warns = asked.some(({ answer }) => answer.decision === 'ALLOW_WARN');
  return { decision: warns ? 'ALLOW_WARN' : 'ALLOW', asked, ...say(asked) };
}

/** Why a step does not go: its first refusal, or the questions to put and the parameters that no pack sets. */
export function whyStepStops({ decision, reasons, needsFacts, needsParams }: Answer): string {
  if (decision === 'REFUSE') return reasons.find(({ severity }) => severity === 'refuse')?.text ?? '';
  return [
    ...needsFacts.map(({ question }) => question),
    ...needsParams.map(({ param }) => `参数 ${param} 没有取值。`),
  ].join('');
}

/** First day not covered by the periods paid in the scheme that is left, counted from its day. */
function coverEnds({ subject, answer }: AskedStep): CivilDate {
  const to = answer.dates.find((d) => d.name === 'coverTo')?.date;
  if (to !== undefined) return addDays(to, 1);
  return answer.dates.find((d) => d.name === 'statusFrom')?.date ?? subject.on;
}

/** The first day of the new cover: as the answer says, else the first fee period's first day. */
function coverBegins({ subject, answer }: AskedStep): CivilDate | undefined {
  const named = (name: string) => answer.dates.find((d) => d.name === name)?.date;
  const begins = named('benefitFrom') ?? named('firstPeriodFrom');
  if (begins !== undefined || subject.matter !== 'EMP_REGISTER') return begins;
  return `${subject.request.firstPeriod ?? addToMonth(monthOf(subject.on), 1)}-01`;
}

/** 暂停 or 终止 in one scheme, then 参保 in the other: what is said of it, and the days without cover between the two. */
export function saySchemeChange([leave, join]: readonly AskedStep[]): SagaSaying {
  const verb = leave?.subject.matter.endsWith('_PAUSE') ? '暂停' : '终止';
  if (leave === undefined || join === undefined)
    return { text: `${verb}参保这一步不能办理，整件事不开始，原有参保关系不变。`, gap: null };
  if (!allows(join.answer)) {
    const why = join.answer.decision === 'REFUSE' ? '不能办理' : '还缺情况';
    const text = `后一步参保登记${why}：${whyStepStops(join.answer)}整件事不开始，不先${verb}。`;
    return { text, gap: null };
  }
  const from = coverEnds(leave);
  const begins = coverBegins(join);
  if (begins === undefined) {
    const text = '两步都可以办理；新待遇开始日还不能确定，请先向参保人说明中间可能没有待遇。';
    return { text, gap: null };
  }
  if (from >= begins)
    return { text: `两步都可以办理，中间没有待遇空档，新的待遇从 ${begins} 开始。`, gap: null };
  const gap = { from, to: addDays(begins, -1) };
  const text = `两步都可以办理，但 ${gap.from} 至 ${gap.to} 没有待遇，新的待遇从 ${begins} 开始，请先向参保人说明。`;
  return { text, gap };
}

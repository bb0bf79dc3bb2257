import { addDays, addToMonth, type CivilDate, monthOf } from '../domain/civilDate';
import type { Answer } from './answer';
import { type RuleBook, theBook } from './book';
import type { Case, Facts } from './case';
import { decide } from './decide';

/** A pause and the registration that follows it, decided as one before the first step is taken. */
export interface SagaAnswer {
  /** That of the first answer that does not allow; with both allowed, of the weaker. */
  readonly decision: Answer['decision'];
  readonly first: Answer;
  /** The registration on the facts as the pause leaves them; null: the pause itself is not allowed. */
  readonly second: Answer | null;
  /** Days between the two covers, first and last; null: none, or the dates are not known. */
  readonly gap: { readonly from: CivilDate; readonly to: CivilDate } | null;
  /** What would happen, in one sentence a clerk can read out. */
  readonly text: string;
}

type PauseMatter = 'EMP_PAUSE' | 'RES_PAUSE';
type RegisterMatter = 'EMP_REGISTER' | 'RES_REGISTER';
const schemeOf = (matter: string) => (matter.startsWith('EMP') ? ('EMP' as const) : ('RES' as const));
const allows = (a: Answer) => a.decision === 'ALLOW' || a.decision === 'ALLOW_WARN';

/** The facts as an allowed pause leaves them: the active relations of its scheme here are paused. */
export function factsAfterPause(pause: Case, answer: Answer): Facts {
  const from = answer.dates.find((d) => d.name === 'statusFrom')?.date ?? pause.on;
  const scheme = schemeOf(pause.matter);
  const { relations } = pause.facts;
  if (relations === undefined) return pause.facts;
  return {
    ...pause.facts,
    relations: relations.map((r) =>
      r.scheme === scheme && r.status === 'ACTIVE' && r.region === pause.region
        ? { ...r, status: 'PAUSED' as const, statusFrom: from, reason: pause.request.reason ?? null }
        : r,
    ),
  };
}

/** First day not covered by the periods paid in the scheme of the pause, counted from its day. */
function coverEnds(pause: Case, answer: Answer): CivilDate {
  const to = answer.dates.find((d) => d.name === 'coverTo')?.date;
  if (to !== undefined) return addDays(to, 1);
  return answer.dates.find((d) => d.name === 'statusFrom')?.date ?? pause.on;
}

/** The first day of the new cover: as the answer says, else the first fee period's first day. */
function coverBegins(second: Case, answer: Answer): CivilDate | undefined {
  const named = (name: string) => answer.dates.find((d) => d.name === name)?.date;
  const begins = named('benefitFrom') ?? named('firstPeriodFrom');
  if (begins !== undefined || second.matter !== 'EMP_REGISTER') return begins;
  return `${second.request.firstPeriod ?? addToMonth(monthOf(second.on), 1)}-01`;
}

/**
 * Decides 暂停 then 参保 as a whole. `second` brings its own request; its facts are those of the pause, updated. A second
 * step that is refused or lacks something refuses or holds up the whole, so that nobody is left without a relation.
 */
export function decideSaga(
  pause: Case & { matter: PauseMatter },
  register: Omit<Case, 'facts'> & { matter: RegisterMatter },
  book: RuleBook = theBook,
): SagaAnswer {
  const first = decide(pause, book);
  if (!allows(first)) {
    const text = '暂停参保这一步不能办理，整件事不开始，原有参保关系不变。';
    return { decision: first.decision, first, second: null, gap: null, text };
  }
  const after: Case = { ...register, facts: factsAfterPause(pause, first) };
  const second = decide(after, book);
  if (!allows(second)) {
    const why =
      second.decision === 'REFUSE'
        ? `后一步参保登记不能办理：${second.reasons.find((r) => r.severity === 'refuse')?.text ?? ''}`
        : `后一步参保登记还缺情况：${lacking(second)}`;
    return { decision: second.decision, first, second, gap: null, text: `${why}整件事不开始，不先暂停。` };
  }
  const weaker = first.decision === 'ALLOW_WARN' || second.decision === 'ALLOW_WARN';
  const from = coverEnds(pause, first);
  const begins = coverBegins(after, second);
  const gap = begins !== undefined && from < begins ? { from, to: addDays(begins, -1) } : null;
  return {
    decision: weaker ? 'ALLOW_WARN' : 'ALLOW',
    first,
    second,
    gap,
    text: said(gap, begins),
  };
}

/** The questions to put, and the parameters that no pack sets, as sentences. */
const lacking = ({ needsFacts, needsParams }: Answer): string =>
  [...needsFacts.map((n) => n.question), ...needsParams.map((n) => `参数 ${n.param} 没有取值。`)].join('');

function said(gap: SagaAnswer['gap'], begins: CivilDate | undefined): string {
  if (begins === undefined)
    return '两步都可以办理；新待遇开始日还不能确定，请先向参保人说明中间可能没有待遇。';
  if (gap === null) return `两步都可以办理，中间没有待遇空档，新的待遇从 ${begins} 开始。`;
  return `两步都可以办理，但 ${gap.from} 至 ${gap.to} 没有待遇，新的待遇从 ${begins} 开始，请先向参保人说明。`;
}

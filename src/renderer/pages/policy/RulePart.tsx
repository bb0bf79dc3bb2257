import { Link } from 'react-router';
import type { AskedRule } from '#shared/rules/articles';
import { print } from '#shared/rules/kernel/print';
import { documentOf } from '#shared/rules/sources/register';
import { articlePath } from '../../ui/book/paths';
import { exceptionsTo, fullWidth } from './bookIndex';
import { RuleLinks } from './Linked';

const SEVERITIES = { refuse: '✕ 不予办理', warn: '! 请经办人留意', info: '给出说明' } as const;

/** One rule of the book: clause, articles, question, condition, and what displaces it. */
export function RulePart({ part: { ask, rule } }: { part: AskedRule }) {
  const displaced = exceptionsTo(rule.id);
  return (
    <article className="policy-part" aria-label={rule.id}>
      <p className="policy-clause">{fullWidth(rule.clause)}</p>
      <dl className="facts">
        <dt>编号</dt>
        <dd className="number">{rule.id}</dd>
        <dt>条款</dt>
        <dd>
          {rule.cites.map((cite, index) => (
            <span key={`${cite.document} ${cite.article}`}>
              {index > 0 && '；'}
              {fullWidth(documentOf(cite.document)?.title ?? cite.document)}{' '}
              <Link to={articlePath(cite.document, cite.article)}>{fullWidth(cite.article)}</Link>
            </span>
          ))}
        </dd>
        <dt>要答的问题</dt>
        <dd>{fullWidth(ask)}</dd>
        <dt>适用条件</dt>
        <dd>{fullWidth(print(rule.when))}</dd>
        {rule.exceptionTo && (
          <>
            <dt>是例外</dt>
            <dd>
              适用时代替 <RuleLinks ids={[rule.exceptionTo]} />
            </dd>
          </>
        )}
        {displaced.length > 0 && (
          <>
            <dt>有例外</dt>
            <dd>
              以下适用时被代替：
              <RuleLinks ids={displaced} />
            </dd>
          </>
        )}
        {rule.finding && (
          <>
            <dt>适用时</dt>
            <dd>
              {SEVERITIES[rule.finding.severity]}
              {typeof rule.finding.code === 'string' && <span className="mute"> {rule.finding.code}</span>}
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

import { Drawer } from 'antd';
import type { Json } from '#shared/json';
import type { Answer, Reason } from '#shared/rules/answer';
import { article } from '#shared/rules/explain';
import { factTraceOf, type ReadNode } from '#shared/rules/factTrace';
import { type FactAges, factAgeWords } from './factAge';
import { paramValueWords, paramWords } from './paramWords';
import { appPlace } from './place';
import { SCROLLED } from './scrolled';
import { traceWords } from './traceWords';

export interface ShownReason {
  readonly reason: Reason;
  /** The whole answer where there is one; a platform's refusal comes without facts and parameters. */
  readonly answer: Answer | null;
  /** How old the facts of the answer are; absent or null: not known. */
  readonly ages?: FactAges | null;
}

/** The article behind a finding: the clause in our words, the facts used, the parameters and where they come from. */
export function ArticleDrawer({ shown, onClose }: { shown: ShownReason | null; onClose: () => void }) {
  return (
    <Drawer
      getContainer={appPlace}
      open={shown !== null}
      onClose={onClose}
      size={520}
      title={shown ? `${shown.reason.rule} 的依据` : ''}
    >
      {shown && (
        <section aria-label="依据" {...SCROLLED}>
          <Explained {...shown} />
        </section>
      )}
    </Drawer>
  );
}

function Explained({ reason, answer, ages }: ShownReason) {
  const clause = article(reason.rule, reason.code);
  const trace = answer ? factTraceOf(answer, reason) : [];
  const failed = trace.filter((t) => t.exception);
  return (
    <>
      <p>{reason.text}</p>
      <dl className="facts">
        <dt>文件</dt>
        <dd>{reason.documentTitle}</dd>
        <dt>条款</dt>
        <dd>{reason.article}</dd>
        {clause && (
          <>
            <dt>大意</dt>
            <dd className="preline">{clause.clause}</dd>
          </>
        )}
      </dl>
      {clause?.conditionText && (
        <>
          <h3>条件</h3>
          <p className="preline">{clause.conditionText}</p>
        </>
      )}
      {trace.length > 0 && (
        <>
          <h3>这一次怎样认定</h3>
          <ul className="trace">
            {trace
              .filter((t) => !t.exception)
              .map((t) => (
                <Node key={t.rule} node={t.node} ages={ages ?? null} />
              ))}
          </ul>
          {failed.length > 0 && (
            <>
              <p className="mute">下列例外这一次都不成立：</p>
              <ul className="trace">
                {failed.map((t) => (
                  <Node key={t.rule} node={t.node} ages={ages ?? null} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {answer && answer.params.length > 0 && (
        <>
          <h3>这一次用到的参数</h3>
          <table className="plain-table">
            <tbody>
              {answer.params.map((param) => (
                <tr key={param.param + param.pack}>
                  <td>
                    {paramWords(param.param)}：{paramValueWords(param.value as Json)}
                    <div className="mute how">
                      {param.pack} · {param.source}
                    </div>
                  </td>
                  <td className="right">
                    {param.status === 'synthetic' && <span className="tag warn">⚠ 虚构</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {answer && <p className="mute panel-foot">规则库 {answer.book.version}</p>}
    </>
  );
}

const MARK = new Map<boolean | null, string>([
  [true, '✓ 是'],
  [false, '✕ 否'],
  [null, '? 未知'],
]);

function Node({ node, ages }: { node: ReadNode; ages: FactAges | null }) {
  return (
    <li>
      {traceWords(node.text)}
      {'　'}
      <span className={node.value === null ? 'tone-warn' : 'mute'}>{MARK.get(node.value)}</span>
      {ages &&
        factsByAge(node, ages).map(([age, names]) => (
          <div className="mute how" key={age}>
            {names.join('、')}：{age}
          </div>
        ))}
      {node.children.length > 0 && (
        <ul className="trace">
          {node.children.map((child, index) => (
            <Node key={`${index}${child.text}`} node={child} ages={ages} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The facts of a leaf, those of the same age together. */
function factsByAge(node: ReadNode, ages: FactAges): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const fact of node.facts) {
    const age = factAgeWords(fact.name, ages);
    found.set(age, [...(found.get(age) ?? []), fact.text]);
  }
  return [...found];
}

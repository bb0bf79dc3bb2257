import { Link } from 'react-router';
import { type CatalogueEntry, KIND_LABELS, TEXT_LABELS } from '#shared/rules/catalogue';
import { print } from '#shared/rules/kernel/print';
import { catalogueId } from '#shared/rules/session';
import { documentOf } from '#shared/rules/sources/register';
import { paramValueWords } from '../../ui/paramWords';
import {
  type BookEntry,
  dayLines,
  exceptionsTo,
  fullWidth,
  type ParamTable,
  parametersOf,
  placeWords,
} from './bookIndex';
import { StatusTag } from './StatusTag';

/** How far the wording can be trusted that we worked from. */
const TRUST: Record<CatalogueEntry['text'], { tone: string; words: string }> = {
  'first-hand': { tone: 'ok', words: '依据公布的文件原文写成' },
  quoted: { tone: 'blue', words: '依据别处引用的原句写成' },
  secondary: { tone: 'warn', words: '依据别处的转述写成，用前请核对原文' },
  engine: { tone: 'warn', words: '文件没有写明，由参保台取默认口径，待核实' },
};
const SEVERITIES = { refuse: '✕ 不予办理', warn: '! 请经办人留意', info: '给出说明' } as const;

/** One rule: clause, where it is written, how good the text is, when it applies, and its parameters. */
export function RuleDetail({ shown }: { shown: BookEntry }) {
  const { entry, document, parts } = shown;
  const trust = TRUST[entry.text];
  const params = parametersOf(shown);
  return (
    <>
      <h2>
        <span className="number">{entry.id}</span> {fullWidth(entry.title)}
      </h2>
      <p>
        <span className="tag">{KIND_LABELS[entry.kind]}</span>{' '}
        <span className={`tag ${trust.tone}`}>{TEXT_LABELS[entry.text]}</span>{' '}
        <span className="mute">{trust.words}</span>
      </p>
      <dl className="facts">
        <dt>依据</dt>
        <dd>{fullWidth(entry.article)}</dd>
        {document && (
          <>
            <dt>文件</dt>
            <dd>{fullWidth(document.title)}</dd>
            <dt>适用</dt>
            <dd>
              {placeWords(document.region)}，{dayLines(document.from, document.until).join('，')}
            </dd>
            <dt>文本来源</dt>
            <dd>{fullWidth(document.provenance)}</dd>
          </>
        )}
      </dl>
      {entry.product && (
        <>
          <h3>参保台为它做了什么</h3>
          <p>{fullWidth(entry.product)}</p>
        </>
      )}
      {entry.within && (
        <p className="policy-part">
          这是一项计算，在 <Link to={`/policy/${entry.within}`}>{entry.within}</Link> 里进行，条文见下。
        </p>
      )}
      {parts.map((part) => (
        <Part key={part.rule.id} part={part} />
      ))}
      {params.length > 0 && <h3>条件和例外里用到的参数</h3>}
      {params.map((param) => (
        <Values key={param.name} param={param} />
      ))}
      {entry.kind === 'decision' && params.length === 0 && (
        <p className="mute policy-part">
          条件和例外都不取决于参数。金额、日期的计算用到的参数，在试算结果里列出来源。
        </p>
      )}
    </>
  );
}

function RuleLinks({ ids }: { ids: readonly string[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && '、'}
      <Link to={`/policy/${catalogueId(id)}`}>{id}</Link>
    </span>
  ));
}

function Part({ part: { ask, rule } }: { part: BookEntry['parts'][number] }) {
  const displaced = exceptionsTo(rule.id);
  return (
    <article className="policy-part" aria-label={rule.id}>
      <p className="policy-clause">{fullWidth(rule.clause)}</p>
      <dl className="facts">
        <dt>编号</dt>
        <dd className="number">{rule.id}</dd>
        <dt>条款</dt>
        <dd>
          {rule.cites
            .map((cite) => fullWidth(`${documentOf(cite.document)?.title ?? cite.document} ${cite.article}`))
            .join('；')}
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
            <dd>{SEVERITIES[rule.finding.severity]}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

function Values({ param }: { param: ParamTable }) {
  return (
    <table className="plain-table policy-values">
      <caption>
        {fullWidth(param.label)} <span className="mute">{param.name}</span>
      </caption>
      <thead>
        <tr>
          <th>地区</th>
          <th>日期</th>
          <th>取值</th>
          <th>来源</th>
          <th>性质</th>
        </tr>
      </thead>
      <tbody>
        {param.rows.map((row) => (
          <tr key={row.pack}>
            <td>
              {row.region}
              <div className="mute">{row.pack}</div>
            </td>
            <td>
              {row.days.map((line) => (
                <div className="number nowrap" key={line}>
                  {line}
                </div>
              ))}
            </td>
            <td>
              {row.status === 'missing' && row.value === null ? '—' : fullWidth(paramValueWords(row.value))}
            </td>
            <td>
              {fullWidth(row.source)}
              <div className="mute">
                {fullWidth(row.packName)}
                {row.checkedOn !== null && `，${row.checkedOn} 核对`}
              </div>
            </td>
            <td>
              <StatusTag status={row.status} />
            </td>
          </tr>
        ))}
        {param.rows.length === 0 && (
          <tr>
            <td colSpan={5} className="mute">
              没有参数包给出这一项；用到它时会说明缺少参数。
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

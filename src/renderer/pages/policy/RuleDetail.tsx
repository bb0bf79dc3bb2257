import { Link } from 'react-router';
import { type CatalogueEntry, KIND_LABELS, TEXT_LABELS } from '#shared/rules/catalogue';
import { documentPath } from '../../ui/book/paths';
import { type BookEntry, dayLines, fullWidth, parametersOf, placeWords } from './bookIndex';
import { Cases } from './Cases';
import { Linked } from './Linked';
import { ParamValues } from './ParamValues';
import { RulePart } from './RulePart';

/** How far the wording can be trusted that we worked from. */
const TRUST: Record<CatalogueEntry['text'], { tone: string; words: string }> = {
  'first-hand': { tone: 'ok', words: '依据公布的文件原文写成' },
  quoted: { tone: 'blue', words: '依据别处引用的原句写成' },
  secondary: { tone: 'warn', words: '依据别处的转述写成，用前请核对原文' },
  engine: { tone: 'warn', words: '文件没有写明，由参保台取默认口径，待核实' },
};

/** One rule: clause, where it is written, how good the text is, when it applies, and its parameters. */
export function RuleDetail({ shown }: { shown: BookEntry }) {
  const { entry, document, parts } = shown;
  const trust = TRUST[entry.text];
  const params = parametersOf(parts);
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
            <dd>
              <Link to={documentPath(document.id)}>{fullWidth(document.title)}</Link>
            </dd>
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
          <p>
            <Linked text={entry.product} />
          </p>
        </>
      )}
      {entry.within && (
        <p className="policy-part">
          这是一项计算，在 <Link to={`/policy/${entry.within}`}>{entry.within}</Link> 里进行，条文见下。
        </p>
      )}
      {parts.map((part) => (
        <RulePart key={part.rule.id} part={part} />
      ))}
      {params.length > 0 && <h3>条件和例外里用到的参数</h3>}
      {params.map((param) => (
        <ParamValues key={param.name} param={param} />
      ))}
      {entry.kind === 'decision' && params.length === 0 && (
        <p className="mute policy-part">
          条件和例外都不取决于参数。金额、日期的计算用到的参数，在试算结果里列出来源。
        </p>
      )}
      {entry.kind !== 'duty' && <Cases ids={[entry.within ?? entry.id]} />}
    </>
  );
}

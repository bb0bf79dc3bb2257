import { Link } from 'react-router';
import { ARTICLES, type BookArticle } from '#shared/rules/articles';
import { catalogueId } from '#shared/rules/session';
import { NONE_KINDS, type SourceDocument } from '#shared/rules/sources/document';
import { articlePath, documentPath } from '../../ui/book/paths';
import { dayLines, fullWidth, parametersOf, placeWords } from './bookIndex';
import { Cases } from './Cases';
import { Linked, RuleLine, RuleLinks } from './Linked';
import { ParamValues } from './ParamValues';
import { RulePart } from './RulePart';

function About({ document }: { document: SourceDocument }) {
  return (
    <>
      <dt>适用</dt>
      <dd>
        {placeWords(document.region)}，{dayLines(document.from, document.until).join('，')}
      </dd>
      <dt>文本来源</dt>
      <dd>{fullWidth(document.provenance)}</dd>
    </>
  );
}

/** One article: what it says, the rules that implement it or why none does, their parameters and cases. */
export function ArticleDetail({ shown }: { shown: BookArticle }) {
  const { document, article, own, also } = shown;
  const ids = [...new Set(own.map(({ rule }) => catalogueId(rule.id)))];
  const params = parametersOf(own);
  return (
    <>
      <h2>{fullWidth(article.no)}</h2>
      <p className="policy-clause">{fullWidth(article.gist)}</p>
      <dl className="facts">
        <dt>文件</dt>
        <dd>
          <Link to={documentPath(document.id)}>{fullWidth(document.title)}</Link>
        </dd>
        <About document={document} />
      </dl>
      {article.none && (
        <>
          <h3>没有判定规则：{NONE_KINDS[article.none.kind]}</h3>
          <p>
            <Linked text={article.none.why} />
          </p>
        </>
      )}
      {own.map((part) => (
        <RulePart key={part.rule.id} part={part} />
      ))}
      {also.length > 0 && (
        <>
          <h3>另有引用</h3>
          <ul>
            {also.map((asked) => (
              <RuleLine key={asked.rule.id} asked={asked} />
            ))}
          </ul>
        </>
      )}
      {params.length > 0 && <h3>条件和例外里用到的参数</h3>}
      {params.map((param) => (
        <ParamValues key={param.name} param={param} />
      ))}
      {ids.length > 0 && <Cases ids={ids} />}
    </>
  );
}

/** A document, article by article, with the rules that implement each, or why none does. */
export function DocumentDetail({ document }: { document: SourceDocument }) {
  const all = ARTICLES.filter((a) => a.document === document);
  return (
    <>
      <h2>{fullWidth(document.title)}</h2>
      <dl className="facts">
        <About document={document} />
      </dl>
      <table className="plain-table policy-values">
        <caption>各条由哪些规则实施，没有规则的写明原因</caption>
        <thead>
          <tr>
            <th>条款</th>
            <th>大意</th>
            <th>规则</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ article, own, also }) => (
            <tr key={article.no}>
              <td className="nowrap">
                <Link to={articlePath(document.id, article.no)}>{fullWidth(article.no)}</Link>
              </td>
              <td>{fullWidth(article.gist)}</td>
              <td>
                {article.none ? (
                  <>
                    无规则（{NONE_KINDS[article.none.kind]}）：
                    <Linked text={article.none.why} />
                  </>
                ) : (
                  <RuleLinks ids={[...own, ...also].map(({ rule }) => rule.id)} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { deadlineRulesOf } from '#shared/deadlines/index';
import { MATTERS, type MatterCode } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import { articlePath, matterPath, rulePath } from '../book/paths';
import { useCases } from '../book/workedCases';
import { fullWidth } from '../fullWidth';
import { caseMatterOf, MATTER_ABOUT } from './matterAbout';
import { type MatterBook, matterBook } from './matterBook';

/** Help of a matter: when it is taken, its steps, materials and deadline, and the articles it rests on, from the rule book. */
export function MatterHelp(props: { code: MatterCode; linked: boolean; onLeave: () => void }) {
  const { code, linked, onLeave } = props;
  const cases = useCases();
  const book = cases === null ? null : matterBook(code, cases);
  const sections = [...new Set(formOf(code).fields.map(({ section }) => section))];
  const deadlines = deadlineRulesOf(code);
  const to = (path: string, text: string) =>
    linked ? (
      <Link to={path} onClick={onLeave}>
        {text}
      </Link>
    ) : (
      text
    );
  return (
    <section aria-label={`事项 ${MATTERS[code]}`}>
      <h2>事项：{MATTERS[code]}</h2>
      <p>{MATTER_ABOUT[code]}</p>
      <h3>步骤</h3>
      <ol>
        <li>依次填：{sections.join('、')}。</li>
        <li>看右侧结论和依据；“需补充”的问清再填。</li>
        <li>收下列材料，逐件核对打勾。</li>
        <li>按 F9 受理，打印回执；等平台确认。</li>
      </ol>
      <h3>期限</h3>
      {deadlines.length === 0 ? (
        <p className="mute">规则库里没有为本事项登记逾期会丧失待遇的期限。</p>
      ) : (
        <ul>
          {deadlines.map(({ rule }) => (
            <li key={rule.id}>
              {fullWidth(rule.clause)}（{to(rulePath(rule.id), rule.id)}）
            </li>
          ))}
        </ul>
      )}
      {book === null ? (
        <p className="mute" role="status">
          正在从规则库整理材料和条款…
        </p>
      ) : (
        <FromBook book={book} to={to} />
      )}
      <p>{to(matterPath(caseMatterOf(code)), '在“政策”里看本事项的全部规则')}</p>
    </section>
  );
}

function FromBook({ book, to }: { book: MatterBook; to: (path: string, text: string) => ReactNode }) {
  const documents = [...new Set(book.articles.map(({ at }) => at.document))];
  return (
    <>
      <h3>材料</h3>
      {book.materials.length === 0 ? (
        <p className="mute">规则没有列固定材料，按右侧结论要求的收。</p>
      ) : (
        <ul>
          {book.materials.map(({ code, label, required }) => (
            <li key={code}>
              {label}
              {!required && '（有则提供）'}
            </li>
          ))}
        </ul>
      )}
      <h3>依据的条款</h3>
      {documents.map((document) => (
        <section key={document.id} aria-label={document.title}>
          <b>{fullWidth(document.title)}</b>
          <ul>
            {book.articles
              .filter(({ at }) => at.document === document)
              .map(({ at, rules }) => (
                <li key={at.article.no}>
                  {to(articlePath(document.id, at.article.no), fullWidth(at.article.no))}{' '}
                  {fullWidth(at.article.gist)}
                  <span className="mute">（{rules.map(({ rule }) => rule.id).join('、')}）</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

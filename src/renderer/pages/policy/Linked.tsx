import { Link } from 'react-router';
import type { AskedRule } from '#shared/rules/articles';
import { catalogueIdsIn } from '#shared/rules/articles';
import { articlePath, rulePath } from '../../ui/book/paths';
import { fullWidth } from './bookIndex';

/** A text in which the numbers of the catalogue are links. */
export function Linked({ text }: { text: string }) {
  const ids = new Set(catalogueIdsIn(text));
  const parts = fullWidth(text).split(/(R-[A-Z]+-\d{1,2}(?:-\d)?)/);
  return parts.map((part, index) =>
    ids.has(part) ? (
      <Link key={index} to={rulePath(part)}>
        {part}
      </Link>
    ) : (
      part
    ),
  );
}

/** Rules by their numbers, each a link to its entry. */
export function RuleLinks({ ids }: { ids: readonly string[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && '、'}
      <Link to={rulePath(id)}>{id}</Link>
    </span>
  ));
}

/** A rule in one line: number, clause, and the article where it stands. */
export function RuleLine({ asked: { rule } }: { asked: AskedRule }) {
  const [cite] = rule.cites;
  return (
    <li>
      <Link to={rulePath(rule.id)}>{rule.id}</Link> {fullWidth(rule.clause)}（
      <Link to={articlePath(cite.document, cite.article)}>{fullWidth(cite.article)}</Link>）
    </li>
  );
}
